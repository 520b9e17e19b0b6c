// A table as it stands in the text: see TabledJSON for the form and its reader.

struct TableText {
    /// The header and the rows, each line with its end.
    let bytes: [UInt8]

    /// `marksTexts`: whether columns of texts are marked; where all columns are, none need be.
    init(_ plan: TablePlan, marksTexts: Bool = true) {
        var text: [UInt8] = []
        let columns = plan.columns, cellColumns = plan.cellColumns
        for (index, column) in columns.enumerated() {
            text += TableColumn.name(of: column.path)
            switch column.source {
            case .cells:
                if let list = column.list { text += list.header } else if column.isText, marksTexts { text += [0x22, 0x22] }
                switch column.ditto {
                case .none: break
                case .above: text.append(0x5E)
                case .sameKey(let key, _): text += [0x5E] + TableColumn.name(of: columns[key].path)
                }
            case .constant: text += [0x3D] + column.cells[0].literal
            case .column(let other): text += [0x3D] + TableColumn.name(of: columns[other].path)
            case .map(let key): text += [0x3D] + Self.map(column, by: columns[key])
            }
            if index + 1 < columns.count { text.append(column.source == .cells && index != cellColumns.last ? column.separator : 0x20) }
        }
        text.append(0x0A)
        for row in 0..<plan.rowCount {
            for index in cellColumns {
                let isLast = index == cellColumns[cellColumns.count - 1]
                text += columns[index].text(row, isLast: isLast)
                text.append(isLast ? 0x0A : columns[index].separator)
            }
        }
        bytes = text
    }

    /// `{"Bonn":"NW","Kiel":"SH"}[city]`
    private static func map(_ column: TableColumn, by key: TableColumn) -> [UInt8] {
        var text: [UInt8] = [0x7B]
        var known: Set<[UInt8]> = []
        for (cell, value) in zip(key.cells, column.cells) where known.insert(cell.literal).inserted {
            if text.count > 1 { text.append(0x2C) }
            text += cell.literal + [0x3A] + value.literal
        }
        return text + [0x7D, 0x5B] + TableColumn.name(of: key.path) + [0x5D]
    }
}
