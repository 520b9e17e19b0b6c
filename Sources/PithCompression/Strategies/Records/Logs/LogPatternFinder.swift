// The patterns of a log: for each template of several lines, what all of them have in common and the places where they differ.

import PithPrompt
import PithSystem

/// A pattern and where each of its places stands in a line's tokens.
struct LogPatternShape {
    let pattern: LogPattern
    /// For each word or time of the pattern, the token that fills it and how many bytes of it the pattern's text has already.
    let places: [(token: Int, prefix: Int, isTime: Bool)]
    /// The tokens of a line that fits.
    let tokenCount: Int
}

enum LogPatternFinder {
    /// A prefix that values share goes into the pattern when it is so long and ends at a slash.
    private static let leastPrefix = 16

    /// The pattern of the records `rows`, or nil when they have none worth the name. Cost: one pass over their first lines.
    static func shape(of rows: ArraySlice<Int>, in log: LogRecords) -> LogPatternShape? {
        let bytes = log.bytes
        let tokenizer = LogTokenizer(bytes: bytes, joinsLists: false)
        let first = log.records[rows[rows.startIndex]]
        var example: [LogToken] = [], tokens: [LogToken] = []
        tokenizer.tokens(in: first.line, into: &example)
        var varies = example.map { _ in false }
        var prefixes = example.map { $0.range.count }
        var isEvenlyLong = example.map { _ in true }
        var equalHash = example.map { _ in LogTokenizer.seed }
        for row in rows {
            let record = log.records[row]
            tokenizer.tokens(in: record.line, into: &tokens)
            guard tokens.count == example.count, record.signature == first.signature else { continue }
            for index in tokens.indices {
                equalHash[index] = LogTokenizer.mixed(equalHash[index], ByteHash.of(bytes[tokens[index].range]))
                let own = bytes[tokens[index].range], other = bytes[example[index].range]
                guard varies[index] || own != other else { continue }
                varies[index] = true
                isEvenlyLong[index] = isEvenlyLong[index] && own.count == other.count
                prefixes[index] = min(prefixes[index], zip(own, other).prefix { $0 == $1 }.count)
            }
        }
        // The last word of the clock that changes is the time, unless it is a number like any other.
        let time = first.clock.flatMap { clock in
            example.indices.last {
                varies[$0] && (isEvenlyLong[$0] || bytes[example[$0].range].contains(0x3A)) && clock.lowerBound <= Int(example[$0].start)
                    && Int(example[$0].end) <= clock.upperBound
            }
        }
        var parts: [LogPattern.Part] = []
        var places: [(token: Int, prefix: Int, isTime: Bool)] = []
        var literal: [UInt8] = []
        var done = first.line.lowerBound
        for (index, token) in example.enumerated() where varies[index] {
            let prefix = index == time ? 0 : prefixLength(bytes[token.range].prefix(prefixes[index]))
            literal += bytes[done..<Int(token.start) + prefix]
            done = Int(token.end)
            if index != time, prefix == 0,
                let same = places.firstIndex(where: { !$0.isTime && $0.prefix == 0 && equalHash[$0.token] == equalHash[index] })
            {
                append(.same(same), literal, to: &parts)
            } else {
                append(index == time ? .time : .word, literal, to: &parts)
                places.append((index, prefix, index == time))
            }
            literal = []
        }
        literal += bytes[done..<first.line.upperBound]
        if !literal.isEmpty { parts.append(.literal(literal)) }
        guard !places.isEmpty, literalsAreClear(parts) else { return nil }
        return LogPatternShape(pattern: LogPattern(parts: parts), places: places, tokenCount: example.count)
    }

    private static func append(_ part: LogPattern.Part, _ literal: [UInt8], to parts: inout [LogPattern.Part]) {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        parts.append(part)
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
