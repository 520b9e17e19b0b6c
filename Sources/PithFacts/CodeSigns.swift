// What stands in marks of code is read to the letter: `C#` is not `C`, `-1` is not `1`, and `>=` is no `<=`, though their words are the same. So the signs that
// say something there count beside the words. Brackets, quotation marks and what only joins or ends words (`a.b`, `near-lines`, "`name`:") count no more than elsewhere.

import PithSystem

enum CodeSigns {
    /// The hash of the signs in `range` and of whether a word stands right before each; 0 where there are none. Cost: linear.
    static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0
        for at in range where isSign(bytes, at, range) { hash = chained(hash, UInt64(bytes[at]) | (isBehindWord(bytes, at, range) ? 0x100 : 0)) }
        return hash
    }

    /// The key of what stands in marks of code, by its words and signs; 0 where it has neither.
    static func key(words: UInt64, _ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        let signs = hash(bytes, range)
        return signs == 0 ? words : chained(words, signs)
    }

    /// Calls `body` with the key of each stretch in `range` that has signs, and neither blanks nor brackets, quotation marks, commas or colons in it. Cost: linear.
    static func forEachStretch(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void) {
        var start = range.lowerBound
        for at in range.lowerBound...range.upperBound where at == range.upperBound || isBorder(bytes[at]) {
            if start < at, hash(bytes, start..<at) != 0 { body(key(words: wordSequenceHash(bytes, start..<at), bytes, start..<at)) }
            start = at + 1
        }
    }

    /// Whether a byte is in no such stretch.
    static func isBorder(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x5B, 0x5D, 0x60, 0x7B, 0x7D: true
        default: false
        }
    }

    private static func isSign(_ bytes: [UInt8], _ at: Int, _ range: Range<Int>) -> Bool {
        switch bytes[at] {
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x2B, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x5E, 0x7C, 0x7E: true
        // A dot or a hyphen between words joins them, and a dot behind one ends what is said.
        case 0x2D: !isBehindWord(bytes, at, range) || at + 1 == range.upperBound || !isWord(bytes[at + 1])
        case 0x2E: !isBehindWord(bytes, at, range) && at + 1 < range.upperBound && isWord(bytes[at + 1])
        default: false
        }
    }

    private static func isBehindWord(_ bytes: [UInt8], _ at: Int, _ range: Range<Int>) -> Bool { at > range.lowerBound && isWord(bytes[at - 1]) }

    private static func isWord(_ byte: UInt8) -> Bool { byte.isNameByte || byte >= 0x80 }
}
