// Tables that commands print, columns aligned by blanks, as a table of the form that other tables have (CSVTable), after `columns[`.
//
//     NAMESPACE     NAME               READY   STATUS    NODE            columns[
//     kube-system   coredns-4bf2-5tw   1/1     Running   ip-10-0-3-17    NAMESPACE NAME READY="1/1" STATUS NODE^
//     kube-system   coredns-c025-z6q   1/1     Running   ip-10-0-1-17    kube-system coredns-4bf2-5tw Running ip-10-0-3-17
//     …                                                                  …
//
// Used where that is fewer tokens than the rows with a single blank for each run of them. AlignedTable tells which columns there are, BorderedTable which are
// drawn with bars. Other rows, and lines of key and value, are written with single blanks where these say the same (SpacedRows, KeyedLines, DiffStat).

import PithJSON
import PithPrompt
import PithSystem

/// Writes tables that blanks align with what all rows say in the header, or with single blanks.
struct AlignedColumns: Strategy {
    static let name = "aligned-columns"
    static let summary =
        "tables that commands print, aligned by blanks, with constant and dependent columns stated once, repeated values as ditto; other rows with single blanks"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private enum Block {
        case bordered(names: [[UInt8]], rows: [[[UInt8]]])
        case aligned(names: [[UInt8]], rows: [[[UInt8]]])
        /// Their surplus blanks, and whether they are sure to be no program text.
        case spaced([Range<Int>], isSure: Bool)
    }

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        let code = context.segments.filter { $0.kind == .code }, logs = context.segments.filter { $0.kind == .log }
        var next = 0
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = context.prompt.views[view].bytes
            var finder = Finder(
                bytes: bytes, limit: range.upperBound, isSession: context.options.isSession,
                logs: logs.filter { $0.view == view }.map(\.range)[...])
            return StrategyContext.blocks(in: bytes, range) { finder.block(at: $0) }.compactMap { block in
                guard !context.prompt.views[view].isProtected(block.range) else { return nil }
                while next < code.count, (code[next].view, code[next].range.upperBound) <= (view, block.range.lowerBound) { next += 1 }
                let isCode = next < code.count && code[next].view == view && code[next].range.overlaps(block.range) && !block.isFenced
                return Self.proposal(for: block, view, bytes, isCode: isCode, context)
            }
        }
    }

    /// Reads the blocks of a text, asked line by line.
    private struct Finder {
        let bytes: [UInt8]
        let limit: Int
        let isSession: Bool
        /// The logs of the text that were not passed yet: their rows are told by what they have in common.
        var logs: ArraySlice<Range<Int>>
        /// Up to where no rows are laid out by blanks.
        var refusedEnd = 0
        /// Up to where no keys and values are.
        var keylessEnd = 0

        mutating func block(at start: Int) -> (end: Int, fillsFence: Bool, content: Block)? {
            let lineEnd = lineEnd(in: bytes, from: start, limit: limit), first = bytes[start]
            if BorderedTable.mayBegin(bytes, start, lineEnd, limit), let table = BorderedTable(bytes, startingAt: start, limit: limit) {
                return (table.end, true, .bordered(names: table.names, rows: table.rows))
            }
            // Most lines are refused by this.
            guard let gap = LineWord.gap(bytes, start..<lineEnd) else {
                return SpacedRows.mayBegin(withoutGap: bytes, start, limit) ? spacedRows(at: start) : nil
            }
            if AlignedTable.mayBegin(bytes, start, lineEnd, gap: gap, limit),
                let table = AlignedTable(bytes, startingAt: start, limit: limit)
            {
                return (table.end, true, .aligned(names: table.names, rows: table.rows))
            }
            if start >= keylessEnd, KeyedLines.mayBegin(bytes, start, gap: gap) {
                let (lines, end) = KeyedLines.read(bytes, startingAt: start, limit: limit, isSession: isSession)
                if let lines { return (lines.end, false, .spaced(lines.surplus, isSure: false)) }
                keylessEnd = end
            }
            if first == 0x20, let files = DiffStat(bytes, startingAt: start, limit: limit) {
                return (files.end, false, .spaced(files.surplus, isSure: true))
            }
            return spacedRows(at: start)
        }

        private mutating func spacedRows(at start: Int) -> (end: Int, fillsFence: Bool, content: Block)? {
            while let log = logs.first, log.upperBound <= start { logs.removeFirst() }
            guard start >= refusedEnd, logs.first.map({ start < $0.lowerBound }) ?? true else { return nil }
            if let rows = SpacedRows(bytes, startingAt: start, limit: limit, isSession: isSession) {
                return (rows.end, false, .spaced(rows.surplus, isSure: false))
            }
            refusedEnd = SpacedRows.paragraphEnd(bytes, start, limit)
            return nil
        }
    }

    private static func proposal(
        for block: LineBlock<Block>, _ view: Int, _ bytes: [UInt8], isCode: Bool, _ context: StrategyContext
    ) -> Proposal? {
        let encoding = context.options.encoding
        let table: [UInt8]?
        var surplus: [Range<Int>] = []
        switch block.content {
        case .bordered(let names, let rows): table = text(names, rows, context)?.text
        case .spaced(let ranges, let isSure): (table, surplus) = (nil, isCode && !isSure ? [] : ranges)
        case .aligned(let names, let rows):
            let found = text(names, rows, context)
            table = found?.text
            let isShort = found.map { encoding.count($0.text) < encoding.count($0.plain) } ?? false
            if !isShort {
                let (range, isSession) = (block.range, context.options.isSession)
                let rows = isCode ? nil : SpacedRows(bytes, startingAt: range.lowerBound, limit: range.upperBound, isSession: isSession)
                surplus = rows?.surplus ?? []
            }
        }
        if !surplus.isEmpty {
            return Proposal(edits: surplus.map { edit(view, $0, to: []) })
        }
        return table.map { Proposal(edits: [edit(view, block.range, to: $0)]) }
    }

    /// The table as it stands for its rows, and these with single blanks.
    private static func text(_ names: [[UInt8]], _ rows: [[[UInt8]]], _ context: StrategyContext) -> (text: [UInt8], plain: [UInt8])? {
        let form = LineTableForm.columns
        let plain = Array(([names] + rows).map(form.line).joined(separator: [0x0A]))
        return CSVTable.text(names, rows[...], form, plain, context).map { ($0, plain) }
    }
}
