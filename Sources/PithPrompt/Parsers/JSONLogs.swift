// Logs whose lines are JSON objects (pino, bunyan, slog, zap, Docker, GELF): each line tells its time, and its level or a message.
//
//     {"level":30,"time":1778480000716,"msg":"request completed","responseTime":46.274}
//
// Eight such lines make a log; text of other kinds between them (a trace that the program's end left) belongs to it while the next one is near.

import PithSystem

/// Where a line of a JSON log says when and how grave.
package struct JSONLogFields {
    package private(set) var clock: Range<Int>?
    package private(set) var level: Range<Int>?
    private var hasMessage = false

    /// The fields of the object on the line at `range`; nil when it is none of a log. Cost: the first bytes of the line.
    package init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.count > 2, bytes[range.lowerBound] == 0x7B else { return nil }
        var last = range.upperBound - 1
        while last > range.lowerBound, bytes[last].isBlank { last -= 1 }
        guard bytes[last] == 0x7D else { return nil }
        // As MongoDB writes its log; in other objects such a date is one of the data.
        if bytes[range].begins(with: "{\"t\":{\"$date\":\"") {
            clock = Self.value(bytes, range.lowerBound + 14, last)
        }
        var at = range.lowerBound + 1
        let limit = min(last, range.lowerBound + Self.headLength)
        while at < limit {
            guard bytes[at] == 0x22 else {
                at += 1
                continue
            }
            let start = at + 1
            guard let end = Self.endOfString(bytes, from: start, limit) else { break }
            at = end + 1
            while at < limit, bytes[at].isBlank { at += 1 }
            guard at < limit, bytes[at] == 0x3A else { continue }
            at += 1
            while at < limit, bytes[at].isBlank { at += 1 }
            note(bytes[start..<end], bytes, at, limit)
        }
        guard clock != nil, level != nil || hasMessage else { return nil }
    }

    private mutating func note(_ key: ArraySlice<UInt8>, _ bytes: [UInt8], _ at: Int, _ limit: Int) {
        guard at < limit, key.count <= 12 else { return }
        func stands(_ keys: [[UInt8]]) -> Bool { keys.contains { key.elementsEqual($0) } }
        if stands(Self.messageKeys) {
            hasMessage = hasMessage || bytes[at] == 0x22
        } else if clock == nil, stands(Self.timeKeys) {
            clock = Self.value(bytes, at, limit).flatMap { bytes[$0.lowerBound].isDigit && $0.count >= 8 ? $0 : nil }
        } else if level == nil, stands(Self.levelKeys) {
            level = Self.value(bytes, at, limit)
        }
    }

    /// The inside of a string, or a number.
    private static func value(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Range<Int>? {
        if bytes[at] == 0x22 { return endOfString(bytes, from: at + 1, limit).flatMap { $0 > at + 1 ? at + 1..<$0 : nil } }
        var end = at
        while end < limit, bytes[end].isDigit || bytes[end] == 0x2E { end += 1 }
        return end > at ? at..<end : nil
    }

    private static func endOfString(_ bytes: [UInt8], from start: Int, _ limit: Int) -> Int? {
        var at = start
        while at < limit, bytes[at] != 0x22 { at += bytes[at] == 0x5C ? 2 : 1 }
        return at < limit ? at : nil
    }

    private static let headLength = 512
    private static let timeKeys = keys("time ts timestamp @timestamp datetime asctime")
    private static let levelKeys = keys("level lvl severity loglevel levelname log.level stream")
    private static let messageKeys = keys("msg message log short_message")

    private static func keys(_ words: String) -> [[UInt8]] { words.split(separator: " ").map { Array($0.utf8) } }
}

extension TextLines {
    /// The line after the JSON log that begins with line `index`, or nil when none does.
    func endOfJSONLog(at index: Int) -> Int? {
        guard isJSONLogLine(index) else { return nil }
        var end = index + 1, count = 1
        while let next = nextJSONLogLine(from: end) { (end, count) = (next + 1, count + 1) }
        return count >= Self.fewestJSONLogLines ? end : nil
    }

    private func isJSONLogLine(_ index: Int) -> Bool { JSONLogFields(bytes, lines[index].content) != nil }

    /// The next line of the log, within a few lines that are no JSON.
    private func nextJSONLogLine(from index: Int) -> Int? {
        for at in index..<min(index + 5, max(count, index)) where !lines[at].isBlank {
            if isJSONLogLine(at) { return at }
            if bytes[lines[at].first] == 0x7B { return nil }
        }
        return nil
    }

    private static let fewestJSONLogLines = 8
}
