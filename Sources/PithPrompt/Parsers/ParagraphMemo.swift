// What paragraphs are by their own words, found once. A text is parsed again whenever something in it changed, and most of its paragraphs did not.
//
// What is kept hangs on nothing but the bytes of a paragraph's lines and whether it stands behind code; a paragraph is looked up by their hash and
// compared byte by byte. All texts of a memo are judged as nobody's words, of which those that sound like it instruct.

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
            guard state.entries.count < Self.mostEntries, isFirst || state.copiedByteCount + range.count <= Self.mostCopiedBytes,
                state.numbers.keep(state.entries.count, for: key) == nil
            else { return }
            if isFirst {
                state.entries.append((text, range, followsCode, traits))
            } else {
                state.entries.append((Array(text[range]), 0..<range.count, followsCode, traits))
                state.copiedByteCount += range.count
            }
        }
        return traits
    }
}
