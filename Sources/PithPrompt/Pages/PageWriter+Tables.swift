// How the tables of a page are written: row by row, each cell in all columns that it reaches over, and down into the rows that it reaches into.

extension PageWriter {
    mutating func openTable(_ form: PageTables.Form?) {
        let isInCell = isInCell
        endLine(form?.kind == .data ? 2 : 1)
        openTables.append(OpenTable(form: form.flatMap { isInCell ? nil : $0 } ?? PageTables.Form(kind: .layout, columnCount: 0)))
    }

    mutating func closeTable() {
        endRow()
        if openTables.popLast()?.form.kind == .data { endLine(2) } else { endLine() }
    }

    mutating func endRow() {
        guard let table = openTables.last else { return endLine() }
        closeCell()
        let last = openTables.count - 1
        if table.form.kind == .data, !openTables[last].isRowEmpty {
            while openTables[last].columns.next < table.form.columnCount {
                if !writeNextFromAbove() { writeFilled([]) }
            }
            writeAtOnce(Array(" |".utf8))
            if table.isFirstRow {
                writeAtOnce([0x0A] + linePrefix + [0x7C] + Array(repeatElement([0x2D, 0x7C], count: table.form.columnCount).joined()))
            }
            openTables[last].isFirstRow = false
        }
        if !openTables[last].isRowEmpty || openTables[last].isRowBegun { openTables[last].columns.endRow() }
        (openTables[last].isRowEmpty, openTables[last].isRowBegun) = (true, false)
        isBlankDue = false
        endLine()
    }

    mutating func openCell(_ tag: HTMLTag) {
        guard let table = openTables.last, table.form.kind != .layout else { return endLine() }
        closeCell()
        let last = openTables.count - 1
        if table.form.kind == .data { while writeNextFromAbove() {} }
        writeBar()
        openTables[last].cell = TableColumns.size(of: tag, in: bytes)
        openTables[last].isCellEmpty = true
        isBlankDue = true
        if let cell = openTables[last].cell, cell.columns > 1 || cell.rows > 1 { captured = [] }
    }

    /// Ends the cell that is open, and says it again in the columns that it reaches over.
    mutating func closeCell() {
        guard let table = openTables.last, table.form.kind != .layout else { return endLine() }
        guard let cell = table.cell else { return }
        mark = []
        endInlines()
        let last = openTables.count - 1
        let text = captured ?? []
        let isLong = text.count > Self.longestCell
        captured = nil
        openTables[last].cell = nil
        forgetBreaks()
        guard openTables[last].form.kind == .data else { return }
        let column = openTables[last].columns.next
        openTables[last].columns.add(columnCount: 1)
        openTables[last].columns.reachDown(
            from: column, columnCount: cell.columns, rowCount: cell.rows, isLong ? Array("(as above)".utf8) : text)
        // A title over the whole table stands there once.
        let isWhole = column == 0 && cell.columns >= openTables[last].form.columnCount
        for _ in 1..<max(1, min(cell.columns, openTables[last].form.columnCount - column)) {
            writeFilled(isWhole ? [] : isLong ? Array("(as left)".utf8) : text)
        }
    }

    /// Writes the cell that reaches into the next column from above; false where none does.
    private mutating func writeNextFromAbove() -> Bool {
        guard let text = openTables[openTables.count - 1].columns.passed() else { return false }
        writeBar()
        writeAtOnce(text.isEmpty ? [] : [0x20] + text)
        return true
    }

    private mutating func writeFilled(_ text: [UInt8]) {
        openTables[openTables.count - 1].columns.add(columnCount: 1)
        writeBar()
        writeAtOnce(text.isEmpty ? [] : [0x20] + text)
    }

    private mutating func writeBar() {
        let last = openTables.count - 1
        if !openTables[last].isRowEmpty {
            writeAtOnce(Array(" |".utf8))
        } else if openTables[last].form.kind == .data {
            writeFrame([0x7C])
        }
        openTables[last].isRowEmpty = false
    }
}
