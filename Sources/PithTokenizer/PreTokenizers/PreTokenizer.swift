// A pre-tokenizer cuts text into pieces; tokens never cross from one piece into the next. Published vocabularies name theirs as a
// regular expression. Each has one file here that does by hand what its expression says, character by character, without
// backtracking; the tests run the published expression itself against it.

import PithBPE
import PithUnicode

/// Finds where pieces end.
package protocol PreTokenizer: Sendable {
    /// What it was published as: one expression, or several of which each cuts up what the one before left of the text (matches stay
    /// whole, and so does what lies between two matches). Where it was published in several forms that cut alike, all of them.
    static var patterns: [[String]] { get }

    /// The end of the piece that starts at `start`, which is below `text.count` and a piece's start. The text is valid UTF-8.
    static func pieceEnd(_ text: TextBytes, from start: Int) -> Int

    /// Where further pieces start in a block whose first byte, at `start` of the text, starts one: those that are sure, as bits.
    static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64
}

/// One character of the text.
struct TextCharacter {
    let kind: CharacterClass
    let end: Int

    /// The character that starts at `start`. The text is valid UTF-8 and goes at least one byte past `start`.
    @inline(__always) init(_ text: TextBytes, at start: Int) {
        let first = UInt32(text[start])
        if first < 0x80 {
            kind = CharacterClass(codePoint: first)
            end = start &+ 1
        } else if first < 0xE0 {
            kind = CharacterClass(codePoint: (first & 0x1F) << 6 | (UInt32(text[start &+ 1]) & 0x3F))
            end = start &+ 2
        } else if first < 0xF0 {
            let middle = UInt32(text[start &+ 1]) & 0x3F
            kind = CharacterClass(codePoint: (first & 0xF) << 12 | middle << 6 | (UInt32(text[start &+ 2]) & 0x3F))
            end = start &+ 3
        } else {
            let high = (first & 7) << 18 | (UInt32(text[start &+ 1]) & 0x3F) << 12
            kind = CharacterClass(codePoint: high | (UInt32(text[start &+ 2]) & 0x3F) << 6 | (UInt32(text[start &+ 3]) & 0x3F))
            end = start &+ 4
        }
    }
}

extension TextBytes {
    /// The end of the longest run of characters of `set` that starts at `start`.
    @inline(__always) func runEnd(of set: CharacterClassSet, from start: Int) -> Int {
        var end = start
        while end < count {
            let next = TextCharacter(self, at: end)
            guard next.kind.isIn(set) else { break }
            end = next.end
        }
        return end
    }

    /// The end of the longest run that starts at `start`, of at most `limit` characters of `set`.
    @inline(__always) func runEnd(of set: CharacterClassSet, from start: Int, limit: Int) -> Int {
        var end = start
        for _ in 0..<limit {
            guard end < count else { break }
            let next = TextCharacter(self, at: end)
            guard next.kind.isIn(set) else { break }
            end = next.end
        }
        return end
    }

    /// Whether the byte at `index` is this one; false past the end.
    @inline(__always) func has(_ byte: Unicode.Scalar, at index: Int) -> Bool {
        index < count && self[index] == UInt8(truncatingIfNeeded: byte.value)
    }

    /// The end of `'s 't 're 've 'm 'll 'd` in any case at `start`, or `start` where there is none.
    ///
    /// `'ſ` counts too: the long s (U+017F) is an s that has no case of its own, and the patterns ignore case.
    func contractionEnd(from start: Int) -> Int {
        guard has("'", at: start), start &+ 1 < count else { return start }
        let first = self[start &+ 1]
        let second = start &+ 2 < count ? self[start &+ 2] : 0
        switch first | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start &+ 2
        case UInt8(ascii: "r"), UInt8(ascii: "v"): return second | 0x20 == UInt8(ascii: "e") ? start &+ 3 : start
        case UInt8(ascii: "l"): return second | 0x20 == UInt8(ascii: "l") ? start &+ 3 : start
        default: return first == 0xC5 && second == 0xBF ? start &+ 3 : start
        }
    }
}
