// Tables that commands print: every cell is told of the column it stands in, or of one that several columns made, never of another.

import PithJSON
import PithPrompt
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
}
