// Log lines of one shape as values under a pattern that says the rest once: PatternedLog has the form and its reader.
//
// Lossless, line by line: what the reader would make of a coded line is compared with the line before it is written, and a line that
// would not come back as it was stays as it is.

import PithPrompt
import PithSystem

/// Writes log lines of one template as a pattern's key and the values.
struct LogColumns: Strategy {
    static let name = "log-columns"
    static let summary = "log lines of one shape as values under a pattern that says the rest once, times by their changed end"
    static let kinds: Set<SegmentKind> = [.log]
    static let effect = EditEffect.lossless

    private static let leastRows = 3

    func proposals(for context: StrategyContext) -> [Proposal] {
        // Values lean on the pattern and on the line before them, so no line of it may go by itself; and what the pattern says for all is no
        // fact that each line shows.
        let options = context.options
        guard !context.mustStayJSON, !context.foldsFollow, !options.readerIsSmall,
            options.mode == .lossless || options.mode == .preset && options.strategies?.contains(Self.name) == true
        else { return [] }
        let folded = LogFoldMark.views(of: context.prompt)
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard !view.isProtected(segment.range), !folded.contains(segment.view),
                let coded = Self.coded(view, segment, threadCount: context.options.threadCount)
            else { return nil }
            let edit = Self.edit(segment.view, segment.range, to: coded)
            return Proposal(edits: [edit])
        }
    }

    /// The segment as a patterned log; nil when it has no patterns.
    private static func coded(_ view: View, _ segment: Segment, threadCount: Int) -> [UInt8]? {
        let log = LogRecords(view, [segment], threadCount: threadCount)
        var shapes: [LogPatternShape] = []
        var shapeOf = [Int?](repeating: nil, count: log.records.count)
        func add(_ shape: LogPatternShape?, for rows: some Sequence<Int>) {
            guard let shape else { return }
            for row in rows { shapeOf[row] = shapes.count }
            shapes.append(shape)
        }
        var clocks = LogClocks()
        var rest: [Int] = []
        for rows in LogKinds.rowsByTemplate(LogTemplateMiner(log, threadCount: threadCount)) {
            if rows.count < leastRows { rest += rows } else { add(LogPatternFinder.shape(of: rows, .line, in: log, &clocks), for: rows) }
        }
        for rows in rowsByLayout(rest.sorted(), log) where rows.count >= leastRows {
            add(LogPatternFinder.shape(of: rows[...], .head, in: log, &clocks), for: rows)
        }
        guard !shapes.isEmpty else { return nil }
        var keys = LogPatternKeys(taken: firstWords(of: log))
        let keyOf = shapes.map { _ in keys.next() }
        let patterns: [UInt8] = zip(shapes, keyOf).flatMap { shape, key in key + [0x3A, 0x20] + shape.pattern.text + [0x0A] }
        var coder = LogLineCoder(log)
        var lines: [UInt8] = []
        for (row, record) in log.records.enumerated() {
            if let shape = shapeOf[row], let line = coder.line(record, shapes[shape], keyOf[shape]) {
                lines += line
            } else {
                lines += log.bytes[record.line]
            }
            lines += log.bytes[record.line.upperBound..<record.range.upperBound]
        }
        let text = log.bytes[segment.range]
        let lineCount = text.count { $0 == 0x0A } + (text.last == 0x0A ? 0 : 1)
        let mark = PatternedLog.mark(lineCount: lineCount, patternCount: shapes.count)
        return mark + [0x0A] + patterns + lines
    }

    /// `rows` by the layout of their heads, in the order of the first of each; rows without a head are left out.
    private static func rowsByLayout(_ rows: [Int], _ log: LogRecords) -> [[Int]] {
        var layouts: [UInt64: Int] = [:]
        var groups: [[Int]] = []
        for row in rows where log.records[row].signature != 0 {
            let layout = layouts[log.records[row].signature] ?? groups.count
            if layout == groups.count {
                layouts[log.records[row].signature] = layout
                groups.append([])
            }
            groups[layout].append(row)
        }
        return groups
    }

    /// The first word of every line: no key may be one.
    private static func firstWords(of log: LogRecords) -> Set<[UInt8]> {
        var words: Set<[UInt8]> = []
        for record in log.records {
            for line in log.bytes[record.range].split(separator: 0x0A) where line.count > 1 {
                let word = line.prefix(4).prefix { $0 != 0x20 }
                if word.count < 4 { words.insert(Array(word)) }
            }
        }
        return words
    }
}

/// A, B … Z, AA, AB …: one token each, mostly.
struct LogPatternKeys {
    private let taken: Set<[UInt8]>
    private var count = 0

    init(taken: Set<[UInt8]>) { self.taken = taken }

    mutating func next() -> [UInt8] {
        while true {
            var key: [UInt8] = []
            var left = count
            repeat {
                key.insert(0x41 + UInt8(left % 26), at: 0)
                left = left / 26 - 1
            } while left >= 0
            count += 1
            if !taken.contains(key) { return key }
        }
    }
}

/// Writes lines under their patterns, and reads each as its reader will.
private struct LogLineCoder {
    private let log: LogRecords
    private var expansion = PatternExpansion()
    private var tokens: [LogToken] = []

    init(_ log: LogRecords) { self.log = log }

    /// The key and values of a record's first line, or nil when it does not fit the pattern to the byte.
    mutating func line(_ record: LogRecord, _ shape: LogPatternShape, _ key: [UInt8]) -> [UInt8]? {
        let range = shape.range(of: record)
        LogTokenizer(bytes: log.bytes, joinsLists: false).tokens(in: range, into: &tokens)
        guard tokens.count == shape.tokenCount else { return nil }
        let last = expansion.lastWords(key[...])
        var values: [UInt8] = []
        for (index, place) in shape.places.enumerated() {
            let token = LogTimePlace.range(place.tokens, of: tokens)
            guard token.count > place.prefix else { return nil }
            let word = log.bytes[token.lowerBound + place.prefix..<token.upperBound]
            guard !word.contains(0x20), !word.elementsEqual([0x3D]) else { return nil }
            if index > 0 { values.append(0x20) }
            if let clock = place.clock {
                guard let end = Self.changedEnd(of: word, after: expansion.time(clock)) else { return nil }
                values += end
            } else if index < last.count, last[index] == word, word.count > 1 {
                values.append(0x3D)
            } else {
                values += word
            }
        }
        if shape.scope == .head { values += [0x20] + log.bytes[range.upperBound..<record.line.upperBound] }
        guard let read = expansion.reading(of: shape.pattern, key[...], values: values[...]),
            read.line.elementsEqual(log.bytes[record.line])
        else { return nil }
        expansion.take(read, key[...])
        return key + [0x20] + values
    }

    /// What a time leaves of itself after the time before it: from the group of digits that differs on.
    private static func changedEnd(of time: ArraySlice<UInt8>, after last: [UInt8]) -> ArraySlice<UInt8>? {
        if last.isEmpty || time.count > last.count { return time }
        guard time.count == last.count else { return nil }
        guard let offset = zip(time, last).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else { return [0x3D] }
        var start = time.startIndex + offset
        let groupEnd = time[start...].firstIndex { $0 &- 0x30 >= 10 } ?? time.endIndex
        var groupStart = start
        while groupStart > time.startIndex, time[groupStart - 1].isDigit { groupStart -= 1 }
        // Hours, minutes and seconds whole; of a long number pairs of digits.
        if groupEnd - groupStart <= 4 { start = groupStart } else if (groupEnd - start) % 2 == 1, start > groupStart { start -= 1 }
        return time[start...]
    }
}
