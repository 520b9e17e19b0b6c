// Whether code says what a sentence about it does, found out once: a strategy that takes turns with others asks again for the same sentences and the same
// lines of code, mostly where nothing changed in between. Both are found by a hash of their bytes, and compared.

import PithSystem
import Synchronization

/// Remembers which sentences share how many of their words with code (CodeWords). May be asked from several threads.
final class SharedWords: Sendable {
    /// A sentence and behind it the code, whole lines, that it was compared with; and what was found.
    private struct Known: Sendable {
        let bytes: [UInt8]
        let sentenceCount: Int
        let areMost: Bool

        func isOf(_ sentence: ArraySlice<UInt8>, _ code: [ArraySlice<UInt8>]) -> Bool {
            guard sentenceCount == sentence.count, areSame(bytes[..<sentenceCount], sentence) else { return false }
            var at = sentenceCount
            for lines in code {
                guard lines.count <= bytes.count - at, areSame(bytes[at..<at + lines.count], lines) else { return false }
                at += lines.count
            }
            return at == bytes.count
        }
    }

    private struct State: Sendable {
        var places = KeyTable()
        var known: [Known] = []
    }

    private let state = Mutex(State())

    /// Whether the code in the stretches holds at least `leastShare` of the words of the sentence; always asked with the same share.
    func areMost(of sentence: Range<Int>, in code: [Range<Int>], _ bytes: [UInt8], leastShare: Double, _ words: inout CodeWords) -> Bool {
        let text = bytes[sentence], lines = code.map { bytes[$0] }
        let key = lines.reduce(ByteHash.of(text)) { ($0 ^ ByteHash.of($1)) &* 0x9E37_79B9_7F4A_7C15 }
        let known = state.withLock { state in state.places[key].map { state.known[$0] } }
        if let known, known.isOf(text, lines) { return known.areMost }
        let areMost = words.share(of: sentence, in: code) >= leastShare
        let found = Known(bytes: lines.reduce(into: Array(text)) { $0 += $1 }, sentenceCount: text.count, areMost: areMost)
        state.withLock { state in
            if state.places.keep(state.known.count, for: key) == nil { state.known.append(found) }
        }
        return areMost
    }
}
