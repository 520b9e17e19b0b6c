// What the rows of tables say in columns that are put together of others (`link="/orders/"+id`): it stands nowhere as it is, but a reader has it.

import PithSystem

/// Values of columns that are put together.
package enum ComposedCells {
    /// The values in the tables of a text, each as the JSON of a string, row by row. Cost: linear in the text and in what they say, of which no more than so
    /// many times the text is written: a stranger can make it as large as the square.
    package static func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (_ literal: [UInt8]) -> Void) {
        var left = mostWritten * range.count, work = mostRead * range.count
        var at = range.lowerBound
        while true {
            at = firstOffset(of: 0x5B, in: bytes, at..<range.upperBound)
            guard at + 1 < range.upperBound, left > 0, work > 0 else { return }
            guard bytes[at + 1] == 0x0A, let value = TabledJSON(bytes, startingAt: at, limit: range.upperBound, work: &work) else {
                at += 1
                continue
            }
            for table in value.tables { forEach(in: table, bytes, &left, body) }
            at = value.range.upperBound
        }
    }

    private static let mostWritten = 16, mostRead = 4

    private static func forEach(in table: TabledJSONTable, _ bytes: [UInt8], _ left: inout Int, _ body: (_ literal: [UInt8]) -> Void) {
        let composed = table.header.columns.indices.filter { if case .composed = table.header.columns[$0].source { true } else { false } }
        guard !composed.isEmpty else { return }
        var reader = TableRowReader(table.header)
        let writer = TableRowWriter(bytes: bytes, header: table.header)
        for (row, isObject) in zip(table.rows, table.areObjects) where !isObject {
            guard left > 0, let cells = reader.cells(bytes, row) else { return }
            for column in composed {
                guard let literal = writer.value(column, cells) else { continue }
                left -= literal.count
                body(literal)
            }
        }
    }
}
