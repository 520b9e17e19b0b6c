// What stands in marks of code is read to the letter: `C#` is not `C`, `-1` is not `1`, and `>=` is no `<=`, though their words are the same. So where it is one word at
// most, the signs around that count beside it. Brackets, quotation marks and what ends a clause ("`name`:") count no more than elsewhere; nor do the hyphens of an
// option (`--keep`), which is a fact as such, and longer pieces of code, whose words tell them apart.

import PithSystem

enum CodeSigns {
    /// The key of what stands in marks of code, by its words and signs; 0 where it has neither. Cost: linear, and little for more than one word.
    static func key(words: UInt64, _ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        let signs = hash(bytes, range)
        return signs == 0 ? words : chained(words, signs)
    }

    /// The hash of the signs around the one word of `range`, or of signs alone; 0 where there are none, and for several words.
    static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var start = range.lowerBound
        while start < range.upperBound, !isWord(bytes[start]) { start &+= 1 }
        var end = start
        while end < range.upperBound, isWord(bytes[end]) { end &+= 1 }
        guard start > range.lowerBound || end < range.upperBound else { return 0 }
        for at in end..<range.upperBound where isWord(bytes[at]) { return 0 }
        let isOption = end > start && !bytes[start].isDigit && bytes[range.lowerBound..<start].allSatisfy { $0 == 0x2D }
        var hash: UInt64 = 0
        if !isOption {
            for at in range.lowerBound..<start where isSign(bytes[at]) || bytes[at] == 0x2E && at &+ 1 == start {
                hash = chained(hash, UInt64(bytes[at]))
            }
        }
        for at in end..<range.upperBound where isSign(bytes[at]) { hash = chained(hash, UInt64(bytes[at]) | 0x100) }
        return hash
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

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x2B, 0x2D, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x5E, 0x7C, 0x7E: true
        default: false
        }
    }

    @inline(__always) private static func isWord(_ byte: UInt8) -> Bool { byte.isNameByte || byte >= 0x80 }
}
