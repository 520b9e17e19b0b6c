// What the tables of a page are: data, where cells hold words and no blocks; rows, where there is but one, or where filling them up would make them grow;
// or a way to lay out a page, where they hold titles, quotations, code and further tables.

import PithSystem

/// The columns of a row, with cells that reach over several of them and down from rows above.
struct TableColumns {
    /// The column of the next cell.
    private(set) var next = 0
    /// By column, what a cell of an earlier row says in the rows below it, and for how many rows more.
    private var reaches: [(rowCount: Int, text: [UInt8])] = []

    /// More columns than tables have whose cells reach further.
    static let most = 64

    /// What stands in the next column from above; nil where nothing does.
    mutating func passed() -> [UInt8]? {
        guard next < reaches.count, reaches[next].rowCount > 0 else { return nil }
        next += 1
        return reaches[next - 1].text
    }

    /// Steps over a cell.
    mutating func add(columnCount: Int) { next += columnCount }

    /// Lets a cell that begins in `column` reach into the rows below, its own counted.
    mutating func reachDown(from column: Int, columnCount: Int, rowCount: Int, _ text: [UInt8]) {
        guard rowCount > 1 else { return }
        for column in column..<max(column, min(Self.most, column + columnCount)) {
            while reaches.count <= column { reaches.append((0, [])) }
            reaches[column] = (rowCount, text)
        }
    }

    /// Begins the next row. Cost: linear in the columns that cells reach down in.
    mutating func endRow() {
        next = 0
        for column in reaches.indices where reaches[column].rowCount > 0 { reaches[column].rowCount -= 1 }
    }

    /// What reaches down ends where a head or a body does.
    mutating func endPart() { reaches = [] }

    /// Over how many columns and rows the cell reaches.
    static func size(of cell: HTMLTag, in bytes: [UInt8]) -> (columns: Int, rows: Int) {
        func number(_ name: String, _ most: Int) -> Int? {
            cell.value(of: name, in: bytes).flatMap { Int(String(decoding: bytes[$0.prefix(6)], as: UTF8.self)) }.map {
                min(max(0, $0), most)
            }
        }
        let rows = number("rowspan", most * most) ?? 1
        return (max(1, number("colspan", most) ?? 1), rows == 0 ? most * most : rows)
    }
}

struct PageTables {
    enum Kind { case data, rows, layout }

    struct Form {
        var kind: Kind
        /// The cells of its widest row, those that reach there from above counted.
        let columnCount: Int
    }

    /// By the index of the tag that opens it, the form of a table that is closed.
    private(set) var forms: [Int: Form] = [:]

    private struct Table {
        let tag: Int
        var rowCount = 0, cellCount = 0, columnCount = 0
        var columns = TableColumns()
        /// Whether the row at hand has a cell; whether it began, with cells or without.
        var isRowOpen = false, isRowBegun = false
        var isLayout = false, hasTitles = false, hasHeads = false

        var form: Form {
            let isLayout = isLayout || hasTitles && !hasHeads || columnCount < 2
            // Cells that are filled in must not outweigh those that stand there.
            let isData = rowCount > 1 && rowCount * columnCount <= 3 * cellCount + 64
            return Form(kind: isLayout ? .layout : isData ? .data : .rows, columnCount: columnCount)
        }

        mutating func endRow() {
            guard isRowOpen else {
                // Cells from above fill a row that has none of its own.
                if isRowBegun { columns.endRow() }
                isRowBegun = false
                return
            }
            isRowBegun = false
            while columns.passed() != nil {}
            columnCount = max(columnCount, columns.next)
            rowCount += 1
            columns.endRow()
            isRowOpen = false
        }

        mutating func add(_ cell: HTMLTag, in bytes: [UInt8]) {
            while columns.passed() != nil {}
            let size = TableColumns.size(of: cell, in: bytes), column = columns.next
            columns.add(columnCount: size.columns)
            columns.reachDown(from: column, columnCount: size.columns, rowCount: size.rows, [])
            cellCount += 1
            isRowOpen = true
            let name = cell.name(in: bytes)
            if name.count == 2, name.last.map({ $0 | 0x20 }) == 0x68 { hasHeads = true }
        }
    }

    /// Cost: linear in the tags.
    init(_ tags: [HTMLTag], in bytes: [UInt8]) {
        var open: [Table] = []
        for (index, tag) in tags.enumerated() {
            guard !open.isEmpty || tag.element == .table else { continue }
            let last = open.count - 1
            switch (tag.element, tag.isClosing) {
            case (.table, false):
                if !open.isEmpty { open[last].isLayout = true }
                open.append(Table(tag: index))
                if tag.value(of: "role", in: bytes).map({ bytes[$0].elementsEqual("presentation".utf8) }) == true {
                    open[last + 1].isLayout = true
                }
            case (.table, true):
                guard var table = open.popLast() else { continue }
                table.endRow()
                forms[table.tag] = table.form
            case (.row, let isClosing):
                open[last].endRow()
                open[last].isRowBegun = !isClosing
            case (.tablePart, _):
                open[last].endRow()
                open[last].columns.endPart()
            case (.cell, false): open[last].add(tag, in: bytes)
            case (.quote, false): open[last].isLayout = true
            case (.preformatted, false):
                // One line of code is a word of its cell.
                if !Self.isOneLine(tags, index, in: bytes) { open[last].isLayout = true }
            case let (element, false) where element.headingLevel != nil: open[last].hasTitles = true
            default: break
            }
        }
    }

    /// Whether what is preformatted ends soon, and on the line.
    private static func isOneLine(_ tags: [HTMLTag], _ index: Int, in bytes: [UInt8]) -> Bool {
        let next = tags[(index + 1)...].prefix(12).first { $0.element == .preformatted || $0.element == .lineBreak }
        guard let next, next.element == .preformatted, next.isClosing, next.range.lowerBound - tags[index].range.upperBound <= 1000 else {
            return false
        }
        return !bytes[tags[index].range.upperBound..<next.range.lowerBound].contains(0x0A)
    }
}
