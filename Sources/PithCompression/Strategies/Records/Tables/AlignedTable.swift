// A table as commands print it: names in capitals or with a capital, and rows whose cells stand under them, all aligned by blanks.
//
//     CONTAINER ID   IMAGE                STATUS        NAMES
//     ee88e94a41df   postgres:16-alpine   Up 2 hours    shop-db-1
//     80a3f4883d2b   redis:7              Exited (1)    shop-cache-1
//
// A word belongs to the name that it stands under, in part at least: cells that are aligned to either side all do. A word that stands under none goes on from
// the word before it, one blank away. Words of the head that stand one blank apart are one name where a word stands under both, none under one of them, or where
// what stands under one of them neither begins nor ends with it in all rows, or where no row has two blanks between their cells and some have not one word in each.
// What fits no name, or two, ends the table, and so does a row of one cell: nothing is said of a column that was not seen to stand in it. The last column
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

    private static let fewestRows = 4, fewestColumns = 3, mostHeadWords = 64, longestHead = 400, sampledRows = 32, indentation = 3

    /// The table whose head is the line at `start`; nil when there is none. Cost: linear in the rows, or in a bounded number of lines.
    init?(_ bytes: [UInt8], startingAt start: Int, limit: Int) {
        let headEnd = lineEnd(in: bytes, from: start, limit: min(limit, start + Self.longestHead))
        guard headEnd < limit, bytes[headEnd] == 0x0A, let head = Self.head(bytes, start..<headEnd) else { return nil }
        let lastCharacter = head[head.count - 1].end
        /// The words of the line at `at`, as far as names reach, and its end.
        func line(at: Int) -> (words: [Word], end: Int)? {
            guard at < limit else { return nil }
            let end = lineEnd(in: bytes, from: at, limit: limit)
            guard let words = Self.words(bytes, at..<end, until: lastCharacter), !words.isEmpty else { return nil }
            return (words, end)
        }
        var sample: [[Word]] = []
        var at = headEnd + 1
        while sample.count < Self.sampledRows, let line = line(at: at) {
            sample.append(line.words)
            at = line.end + 1
        }
        // What is indented as a whole is a block of its own.
        guard head[0].start < Self.indentation || sample.contains(where: { $0[0].start != head[0].start }) else { return nil }
        guard sample.count >= Self.fewestRows, let columns = Self.columns(head, sample), columns.count >= Self.fewestColumns else {
            return nil
        }
        names = columns.map { Array(bytes[head[$0.words.lowerBound].offset..<head[$0.words.upperBound - 1].offsetEnd]) }
        guard names.allSatisfy(Self.isName), Set(names).count == names.count else { return nil }
        var rows: [[[UInt8]]] = []
        at = headEnd + 1
        while let line = line(at: at), let starts = Self.cells(line.words, columns) {
            var row = [[UInt8]](repeating: [], count: columns.count)
            for (index, cell) in starts.enumerated() {
                var last = index + 1 < starts.count ? starts[index + 1].start : line.end
                while bytes[last - 1] == 0x20 { last -= 1 }
                row[cell.column] = Array(bytes[cell.start..<last])
            }
            rows.append(row)
            at = line.end + 1
            // So that no more is looked at where there is no table.
            if rows.count == Self.sampledRows, !Self.tells(names, of: rows) { return nil }
        }
        guard rows.count >= Self.fewestRows else { return nil }
        guard rows.count >= Self.sampledRows || Self.tells(names, of: rows) else { return nil }
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
    private static func isName(_ name: [UInt8]) -> Bool {
        name.first.map(opensName) == true
            && !name.contains { $0.isDigit || [0x22, 0x27, 0x2C, 0x3B, 0x3D, 0x5B, 0x60, 0x7B, 0x7C].contains($0) } && name.last != 0x3A
    }

    /// Whether a line may be a head, by how it begins. Cost: the blanks before it.
    static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        var at = start
        while at < limit, bytes[at] == 0x20 { at += 1 }
        return at < limit && opensName(bytes[at])
    }

    /// A capital, or `%` or `#`.
    private static func opensName(_ byte: UInt8) -> Bool { byte.isCapital || byte == 0x25 || byte == 0x23 }

    /// A word: its bytes, and the characters of the line that it fills.
    private struct Word {
        let offset: Int
        var offsetEnd: Int
        let start: Int
        var end: Int
    }

    private struct Column {
        /// Of the head's words.
        var words: Range<Int>
        let start: Int
        var end: Int
    }

    /// The words of a head; nil when the line is none: it has names, two blanks stand between two of them, and it ends no sentence.
    private static func head(_ bytes: [UInt8], _ line: Range<Int>) -> [Word]? {
        guard hasGap(bytes, line), let words = words(bytes, line, until: .max), (fewestColumns...mostHeadWords).contains(words.count) else {
            return nil
        }
        guard opensName(bytes[words[0].offset]) else { return nil }
        var hasGap = false
        for index in 1..<words.count where words[index].start - words[index - 1].end > 1 {
            guard opensName(bytes[words[index].offset]) else { return nil }
            hasGap = true
        }
        return hasGap ? words : nil
    }

    /// Whether two blanks stand side by side behind what the line begins with: most lines have none.
    private static func hasGap(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var at = line.lowerBound
        while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
        // One of two neighbours is looked at.
        while at + 1 < line.upperBound {
            if bytes[at] == 0x20, bytes[at - 1] == 0x20 || bytes[at + 1] == 0x20 { return true }
            at += 2
        }
        return false
    }

    /// The words of the line, up to the first that begins beyond character `limit`, that one with them; nil where something other than blanks parts or hides them.
    private static func words(_ bytes: [UInt8], _ line: Range<Int>, until limit: Int) -> [Word]? {
        var words: [Word] = []
        var character = 0, isInWord = false, isWide = false
        for at in line {
            let byte = bytes[at]
            if byte == 0x20 {
                isInWord = false
                character += 1
                continue
            }
            guard byte > 0x20, byte != 0x7F else { return nil }
            if byte & 0xC0 != 0x80 { character += 1 }
            // Characters of East Asia and pictures may fill two columns each: where the words behind them stand is not known.
            if byte >= 0xE3 { isWide = true }
            if isInWord {
                words[words.count - 1].end = character
                words[words.count - 1].offsetEnd = at + 1
            } else if words.last.map({ $0.start <= limit }) ?? true {
                if isWide { return nil }
                words.append(Word(offset: at, offsetEnd: at + 1, start: character - 1, end: character))
                isInWord = true
            }
            // The rest belongs to the last column; what parts words must be blanks there too.
        }
        return words
    }

    /// The columns under a head: its words, those put together that one name is made of.
    private static func columns(_ head: [Word], _ rows: [[Word]]) -> [Column]? {
        var isJoined = [Bool](repeating: false, count: head.count), isUsed = isJoined
        let isNear = head.indices.map { $0 > 0 && head[$0].start - head[$0 - 1].end == 1 }
        // Cells of one column begin, or end, all where its name does; words within cells do not.
        var allBegin = [Bool](repeating: true, count: head.count), allEnd = allBegin
        // What parts a name from the one before it: two blanks between their cells in some row, or one word for each of them in all rows.
        var isParted = isJoined, haveOneWord = allBegin
        for row in rows {
            var last: (place: Int, word: Word)?
            var counts = [Int](repeating: 0, count: head.count)
            func close() { if let last, last.word.end != head[last.place].end { allEnd[last.place] = false } }
            forEachPlace(row, head.map { ($0.start, $0.end) }) { index, places in
                for place in places {
                    isUsed[place] = true
                    if place > places.lowerBound { isJoined[place] = true }
                }
                if let place = places.first ?? last?.place { counts[place] += 1 }
                guard places.count == 1, let place = places.first else { return }
                if index > 0, let last, last.place == place - 1, row[index].start - row[index - 1].end > 1 { isParted[place] = true }
                // Where one blank parts two names, it parts their cells too.
                if isNear[place], row[index].start < head[place].start { isJoined[place] = true }
                if place + 1 < head.count, isNear[place + 1], row[index].end > head[place].end { isJoined[place + 1] = true }
                if last?.place != place {
                    close()
                    if row[index].start != head[place].start { allBegin[place] = false }
                }
                last = (place, row[index])
            }
            close()
            // The last column holds all that is left of a line.
            for (place, count) in counts.enumerated() where count != 1 && (place + 1 < head.count || count == 0) {
                haveOneWord[place] = false
            }
        }
        let isAligned = head.indices.map { isUsed[$0] && (allBegin[$0] || allEnd[$0]) }
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
    private static func forEachPlace(_ words: [Word], _ names: [(start: Int, end: Int)], _ body: (Int, Range<Int>) -> Void) {
        var first = 0
        for (index, word) in words.enumerated() {
            while first < names.count, names[first].end <= word.start { first += 1 }
            var end = first
            while end < names.count, names[end].start < word.end { end += 1 }
            body(index, first..<end)
        }
    }

    /// Where the cells of a row begin, and in which column each is; nil when a word fits none, or two.
    private static func cells(_ words: [Word], _ columns: [Column]) -> [(column: Int, start: Int)]? {
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
