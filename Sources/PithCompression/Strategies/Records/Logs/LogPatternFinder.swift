// The patterns of a log: for each template of several lines, what all of them have in common and the places where they differ.

import PithPrompt
import PithSystem

/// A pattern and where each of its places stands in a line's tokens.
struct LogPatternShape {
    /// What of a line the pattern says.
    enum Scope {
        case line
        /// Its head, the message follows as it is: for lines whose message is not like any other.
        case head
    }

    let scope: Scope
    let pattern: LogPattern
    let places: [Place]
    /// The tokens of a line that fits, up to where the scope ends.
    let tokenCount: Int

    /// A word or a time.
    struct Place {
        /// The tokens that fill it.
        let tokens: Range<Int>
        /// How many bytes of them the pattern's text has already.
        let prefix: Int
        /// The clock that a time is told by; nil for a word.
        let clock: Int?
    }

    /// What of the line of `record` the pattern's words and times stand in.
    func range(of record: LogRecord) -> Range<Int> { Self.range(scope, record) }

    fileprivate static func range(_ scope: Scope, _ record: LogRecord) -> Range<Int> {
        switch scope {
        case .line: record.line
        case .head: record.line.lowerBound..<record.headEnd
        }
    }
}

/// The clocks of a log's patterns: times of one layout are told by one.
struct LogClocks {
    private var clockOf: [UInt64: Int] = [:]

    mutating func clock(of layout: UInt64) -> Int {
        if let clock = clockOf[layout] { return clock }
        clockOf[layout] = clockOf.count
        return clockOf.count - 1
    }
}

enum LogPatternFinder {
    /// A head that says less than this for all of its lines is no pattern.
    private static let leastHead = 2
    /// A prefix that values share goes into the pattern when it is so long and ends at a slash.
    private static let leastPrefix = 16

    /// The pattern of the records `rows`, or nil when they have none worth the name. Cost: one pass over their first lines.
    static func shape(
        of rows: ArraySlice<Int>, _ scope: LogPatternShape.Scope, in log: LogRecords, _ clocks: inout LogClocks
    ) -> LogPatternShape? {
        let bytes = log.bytes
        let tokenizer = LogTokenizer(bytes: bytes, joinsLists: false)
        let first = log.records[rows[rows.startIndex]]
        let range = LogPatternShape.range(scope, first)
        var example: [LogToken] = [], tokens: [LogToken] = []
        tokenizer.tokens(in: range, into: &example)
        var columns = example.map { Column($0.range.count) }
        var times = LogTimePlace.all(of: example, in: bytes)
        for row in rows {
            let record = log.records[row]
            tokenizer.tokens(in: LogPatternShape.range(scope, record), into: &tokens)
            guard tokens.count == example.count, record.signature == first.signature else { continue }
            for index in tokens.indices { columns[index].add(bytes[tokens[index].range], bytes[example[index].range]) }
            for index in times.indices { times[index].add(tokens, in: bytes) }
        }
        let clocked = timePlaces(times, first, example, columns, bytes)
        var parts: [LogPattern.Part] = []
        var places: [LogPatternShape.Place] = []
        var done = range.lowerBound
        func append(_ part: LogPattern.Part, from start: Int, to end: Int) {
            if start > done { parts.append(.literal(Array(bytes[done..<start]))) }
            parts.append(part)
            done = end
        }
        var index = 0
        while index < example.count {
            let start = index
            index += 1
            if let time = clocked.first(where: { $0.tokens.lowerBound == start }) {
                index = time.tokens.upperBound
                let range = LogTimePlace.range(time.tokens, of: example)
                // The times of lines like no other stay whole: they are what somebody may look for.
                let clock = scope == .head ? nil : clocks.clock(of: time.layout)
                append(clock.map { .time($0) } ?? .word, from: range.lowerBound, to: range.upperBound)
                places.append(.init(tokens: time.tokens, prefix: 0, clock: clock))
            } else if columns[start].varies {
                let token = example[start].range
                let prefix = prefixLength(bytes[token].prefix(columns[start].sharedPrefix))
                let known = places.firstIndex {
                    $0.clock == nil && $0.prefix == 0 && $0.tokens.count == 1
                        && columns[$0.tokens.lowerBound].sequence == columns[start].sequence
                }
                if prefix == 0, let known {
                    append(.same(known), from: token.lowerBound, to: token.upperBound)
                } else {
                    append(.word, from: token.lowerBound + prefix, to: token.upperBound)
                    places.append(.init(tokens: start..<index, prefix: prefix, clock: nil))
                }
            }
        }
        if done < range.upperBound { parts.append(.literal(Array(bytes[done..<range.upperBound]))) }
        guard !places.isEmpty, literalsAreClear(parts) else { return nil }
        if scope == .head {
            guard parts.reduce(0, { $0 + $1.literalByteCount }) >= leastHead else { return nil }
            parts.append(.rest)
        }
        return LogPatternShape(scope: scope, pattern: LogPattern(parts: parts), places: places, tokenCount: example.count)
    }

    /// What the lines of a template have at one token.
    private struct Column {
        private(set) var varies = false
        private(set) var isEvenlyLong = true
        /// How many bytes all of them begin with alike.
        private(set) var sharedPrefix: Int
        /// Equal for columns that say the same line by line.
        private(set) var sequence = LogTokenizer.seed

        init(_ byteCount: Int) { sharedPrefix = byteCount }

        /// Takes a line's token beside that of the first line.
        mutating func add(_ own: ArraySlice<UInt8>, _ first: ArraySlice<UInt8>) {
            sequence = LogTokenizer.mixed(sequence, ByteHash.of(own))
            guard varies || own != first else { return }
            varies = true
            isEvenlyLong = isEvenlyLong && own.count == first.count
            sharedPrefix = min(sharedPrefix, zip(own, first).prefix { $0 == $1 }.count)
        }
    }

    /// The times that change and can be told by their changed end: those of one layout, and in the head what changes of the clock.
    private static func timePlaces(
        _ times: [LogTimePlace], _ first: LogRecord, _ example: [LogToken], _ columns: [Column], _ bytes: [UInt8]
    ) -> [LogTimePlace] {
        func isOfClock(_ tokens: Range<Int>) -> Bool {
            guard let clock = first.clock else { return false }
            return clock.lowerBound <= Int(example[tokens.lowerBound].start) && Int(example[tokens.upperBound - 1].end) <= clock.upperBound
        }
        var places = times.filter { time in
            columns[time.tokens].contains(where: \.varies) && (time.layout != LogTimePlace.severalLayouts || isOfClock(time.tokens))
        }
        guard !places.contains(where: { isOfClock($0.tokens) }) else { return places }
        // A clock without colons: its last word that changes, unless it is a number like any other.
        let last = example.indices.last { columns[$0].varies && columns[$0].isEvenlyLong && isOfClock($0..<$0 + 1) }
        if let last, !places.contains(where: { $0.tokens.contains(last) }) {
            places.append(LogTimePlace(tokens: last..<last + 1, layout: LogTimePlace.layout(of: bytes[example[last].range])))
        }
        return places
    }

    private static func prefixLength(_ shared: ArraySlice<UInt8>) -> Int {
        guard let slash = shared.lastIndex(of: 0x2F) else { return 0 }
        let length = slash + 1 - shared.startIndex
        return length >= leastPrefix ? length : 0
    }

    /// No literal text may look like a place.
    private static func literalsAreClear(_ parts: [LogPattern.Part]) -> Bool {
        !parts.contains { part in
            guard case .literal(let text) = part else { return false }
            return text.contains(0x7B)
        }
    }
}
