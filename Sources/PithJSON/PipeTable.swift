// Markdown's pipe tables: a row of names, a row of dashes whose colons tell how columns are aligned, and rows of cells between bars. A bar after a
// backslash separates nothing, blanks around cells say nothing, and neither do bars at the ends of a row or dashes beyond one.

import PithSystem

/// A pipe table of the same number of cells in each row.
package struct PipeTable: Sendable {
    package let names: [[UInt8]]
    /// `-`, `:-`, `-:` or `:-:` for each column.
    package let alignments: [[UInt8]]
    package private(set) var rows: [[[UInt8]]] = []

    /// Reads the lines of `range`; nil when they are not one table, each row with as many cells, none indented. Cost: linear.
    package init?(_ bytes: [UInt8], _ range: Range<Int>) {
        // Most texts show on their first line that they are none.
        guard bytes[range].prefix(while: { $0 != 0x0A }).contains(0x7C) else { return nil }
        var lines = bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard let head = lines.popFirst(), let names = Self.row(bytes, head), let dashes = lines.popFirst(),
            let alignments = Self.alignments(bytes, dashes.startIndex..<dashes.endIndex), alignments.count == names.count
        else { return nil }
        (self.names, self.alignments) = (names, alignments)
        for line in lines {
            guard let row = Self.row(bytes, line), row.count == names.count else { return nil }
            rows.append(row)
        }
    }

    private static func row(_ bytes: [UInt8], _ line: ArraySlice<UInt8>) -> [[UInt8]]? {
        guard line.contains(0x7C), let first = line.first, !first.isBlank, line.last != 0x0D else { return nil }
        let cells = cells(bytes, line.startIndex..<line.endIndex)
        return cells.count > 1 ? cells.map { Array(bytes[$0]) } : nil
    }

    /// The table with bars at both ends of each row, no blanks around cells, dashes single.
    package var text: [UInt8] {
        Array(([names, alignments] + rows).map(Self.line).joined(separator: [0x0A]))
    }

    /// `|a|b|`.
    static func line(_ cells: [[UInt8]]) -> [UInt8] { [0x7C] + cells.joined(separator: [0x7C]) + [0x7C] }

    /// How the columns under a row of dashes are aligned; nil when the line is none.
    package static func alignments(_ bytes: [UInt8], _ line: Range<Int>) -> [[UInt8]]? {
        guard bytes[line].contains(0x7C) else { return nil }
        let cells = cells(bytes, line)
        guard cells.count > 1 else { return nil }
        let alignments = cells.compactMap { alignment(bytes[$0]) }
        return alignments.count == cells.count ? alignments : nil
    }

    static func alignment(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
        let dashes = cell.drop { $0 == 0x3A }.prefix { $0 == 0x2D }
        guard !dashes.isEmpty, cell.allSatisfy({ $0 == 0x2D || $0 == 0x3A }) else { return nil }
        guard dashes.startIndex - cell.startIndex <= 1, cell.endIndex - dashes.endIndex <= 1 else { return nil }
        return cell[..<dashes.startIndex] + [0x2D] + cell[dashes.endIndex...]
    }

    /// The cells of a row, blanks around them left out.
    package static func cells(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
        var start = line.lowerBound, end = line.upperBound
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        while start < end, bytes[start].isBlank { start += 1 }
        if start < end, bytes[start] == 0x7C { start += 1 }
        var cells: [Range<Int>] = []
        var cell = start
        var at = start
        while at < end {
            if bytes[at] == 0x5C {
                at += 2
                continue
            }
            if bytes[at] == 0x7C {
                cells.append(trimmed(bytes, cell..<at))
                cell = at + 1
            }
            at += 1
        }
        // What follows the last bar is a cell, unless that bar closes the row.
        if cell < end { cells.append(trimmed(bytes, cell..<end)) }
        return cells
    }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, bytes[lower].isBlank { lower += 1 }
        while lower < upper, bytes[upper - 1].isBlank { upper -= 1 }
        return lower..<upper
    }
}
