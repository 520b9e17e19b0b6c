// How a table is laid out: which columns need no cells, and what stands between the cells of the others.
//
// A value that all rows share stands in the header. So does a column that says what another says, or that follows from another as the
// state follows from the city, when telling how is much shorter than the cells. Of long values that stay the same over several rows only
// the first is written. Between two cells stands a blank where it can; where many values hold blanks themselves, the byte that makes the
// table shortest in tokens.

import PithTokenizer

struct TablePlan {
    private(set) var columns: [TableColumn]
    let rowCount: Int

    private static let sampledRows = 96
    private static let mostKeys = 64
    private static let mostKeyColumns = 24

    init(_ columns: [TableColumn], rowCount: Int, encoding: Encoding) {
        (self.columns, self.rowCount) = (columns, rowCount)
        for index in columns.indices where isConstant(index) { self.columns[index].source = .constant }
        noteDependencies()
        for index in self.columns.indices where isWrittenOnce(index) { self.columns[index].hasDitto = true }
        chooseSeparators(encoding)
    }

    /// The columns that rows have cells for.
    var cellColumns: [Int] { columns.indices.filter { columns[$0].source == .cells } }

    private func isConstant(_ index: Int) -> Bool {
        let cells = columns[index].cells
        return !cells[0].literal.isEmpty && cells.allSatisfy { $0 == cells[0] }
    }

    // MARK: Columns that follow from others

    private mutating func noteDependencies() {
        // Values by number: equal cells have equal numbers.
        let numbered = columns.map { Numbered($0.cells) }
        let keys = columns.indices.filter {
            columns[$0].source == .cells && numbered[$0].count <= min(Self.mostKeys, rowCount / 4)
                && columns[$0].cells.allSatisfy { $0.literal.first == 0x22 }
        }
        for index in columns.indices where columns[index].source == .cells {
            let same = columns.indices.first {
                $0 < index && columns[$0].source == .cells && columns[$0].canBeReferredTo && numbered[$0].numbers == numbered[index].numbers
                    && columns[$0].cells == columns[index].cells
            }
            if let same {
                columns[index].source = .column(same)
                continue
            }
            guard numbered[index].count <= Self.mostKeys, !columns[index].cells.contains(where: { $0.literal.isEmpty }) else { continue }
            let cost = columns[index].cells.reduce(0) { $0 + ($1.bare ?? $1.literal).count + 1 }
            for key in keys.prefix(Self.mostKeyColumns) where key != index && columns[key].source == .cells && !isKey(key, of: index) {
                guard numbered[index].follows(from: numbered[key]), mapCost(of: index, by: key, numbered[key]) * 3 <= cost else { continue }
                columns[index].source = .map(by: key)
                break
            }
        }
    }

    /// Whether some column is already looked up by `index`, so that it must keep its cells; or `key` is looked up by it.
    private func isKey(_ key: Int, of index: Int) -> Bool {
        columns.contains { $0.source == .map(by: index) || $0.source == .column(index) }
    }

    private func mapCost(of index: Int, by key: Int, _ numbered: Numbered) -> Int {
        numbered.firstRows.reduce(4) { $0 + columns[key].cells[$1].literal.count + columns[index].cells[$1].literal.count + 2 }
    }

    /// Cells as numbers of their distinct values.
    private struct Numbered {
        var numbers: [Int32] = []
        var firstRows: [Int] = []
        var count: Int { firstRows.count }

        init(_ cells: [TableColumn.Cell]) {
            var known: [[UInt8]: Int32] = [:]
            numbers.reserveCapacity(cells.count)
            for (row, cell) in cells.enumerated() {
                if let number = known[cell.literal] {
                    numbers.append(number)
                } else {
                    known[cell.literal] = Int32(firstRows.count)
                    numbers.append(Int32(firstRows.count))
                    firstRows.append(row)
                }
            }
        }

        func follows(from key: Numbered) -> Bool {
            var values = Array(repeating: Int32(-1), count: key.count)
            for (own, other) in zip(numbers, key.numbers) {
                if values[Int(other)] < 0 { values[Int(other)] = own } else if values[Int(other)] != own { return false }
            }
            return true
        }
    }

    // MARK: Runs

    private func isWrittenOnce(_ index: Int) -> Bool {
        guard columns[index].source == .cells else { return false }
        let cells = columns[index].cells
        var repeats = 0, byteCount = 0
        for row in 1..<max(1, cells.count) where cells[row] == cells[row - 1] && !cells[row].literal.isEmpty {
            repeats += 1
            byteCount += cells[row].literal.count
        }
        return repeats * 4 >= cells.count && byteCount >= 16 * repeats
    }

    // MARK: Separators

    private mutating func chooseSeparators(_ encoding: Encoding) {
        let cellColumns = self.cellColumns
        let step = max(1, rowCount / Self.sampledRows)
        for (place, index) in cellColumns.enumerated().dropLast() {
            guard columns[index].cells.contains(where: { $0.bare?.contains(0x20) ?? false }) else { continue }
            let next = cellColumns[place + 1]
            var best = (tokens: Int.max, separator: UInt8(0x20))
            for separator: UInt8 in [0x20, 0x2C, 0x7C, 0x3B, 0x09] {
                columns[index].separator = separator
                var sample: [UInt8] = []
                for row in stride(from: 0, to: rowCount, by: step) {
                    sample += columns[index].text(row, isLast: false) + [separator] + columns[next].text(row, isLast: false) + [0x0A]
                }
                let tokens = encoding.count(sample)
                if tokens < best.tokens { best = (tokens, separator) }
            }
            columns[index].separator = best.separator
        }
    }
}
