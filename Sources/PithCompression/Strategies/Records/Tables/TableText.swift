// A table as it stands in the text: see TabledJSON for the form and its reader.

struct TableText: Sendable {
    private let plan: TablePlan
    /// Objects that are no rows, as JSON, by their place among all.
    private let apart: [Int: [UInt8]]
    /// The first line, without its end.
    let header: [UInt8]

    /// `marksTexts`: whether columns of texts are marked; where all columns are, none need be.
    init(_ plan: TablePlan, marksTexts: Bool = true, apart: [Int: [UInt8]] = [:]) {
        (self.plan, self.apart) = (plan, apart)
        header = Self.header(of: plan, marksTexts: marksTexts)
    }

    /// The header and all rows, each line with its end. Many rows are written in parts side by side.
    func bytes(threadCount: Int) -> [UInt8] {
        var text = header + [0x0A]
        var row = 0, line = 0
        func writeRows(upTo end: Int) {
            for part in (row..<end).inParts(threadCount: threadCount, fewestOfPart: ThreadGain.fewestCellsOfPart, { rows($0) }) {
                text += part
            }
            row = end
        }
        for place in apart.keys.sorted() {
            writeRows(upTo: row + place - line)
            text += apart[place]! + [0x0A]
            line = place + 1
        }
        writeRows(upTo: plan.rowCount)
        return text
    }

    /// Some of the rows, each line with its end.
    func rows(_ range: Range<Int>) -> [UInt8] {
        let columns = plan.columns, cellColumns = plan.cellColumns
        var text: [UInt8] = []
        for row in range {
            for index in cellColumns {
                let isLast = index == cellColumns[cellColumns.count - 1]
                text += columns[index].label
                text += columns[index].text(row, isLast: isLast)
                text.append(isLast ? 0x0A : columns[index].separator)
            }
        }
        return text
    }

    private static func header(of plan: TablePlan, marksTexts: Bool) -> [UInt8] {
        var text: [UInt8] = []
        let columns = plan.columns, cellColumns = plan.cellColumns
        // A name before a cell is the whole of it.
        let labelsCells = columns.contains { !$0.label.isEmpty }
        // The object whose members stand in braces.
        var group: [[UInt8]] = []
        for (index, column) in columns.enumerated() {
            let parents = Self.parents(of: column)
            let next = index + 1 < columns.count ? Self.parents(of: columns[index + 1]) : []
            if group.isEmpty, !parents.isEmpty, next == parents && !labelsCells || column.spacing != nil {
                group = parents
                text += TableColumn.name(of: parents) + (column.spacing == nil ? [] : [0x22, 0x22]) + [0x7B]
                if column.spacing == .spaced { text.append(0x20) }
            }
            text += TableColumn.name(of: Array(column.path.dropFirst(group.count)))
            switch column.source {
            case .cells:
                if let list = column.list { text += list.header } else if column.isText, marksTexts { text += [0x22, 0x22] }
                if column.hasDitto { text.append(0x5E) }
                if !column.label.isEmpty { text.append(0x3D) }
            case .constant: text += [0x3D] + column.cells.literal(0)
            case .column(let other): text += [0x3D] + TableColumn.name(of: columns[other].path)
            case .map(let key): text += [0x3D] + map(column, by: columns[key])
            case .composed(let before, let other, let after):
                let parts = [quoted(before), TableColumn.name(of: columns[other].path), quoted(after)].filter { !$0.isEmpty }
                text += [0x3D] + parts.joined(separator: [0x2B])
            }
            if !group.isEmpty, next != group {
                group = []
                text.append(0x7D)
            }
            if index + 1 < columns.count { text.append(column.source == .cells && index != cellColumns.last ? column.separator : 0x20) }
        }
        return text
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] { text.isEmpty ? [] : [0x22] + text + [0x22] }

    /// The object whose members stand in braces: the innermost, or the one that stands in a string.
    private static func parents(of column: TableColumn) -> [[UInt8]] {
        Array(column.spacing == nil ? column.path.dropLast() : column.path.prefix(1))
    }

    /// `{"Bonn":"NW","Kiel":"SH"}[city]`
    private static func map(_ column: TableColumn, by key: TableColumn) -> [UInt8] {
        var text: [UInt8] = [0x7B]
        var known: Set<ArraySlice<UInt8>> = []
        for row in 0..<key.cells.count where known.insert(key.cells.literal(row)).inserted {
            if text.count > 1 { text.append(0x2C) }
            text += key.cells.literal(row) + [0x3A] + column.cells.literal(row)
        }
        return text + [0x7D, 0x5B] + TableColumn.name(of: key.path) + [0x5D]
    }
}
