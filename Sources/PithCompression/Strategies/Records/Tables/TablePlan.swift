// How a table is laid out: which columns need no cells, and what stands between the cells of the others.
//
// A value that all rows share stands in the header. So does a column that says what another says, or that follows from another as the
// state follows from the city, when telling how is much shorter than the cells. Of long values that stay the same over several rows only
// the first is written; so it is with what several rows say of the same thing, of a customer say, when a column names the thing. Between
// two cells stands a blank where it can; where many values hold blanks themselves, the byte that makes the table shortest in tokens.

import PithSystem
import PithTokenizer

struct TablePlan {
    private(set) var columns: [TableColumn]
    let rowCount: Int
    /// The cells of each column by number: equal ones have equal numbers.
    let numbered: [Numbered]

    private static let sampledRows = 96
    static let mostKeys = 64
    private static let mostKeyColumns = 24

    /// `rowsDepend`: whether a row may say that it is like another, which no cut may then take away.
    /// `rowsHaveKeys`: whether it may be like the latest that says the same in another column, and not only like the one above.
    init(_ columns: [TableColumn], rowCount: Int, encoding: Encoding, rowsDepend: Bool, rowsHaveKeys: Bool = true) {
        (self.columns, self.rowCount) = (columns, rowCount)
        numbered = columns.map { Numbered($0.cells) }
        for index in columns.indices where columns[index].isConstant { self.columns[index].source = .constant }
        noteDependencies()
        noteComposed()
        chooseLists(encoding)
        if rowsDepend {
            if rowsHaveKeys { noteKeys() }
            for index in self.columns.indices where canLean(index) && bytesSaidAbove(index) > 0 { self.columns[index].ditto = .above }
        }
        chooseSeparators(encoding)
    }

    /// The columns that rows have cells for.
    var cellColumns: [Int] { columns.indices.filter { columns[$0].source == .cells } }

    // MARK: Columns that follow from others

    private mutating func noteDependencies() {
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
            for key in keys.prefix(Self.mostKeyColumns) where key != index && columns[key].source == .cells && !isReferredTo(index) {
                guard numbered[index].follows(from: numbered[key]), mapCost(of: index, by: key, numbered[key]) * 3 <= cost else { continue }
                columns[index].source = .map(by: key)
                break
            }
        }
    }

    /// Whether some column is already told by `index`, so that it must keep its cells.
    private func isReferredTo(_ index: Int) -> Bool { columns.contains { $0.source.other == index } }

    private func mapCost(of index: Int, by key: Int, _ numbered: Numbered) -> Int {
        numbered.firstRows.reduce(4) { $0 + columns[key].cells[$1].literal.count + columns[index].cells[$1].literal.count + 2 }
    }

    /// Cells as numbers of their distinct values.
    struct Numbered {
        var numbers: [Int32] = []
        var firstRows: [Int] = []
        var count: Int { firstRows.count }

        init(_ cells: [TableColumn.Cell]) {
            var known = ByteNumbers()
            numbers.reserveCapacity(cells.count)
            for (row, cell) in cells.enumerated() {
                let number = known.number(of: cell.literal[...])
                numbers.append(Int32(number))
                if number == firstRows.count { firstRows.append(row) }
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

    // MARK: Columns that are put together of others

    private static let fewestComposed = 3, mostPlaces = 4, longestComposed = 512

    /// The columns of addresses and paths whose cells all say what another says between the same two texts, as an address ends in the number of what it leads
    /// to. An id keeps its cells, and so does what comes first in a row: rows are looked for by these.
    private mutating func noteComposed() {
        guard rowCount >= Self.fewestComposed else { return }
        let others = columns.indices.filter {
            columns[$0].source == .cells && columns[$0].list == nil && columns[$0].canBeReferredTo
                && Self.inner(columns[$0].cells[0])?.isEmpty == false
        }.prefix(Self.mostKeyColumns)
        for index in columns.indices.dropFirst() where columns[index].source == .cells && columns[index].list == nil && !isReferredTo(index)
        {
            guard Self.isAddress(columns[index].cells[0]), columns[index].cells[0].literal.count <= Self.longestComposed else { continue }
            // The longest of them leaves the least to be said.
            var best: (other: Int, before: [UInt8], after: [UInt8])?
            for other in others where other != index && columns[other].source == .cells {
                guard let (before, after) = texts(of: index, around: other),
                    best.map({ before.count + after.count < $0.before.count + $0.after.count }) ?? true
                else { continue }
                best = (other, before, after)
            }
            if let best { columns[index].source = .composed(before: best.before, best.other, after: best.after) }
        }
    }

    /// What stands before and behind the cells of `other` in those of `index`; nil where that is not the same in all rows, or nothing.
    private func texts(of index: Int, around other: Int) -> (before: [UInt8], after: [UInt8])? {
        guard let whole = Self.inner(columns[index].cells[0]), let part = Self.inner(columns[other].cells[0]), part.count < whole.count
        else {
            return nil
        }
        var places = 0
        for start in whole.startIndex...whole.endIndex - part.count
        where whole[start] == part[part.startIndex] && whole[start...].starts(with: part) {
            let before = whole[..<start], after = whole[(start + part.count)...]
            // Half of an escape is no text.
            if !before.contains(0x5C), !after.contains(0x5C), isComposed(index, before, other, after) {
                return (Array(before), Array(after))
            }
            places += 1
            if places == Self.mostPlaces { break }
        }
        return nil
    }

    private func isComposed(_ index: Int, _ before: ArraySlice<UInt8>, _ other: Int, _ after: ArraySlice<UInt8>) -> Bool {
        zip(columns[index].cells, columns[other].cells).allSatisfy { cell, otherCell in
            guard cell.literal.first == 0x22, let whole = Self.inner(cell), let part = Self.inner(otherCell),
                whole.count == before.count + part.count + after.count
            else { return false }
            return whole.starts(with: before) && whole.dropFirst(before.count).starts(with: part)
                && whole.suffix(after.count).elementsEqual(after)
        }
    }

    /// Whether a string is an address or a path: a scheme, or a slash, begins it.
    private static func isAddress(_ cell: TableColumn.Cell) -> Bool {
        guard cell.literal.first == 0x22 else { return false }
        let text = cell.literal.dropFirst().drop(while: \.isLetterOrDigit)
        return text.starts(with: cell.literal[1] == 0x2F ? [0x2F] : [0x3A, 0x2F, 0x2F])
    }

    /// What a string or a number says, its escapes as they are; nil for other values.
    private static func inner(_ cell: TableColumn.Cell) -> ArraySlice<UInt8>? {
        guard let first = cell.literal.first else { return nil }
        if first == 0x22 { return cell.literal.dropFirst().dropLast() }
        return first == 0x2D || first.isDigit ? cell.literal[...] : nil
    }

    // MARK: Runs

    /// The bytes of the cells that say what the cell above says; 0 when they are too few or too short.
    private func bytesSaidAbove(_ index: Int) -> Int {
        let cells = columns[index].cells
        var repeats = 0, byteCount = 0
        for row in 1..<max(1, cells.count) where cells[row] == cells[row - 1] && !cells[row].literal.isEmpty {
            repeats += 1
            byteCount += cells[row].literal.count
        }
        return repeats * 4 >= cells.count && byteCount >= 16 * repeats ? byteCount : 0
    }

    /// Whether the column's cells may say `^`.
    private func canLean(_ index: Int) -> Bool {
        columns[index].source == .cells && columns[index].ditto == .none && !isKeyOfRows(index)
    }

    // MARK: Keys

    /// Finds the column whose value says most often what other columns say: rows with a key seen before write `^` in these.
    private mutating func noteKeys() {
        let possible = columns.indices.filter {
            columns[$0].source == .cells && columns[$0].canBeReferredTo && columns[$0].list == nil
                && numbered[$0].count * 20 <= rowCount * 19 && numbered[$0].count > 1
        }
        var best: (key: Int, saved: Int, columns: [(index: Int, isSame: [Bool])]) = (0, 0, [])
        for key in possible.prefix(Self.mostKeyColumns) {
            var found: [(index: Int, isSame: [Bool])] = []
            var saved = 0
            for index in columns.indices where index != key && canLean(index) {
                let (isSame, byteCount) = sameAsLatest(index, numbered[index], by: numbered[key])
                // The sign and the key's name cost, and so does looking back.
                let count = isSame.count { $0 }
                guard byteCount >= 24, count * 8 >= rowCount, byteCount >= 6 * count, byteCount > bytesSaidAbove(index) * 5 / 4 else {
                    continue
                }
                found.append((index, isSame))
                saved += byteCount
            }
            // What they and the key would leave out for the row above.
            let above = found.reduce(bytesSaidAbove(key)) { $0 + bytesSaidAbove($1.index) }
            if saved > best.saved, saved > above { best = (key, saved, found) }
        }
        for (index, isSame) in best.columns { columns[index].ditto = .sameKey(best.key, isSame: isSame) }
    }

    /// In which rows the column says what it says in the latest row with the same key, and the bytes of those cells.
    private func sameAsLatest(_ index: Int, _ numbered: Numbered, by key: Numbered) -> (isSame: [Bool], byteCount: Int) {
        var latest = Array(repeating: Int32(-1), count: key.count)
        var isSame: [Bool] = []
        isSame.reserveCapacity(rowCount)
        var byteCount = 0
        for row in 0..<rowCount {
            let number = numbered.numbers[row], place = Int(key.numbers[row])
            let literal = columns[index].cells[row].literal
            let same = latest[place] == number && literal.count > 2
            isSame.append(same)
            if same { byteCount += literal.count }
            latest[place] = number
        }
        return (isSame, byteCount)
    }

    /// Whether rows are looked up by this column, so that its cells say what they say by themselves.
    private func isKeyOfRows(_ index: Int) -> Bool {
        columns.contains {
            if case .sameKey(let key, _) = $0.ditto { key == index } else { false }
        }
    }

    // MARK: Lists

    /// Leaves arrays of objects as JSON where that is shorter.
    private mutating func chooseLists(_ encoding: Encoding) {
        let step = max(1, rowCount / Self.sampledRows)
        for index in columns.indices {
            guard columns[index].source == .cells, let list = columns[index].list else {
                columns[index].list = nil
                continue
            }
            var lists: [UInt8] = [], literals: [UInt8] = []
            for row in stride(from: 0, to: rowCount, by: step) {
                literals += columns[index].cells[row].literal + [0x0A]
                lists += columns[index].text(row, isLast: true) + [0x0A]
            }
            let saved = (encoding.count(literals) - encoding.count(lists)) * step
            if saved <= encoding.count(list.header) { columns[index].list = nil }
        }
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
