// How a table is laid out: which columns need no cells, and what stands between the cells of the others.
//
// A value that all rows share stands in the header. So does a column that says what another says, or that follows from another as the
// state follows from the city, when telling how is much shorter than the cells. Of long values that stay the same over several rows only
// the first is written. Between two cells stands a blank where it can; where many values hold blanks themselves, the byte that makes the
// table shortest in tokens.

import PithSystem
import PithTokenizer

struct TablePlan: Sendable {
    private(set) var columns: [TableColumn]
    /// The columns that rows have cells for.
    private(set) var cellColumns: [Int] = []
    let rowCount: Int
    /// The cells of each column by number: equal ones have equal numbers.
    let numbered: [Numbered]

    private static let sampledRows = 96
    static let mostKeys = 64
    private static let mostKeyColumns = 24

    /// A row may say that it is like another where no cut may take that away, and where the reader is not small.
    init(_ columns: [TableColumn], rowCount: Int, _ options: CompressionOptions) {
        (self.columns, self.rowCount) = (columns, rowCount)
        let threadCount = rowCount >= 2 * ThreadGain.fewestCellsOfPart ? options.threadCount : 1
        numbered = Parallel.map(columns.count, threadCount: threadCount) { Numbered(columns[$0].cells) }
        for index in columns.indices where columns[index].isConstant { self.columns[index].source = .constant }
        if !options.readerIsSmall {
            noteDependencies()
            noteComposed()
        }
        cellColumns = columns.indices.filter { self.columns[$0].source == .cells }
        if options.readerIsSmall {
            labelCells()
        } else {
            chooseLists(options.encoding)
            if options.losesNothing {
                for index in cellColumns where staysTheSame(index) { self.columns[index].hasDitto = true }
            }
        }
        chooseSeparators(options.encoding)
    }

    /// Puts its column's name before each cell but the first of a row, which names it. Nothing has to be counted then, and nothing looked for elsewhere.
    private mutating func labelCells() {
        for index in columns.indices { columns[index].list = nil }
        for index in cellColumns.dropFirst() {
            // Members of an object that stands in a string have its name once, in the header.
            let path = columns[index].path.dropFirst(columns[index].spacing == nil ? 0 : 1)
            columns[index].label = TableColumn.name(of: Array(path)) + [0x3D]
        }
    }

    // MARK: Columns that follow from others

    private mutating func noteDependencies() {
        let keys = columns.indices.filter {
            columns[$0].source == .cells && numbered[$0].count <= min(Self.mostKeys, rowCount / 4)
                && columns[$0].cells.areStrings
        }
        for index in columns.indices where columns[index].source == .cells {
            let same = columns.indices.first {
                $0 < index && columns[$0].canBeReferredTo && columns[$0].source == .cells && numbered[$0].numbers == numbered[index].numbers
                    && columns[$0].cells.areSame(as: columns[index].cells)
            }
            if let same {
                columns[index].source = .column(same)
                continue
            }
            guard numbered[index].count <= Self.mostKeys, columns[index].cells.nothingCount == 0 else { continue }
            let cost = columns[index].cells.byteCount
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
        numbered.firstRows.reduce(4) { $0 + columns[key].cells.literalCount($1) + columns[index].cells.literalCount($1) + 2 }
    }

    /// Cells as numbers of their distinct values.
    struct Numbered: Sendable {
        var numbers: [Int32] = []
        var firstRows: [Int] = []
        var count: Int { firstRows.count }

        init(_ cells: ColumnCells) {
            var known = ByteNumbers()
            numbers.reserveCapacity(cells.count)
            for row in 0..<cells.count {
                let number = known.number(of: cells.literal(row))
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
                && Self.inner(columns[$0].cells, 0)?.isEmpty == false
        }.prefix(Self.mostKeyColumns)
        for index in columns.indices.dropFirst() where columns[index].source == .cells && columns[index].list == nil && !isReferredTo(index)
        {
            guard Self.isAddress(columns[index].cells), columns[index].cells.literalCount(0) <= Self.longestComposed else { continue }
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
        guard let whole = Self.inner(columns[index].cells, 0), let part = Self.inner(columns[other].cells, 0), part.count < whole.count
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
        let cells = columns[index].cells, otherCells = columns[other].cells
        return (0..<rowCount).allSatisfy { row in
            guard cells.firstByte(row) == 0x22, let whole = Self.inner(cells, row), let part = Self.inner(otherCells, row),
                whole.count == before.count + part.count + after.count
            else { return false }
            return whole.starts(with: before) && whole.dropFirst(before.count).starts(with: part)
                && whole.suffix(after.count).elementsEqual(after)
        }
    }

    /// Whether a string is an address or a path: a scheme, or a slash, begins it.
    private static func isAddress(_ cells: ColumnCells) -> Bool {
        let literal = cells.literal(0)
        guard literal.first == 0x22 else { return false }
        let text = literal.dropFirst().drop(while: \.isLetterOrDigit)
        return text.starts(with: literal.dropFirst().first == 0x2F ? [0x2F] : [0x3A, 0x2F, 0x2F])
    }

    /// What a string or a number says, its escapes as they are; nil for other values.
    private static func inner(_ cells: ColumnCells, _ row: Int) -> ArraySlice<UInt8>? {
        guard let first = cells.firstByte(row) else { return nil }
        if first == 0x22 { return cells.literal(row).dropFirst().dropLast() }
        return first == 0x2D || first.isDigit ? cells.literal(row) : nil
    }

    // MARK: Runs

    /// Whether enough cells say what the cell above says, and are long enough, for the others to be left out.
    private func staysTheSame(_ index: Int) -> Bool {
        let cells = columns[index].cells, numbers = numbered[index].numbers
        var repeats = 0, byteCount = 0
        for row in 1..<max(1, cells.count) where numbers[row] == numbers[row - 1] && !cells.isNothing(row) {
            repeats += 1
            byteCount += cells.literalCount(row)
        }
        return repeats > 0 && repeats * 4 >= cells.count && byteCount >= 16 * repeats
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
                literals += columns[index].cells.literal(row) + [0x0A]
                lists += columns[index].text(row, isLast: true) + [0x0A]
            }
            let saved = (encoding.count(literals) - encoding.count(lists)) * step
            if saved <= encoding.count(list.header) { columns[index].list = nil }
        }
    }

    // MARK: Separators

    private mutating func chooseSeparators(_ encoding: Encoding) {
        let step = max(1, rowCount / Self.sampledRows)
        for (place, index) in cellColumns.enumerated().dropLast() {
            guard columns[index].cells.holdsBlanks else { continue }
            let next = cellColumns[place + 1]
            var best = (tokens: Int.max, separator: UInt8(0x20))
            for separator: UInt8 in [0x20, 0x2C, 0x7C, 0x3B, 0x09] {
                columns[index].separator = separator
                var sample: [UInt8] = []
                for row in stride(from: 0, to: rowCount, by: step) {
                    sample += columns[index].text(row, isLast: false) + [separator]
                    sample += columns[next].label + columns[next].text(row, isLast: false) + [0x0A]
                }
                let tokens = encoding.count(sample)
                if tokens < best.tokens { best = (tokens, separator) }
            }
            columns[index].separator = best.separator
        }
    }
}
