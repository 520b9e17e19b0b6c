// What words begin with, to be looked for among the words of a text.

import CPithSystem

/// The first three letters or digits of some words, in small letters. Some others count as among them; nobody who asks may rely on the answer yes.
package struct WordOpenings: Sendable {
    /// For the low six bits of a byte, a bit for the low five of the one behind it: for the first and second byte of a word, then for the second and third.
    private var table: [UInt32] = Array(repeating: 0, count: 128)

    package init() {}

    /// Those of every word.
    package static let all = WordOpenings(table: Array(repeating: .max, count: 128))

    private init(table: [UInt32]) { self.table = table }

    /// Those of the words of ASCII letters and digits in `words`, which single blanks set apart.
    package init(ofWords words: String) {
        let text = Array(words.utf8)
        for start in text.indices where text[start] != 0x20 && (start == 0 || text[start - 1] == 0x20) { insert(wordAt: start, of: text) }
    }

    /// Adds the word, of ASCII letters and digits, that begins at `start` of `text`. A word of one or two letters may begin any other so.
    package mutating func insert(wordAt start: Int, of text: [UInt8]) {
        let first = text[start] | 0x20
        guard start + 1 < text.count, text[start + 1].isLetterOrDigit else { return table[Int(first & 63)] = .max }
        let second = text[start + 1] | 0x20
        table[Int(first & 63)] |= 1 << UInt32(second & 31)
        guard start + 2 < text.count, text[start + 2].isLetterOrDigit else { return table[64 + Int(second & 63)] = .max }
        table[64 + Int(second & 63)] |= 1 << UInt32((text[start + 2] | 0x20) & 31)
    }

    /// Where from `start` on the first word in `range` begins that may begin so; the end of the range where none does. A word begins with a letter or digit
    /// of ASCII behind a byte that is none, and with a capital behind a small letter; so does the first in the range. Cost: linear, some three
    /// instructions a byte.
    package func firstWord(in bytes: [UInt8], _ range: Range<Int>, from start: Int) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
        precondition(start >= range.lowerBound, "offset \(start) of bytes \(range)")
        return bytes.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: the range lies in the buffer, and the table has two places for every six bits. GAIN: what code says of 8,000 sentences in 2 MB of
                // program text: 400 M instructions with the hash of each word, 150 M so (valgrind --tool=callgrind).
                guard let base = buffer.baseAddress, let table = table.baseAddress, start < range.upperBound else {
                    return range.upperBound
                }
                return pith_word_opening(base, range.lowerBound, start, range.upperBound, table)
            }
        }
    }
}
