// What words begin with, to be looked for among the words of a text.

import CPithSystem

/// The first two letters or digits of some words, in small letters. Some others count as among them; nobody who asks may rely on the answer yes.
package struct WordOpenings: Sendable {
    /// For the low six bits of a first byte, a bit for the low five of the second.
    private var table: [UInt32] = Array(repeating: 0, count: 64)

    package init() {}

    /// Those of every word.
    package static let all = WordOpenings(table: Array(repeating: .max, count: 64))

    private init(table: [UInt32]) { self.table = table }

    /// Adds the word, of ASCII letters and digits, that `text` begins with. Of one of one letter no second is known.
    package mutating func insert(_ text: ArraySlice<UInt8>) {
        guard let first = text.first else { return }
        let second = text.dropFirst().first ?? 0
        table[Int(first | 0x20) & 63] |= second.isLetterOrDigit ? 1 << UInt32((second | 0x20) & 31) : .max
    }

    /// Where from `start` on the first word in `range` begins that may begin so; the end of the range where none does. A word begins with a letter or digit
    /// of ASCII behind a byte that is none, and with a capital behind a small letter; so does the first in the range. Cost: linear, some three
    /// instructions a byte.
    package func firstWord(in bytes: [UInt8], _ range: Range<Int>, from start: Int) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
        precondition(start >= range.lowerBound, "offset \(start) of bytes \(range)")
        return bytes.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: the range lies in the buffer, and the table has a place for every six bits. GAIN: what code says of 2,000 sentences in 2 MB of
                // program text: 340 M instructions with the hash of each word, 20 M so (valgrind --tool=callgrind).
                guard let base = buffer.baseAddress, let table = table.baseAddress, start < range.upperBound else {
                    return range.upperBound
                }
                return pith_word_opening(base, range.lowerBound, start, range.upperBound, table)
            }
        }
    }
}
