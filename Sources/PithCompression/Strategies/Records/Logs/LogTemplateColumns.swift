// The lines of a template side by side: token p of each is one column.

import PithSystem

struct LogTemplateColumns: Sendable {
    /// A place in the template's lines and what stands there.
    struct Place: Sendable {
        var column = LogColumn()
        let isInHead: Bool
        /// The name before an equals sign in front of it.
        let label: Range<Int>?
    }

    private(set) var places: [Place] = []
    /// The bytes of all the lines.
    private(set) var byteCount = 0
    /// How many lines there are.
    let rowCount: Int
    /// The last line's time, without the words that the first line's time has too.
    let until: [UInt8]?

    /// Reads the records `rows` of `log`, whose lines have `tokens`, where they may differ; of columns that say the same the first is kept. Cost: one pass
    /// over their first lines at most.
    init(_ rows: ArraySlice<Int>, of log: LogRecords, _ tokens: LogLineTokens) {
        rowCount = rows.count
        let bytes = log.bytes
        let firstRow = rows[rows.startIndex], messageCount = tokens.count(firstRow)
        places = Self.headPlaces(rows, log)
        let headCount = places.count
        let varying = tokens.varyingPlaces(of: rows)
        let wordCounts = varying.map { Self.wordCount(of: $0, rows, tokens, bytes) }
        for (index, wordCount) in zip(varying, wordCounts) {
            let before = index >= 2 ? tokens.range(firstRow, index - 1) : 0..<0
            let isNamed = before.count == 1 && bytes[before.lowerBound] == 0x3D
            for word in 0..<wordCount {
                places.append(Place(isInHead: false, label: isNamed && word == 0 ? tokens.range(firstRow, index - 2) : nil))
            }
        }
        for row in rows {
            let record = log.records[row]
            byteCount += record.range.count
            precondition(tokens.count(row) == messageCount, "records of one template have the same number of tokens")
            // The time of a JSON object stands in the message.
            let clock = record.clock.flatMap { $0.upperBound > record.headEnd ? $0 : nil }
            var column = headCount
            for (index, wordCount) in zip(varying, wordCounts) {
                let token = tokens.range(row, index)
                if clock?.overlaps(token) != true {
                    if wordCount == 1 {
                        places[column].column.add(token, in: bytes)
                    } else {
                        for (word, range) in LogTokenizer.words(in: bytes, token).enumerated() {
                            places[column + word].column.add(range, in: bytes)
                        }
                    }
                }
                column += wordCount
            }
        }
        until = Self.lastTime(log.records[firstRow], log.records[rows[rows.endIndex - 1]], bytes)
        var known: Set<UInt64> = []
        places.removeAll { !known.insert($0.column.sequenceHash).inserted }
    }

    /// How many columns the token `index` is: a status, a size and a duration side by side look like a list, but where every line has as many they are values
    /// of their own. A list whose length differs, or a long one, is one.
    private static func wordCount(of index: Int, _ rows: ArraySlice<Int>, _ tokens: LogLineTokens, _ bytes: [UInt8]) -> Int {
        func count(_ row: Int) -> Int {
            var count = 1, isBlank = false
            for at in tokens.range(row, index) {
                if bytes[at].isBlank, !isBlank { count += 1 }
                isBlank = bytes[at].isBlank
            }
            return count
        }
        let first = count(rows[rows.startIndex])
        return first > 1 && first <= mostWordsOfToken && rows.dropFirst().allSatisfy { count($0) == first } ? first : 1
    }

    private static let mostWordsOfToken = 8

    /// The columns of the heads; none where these are of several layouts, which have no columns in common.
    private static func headPlaces(_ rows: ArraySlice<Int>, _ log: LogRecords) -> [Place] {
        // Numbers of a head are no list: whether two look like one hangs on their digits, and every head has to have as many columns.
        var tokenizer = LogTokenizer(bytes: log.bytes)
        tokenizer.joinsLists = false
        let first = log.records[rows[rows.startIndex]]
        var head: [LogToken] = []
        tokenizer.tokens(in: first.line.lowerBound..<first.headEnd, into: &head)
        var places = head.map { _ in Place(isInHead: true, label: nil) }
        let words = LogTokenizer.words(in: log.bytes, first.line.lowerBound..<first.headEnd)
        let otherTimes = LogHeadTimes(words, log.bytes)?.retold.map { words[$0] } ?? []
        let columns = head.indices.filter { token in !isClock(head[token], first) && !otherTimes.contains { $0.overlaps(head[token].range) }
        }
        for index in columns { places[index].column.add(head[index].range, in: log.bytes) }
        var before = first
        // How many rows in a row have the head of the one before them, but for the clock.
        var sameCount = 0
        for row in rows.dropFirst() {
            let record = log.records[row]
            guard record.signature == first.signature else { return [] }
            if isSameHead(record, before, log.bytes) {
                sameCount += 1
            } else {
                for index in columns { places[index].column.addLatest(times: sameCount) }
                sameCount = 0
                tokenizer.tokens(in: record.line.lowerBound..<record.headEnd, into: &head)
                guard head.count == places.count else { return [] }
                for index in columns { places[index].column.add(head[index].range, in: log.bytes) }
            }
            before = record
        }
        for index in columns { places[index].column.addLatest(times: sameCount) }
        return places
    }

    /// Whether the heads of two records are the same but for clocks of one length, which no token beside them reaches into.
    private static func isSameHead(_ a: LogRecord, _ b: LogRecord, _ bytes: [UInt8]) -> Bool {
        guard let clock = a.clock, let other = b.clock, clock.upperBound < a.headEnd, bytes[clock.upperBound].isBlank,
            clock.count == other.count, clock.lowerBound - a.line.lowerBound == other.lowerBound - b.line.lowerBound
        else { return false }
        return areSame(bytes[clock.upperBound..<a.headEnd], bytes[other.upperBound..<b.headEnd])
            && areSame(bytes[a.line.lowerBound..<clock.lowerBound], bytes[b.line.lowerBound..<other.lowerBound])
    }

    /// The columns of each of the templates, in order, handed to `body`. They are read on up to `threadCount` threads, some templates ahead.
    static func each(
        of templates: [ArraySlice<Int>], _ log: LogRecords, _ tokens: LogLineTokens, threadCount: Int,
        _ body: (Int, LogTemplateColumns) -> Void
    ) {
        var start = 0
        while start < templates.count {
            // More rows at once would take more room than their lines.
            var end = start, rowCount = 0
            repeat {
                rowCount += templates[end].count
                end += 1
            } while end < templates.count && rowCount < mostRowsAhead
            let isWorthIt = rowCount >= 2 * ThreadGain.fewestLinesOfPart
            let columns = Parallel.map(end - start, threadCount: isWorthIt ? threadCount : 1) { [start] index in
                LogTemplateColumns(templates[start + index], of: log, tokens)
            }
            for (index, columns) in columns.enumerated() { body(start + index, columns) }
            start = end
        }
    }

    private static let mostRowsAhead = 1 << 13

    var varying: [Place] { places.filter { $0.column.varies } }

    private static func isClock(_ token: LogToken, _ record: LogRecord) -> Bool {
        guard let clock = record.clock else { return false }
        return clock.lowerBound <= Int(token.start) && Int(token.end) <= clock.upperBound
    }

    private static func lastTime(_ first: LogRecord, _ last: LogRecord, _ bytes: [UInt8]) -> [UInt8]? {
        guard let from = first.clock, let to = last.clock else { return nil }
        let difference = LogTimeDifference.words(from: from, to: to, bytes)
        return difference.isEmpty ? nil : difference
    }
}
