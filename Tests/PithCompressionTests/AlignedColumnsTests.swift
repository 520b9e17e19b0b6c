// Tables that commands print: every cell is told of the column it stands in, or of one that several columns made, never of another.

import PithJSON
import PithPrompt
import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct AlignedColumnsTests {
    @Test(arguments: 0..<400) func cellsStandUnderTheirNames(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let table = RandomColumns(rowCount: random.number(4...12), using: &random)
        let bytes = Array(table.text.utf8)
        if table.isBordered {
            let found = try #require(BorderedTable(bytes, startingAt: 0, limit: bytes.count))
            #expect(found.names.map { String(decoding: $0, as: UTF8.self) } == table.names)
            #expect(found.rows.map { $0.map { String(decoding: $0, as: UTF8.self) } } == table.rows)
            return
        }
        guard let found = AlignedTable(bytes, startingAt: 0, limit: bytes.count) else { return }
        var index = 0
        for (column, name) in found.names.map({ String(decoding: $0, as: UTF8.self) }).enumerated() {
            var joined = table.names[index], end = index + 1
            while joined != name, end < table.names.count {
                joined += " " + table.names[end]
                end += 1
            }
            try #require(joined == name, "seed \(seed): \(name) of \(table.names)")
            for (row, cells) in found.rows.enumerated() {
                let words = table.rows[row][index..<end].joined(separator: " ").split(separator: " ")
                #expect(
                    String(decoding: cells[column], as: UTF8.self).split(separator: " ") == words,
                    "seed \(seed): row \(row) in\n\(table.text)")
            }
            index = end
        }
        #expect(index == table.names.count)
    }

    @Test func mostAreFound() {
        let found = (0..<200).count { seed in
            var random = SplitMix64(seed: UInt64(seed))
            let table = RandomColumns(rowCount: 8, using: &random), bytes = Array(table.text.utf8)
            return table.isBordered || AlignedTable(bytes, startingAt: 0, limit: bytes.count) != nil
        }
        #expect(found > 100)
    }

    /// Someone who reads the words of a row, and knows which column has cells of several words or none, finds the cells again; and rows keep their columns, or all
    /// of them lose them.
    @Test(arguments: 0..<1000) func rowsWithSingleBlanksHaveTheirCells(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let table = RandomRows(using: &random), bytes = Array(table.text.utf8)
        var start = table.start, first = 0
        func mayBegin(_ start: Int) -> Bool {
            LineWord.hasGap(bytes, start..<lineEnd(in: bytes, from: start, limit: bytes.count))
                || SpacedRows.mayBegin(withoutGap: bytes, start, bytes.count)
        }
        while first < table.lines.count, start >= bytes.count || !mayBegin(start) {
            start += table.lines[first].utf8.count + 1
            first += 1
        }
        guard first < table.lines.count, start < bytes.count,
            let found = SpacedRows(bytes, startingAt: start, limit: bytes.count, isSession: false)
        else { return }
        // As `docker ps` has them, columns of which all cells have as many words are told by these.
        let wordCounts = table.rows[0].indices.map { index in Set(table.rows.map { $0[index].split(separator: " ").count }) }
        #expect(wordCounts.count { $0.count > 1 } < 2, "seed \(seed):\n\(table.text)")
        let free = wordCounts.firstIndex { $0.count > 1 }
        var written: [UInt8] = []
        var at = 0
        for range in found.surplus {
            try #require(bytes[range].allSatisfy { $0 == 0x20 } && range.lowerBound >= at)
            written += bytes[at..<range.lowerBound]
            at = range.upperBound
        }
        written += bytes[at...]
        let lines = String(decoding: written.dropFirst(table.start), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (row, cells) in table.rows.enumerated() {
            var words = lines[row].split(separator: " ")
            var read: [String] = []
            for (column, counts) in wordCounts.enumerated() {
                let behind = wordCounts[(column + 1)...].reduce(0) { $0 + $1.first! }
                let count = column == free ? max(0, words.count - behind) : counts.first!
                read.append(words.prefix(count).joined(separator: " "))
                words.removeFirst(min(count, words.count))
            }
            #expect(read == cells, "seed \(seed): row \(row) of\n\(table.text)")
            let isApart = lines[row].drop { $0 == " " }.contains("  ") && row < lines.count - 1
            #expect(!isApart || table.lines[row].hasSuffix(" "), "seed \(seed): row \(row) of\n\(table.text)")
        }
    }

    @Test func manyRowsHaveSingleBlanks() {
        let found = (0..<300).count { seed in
            var random = SplitMix64(seed: UInt64(seed))
            let table = RandomRows(using: &random), bytes = Array(table.text.utf8)
            return SpacedRows(bytes, startingAt: table.start, limit: bytes.count, isSession: false) != nil
        }
        #expect(found > 60)
    }
}
