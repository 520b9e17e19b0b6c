// Separated values (CSV, TSV, semicolons) and Markdown tables as a table of the form that tables in JSON have: what all rows say stands in the header, and so does
// what follows from another column.
//
//     id,region,opened,kind          csv[
//     17,EU North,2026-03-02,pump    id region="EU North" opened kind
//     18,EU North,2026-03-05,fan     17 2026-03-02 pump
//     19,EU North,2026-03-05,fan     18 2026-03-05 fan
//                                    19 2026-03-05 fan
//                                    ]
//
// `tsv[` stands for tabs, `csv;[` for semicolons, `table[` for a Markdown table. All cells are texts; `-` is an empty field. TabledJSON has the
// reader. Used where it is fewer tokens and where the values as the reader would write them are the input to the byte (fields are quoted where they
// must be and nowhere else), in a Markdown table but for what its readers do not read.

import PithJSON
import PithPrompt
import PithSystem

/// Writes separated values and Markdown tables as tables.
struct CSVTable: Strategy {
    static let name = "csv-table"
    static let summary =
        "CSV, TSV and Markdown tables with constant and dependent columns stated once in the header, repeated values as ditto"
    static let kinds: Set<SegmentKind> = [.table]
    static let effect = EditEffect.lossless
    static let isLocal = true

    private static let mostColumns = 96

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            var end = segment.range.upperBound
            while end > segment.range.lowerBound, bytes[end - 1].isLineEnd { end -= 1 }
            let range = segment.range.lowerBound..<end
            guard !context.prompt.views[segment.view].isProtected(range), !opensTabledJSON(bytes[segment.range]),
                let text = Self.text(bytes, range, context)
            else { return nil }
            return Proposal(edits: [Self.edit(segment.view, range, to: text)])
        }
    }

    /// A Markdown table of fewer rows may show a form that an answer is to have.
    private static let fewestPipedRows = 8

    private static func text(_ bytes: [UInt8], _ range: Range<Int>, _ context: StrategyContext) -> [UInt8]? {
        if let table = PipeTable(bytes, range) {
            guard table.rows.count >= fewestPipedRows,
                let text = text(table.names, table.rows[...], LineTableForm(alignments: table.alignments), table.text, context)
            else { return nil }
            // The other way to write it shorter, which MarkdownTables takes.
            let encoding = context.options.encoding
            return encoding.count(text) < encoding.count(MarkdownTables.text(bytes, range)) ? text : nil
        }
        for separator: UInt8 in [0x09, 0x2C, 0x3B] {
            guard let values = SeparatedValues(bytes, range, separator), values.rows.count > 2 else { continue }
            guard areNames(values.rows[0], of: values.rows.dropFirst()) else { return nil }
            return text(values.rows[0], values.rows.dropFirst(), .separated(by: separator), bytes[range], context)
        }
        return nil
    }

    /// Whether the first row has names and is no row as the others: read as a head, one would say `paid="open"` where it was paid and the others are open. A column tells that
    /// it is none where its cells are numbers or dates as its name is (but a year), where a cell says what its name does, or where blanks align its name. Cost: the cells.
    private static func areNames(_ names: [[UInt8]], of rows: ArraySlice<[[UInt8]]>) -> Bool {
        var named = 0, unnamed = 0
        for (column, name) in names.enumerated() {
            if name[...].contains("  ") { return false }
            let cells = rows.count { !$0[column].isEmpty }, numbers = rows.count { isNumber($0[column]) }
            if isNumber(name) {
                if numbers * 2 > cells, !isYear(name) { unnamed += 1 }
            } else if numbers == cells, cells > 0 {
                named += 1
            } else if name.count > 2, rows.contains(where: { $0[column] == name }) {
                unnamed += 1
            }
        }
        return named >= unnamed
    }

    /// Whether a field begins as numbers and dates do.
    private static func isNumber(_ field: [UInt8]) -> Bool {
        field.first { $0 != 0x2B && $0 != 0x2D && $0 != 0x2E && $0 != 0x24 && $0 != 0x28 }?.isDigit == true
    }

    private static func isYear(_ name: [UInt8]) -> Bool {
        name.count == 4 && name.allSatisfy(\.isDigit)
            && (name.starts(with: [0x31, 0x38]) || name.starts(with: [0x31, 0x39]) || name.starts(with: [0x32, 0x30]))
    }

    /// The table that stands for rows under names; nil where its reader would not make `lines` of it.
    static func text(
        _ names: [[UInt8]], _ rows: ArraySlice<[[UInt8]]>, _ form: LineTableForm, _ lines: some Collection<UInt8>,
        _ context: StrategyContext
    ) -> [UInt8]? {
        guard names.count > 1, names.count <= mostColumns, names.allSatisfy({ !$0.isEmpty }), Set(names).count == names.count else {
            return nil
        }
        let columns = names.indices.map { index in TableColumn(texts: rows.map { $0[index] }, name: names[index]) }
        let plan = TablePlan(columns, rowCount: rows.count, context.options)
        guard !plan.cellColumns.isEmpty else { return nil }
        let text = form.opening + TableText(plan, marksTexts: false).bytes(threadCount: context.options.threadCount) + [0x5D]
        guard let read = TabledJSON(text, startingAt: 0, limit: text.count), read.expanded.elementsEqual(lines) else { return nil }
        return text
    }
}
