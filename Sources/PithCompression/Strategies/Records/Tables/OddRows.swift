// Rows that break a rule which all others follow: a flag that is off, a state that is not the city's. Written as objects by themselves, as a table allows, they
// leave the header to state the rule, where else every row would need a cell. What is put together of others is no such rule: its cells are looked for by what
// they say as long as one of them says something else.

import PithSystem

extension TablePlan {
    private static let rowsForOneOdd = 16
    private static let mostOddKeyColumns = 8

    /// The rows, one in sixteen at most, without which columns that have cells would need none, and by more bytes than the rows cost as objects. Cost: linear
    /// in the cells for each of a few columns that another may follow from.
    var oddRows: Set<Int> {
        let most = rowCount / Self.rowsForOneOdd
        guard most > 0 else { return [] }
        var odd: Set<Int> = []
        for index in cellColumns where columns[index].list == nil {
            let rules = [oddToConstant(index, most), oddToColumn(index, most), oddToMap(index, most)].compactMap { $0 }
            guard !rules.isEmpty else { continue }
            let written = (0..<rowCount).reduce(0) { $0 + columns[index].text($1, isLast: false).count + 1 }
            // Of two rules the one that spares more.
            let best = rules.map { (rows: $0.rows, saved: written - $0.ruleCost - cost(of: $0.rows.filter { !odd.contains($0) })) }
                .max { $0.saved < $1.saved }
            guard let best, best.saved > 0, odd.union(best.rows).count <= most else { continue }
            odd.formUnion(best.rows)
        }
        return odd
    }

    /// The rows that do not follow a rule, and the bytes that stating it costs.
    private typealias OddToRule = (rows: [Int], ruleCost: Int)

    /// What the rows would cost as objects more than as rows.
    private func cost(of rows: [Int]) -> Int {
        rows.reduce(0) { total, row in
            columns.reduce(total) { cost, column in
                guard !column.cells.isNothing(row) else { return cost }
                return cost + column.path[column.path.count - 1].count + 2 + (column.source == .cells ? 0 : column.cells.literalCount(row))
            }
        }
    }

    /// The rows that do not follow a rule; nil where these are more than `most`.
    private func oddRows(_ most: Int, _ follows: (Int) -> Bool) -> [Int]? {
        var odd: [Int] = []
        for row in 0..<rowCount where !follows(row) {
            if odd.count == most { return nil }
            odd.append(row)
        }
        return odd
    }

    /// Those that do not say what most say.
    private func oddToConstant(_ index: Int, _ most: Int) -> OddToRule? {
        guard let usual = numbered[index].usualRow else { return nil }
        let number = numbered[index].numbers[usual], byteCount = columns[index].cells.literalCount(usual)
        guard byteCount > 0, let rows = oddRows(most, { numbered[index].numbers[$0] == number }) else { return nil }
        return (rows, byteCount + 1)
    }

    /// Those that do not say what they say in an earlier column.
    private func oddToColumn(_ index: Int, _ most: Int) -> OddToRule? {
        for other in columns.indices.prefix(index) where columns[other].source == .cells && columns[other].canBeReferredTo {
            if let rows = oddRows(most, { columns[other].cells.isSame($0, as: columns[index].cells) }) {
                return (rows, TableColumn.name(of: columns[other].path).count + 1)
            }
        }
        return nil
    }

    /// Those that do not say what most rows with the same text in another column say.
    private func oddToMap(_ index: Int, _ most: Int) -> OddToRule? {
        guard numbered[index].count <= Self.mostKeys + most else { return nil }
        let keys = columns.indices.filter {
            $0 != index && columns[$0].source == .cells && numbered[$0].count <= min(Self.mostKeys, rowCount / 4)
        }
        var best: OddToRule?
        for key in keys.prefix(Self.mostOddKeyColumns) where columns[key].cells.areStrings {
            let usual = numbered[index].usual(by: numbered[key])
            guard
                let rows = oddRows(best?.rows.count ?? most, { usual[Int(numbered[key].numbers[$0])] == numbered[index].numbers[$0] })
            else {
                continue
            }
            let cost = numbered[key].firstRows.indices.reduce(4) { cost, number in
                let valueCount = columns[index].cells.literalCount(numbered[index].firstRows[Int(usual[number])])
                return cost + columns[key].cells.literalCount(numbered[key].firstRows[number]) + valueCount + 2
            }
            if best.map({ rows.count < $0.rows.count }) ?? true { best = (rows, cost) }
        }
        return best
    }
}

extension TablePlan.Numbered {
    /// A row that says what nearly all say, where there is such a value: two of three then say it.
    fileprivate var usualRow: Int? {
        let (first, middle, last) = (numbers[0], numbers[numbers.count / 2], numbers[numbers.count - 1])
        return first == middle || first == last ? 0 : middle == last ? numbers.count - 1 : nil
    }

    /// For each value of `key` the own value that most of its rows have, where one has more than half of them.
    fileprivate func usual(by key: Self) -> [Int32] {
        var usual = Array(repeating: Int32(0), count: key.count), votes = Array(repeating: 0, count: key.count)
        for (own, other) in zip(numbers, key.numbers) {
            let place = Int(other)
            if votes[place] == 0 { usual[place] = own }
            votes[place] += usual[place] == own ? 1 : -1
        }
        return usual
    }
}
