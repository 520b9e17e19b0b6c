// Statements of SQL that put rows into one table, as a dump has them, with the statement once and the values below it: InsertedRows has the form and its reader.
//
// A row leans on the line above it, so none could go alone: under a budget, where lines go, they stay as they are.

import PithPrompt
import PithSystem

/// Writes what INSERT statements for one table share once.
struct SQLRows: Strategy {
    static let name = "sql-rows"
    static let summary = "INSERT statements for one table with the statement once and the values of each below it"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table]
    static let effect = EditEffect.lossless

    /// In a session an agent edits few statements by their text.
    private static let fewestRows = 3, fewestRowsInSession = 12

    func proposals(for context: StrategyContext) -> [Proposal] {
        let fewest = context.options.isSession ? Self.fewestRowsInSession : Self.fewestRows
        return context.proposals(
            forBlocksBy: Self.self, as: InsertedRows.self, openers: Self.openers, mayBegin: Self.mayBegin,
            end: { bytes, start, limit in Self.end(bytes, start, limit, fewest) }, write: Self.written)
    }

    /// I and R, in either case.
    static let openers = ByteSet { $0 | 0x20 == 0x69 || $0 | 0x20 == 0x72 }

    /// Whether the line begins with INSERT or REPLACE, in any case.
    static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        guard start + 1 < limit, openers.contains(bytes[start]) else { return false }
        let next = bytes[start + 1] | 0x20
        guard next == 0x6E || next == 0x65 else { return false }
        let word = bytes[start..<min(start + 7, limit)].map { $0 | 0x20 }[...]
        return word.begins(with: "insert") || word.begins(with: "replace")
    }

    /// The end of the statements that begin at `start`.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int, _ fewest: Int) -> Int? {
        var stop = lineEnd(in: bytes, from: start, limit: limit)
        guard let (opening, closing) = InsertedRows.parts(of: bytes[start..<stop]) else { return nil }
        var count = 1, end = min(stop + 1, limit)
        while end < limit {
            stop = lineEnd(in: bytes, from: end, limit: limit)
            let line = bytes[end..<stop]
            guard line.starts(with: opening), line.count >= opening.count + closing.count, line.suffix(closing.count) == closing else {
                break
            }
            (count, end) = (count + 1, min(stop + 1, limit))
        }
        return count >= fewest ? end : nil
    }

    /// The values of each statement below the statement; nil where these are not told apart.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let (opening, closing) = lines.first.flatMap(InsertedRows.parts) else { return nil }
        let mark = InsertedRows.mark(count: lines.count, opening: opening, closing: closing)
        return mark + [0x0A] + lines.map { $0.dropFirst(opening.count).dropLast(closing.count) }.joined(separator: [0x0A])
    }
}
