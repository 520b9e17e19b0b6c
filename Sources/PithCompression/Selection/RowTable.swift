// The rows of a table as units: which of them are unlike the others, and what is said of those that were cut.
//
//     [… 447 of 500 rows: n_items 1…5 sum 1337; total 12.50…4079.45 sum 803412.91]
//
// The note stands in the last cut of the table. Counts and sums are exact. Columns of numbers are told, but for whole numbers that name things: of
// which each row has its own, or which all have the same number of digits, as postcodes have.

import PithJSON
import PithPrompt

struct RowTable {
    let view: Int
    /// The bytes from the first row to the last.
    let range: Range<Int>
    private let rows: [Range<Int>]
    private let columns: [Column]

    private struct Column {
        let name: [UInt8]
        /// The number in each row, nil where there is none.
        let numbers: [ExactDecimal?]
    }

    private static let mostColumns = 6
    private static let fewestRows = 8
    private static let fewestRowsForOutliers = 24

    /// The tables of a segment that have rows enough, none of which leans on another. Cost: linear.
    static func tables(of segment: Segment, in prompt: Prompt) -> [RowTable] {
        let bytes = prompt.views[segment.view].bytes
        guard segment.kind == .table, opensTabledJSON(bytes[segment.range]),
            let value = TabledJSON(bytes, startingAt: segment.range.lowerBound, limit: segment.range.upperBound)
        else { return [] }
        return value.tables.filter { $0.rows.count >= fewestRows && !$0.header.hasDitto && !$0.header.isNumbered }.map {
            RowTable($0, bytes, segment.view)
        }
    }

    private init(_ table: TabledJSONTable, _ bytes: [UInt8], _ view: Int) {
        (self.view, rows) = (view, table.rows)
        range = table.rows[0].lowerBound..<table.rows[table.rows.count - 1].upperBound
        var numbers: [[ExactDecimal?]] = table.header.columns.map { _ in [] }
        var reader = TableRowReader(table.header)
        for (row, isObject) in zip(table.rows, table.areObjects) {
            let cells = isObject ? nil : reader.cells(bytes, row)
            for index in numbers.indices { numbers[index].append(cells?[index].flatMap { ExactDecimal(bytes[$0]) }) }
        }
        columns = zip(table.header.columns, numbers).compactMap { column, numbers in
            let known = numbers.compactMap { $0 }
            guard known.count * 2 > numbers.count, known.contains(where: { $0 != known[0] }) else { return nil }
            if known.allSatisfy(\.isWhole), Self.areNames(known) { return nil }
            return Column(name: Array(bytes[column.nameRange]), numbers: numbers)
        }
    }

    /// Whether whole numbers name things: no two are the same, or all have the same number of digits, four or more.
    private static func areNames(_ numbers: [ExactDecimal]) -> Bool {
        let texts = numbers.map(\.text)
        return Set(texts).count == texts.count || (texts[0].count >= 4 && texts.allSatisfy { $0.count == texts[0].count })
    }

    // MARK: Outliers

    /// The rows with a number beyond three interquartile ranges (Tukey's far out), a twentieth of all at most, the farthest first.
    var outliers: Set<Int> {
        guard rows.count >= Self.fewestRowsForOutliers else { return [] }
        var scores: [Int: Double] = [:]
        for column in columns {
            let known = column.numbers.enumerated().compactMap { row, number in number.map { (row, $0.approximation) } }
            let sorted = known.map(\.1).sorted()
            let low = sorted[sorted.count / 4], high = sorted[sorted.count * 3 / 4]
            let spread = max(high - low, abs(sorted[sorted.count / 2]) / 100)
            guard spread > 0 else { continue }
            for (row, number) in known where number > high + 3 * spread || number < low - 3 * spread {
                scores[row] = max(scores[row] ?? 0, abs(number - (low + high) / 2) / spread)
            }
        }
        let ordered = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return Set(ordered.prefix(max(2, rows.count / 20)).map { rows[$0.key].lowerBound })
    }

    // MARK: What was cut

    /// The note for the rows that begin in `cuts`, ranges of the view in order; nil when it would cost more than it is worth.
    func note(for cuts: [Range<Int>]) -> [UInt8]? {
        var cut: [Int] = []
        var next = 0
        for row in rows.indices {
            while next < cuts.count, cuts[next].upperBound <= rows[row].lowerBound { next += 1 }
            if next < cuts.count, cuts[next].contains(rows[row].lowerBound) { cut.append(row) }
        }
        guard cut.count >= Self.fewestRows else { return nil }
        var parts: [[UInt8]] = []
        for column in columns.prefix(Self.mostColumns) {
            let numbers = cut.compactMap { column.numbers[$0] }
            guard let least = numbers.min(), let greatest = numbers.max() else { continue }
            let sum = numbers.reduce(ExactDecimal.zero, +)
            parts.append(column.name + [0x20] + least.text + Array("…".utf8) + greatest.text + Array(" sum ".utf8) + sum.text)
        }
        let told = (parts.isEmpty ? [] : [0x3A, 0x20]) + Array(parts.joined(separator: [0x3B, 0x20]))
        let text = CutMark.saying("\(cut.count) of \(rows.count) rows").dropLast() + told + [0x5D]
        let byteCount = cut.reduce(0) { $0 + rows[$1].count }
        return text.count * 4 <= byteCount ? Array(text) : nil
    }
}
