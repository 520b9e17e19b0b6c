// Arrays of objects in the cells of a column: `[A-1,2;B-7,1]` under the head `items[sku,qty]`.

import PithJSON

struct TableList: Sendable {
    private let columns: [TableColumn]
    /// The first element of each row's array.
    private let starts: [Int]
    private let cellColumns: [Int]

    init(_ list: JSONColumns.List, _ document: JSONDocument, threadCount: Int) {
        starts = list.starts
        var columns = TableColumn.columns(list.columns, document, threadCount: threadCount)
        for index in columns.indices where columns[index].isConstant { columns[index].source = .constant }
        // An element must have a cell.
        if !columns.contains(where: { $0.source == .cells }) { columns[0].source = .cells }
        cellColumns = columns.indices.filter { columns[$0].source == .cells }
        self.columns = columns
    }

    /// What stands behind the column's name in the header.
    var header: [UInt8] {
        var text: [UInt8] = []
        for column in columns {
            text.append(text.isEmpty ? 0x5B : 0x2C)
            text += TableColumn.name(of: column.path)
            switch column.source {
            case .constant: text += [0x3D] + column.cells.literal(0)
            default: if column.isText { text += [0x22, 0x22] }
            }
        }
        return text + [0x5D]
    }

    /// The array in `row`.
    func text(_ row: Int) -> [UInt8] {
        var text: [UInt8] = [0x5B]
        for element in starts[row]..<starts[row + 1] {
            if text.count > 1 { text.append(0x3B) }
            for index in cellColumns {
                if index != cellColumns[0] { text.append(0x2C) }
                text += cell(columns[index], element)
            }
        }
        return text + [0x5D]
    }

    private func cell(_ column: TableColumn, _ element: Int) -> ArraySlice<UInt8> {
        if column.cells.isNothing(element) { return [0x2D] }
        guard let bare = column.cells.bare(element), !bare.contains(where: { $0 == 0x2C || $0 == 0x3B || $0 == 0x5D }) else {
            return column.cells.literal(element)
        }
        let isUnclear = !column.isText && (isJSONLiteral(bare) || bare.first == 0x5B || bare.first == 0x7B)
        return isUnclear ? column.cells.literal(element) : bare
    }
}
