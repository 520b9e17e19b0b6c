// Tables that commands print, columns aligned by blanks, as a table of the form that other tables have (CSVTable), after `columns[`.
//
//     NAMESPACE     NAME               READY   STATUS    NODE            columns[
//     kube-system   coredns-4bf2-5tw   1/1     Running   ip-10-0-3-17    NAMESPACE NAME READY="1/1" STATUS NODE^
//     kube-system   coredns-c025-z6q   1/1     Running   ip-10-0-1-17    kube-system coredns-4bf2-5tw Running ip-10-0-3-17
//     …                                                                  …
//
// Used where that is fewer tokens than the rows with a single blank for each run of them. AlignedTable tells which columns there are, BorderedTable which are
// drawn with bars.

import PithJSON
import PithPrompt
import PithSystem

/// Writes tables that blanks align with what all rows say in the header.
struct AlignedColumns: Strategy {
    static let name = "aligned-columns"
    static let summary =
        "tables that commands print, aligned by blanks, with constant and dependent columns stated once, repeated values as ditto"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        let encoding = context.options.encoding
        return context.proposals(forBlocksBy: Self.name) { bytes, start, limit in
            BorderedTable.mayBegin(bytes, start, limit) ? BorderedTable(bytes, startingAt: start, limit: limit)?.end : nil
        } write: { block in
            let lines = Array(block)
            guard let table = BorderedTable(lines, startingAt: 0, limit: lines.count) else { return nil }
            return Self.text(table.names, table.rows, context)?.text
        }
            + context.proposals(forBlocksBy: Self.name) { bytes, start, limit in
                AlignedTable.mayBegin(bytes, start, limit) ? AlignedTable(bytes, startingAt: start, limit: limit)?.end : nil
            } write: { block in
                let lines = Array(block)
                guard let table = AlignedTable(lines, startingAt: 0, limit: lines.count),
                    let (text, plain) = Self.text(table.names, table.rows, context), encoding.count(text) < encoding.count(plain)
                else { return nil }
                return text
            }
    }

    /// The table as it stands for its rows, and these with single blanks.
    private static func text(_ names: [[UInt8]], _ rows: [[[UInt8]]], _ context: StrategyContext) -> (text: [UInt8], plain: [UInt8])? {
        let form = LineTableForm.columns
        let plain = Array(([names] + rows).map(form.line).joined(separator: [0x0A]))
        return CSVTable.text(names, rows[...], form, plain, context).map { ($0, plain) }
    }
}
