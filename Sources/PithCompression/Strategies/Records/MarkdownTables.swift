// Markdown tables without what a Markdown reader does not read: blanks around cells, bars at both ends of a row, dashes beyond one.
//
//     | boat | days  | Hamna |          boat|days|Hamna
//     |------|:-----:|------:|     →    -|:-:|-:
//     | 1    | Mo-Fr | 05:55 |          1|Mo-Fr|05:55
//
// An empty first or last cell keeps the bar beside it, for a bar at the end of a row closes the row. A table of one column keeps its bars.

import PithJSON
import PithPrompt
import PithSystem

/// Writes pipe tables without padding.
struct MarkdownTables: Strategy {
    static let name = "markdown-tables"
    static let summary = "Markdown tables without padding, outer bars and long dashes"
    static let kinds: Set<SegmentKind> = [.table]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard !opensTabledJSON(view.bytes[segment.range]) else { return nil }
            let edits = Self.edits(in: view.bytes, segment.range).filter { !view.isProtected($0.range) }.map {
                Self.edit(segment.view, $0.range, to: $0.replacement)
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The table in `range` as this strategy writes it. Cost: linear.
    static func text(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        var done = range.lowerBound
        for edit in edits(in: bytes, range) {
            text += bytes[done..<edit.range.lowerBound] + edit.replacement
            done = edit.range.upperBound
        }
        return text + bytes[done..<range.upperBound]
    }

    /// The rows of the tables in `range` that can be shorter. Cost: linear.
    private static func edits(in bytes: [UInt8], _ range: Range<Int>) -> [(range: Range<Int>, replacement: [UInt8])] {
        var edits: [(range: Range<Int>, replacement: [UInt8])] = []
        var above: Range<Int>?
        var isTable = false
        var at = range.lowerBound
        while at < range.upperBound {
            let next = bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let end = next > at && bytes[next - 1] == 0x0D ? next - 1 : next
            let line = at..<end
            at = next + 1
            if isTable, bytes[line].contains(0x7C) {
                if let row = row(bytes, line) { edits.append((line, row)) }
            } else if !isTable, let head = above, let delimiters = delimiterRow(bytes, line),
                bytes[head].first.map(\.isBlank) == false, let row = row(bytes, head)
            {
                isTable = true
                edits += [(head, row), (line, delimiters)]
            } else {
                isTable = false
            }
            above = line
        }
        return edits.filter { !bytes[$0.range].elementsEqual($0.replacement) }
    }

    /// The row without padding; nil when it has one cell. Blanks in front of it stay: as heads have none, they tell of a level.
    private static func row(_ bytes: [UInt8], _ line: Range<Int>) -> [UInt8]? {
        let indentation = bytes[line].prefix(while: \.isBlank)
        let cells = PipeTable.cells(bytes, line)
        guard cells.count > 1 else { return nil }
        var text: [UInt8] = cells[0].isEmpty ? [0x7C] : []
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(0x7C) }
            text += bytes[cell]
        }
        if cells[cells.count - 1].isEmpty { text.append(0x7C) }
        // What would open a list, a heading or a quotation, or is no row any more, keeps its bar.
        if opensSomethingElse(text) { text.insert(0x7C, at: 0) }
        return indentation + text
    }

    private static func opensSomethingElse(_ row: [UInt8]) -> Bool {
        let afterDigits = row.drop(while: \.isDigit)
        if afterDigits.count < row.count, let mark = afterDigits.first, mark == 0x2E || mark == 0x29 { return true }
        return row.first.map { [0x2D, 0x2A, 0x2B, 0x23, 0x3C, 0x3E, 0x5B, 0x60, 0x7B, 0x7E].contains($0) } ?? true
    }

    /// `-|:-:|-:` for a row of dashes between bars; nil when the line is none.
    private static func delimiterRow(_ bytes: [UInt8], _ line: Range<Int>) -> [UInt8]? {
        PipeTable.alignments(bytes, line).map { Array($0.joined(separator: [0x7C])) }
    }
}
