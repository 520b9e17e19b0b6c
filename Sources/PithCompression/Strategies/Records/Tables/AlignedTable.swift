// A table as commands print it: names in capitals or with a capital, and rows whose cells stand under them, all aligned by blanks.
//
//     CONTAINER ID   IMAGE                STATUS        NAMES
//     ee88e94a41df   postgres:16-alpine   Up 2 hours    shop-db-1
//     80a3f4883d2b   redis:7              Exited (1)    shop-cache-1
//
// A word belongs to the name that it stands under, in part at least: cells that are aligned to either side all do. A word that stands under none goes on from
// the word before it, one blank away. Words of the head that stand one blank apart are one name where a word stands under both, none under one of them, or where
// what stands under one of them neither begins nor ends with it in seven of eight rows, or where no row has two blanks between their cells and some have not one word in each.
// A row that is too wide for them has its words in their order, where each row above has one in each column. What else fits no name, or two, ends the table, and so does a row of one cell: nothing is said of a column that was not seen to stand in it. The last column
// holds all that is left of the line.
//
// That the first line is a head, and no row, is told by its names: no cell says the same, and they are all in capitals, or all cells of a column have digits.

import PithSystem

/// A head, and rows with a cell for each of its names.
struct AlignedTable {
    let names: [[UInt8]]
    let rows: [[[UInt8]]]
    /// Where its last line ends, the line end with it.
    let end: Int

    private static let fewestRows = 4, fewestColumns = 3, mostHeadWords = 64, longestHead = 400, longestRule = 2000, sampledRows = 32,
        indentation = 3

    /// The table whose head is the line at `start`; nil when there is none. Cost: linear in the rows, or in a bounded number of lines.
    init?(_ bytes: [UInt8], startingAt start: Int, limit: Int) {
        let headEnd = lineEnd(in: bytes, from: start, limit: min(limit, start + Self.longestHead))
        guard headEnd < limit, bytes[headEnd] == 0x0A else { return nil }
        let rule = Self.rule(bytes, headEnd + 1, limit), bodyStart = rule?.end ?? headEnd + 1
        guard let head = Self.head(bytes, start..<headEnd, isRuled: rule != nil), head.count >= Self.fewestColumns || rule != nil else {
            return nil
        }
        let lastCharacter = max(head[head.count - 1].end, rule?.runs.last?.end ?? 0)
        /// The words of the line at `at`, as far as names reach, and its end.
        func line(at: Int) -> (words: [LineWord], end: Int)? {
            guard at < limit else { return nil }
            let end = lineEnd(in: bytes, from: at, limit: limit)
            guard let words = LineWord.words(bytes, at..<end, until: lastCharacter), !words.isEmpty else { return nil }
            return (words, end)
        }
        var sample: [[LineWord]] = []
        var at = bodyStart
        while sample.count < Self.sampledRows, let line = line(at: at) {
            sample.append(line.words)
            at = line.end + 1
        }
        // What is indented as a whole is a block of its own.
        guard head[0].start < Self.indentation || sample.contains(where: { $0[0].start != head[0].start }) else { return nil }
        let found = sample.count < Self.fewestRows ? nil : rule.map { Self.columns(head, under: $0.runs) } ?? Self.columns(head, sample)
        guard let columns = found, columns.count >= (rule == nil ? Self.fewestColumns : 2) else { return nil }
        names = columns.map { Array(bytes[head[$0.words.lowerBound].offset..<head[$0.words.upperBound - 1].offsetEnd]) }
        guard names.allSatisfy({ Self.isName($0, isRuled: rule != nil) }), Set(names).count == names.count else { return nil }
        var rows: [[[UInt8]]] = []
        at = bodyStart
        var order = WordOrder(columnCount: columns.count)
        while let line = line(at: at), let starts = Self.cells(line.words, columns) ?? order.cells(line.words, bytes) {
            var row = [[UInt8]](repeating: [], count: columns.count)
            for (index, cell) in starts.enumerated() {
                var last = index + 1 < starts.count ? starts[index + 1].start : line.end
                while bytes[last - 1] == 0x20 { last -= 1 }
                row[cell.column] = Array(bytes[cell.start..<last])
            }
            rows.append(row)
            order.note(row)
            at = line.end + 1
            // So that no more is looked at where there is no table.
            if rows.count == Self.sampledRows, rule == nil, !Self.tells(names, of: rows) { return nil }
        }
        guard rows.count >= Self.fewestRows else { return nil }
        guard rows.count >= Self.sampledRows || rule != nil || Self.tells(names, of: rows) else { return nil }
        self.rows = rows
        end = min(at, limit)
    }

    /// Whether names are those of the rows' columns, and no row themselves.
    private static func tells(_ names: [[UInt8]], of rows: [[[UInt8]]]) -> Bool {
        for (column, name) in names.enumerated() where name.count > 2 && rows.contains(where: { $0[column] == name }) { return false }
        if names.allSatisfy({ !$0.contains { $0 &- 0x61 < 26 || $0 >= 0x80 } }) { return true }
        return names.indices.contains { column in
            let cells = rows.map { $0[column] }.filter { !$0.isEmpty }
            return cells.count * 2 > rows.count && cells.allSatisfy { $0.contains(where: \.isDigit) }
        }
    }

    /// Whether a name has no sign that names of columns do not have.
    private static func isName(_ name: [UInt8], isRuled: Bool) -> Bool {
        name.first.map { isRuled || opensName($0) } == true
            && !name.contains { $0.isDigit || [0x22, 0x27, 0x2C, 0x3B, 0x3D, 0x5B, 0x60, 0x7B, 0x7C].contains($0) } && name.last != 0x3A
    }

    /// Whether the line at `start`, which ends at `end`, may be a head, by how it begins and what stands behind its first two blanks, at `gap`, or below it.
    /// Cost: the blanks.
    static func mayBegin(_ bytes: [UInt8], _ start: Int, _ end: Int, gap: Int, _ limit: Int) -> Bool {
        func word(_ start: Int) -> Int {
            var at = start
            while at < end, bytes[at] == 0x20 { at += 1 }
            return at
        }
        let first = word(start), second = word(gap)
        guard opensName(bytes[first]), second < end else { return false }
        return opensName(bytes[second]) || end + 1 < limit && (bytes[end + 1] == 0x2D || bytes[end + 1] == 0x20)
    }

    /// A capital, or `%` or `#`.
    private static func opensName(_ byte: UInt8) -> Bool { byte.isCapital || byte == 0x25 || byte == 0x23 }

    private struct Column {
        /// Of the head's words.
        var words: Range<Int>
        let start: Int
        var end: Int
    }

    /// The words of a head; nil when the line is none: it has names, two blanks stand between two of them, and it ends no sentence.
    private static func head(_ bytes: [UInt8], _ line: Range<Int>, isRuled: Bool) -> [LineWord]? {
        guard let words = LineWord.words(bytes, line), (2...mostHeadWords).contains(words.count) else {
            return nil
        }
        guard opensName(bytes[words[0].offset]) else { return nil }
        var hasGap = false
        for index in 1..<words.count where words[index].start - words[index - 1].end > 1 {
            guard isRuled || opensName(bytes[words[index].offset]) else { return nil }
            hasGap = true
        }
        return hasGap ? words : nil
    }

    /// The rule at `start`, a run of dashes for each column, and where its line ends, the line end with it; nil when there is none.
    private static func rule(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (runs: [LineWord], end: Int)? {
        guard start < limit, bytes[start] == 0x20 || bytes[start] == 0x2D else { return nil }
        let end = lineEnd(in: bytes, from: start, limit: min(limit, start + longestRule))
        guard end < limit, bytes[end] == 0x0A, bytes[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x2D }) else { return nil }
        guard let runs = LineWord.words(bytes, start..<end), runs.count > 1 else { return nil }
        return (runs, end + 1)
    }

    /// The columns that the runs of a rule stand over, each with the names above it; nil where a name stands above none, or two.
    private static func columns(_ head: [LineWord], under rule: [LineWord]) -> [Column]? {
        var columns: [Column] = []
        var next = 0
        for run in rule {
            let first = next
            while next < head.count, head[next].start < run.end {
                guard head[next].end > run.start, next == first || head[next].start - head[next - 1].end == 1 else { return nil }
                next += 1
            }
            guard next > first else { return nil }
            columns.append(Column(words: first..<next, start: run.start, end: max(run.end, head[next - 1].end)))
        }
        guard next == head.count, columns.indices.dropFirst().allSatisfy({ columns[$0 - 1].end < columns[$0].start }) else { return nil }
        return columns
    }

    /// The columns under a head: its words, those put together that one name is made of.
    private static func columns(_ head: [LineWord], _ rows: [[LineWord]]) -> [Column]? {
        var isUsed = [Bool](repeating: false, count: head.count)
        let isNear = head.indices.map { $0 > 0 && head[$0].start - head[$0 - 1].end == 1 }
        // Cells of one column begin, or end, where its name does, but for a few that are too wide for it; words within cells do not.
        var beginMisses = [Int](repeating: 0, count: head.count), endMisses = beginMisses
        // How many words stand under a name and the one before it, too.
        var joinCounts = beginMisses
        // What parts a name from the one before it: two blanks between their cells in some row, or one word for each of them in all rows.
        var isParted = isUsed, haveOneWord = [Bool](repeating: true, count: head.count)
        for row in rows {
            var last: (place: Int, word: LineWord)?
            var counts = [Int](repeating: 0, count: head.count)
            func close() { if let last, last.word.end != head[last.place].end { endMisses[last.place] += 1 } }
            forEachPlace(row, head.map { ($0.start, $0.end) }) { index, places in
                for place in places {
                    isUsed[place] = true
                    if place > places.lowerBound { joinCounts[place] += 1 }
                }
                if let place = places.first ?? last?.place { counts[place] += 1 }
                guard places.count == 1, let place = places.first else { return }
                if index > 0, let last, last.place == place - 1, row[index].start - row[index - 1].end > 1 { isParted[place] = true }
                // Where one blank parts two names, it parts their cells too.
                if isNear[place], row[index].start < head[place].start { joinCounts[place] += 1 }
                if place + 1 < head.count, isNear[place + 1], row[index].end > head[place].end { joinCounts[place + 1] += 1 }
                if last?.place != place {
                    close()
                    if row[index].start != head[place].start { beginMisses[place] += 1 }
                }
                last = (place, row[index])
            }
            close()
            // The last column holds all that is left of a line.
            for (place, count) in counts.enumerated() where count != 1 && (place + 1 < head.count || count == 0) {
                haveOneWord[place] = false
            }
        }
        let isJoined = joinCounts.map { $0 * 8 > rows.count }
        let isAligned = head.indices.map { isUsed[$0] && min(beginMisses[$0], endMisses[$0]) * 8 <= rows.count }
        var columns: [Column] = []
        for (index, word) in head.enumerated() {
            if isNear[index],
                isJoined[index] || !isAligned[index] || !isAligned[index - 1]
                    || !isParted[index] && !(haveOneWord[index] && haveOneWord[index - 1])
            {
                columns[columns.count - 1].words = columns[columns.count - 1].words.lowerBound..<index + 1
                columns[columns.count - 1].end = word.end
            } else {
                if isJoined[index] { return nil }
                columns.append(Column(words: index..<index + 1, start: word.start, end: word.end))
            }
        }
        return columns
    }

    /// Calls `body` for each word with the names that it stands under.
    private static func forEachPlace(_ words: [LineWord], _ names: [(start: Int, end: Int)], _ body: (Int, Range<Int>) -> Void) {
        var first = 0
        for (index, word) in words.enumerated() {
            while first < names.count, names[first].end <= word.start { first += 1 }
            var end = first
            while end < names.count, names[end].start < word.end { end += 1 }
            body(index, first..<end)
        }
    }

    /// Where the cells of a row begin, and in which column each is; nil when a word fits none, or two.
    private static func cells(_ words: [LineWord], _ columns: [Column]) -> [(column: Int, start: Int)]? {
        var cells: [(column: Int, start: Int)] = []
        var fits = true
        var mark: Int?
        var isBetween = false
        forEachPlace(words, columns.map { ($0.start, $0.end) }) { index, places in
            let isLast = cells.last?.column == columns.count - 1
            let isNear = index > 0 && words[index].start - words[index - 1].end == 1
            if isLast { return }
            // A mark before the first cell: `● nginx.service`.
            if index == 0, places.isEmpty, words.count > 1, words[1].start - words[0].end == 1 {
                mark = words[0].offset
                return
            }
            if places.count == 1, cells.last.map({ $0.column < places.lowerBound }) ?? true {
                // What stands between two cells, one blank from each, may be of either.
                if isBetween, isNear { fits = false }
                isBetween = false
                if mark != nil, cells.isEmpty, places.lowerBound > 0 { fits = false }
                cells.append((places.lowerBound, cells.isEmpty ? mark ?? words[index].offset : words[index].offset))
            } else if places.count > 1 || cells.isEmpty || !isNear {
                fits = false
            } else {
                isBetween = places.isEmpty
            }
        }
        // What stands behind all names is of the last; a line of one cell may be what is said below a table.
        let isBehind = words[words.count - 1].start > columns[columns.count - 1].end && cells.last?.column != columns.count - 1
        return fits && !isBehind && cells.count > 1 ? cells : nil
    }
}

/// Tells the cells of a row that is too wide for its columns by the order of its words, where each row above has one word in each column but the last.
private struct WordOrder {
    private var isPlain = true
    /// For each column whether all cells begin with a digit.
    private var areNumbers: [Bool]
    private var rowCount = 0

    private static let fewestRows = 4

    init(columnCount: Int) { areNumbers = Array(repeating: true, count: columnCount) }

    mutating func note(_ row: [[UInt8]]) {
        rowCount += 1
        guard isPlain else { return }
        isPlain = row.dropLast().allSatisfy { !$0.isEmpty && !$0.contains(0x20) } && row.last?.isEmpty == false
        for (column, cell) in row.enumerated() where cell.first?.isDigit != true { areNumbers[column] = false }
    }

    /// Where the cells of the row begin; nil where that cannot be told, or a column of numbers would get something else.
    func cells(_ words: [LineWord], _ bytes: [UInt8]) -> [(column: Int, start: Int)]? {
        guard isPlain, rowCount >= Self.fewestRows, words.count >= areNumbers.count, areNumbers.contains(true) else { return nil }
        guard areNumbers.indices.allSatisfy({ !areNumbers[$0] || bytes[words[$0].offset].isDigit }) else { return nil }
        return areNumbers.indices.map { ($0, words[$0].offset) }
    }
}
