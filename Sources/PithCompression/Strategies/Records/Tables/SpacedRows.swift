// Rows that blanks lay out, without a head or with one, whose cells are known by their words alone: with one blank for each run of them they say the same.
//
//     root  4093    2 Nov  9 notes.txt          Package     Version
//     root   119   14 Dec 30 a b.txt            ----------- -------
//     ann     17    1 May  2 readme             attrs       26.1.0
//
// The first words of all rows begin, or end, at the same character, word by word: no cell is empty there. So do the last words, where it takes them. What is left
// between them is one cell, in which single blanks part the words: one column of a row, at most, has cells of several words. All lines up to the next blank one
// are such rows, but for those with single blanks above and below them: a row that is not, with an empty cell say, could not be read when the others lost their
// columns, and none is one.
//
// That the blanks only align is told by numbers aligned to the right, by a rule of dashes, or by several columns. Terms beside their meanings, program text,
// settings in a session, drawings, numbered lines and tables of reStructuredText stay.

import PithSystem

/// The blanks of a block of rows that say nothing.
struct SpacedRows {
    /// To be taken out: all blanks of a run but one, and those before numbers that stand at the right.
    let surplus: [Range<Int>]
    /// Where its last line ends, the line end with it.
    let end: Int

    private static let fewestRows = 4, fewestLeftRows = 6, firstRows = 6, sampledRows = 32, mostLastWords = 3, mostWords = 200

    /// Whether a block may begin with the line at `start`, which has no two blanks side by side behind its first word: it has some before a number.
    static func mayBegin(withoutGap bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        guard bytes[start] == 0x20 else { return false }
        var at = start + 1
        while at < limit, bytes[at] == 0x20 { at += 1 }
        return at < limit && bytes[at].isDigit
    }

    /// Where the lines end that are no block when the one that begins with the first of them is none: at the next blank line. Cost: those lines.
    static func paragraphEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit, case let end = lineEnd(in: bytes, from: at, limit: limit), !isBlank(bytes, at..<end) { at = min(end + 1, limit) }
        return at
    }

    /// The block whose first line is at `start`; nil when there is none. Cost: linear in the lines up to the next blank one.
    init?(_ bytes: [UInt8], startingAt start: Int, limit: Int, isSession: Bool) {
        var lines = Self.lines(bytes, start, limit)
        let rule = lines.firstIndex { Self.isRule(bytes[$0]) }
        var head: [LineWord]?
        if let rule {
            let text = bytes[lines[rule]]
            guard text.contains(0x2D), !text.starts(with: [0x2B, 0x2D]) else { return nil }
            if rule == 1 { head = LineWord.words(bytes, lines.removeFirst()) }
            lines.removeAll { Self.isRule(bytes[$0]) }
        }
        while let last = lines.last, !LineWord.hasGap(bytes, last), bytes[last.lowerBound] != 0x20 { lines.removeLast() }
        guard lines.count >= Self.fewestRows else { return nil }
        var rows: [[LineWord]] = []
        for line in lines {
            guard let words = LineWord.words(bytes, line), (1...Self.mostWords).contains(words.count) else { return nil }
            rows.append(words)
            // So that no more is looked at where there are no rows.
            if rows.count == Self.firstRows || rows.count == Self.sampledRows, Shape(rows, isSample: true) == nil { return nil }
        }
        guard let shape = Shape(rows, isSample: false), Self.isOutput(bytes, rows, shape, hasRule: rule != nil, isSession: isSession) else {
            return nil
        }
        let isIndented = shape.isRight(0) && Self.isOfNumbers(bytes, rows, 0)
        if let words = head, shape.fits(words) { rows.append(words) }
        var surplus: [Range<Int>] = []
        for row in rows {
            if isIndented, row[0].start > 0 { surplus.append(row[0].offset - row[0].start..<row[0].offset) }
            for index in row.indices.dropFirst() where row[index].start - row[index - 1].end > 1 {
                surplus.append(row[index - 1].offsetEnd + 1..<row[index].offset)
            }
        }
        guard !surplus.isEmpty else { return nil }
        self.surplus = surplus.sorted { $0.lowerBound < $1.lowerBound }
        end = min(lines[lines.count - 1].upperBound + 1, limit)
    }

    /// The lines from `start` to the next blank one, or to a second rule that is not the first, each without its end.
    private static func lines(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var rule: Range<Int>?
        var at = start
        while at < limit, case let end = lineEnd(in: bytes, from: at, limit: limit), !isBlank(bytes, at..<end) {
            let line = at..<(bytes[end - 1] == 0x0D ? end - 1 : end)
            if isRule(bytes[line]) {
                if let rule, !bytes[rule].elementsEqual(bytes[line]) { break }
                rule = line
            }
            lines.append(line)
            at = end + 1
        }
        return lines
    }

    private static func isBlank(_ bytes: [UInt8], _ line: Range<Int>) -> Bool { bytes[line].allSatisfy(\.isSpace) }

    /// Whether a line is of dashes, equals signs and plus signs, and blanks between them.
    private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { $0 == 0x2D || $0 == 0x3D || $0 == 0x2B || $0 == 0x20 } && line.count { $0 != 0x20 } > 2
    }

    /// Which words of all rows stand under one another.
    private struct Shape {
        /// How many words from the first on, and from the last on.
        let first: Int
        let last: Int
        /// Whether there is a cell of any number of words between them.
        let hasText: Bool
        /// Where each of the first words begins, or ends, or both; neither where it is the colon that stands at the same character.
        private var places: [(start: Int?, end: Int?)] = []
        /// Between how many columns two blanks stand in a row or another.
        let gapCount: Int
        /// How many of the first words are cells: those behind the last such two blanks may begin a text.
        let cellCount: Int

        /// Of rows that are all, or the first of them.
        init?(_ rows: [[LineWord]], isSample: Bool) {
            let shortest = rows.map(\.count).min() ?? 0
            while places.count < shortest, let place = Self.place(rows.lazy.map { [index = places.count] in $0[index] }) {
                places.append(place)
            }
            let first = places.count
            guard first > 0 else { return nil }
            var last = 0
            while !Self.areTexts(rows, first, last, isSample: isSample) {
                last += 1
                guard last <= SpacedRows.mostLastWords, shortest >= first + last,
                    Self.place(rows.lazy.map { [last] in $0[$0.count - last] }) != nil
                else {
                    return nil
                }
            }
            let lastCount = last, hasText = rows.contains { $0.count > first + lastCount }
            let isParted = (1..<max(1, first)).map { index in rows.contains { $0[index].start - $0[index - 1].end > 1 } }
            let isPartedBehind = (0...lastCount).filter { $0 > 0 || hasText }.map { back in
                rows.contains { row in
                    let index = back == 0 ? first : row.count - back
                    return index < row.count && row[index].start - row[index - 1].end > 1
                }
            }
            (self.first, self.last, self.hasText) = (first, last, hasText)
            gapCount = isParted.count { $0 } + isPartedBehind.count { $0 }
            cellCount = !hasText || isPartedBehind[0] ? first : (isParted.lastIndex(of: true) ?? 0) + 1
        }

        /// Whether words of a column end at the same character, or have their colon there, and do not begin alike.
        func isRight(_ column: Int) -> Bool { places[column].start == nil }

        /// Where all words of a column begin, and end; nil where neither is the same in all rows, nor where their colons are, as of `9:12`, line and column.
        private static func place(_ words: some Collection<LineWord>) -> (start: Int?, end: Int?)? {
            guard let word = words.first else { return nil }
            let start = words.allSatisfy { $0.start == word.start } ? word.start : nil,
                end = words.allSatisfy { $0.end == word.end } ? word.end : nil
            if start == nil, end == nil, word.colon == nil || !words.allSatisfy({ $0.colon == word.colon }) { return nil }
            return (start, end)
        }

        /// Whether what stands between the first words and the last is one cell in all rows.
        private static func areTexts(_ rows: [[LineWord]], _ first: Int, _ last: Int, isSample: Bool) -> Bool {
            // Before others no cell may be empty in some rows and not in others.
            if last > 0, rows.contains(where: { $0.count == first + last }), rows.contains(where: { $0.count > first + last }) {
                return false
            }
            var apart: [LineWord] = []
            for row in rows where row.count > first + last {
                for index in first + 1..<row.count - last where row[index].start - row[index - 1].end > 1 { return false }
                if row[first].start - row[first - 1].end > 1 { apart.append(row[first]) }
            }
            guard let column = apart.first?.start else { return true }
            // A last cell, which some rows have not: behind what all of them have, at the same character.
            return last == 0 && (apart.count > 1 || isSample)
                && rows.allSatisfy { row in
                    row[first - 1].end < column && (row.count == first || row[first].start == column)
                }
        }

        /// Whether the words of a head stand where those of the rows do.
        func fits(_ words: [LineWord]) -> Bool {
            guard words.count >= first + last, hasText || words.count == first + last else { return false }
            for index in 0..<first where words[index].start != places[index].start && words[index].end != places[index].end { return false }
            return (first + 1..<max(first + 1, words.count - last)).allSatisfy { words[$0].start - words[$0 - 1].end == 1 }
        }
    }

    /// Whether the rows are what a program printed, by their numbers or by how many columns there are.
    private static func isOutput(_ bytes: [UInt8], _ rows: [[LineWord]], _ shape: Shape, hasRule: Bool, isSession: Bool) -> Bool {
        for row in rows where [0x23, 0x2A, 0x2B, 0x2D, 0x2F, 0x3E].contains(bytes[row[0].offset]) {
            let word = bytes[row[0].offset..<row[0].offsetEnd]
            if word.count == 1 || word.starts(with: [0x2D, 0x2D]) || word.starts(with: [0x2F, 0x2F]) || word.first == 0x23 {
                return false
            }
        }
        for row in rows {
            for index in row.indices where index < shape.cellCount || index >= row.count - shape.last {
                guard isCell(bytes[row[index].offset..<row[index].offsetEnd]) else { return false }
            }
        }
        for column in 0..<shape.cellCount
        where !rows.contains(where: { bytes[$0[column].offset..<$0[column].offsetEnd].contains(where: \.isWordlike) }) {
            return false
        }
        let numbers = (0..<shape.cellCount).filter { shape.isRight($0) && isOfNumbers(bytes, rows, $0) }
        if numbers == [0], countsUp(bytes, rows) { return false }
        if hasRule || !numbers.isEmpty { return true }
        guard !isSession, rows.count >= fewestLeftRows else { return false }
        if shape.gapCount > 1 { return true }
        return shape.gapCount == 1 && !shape.hasText
            && (0..<shape.first).contains { column in
                rows.allSatisfy { bytes[$0[column].offset..<$0[column].offsetEnd].contains(where: \.isDigit) }
            }
    }

    /// Whether a word may be a cell: no part of a quotation or of program text, and no line of a drawing.
    private static func isCell(_ word: ArraySlice<UInt8>) -> Bool {
        guard let last = word.last, ![0x2C, 0x3B, 0x7B, 0x7D, 0x28].contains(last), word != [0x7C] else { return false }
        var before: UInt8 = 0
        for byte in word {
            if byte == 0x22 || byte == 0x60 || before == 0xE2 && (byte == 0x94 || byte == 0x95 || byte == 0x96) { return false }
            before = byte
        }
        return true
    }

    /// Whether the words of a column are numbers, with a unit perhaps; the first may be a name.
    private static func isOfNumbers(_ bytes: [UInt8], _ rows: [[LineWord]], _ column: Int) -> Bool {
        rows.dropFirst().allSatisfy { row in
            let word = bytes[row[column].offset..<row[column].offsetEnd].drop { $0 == 0x2D || $0 == 0x2B }
            guard word.first?.isDigit == true, word.last != 0x2E, word.last != 0x29, word.last != 0x3A else { return false }
            return word.count(where: \.isLetter) <= 3
        }
    }

    /// Whether each number of the first column is the one above it and one: what they number may stand in.
    private static func countsUp(_ bytes: [UInt8], _ rows: [[LineWord]]) -> Bool {
        var before: Int?
        for row in rows {
            guard let number = Int(String(decoding: bytes[row[0].offset..<row[0].offsetEnd], as: UTF8.self)) else { return false }
            if let before, number != before + 1 { return false }
            before = number
        }
        return true
    }
}
