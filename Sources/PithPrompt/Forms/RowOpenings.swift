// Rows that begin like the row above, and how a reader gets them back.
//
//     [5 rows, ^N the first N words of the row above]
//     drwxr-xr-x 3 root root 4096 May 20 2025 adduser
//     drwxr-xr-x 2 root root 4096 Jun 24 2025 alsa-topology-conf
//     ^8 alsa-ucm-conf
//     ^5 May 9 2026 appstream
//     -rw-r--r-- 1 root root 1387 Feb 21 2023 copyright
//
// `^8` stands for the first eight words of the row above as that one reads in full, with the blanks between and behind them.

import PithSystem

/// Reads rows that begin like the row above.
package struct RowOpenings: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The rows in full.
    package let expanded: [UInt8]

    /// The rows that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), let count = Self.count(in: mark.content) else { return nil }
        var expanded: [UInt8] = []
        var above: [UInt8] = []
        for _ in 0..<count {
            guard let line = cursor.next() else { return nil }
            if let (wordCount, rest) = Self.opening(line.content) {
                above = Array(above[..<Self.endOfWords(wordCount, in: above[...])]) + rest
            } else {
                above = Array(line.content)
            }
            expanded += above + line.end
        }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the rows.
    package static func mark(count: Int) -> [UInt8] { Array("[\(count) rows, ^N the first N words of the row above]".utf8) }

    /// How many rows the line announces, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x5B, line.count < 70, let (count, _) = line.dropFirst().leadingNumber() else { return nil }
        return line.elementsEqual(mark(count: count)) ? count : nil
    }

    /// The number behind the sign that a row opens with, and what follows the blank behind it.
    package static func opening(_ row: ArraySlice<UInt8>) -> (wordCount: Int, rest: ArraySlice<UInt8>)? {
        guard row.first == 0x5E, let (count, rest) = row.dropFirst().leadingNumber(), rest.first == 0x20 else { return nil }
        return (count, rest.dropFirst())
    }

    /// Where the blanks behind the first `count` words end, or the row.
    package static func endOfWords(_ count: Int, in row: ArraySlice<UInt8>) -> Int {
        var at = row.startIndex
        for _ in 0..<count where at < row.endIndex {
            while at < row.endIndex, !row[at].isBlank { at += 1 }
            while at < row.endIndex, row[at].isBlank { at += 1 }
        }
        return at
    }
}
