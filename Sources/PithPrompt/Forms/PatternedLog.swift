// A log whose lines of one shape stand as values under a pattern, and how a reader gets the lines back.
//
//     [5000 log lines by 2 patterns: {t} a time or its changed end, {} a word, = as before]
//     A: 081109 {t} {} INFO dfs.DataNode: Received block {} from /{}
//     B: 081109 {t} {} INFO dfs.DataNode: Deleting block {} file /mnt/current/{3}
//     A 203615 148 blk_38865049064139660 10.251.42.84
//     A 38 222 blk_-695229586848765657 =
//     081109 203640 35 WARN dfs.FSNamesystem: a line that has no pattern
//     B 3702 = blk_1781953582842324563
//
// The first line counts the lines and the patterns, which follow it, each with its key. A line that begins with a key and a blank fills the
// pattern's places with the words after it: {} takes a word, = for the word that this place had in the last line of the pattern; {t}
// takes a time, of which what did not change since the last {t} is left out at the front, = when nothing did; {t2}, {t3} … are clocks of
// their own, for times of other layouts; {3} is the line's third word again, {*} all that is left of it. Any other line is as it was.

import PithSystem

/// Reads a patterned log.
package struct PatternedLog: ShortForm {
    /// The bytes it fills.
    package let range: Range<Int>
    /// The log that it stands for.
    package let expanded: [UInt8]

    /// The patterned log that begins at `offset`, or nil when none does. Cost: linear in what it stands for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) { self.init(bytes, startingAt: offset, limit: limit, atMost: .max) }

    /// The same, also nil where it may stand for more than so many bytes: a few long patterns, or words, can be said again by many short lines.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int, atMost byteCount: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let first = cursor.next(), let counts = Self.counts(in: first.content) else { return nil }
        var patterns: [ArraySlice<UInt8>: (pattern: LogPattern, byteCount: Int)] = [:]
        for _ in 0..<counts.patterns {
            guard let line = cursor.next(), let colon = line.content.firstIndex(of: 0x3A),
                line.content[colon...].starts(with: [0x3A, 0x20]),
                let pattern = LogPattern(line.content[(colon + 2)...])
            else { return nil }
            patterns[line.content[..<colon]] = (pattern, line.content.count)
        }
        // The longest values so far: each word of a line comes from its own or from those above.
        var left = byteCount, longest = 0
        var expansion = PatternExpansion()
        var expanded: [UInt8] = []
        for _ in 0..<counts.lines {
            guard let line = cursor.next() else { return nil }
            let key = line.content.prefix { $0 != 0x20 }
            if key.endIndex < line.content.endIndex, let (pattern, patternByteCount) = patterns[key] {
                let values = line.content[(key.endIndex + 1)...]
                longest = max(longest, values.count)
                let (most, isTooMuch) = pattern.parts.count.multipliedReportingOverflow(by: longest)
                guard !isTooMuch, most <= left, patternByteCount <= left - most else { return nil }
                guard let read = expansion.reading(of: pattern, key, values: values) else { return nil }
                expansion.take(read, key)
                left -= read.line.count
                expanded += read.line
            } else {
                expanded += line.content
            }
            expanded += line.end
        }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the patterns.
    package static func mark(lineCount: Int, patternCount: Int) -> [UInt8] {
        let patterns = patternCount == 1 ? "1 pattern" : "\(patternCount) patterns"
        return Array("[\(lineCount) log lines by \(patterns): {t} a time or its changed end, {} a word, = as before]".utf8)
    }

    /// How many lines are below the mark, those of the patterns among them.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { counts(in: line).map { $0.patterns + $0.lines } }

    /// How many lines and patterns the first line announces, if it is one. Cost: the length of a mark.
    private static func counts(in line: ArraySlice<UInt8>) -> (lines: Int, patterns: Int)? {
        guard line.first == 0x5B, line.count < 120 else { return nil }
        guard let (lines, rest) = line.dropFirst().leadingNumber(), rest.begins(with: " log lines by "),
            let (patterns, _) = rest.dropFirst(14).leadingNumber(), line.elementsEqual(mark(lineCount: lines, patternCount: patterns))
        else { return nil }
        return (lines, patterns)
    }
}

/// A pattern: literal text and places.
package struct LogPattern: Sendable {
    package enum Part: Sendable, Equatable {
        case literal([UInt8])
        case word
        /// A time of this clock.
        case time(Int)
        /// The word at this index of the line again.
        case same(Int)
        /// What is left of the line.
        case rest

        /// Whether a line gives a value for it.
        var isPlace: Bool {
            switch self {
            case .word, .time: true
            case .literal, .same, .rest: false
            }
        }

        /// How many bytes it says for every line, blanks apart.
        package var literalByteCount: Int { if case .literal(let text) = self { text.count { $0 != 0x20 } } else { 0 } }
    }

    package private(set) var parts: [Part] = []

    package init(parts: [Part]) { self.parts = parts }

    init?(_ text: ArraySlice<UInt8>) {
        var literal: [UInt8] = []
        var at = text.startIndex
        var placeCount = 0
        while at < text.endIndex {
            guard let (part, next) = Self.place(text, at, placeCount) else {
                literal.append(text[at])
                at += 1
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
            parts.append(part)
            if part.isPlace { placeCount += 1 }
            at = next
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        guard placeCount > 0 else { return nil }
    }

    /// The pattern as it stands in the text.
    package var text: [UInt8] {
        parts.flatMap { part -> [UInt8] in
            switch part {
            case .literal(let text): text
            case .word: [0x7B, 0x7D]
            case .time(let clock): Array((clock == 0 ? "{t}" : "{t\(clock + 1)}").utf8)
            case .same(let index): Array("{\(index + 1)}".utf8)
            case .rest: Array("{*}".utf8)
            }
        }
    }

    private static func place(_ text: ArraySlice<UInt8>, _ at: Int, _ count: Int) -> (Part, Int)? {
        guard text[at] == 0x7B, let close = text[at...].prefix(6).firstIndex(of: 0x7D) else { return nil }
        let inner = text[(at + 1)..<close]
        if inner.isEmpty { return (.word, close + 1) }
        if inner.elementsEqual([0x2A]) { return (.rest, close + 1) }
        let isTime = inner.first == 0x74
        if isTime, inner.count == 1 { return (.time(0), close + 1) }
        let digits = isTime ? inner.dropFirst() : inner
        guard digits.first != 0x30, digits.allSatisfy(\.isDigit) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if isTime { return number > 1 ? (.time(number - 1), close + 1) : nil }
        return number > 0 && number <= count ? (.same(number - 1), close + 1) : nil
    }
}

/// Fills patterns with the words of one line after the other.
package struct PatternExpansion {
    private var times: [Int: [UInt8]] = [:]
    private var words: [ArraySlice<UInt8>: [ArraySlice<UInt8>]] = [:]

    package init() {}

    /// The last time of a clock; empty before the first.
    package func time(_ clock: Int) -> [UInt8] { times[clock] ?? [] }

    /// The words that the pattern with this key had last.
    package func lastWords(_ key: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] { words[key] ?? [] }

    /// A line that was read, and what is remembered of it when it is taken.
    package struct Reading {
        package fileprivate(set) var line: [UInt8] = []
        fileprivate var words: [ArraySlice<UInt8>] = []
        fileprivate var times: [Int: [UInt8]] = [:]
    }

    /// The line that `values`, separated by single blanks, make of the pattern; nil when they do not fit it.
    package func reading(of pattern: LogPattern, _ key: ArraySlice<UInt8>, values: ArraySlice<UInt8>) -> Reading? {
        var given = values.split(separator: 0x20, omittingEmptySubsequences: false)
        let last = lastWords(key)
        var read = Reading()
        for part in pattern.parts {
            switch part {
            case .literal(let text): read.line += text
            case .same(let index): read.line += read.words[index]
            case .rest:
                guard read.words.count < given.count else { return nil }
                read.line += values[given[read.words.count].startIndex...]
                given.removeSubrange(read.words.count...)
            case .word, .time:
                let place = read.words.count
                guard place < given.count, !given[place].isEmpty else { return nil }
                var value = given[place]
                let isSame = value.elementsEqual([0x3D])
                if case .time(let clock) = part {
                    let time = read.times[clock] ?? time(clock)
                    if isSame { value = time[...] } else if value.count < time.count { value = (time.dropLast(value.count) + value)[...] }
                    read.times[clock] = Array(value)
                } else if isSame {
                    guard place < last.count else { return nil }
                    value = last[place]
                }
                read.line += value
                read.words.append(value)
            }
        }
        return read.words.count == given.count ? read : nil
    }

    /// Remembers the words and times of a line of the pattern with this key.
    package mutating func take(_ read: Reading, _ key: ArraySlice<UInt8>) {
        words[key] = read.words
        for (clock, time) in read.times { times[clock] = time }
    }
}
