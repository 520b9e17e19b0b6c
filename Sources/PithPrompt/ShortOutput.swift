// What Pith makes of the outputs of commands, and of the statements of a dump, that are kept as references: each form begins with a line that says how many lines are below it.

/// The short forms of outputs of commands.
package enum ShortOutput {
    /// How many lines stand below the line, if it begins a form. Cost: the length of such a line.
    package static func lineCount(in line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x5B else { return nil }
        return BlamedLines.count(in: line) ?? CommitLog.form(in: line)?.lineCount ?? InsertedRows.count(in: line)
            ?? FoundLines.count(in: line)
    }

    /// The bytes of the form that begins at `offset`, and what it stands for; nil when none does. Cost: linear in that.
    package static func reading(_ bytes: [UInt8], startingAt offset: Int, limit: Int) -> (range: Range<Int>, expanded: [UInt8])? {
        if let lines = BlamedLines(bytes, startingAt: offset, limit: limit) { return (lines.range, lines.expanded) }
        if let rows = InsertedRows(bytes, startingAt: offset, limit: limit) { return (rows.range, rows.expanded) }
        if let lines = FoundLines(bytes, startingAt: offset, limit: limit) { return (lines.range, lines.expanded) }
        return CommitLog(bytes, startingAt: offset, limit: limit).map { ($0.range, $0.expanded) }
    }
}
