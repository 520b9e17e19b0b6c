// The rows of a table, one after the other: what `^` stands for depends on those before.

import PithSystem

/// Reads rows into cells.
package struct TableRowReader {
    private let header: TableHeader
    private var above: [Range<Int>?]

    package init(_ header: TableHeader) {
        self.header = header
        above = header.columns.map { _ in nil }
    }

    /// The cells of the next row by column, nil where the column has none; those that say `^` stand in a row before. Nil when the row is
    /// not of this table. Cost: linear in the row.
    package mutating func cells(_ bytes: [UInt8], _ row: Range<Int>) -> [Range<Int>?]? {
        guard var cells = header.cells(bytes, row) else { return nil }
        for index in header.cellColumns where header.columns[index].hasDitto {
            guard let cell = cells[index], cell.count == 1, bytes[cell.lowerBound] == 0x5E else { continue }
            guard let same = above[index] else { return nil }
            cells[index] = same
        }
        above = cells
        return cells
    }
}

extension TableHeader {
    /// The cells of a row as they stand, by column. Nil when the row is not of this table.
    func cells(_ bytes: [UInt8], _ row: Range<Int>) -> [Range<Int>?]? {
        var cells: [Range<Int>?] = Array(repeating: nil, count: columns.count)
        var place = row.lowerBound
        for index in cellColumns {
            let isLast = index == cellColumns[cellColumns.count - 1], separator = columns[index].separator
            if !columns[index].label.isEmpty {
                guard bytes[place..<row.upperBound].starts(with: columns[index].label) else { return nil }
                place += columns[index].label.count
            }
            guard place < row.upperBound else { return nil }
            let end: Int
            switch bytes[place] {
            case 0x22:
                guard let close = stringEnd(bytes, place, row.upperBound) else { return nil }
                end = close
            case 0x5B where columns[index].isList:
                guard let list = columns[index].list, let elements = list.elements(bytes, place, row.upperBound) else { return nil }
                end = elements.end
            case 0x5B, 0x7B:
                if columns[index].isText { fallthrough }
                guard let document = try? JSONDocument(bytes, startingAt: place, limit: row.upperBound) else { return nil }
                end = document.root.range.upperBound
            default:
                end = isLast ? row.upperBound : firstOffset(of: separator, in: bytes, place..<row.upperBound)
            }
            guard end > place, isLast ? end == row.upperBound : end < row.upperBound && bytes[end] == separator else { return nil }
            cells[index] = place..<end
            place = end + 1
        }
        return cells
    }

    /// The cells of the objects of a list that begins at `start`, and the offset after the bracket that closes it; nil when it is none.
    package func elements(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (rows: [[Range<Int>?]], end: Int)? {
        var rows: [[Range<Int>?]] = []
        var at = start + 1
        guard at < limit else { return nil }
        if bytes[at] == 0x5D { return ([], at + 1) }
        while true {
            var cells: [Range<Int>?] = Array(repeating: nil, count: columns.count)
            for index in cellColumns {
                if index != cellColumns[0] {
                    guard at < limit, bytes[at] == 0x2C else { return nil }
                    at += 1
                }
                let begin = at
                guard at < limit else { return nil }
                if bytes[at] == 0x22 {
                    guard let end = stringEnd(bytes, at, limit) else { return nil }
                    at = end
                } else if !columns[index].isText, bytes[at] == 0x5B || bytes[at] == 0x7B {
                    guard let document = try? JSONDocument(bytes, startingAt: at, limit: limit) else { return nil }
                    at = document.root.range.upperBound
                } else {
                    while at < limit, bytes[at] != 0x2C, bytes[at] != 0x3B, bytes[at] != 0x5D { at += 1 }
                }
                guard at > begin else { return nil }
                cells[index] = begin..<at
            }
            rows.append(cells)
            guard at < limit, bytes[at] == 0x3B || bytes[at] == 0x5D else { return nil }
            at += 1
            if bytes[at - 1] == 0x5D { return (rows, at) }
        }
    }
}
