// The tables of texts that a tabled form can stand for, and how each is opened: `csv[`, `tsv[` and `csv;[` for separated values, `table[` for a
// Markdown table, `columns[` for columns that blanks align as commands print them. Where the columns of a Markdown table are aligned, its row of dashes
// stands in the opening: `table -|:-:|-:[`.

import PithSystem

/// How the lines of a table of texts are written.
package enum LineTableForm: Sendable, Equatable {
    case separated(by: UInt8)
    /// A Markdown table, its alignments; none where no column has one.
    case pipes([[UInt8]])
    /// Columns aligned by blanks; of an empty cell nothing is seen.
    case columns

    /// The form for a table with such alignments.
    package init(alignments: [[UInt8]]) { self = .pipes(alignments.allSatisfy { $0 == [0x2D] } ? [] : alignments) }

    /// What opens a table that stands for such lines, its line end with it.
    package var opening: [UInt8] {
        switch self {
        case .separated(by: 0x09): Array("tsv[\n".utf8)
        case .separated(by: 0x3B): Array("csv;[\n".utf8)
        case .separated: Array("csv[\n".utf8)
        case .columns: Self.columnsOpening
        case .pipes(let alignments):
            Array("table".utf8) + (alignments.isEmpty ? [] : [0x20] + alignments.joined(separator: [0x7C])) + [0x5B, 0x0A]
        }
    }

    /// The form of the table that begins with `text`; nil when it begins otherwise. Cost: no more than the first line of dashes.
    package init?(openedBy text: ArraySlice<UInt8>) {
        guard let first = text.first, first == 0x63 || first == 0x74 else { return nil }
        let separators: [UInt8] = [0x2C, 0x09, 0x3B]
        if let separator = separators.first(where: { text.starts(with: Self.separated(by: $0).opening) }) {
            self = .separated(by: separator)
            return
        }
        if text.starts(with: Self.columnsOpening) {
            self = .columns
            return
        }
        guard text.begins(with: "table") else { return nil }
        let rest = text.dropFirst(5)
        if rest.starts(with: [0x5B, 0x0A]) {
            self = .pipes([])
            return
        }
        let dashes = rest.dropFirst().prefix { $0 == 0x2D || $0 == 0x3A || $0 == 0x7C }
        guard rest.first == 0x20, !dashes.isEmpty, text[dashes.endIndex...].starts(with: [0x5B, 0x0A]) else { return nil }
        let cells = dashes.split(separator: 0x7C, omittingEmptySubsequences: false)
        guard cells.allSatisfy({ PipeTable.alignment($0).map { $0.count } == $0.count }), cells.contains(where: { $0.count > 1 }) else {
            return nil
        }
        self = .pipes(cells.map(Array.init))
    }

    private static let columnsOpening = Array("columns[\n".utf8)

    /// What stands above the rows of a table with columns of such names; nil when it can have none.
    func head(_ names: [[UInt8]]) -> [UInt8]? {
        guard case .pipes(let alignments) = self else { return line(names) }
        guard alignments.isEmpty || alignments.count == names.count else { return nil }
        return line(names) + [0x0A] + line(alignments.isEmpty ? names.map { _ in [0x2D] } : alignments)
    }

    /// A row, without its end.
    package func line(_ fields: [[UInt8]]) -> [UInt8] {
        switch self {
        case .separated(let separator): SeparatedValues.line(fields, separator)
        case .pipes: PipeTable.line(fields)
        case .columns: Array(fields.filter { !$0.isEmpty }.joined(separator: [0x20]))
        }
    }
}
