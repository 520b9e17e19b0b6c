// What paragraphs are by their own words, found once. A text is parsed again whenever something in it changed, and most of its paragraphs did not.
//
// What is kept hangs on nothing but the bytes of a paragraph's lines and whether it stands behind code; a paragraph is looked up by their hash and
// compared byte by byte. All texts of a memo are judged as nobody's words, of which those that sound like it instruct.
//
// Of stretches between blank lines it is remembered which of their lines no recogniser need be asked about again (Stretch).

import PithSystem
import Synchronization

/// Remembers paragraphs of one text and of the texts that became of it.
package final class ParagraphMemo: Sendable {
    /// What a paragraph is by its own words.
    struct Traits: Sendable {
        let isList: Bool
        let isCode: Bool
        /// Whether its prose gives instructions.
        let instructs: Bool
    }

    private struct State: Sendable {
        var numbers = KeyTable()
        var entries: [(text: [UInt8], range: Range<Int>, followsCode: Bool, traits: Traits)] = []
        var copiedByteCount = 0
        var stretchNumbers = KeyTable()
        var stretches: [(text: [UInt8], range: Range<Int>, linesToAsk: [Int])] = []

        /// Whether so many bytes more may be kept, and room for them taken. The text as it was first need not be copied.
        mutating func takeRoom(_ byteCount: Int, isFirst: Bool) -> Bool {
            guard entries.count + stretches.count < ParagraphMemo.mostEntries,
                isFirst || copiedByteCount + byteCount <= ParagraphMemo.mostCopiedBytes
            else { return false }
            if !isFirst { copiedByteCount += byteCount }
            return true
        }
    }

    private let state = Mutex(State())
    private static let mostEntries = 1 << 16
    /// Of paragraphs that were not there at first, so many bytes are kept.
    private static let mostCopiedBytes = 1 << 20

    /// The traits of the paragraph in `range` of `text`, found by `find` where they are not known. Those of the text as it was first refer to it,
    /// those of later texts to copies.
    func traits(of range: Range<Int>, in text: [UInt8], followsCode: Bool, isFirst: Bool, _ find: () -> Traits) -> Traits {
        let key = ByteHash.of(text[range]) &+ (followsCode ? 1 : 0)
        let known = state.withLock { state -> Traits? in
            guard let number = state.numbers[key], case let entry = state.entries[number],
                entry.followsCode == followsCode, areSame(entry.text[entry.range], text[range])
            else { return nil }
            return entry.traits
        }
        if let known { return known }
        let traits = find()
        state.withLock { state in
            guard state.numbers[key] == nil, state.takeRoom(range.count, isFirst: isFirst) else { return }
            state.numbers.keep(state.entries.count, for: key)
            let (text, range) = Self.kept(range, of: text, isFirst: isFirst)
            state.entries.append((text, range, followsCode, traits))
        }
        return traits
    }

    /// Which lines of the stretch in `range` of `text` are to be asked about wherever it stands, counted from its first; nil where it is not known.
    func linesToAsk(ofStretch range: Range<Int>, of text: [UInt8]) -> [Int]? {
        let key = ByteHash.of(text[range])
        return state.withLock { state in
            guard let number = state.stretchNumbers[key], case let stretch = state.stretches[number],
                areSame(stretch.text[stretch.range], text[range])
            else { return nil }
            return stretch.linesToAsk
        }
    }

    /// Notes which these are.
    func note(linesToAsk: [Int], ofStretch range: Range<Int>, of text: [UInt8], isFirst: Bool) {
        let key = ByteHash.of(text[range])
        state.withLock { state in
            guard state.stretchNumbers[key] == nil, state.takeRoom(range.count, isFirst: isFirst) else { return }
            state.stretchNumbers.keep(state.stretches.count, for: key)
            let (text, range) = Self.kept(range, of: text, isFirst: isFirst)
            state.stretches.append((text, range, linesToAsk))
        }
    }

    /// The stretch as it is kept: a copy where the text is not the first.
    private static func kept(_ range: Range<Int>, of text: [UInt8], isFirst: Bool) -> (text: [UInt8], range: Range<Int>) {
        isFirst ? (text, range) : (Array(text[range]), 0..<range.count)
    }
}
