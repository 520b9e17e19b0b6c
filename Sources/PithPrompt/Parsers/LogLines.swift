// Log lines: lines that begin with a time, or with a level.
//
// A clock time near the beginning of a line, with little prose before it, is strong evidence: two such lines make a log. A level alone
// ("WARNING: …") is weak, because people write so too: three lines in a row are needed. Lines without a head that follow one (a statement
// over several lines, a payload) belong to it while a next head is near.

import PithSystem

/// How much a line's beginning looks like a log's.
enum LogHead: Int, Comparable {
    case none, level, time
    static func < (a: LogHead, b: LogHead) -> Bool { a.rawValue < b.rawValue }
}

extension TextLines {
    /// The line after the log that begins with line `index`, whose head is `kind`, or nil when none does. `continuing`: a log has just been interrupted.
    func endOfLog(at index: Int, _ kind: LogHead, continuing: Bool) -> Int? {
        guard kind > .none else { return nil }
        var at = index + 1, end = at, heads = 1
        while at < count {
            if isBlank(at) {
                guard kind == .time else { break }
                let next = nextTextLine(from: at, limit: 3)
                guard next < count, logHead(next) >= kind else { break }
                at = next
            } else if logHead(at) >= kind {
                (at, heads) = (at + 1, heads + 1)
                end = at
            } else if kind == .time, !beginsOwnKind(at), lines[at].indent > 0 {
                at += 1
                end = at
            } else if kind == .time, !beginsOwnKind(at), let next = nextHead(after: at) {
                at = next
            } else {
                break
            }
        }
        return heads >= (kind == .level ? 3 : continuing ? 1 : 2) ? end : nil
    }

    /// The next line with a log head, when it comes within four lines that are not blank.
    private func nextHead(after index: Int) -> Int? {
        for at in index + 1..<min(index + 5, max(count, index + 1)) {
            if isBlank(at) || beginsOwnKind(at) { return nil }
            if logHead(at) == .time { return at }
        }
        return nil
    }

    /// Lines that are better told apart than taken for a log line's continuation.
    private func beginsOwnKind(_ index: Int) -> Bool {
        line(index, beginsWith: "Traceback (most") || isFrame(index) || isFrame(index + 1) || line(index, beginsWith: "```")
            || endOfShortOutput(at: index) != nil
    }

    /// What line `index` begins with.
    func logHead(_ index: Int) -> LogHead {
        let line = lines[index]
        guard !line.isBlank, line.indent < 24 else { return .none }
        let mayHoldTime = !line.signs.isDisjoint(with: [.digit, .equals]), mayBeLevel = mayBeginWithLevel(line)
        guard mayHoldTime || mayBeLevel else { return .none }
        let range = line.first..<min(line.end, line.first + 96)
        if mayHoldTime, hasTime(range) || line.signs.contains(.tab) && hasTimeBehindFields(index) {
            return isDataRow(index) ? .none : .time
        }
        return mayBeLevel && beginsWithLevel(bytes[range]) ? .level : .none
    }

    /// What every line of a text is asked first: whether it begins with a bracket, or with two capitals.
    @inline(__always) private func mayBeginWithLevel(_ line: TextLine) -> Bool {
        let first = bytes[line.first]
        return isOpening(first) || (first.isCapital && line.first + 1 < line.end && bytes[line.first + 1].isCapital)
    }

    private func hasTime(_ range: Range<Int>) -> Bool {
        let first = bytes[range.lowerBound]
        // Seconds have begun with a 1 since 2001.
        if first == 0x31, beginsWithSeconds(bytes[range]) { return true }
        if first == 0x74, bytes[range].begins(with: "type="), bytes[range].contains("msg=audit(1") { return true }
        // Before the time: hosts, dates, counters; one lower-case word at most, so that a sentence is none.
        var plainWords = 0
        var at = range.lowerBound
        let lookEnd = min(range.upperBound, range.lowerBound + 64)
        while at < lookEnd {
            let byte = bytes[at]
            if byte.isDigit {
                var end = at + 1
                while end < range.upperBound, end - at < 32, bytes[end].isDigit { end += 1 }
                if isTime(at..<end, in: range) { return true }
                at = end
            } else if byte.isLetter {
                var end = at, firstDigit: Int?, isPlain = true
                while end < range.upperBound {
                    let next = bytes[end]
                    if !next.isLetter, next < 0x80 {
                        guard next.isDigit || next == 0x5F || next == 0x2D || next == 0x2E || next == 0x2F else { break }
                        isPlain = false
                        if next.isDigit, firstDigit == nil { firstDigit = end }
                    }
                    end += 1
                }
                if isPlain, !byte.isCapital || end - at > 9 { plainWords += 1 }
                if plainWords > 1 { return false }
                // A word may end in a time: 2017-05-16T00:00:04, node-1.2017-05-16_13:55:31.
                at = firstDigit ?? end
            } else {
                at += 1
            }
        }
        let text = bytes[range]
        guard text.contains(0x3D) else { return false }
        let start = text.prefix(48)
        return (start.contains("ts=") || start.contains("time=")) && text.contains("level=")
    }

    /// `test	Run unit tests	2026-03-04T10:40:12.0000977Z PASS`, as a service writes the logs of its steps.
    private func hasTimeBehindFields(_ index: Int) -> Bool {
        let text = bytes[lines[index].content].prefix(160)
        var rest = text
        for _ in 0..<2 {
            guard let tab = rest.firstIndex(of: 0x09) else { return false }
            rest = rest[(tab + 1)...]
            let time = rest.prefix(19)
            if time.count == 19, time.last?.isDigit == true, time.prefix(4).allSatisfy(\.isDigit), time[time.startIndex + 4] == 0x2D,
                time[time.startIndex + 10] == 0x54, time[time.startIndex + 13] == 0x3A, time[time.startIndex + 16] == 0x3A
            {
                return true
            }
        }
        return false
    }

    /// Whether a time begins with the digits `run` of the line's beginning `range`.
    private func isTime(_ run: Range<Int>, in range: Range<Int>) -> Bool {
        guard run.upperBound < range.upperBound else { return false }
        switch bytes[run.upperBound] {
        case 0x3A: return isClock(run, in: range)
        case 0x20, 0x2E: return isStamp(run, in: range)
        default: return false
        }
    }

    /// `13:55:31` with one or two digits to the hour, where `run` are the first and a colon is behind them.
    private func isClock(_ run: Range<Int>, in range: Range<Int>) -> Bool {
        let at = run.upperBound
        guard run.count <= 2, range.upperBound - at >= 6 else { return false }
        return bytes[at + 1].isDigit && bytes[at + 2].isDigit && bytes[at + 3] == 0x3A && bytes[at + 4].isDigit
            && bytes[at + 5].isDigit
    }

    /// Seconds since 1970 as a proxy writes them, before how long it took and for whom (`1790000000.310    57 10.0.0.7 TCP_MISS/200 …`), or such seconds
    /// with a fraction before a level. Without a fraction such a number may be a measurement, an id or an amount, and a tracer's lines are not to be folded.
    private func beginsWithSeconds(_ text: ArraySlice<UInt8>) -> Bool {
        let run = text.prefix(11).count(while: \.isDigit)
        guard run == 10 else { return false }
        var rest = text.dropFirst(run)
        guard rest.first == 0x2E else { return false }
        rest = rest.dropFirst().drop(while: \.isDigit)
        guard rest.first == 0x20 else { return false }
        rest = rest.drop(while: \.isBlank)
        if beginsWithLevel(rest) { return true }
        guard rest.first?.isDigit == true else { return false }
        rest = rest.drop(while: \.isDigit)
        return rest.first == 0x20 && beginsWithAddress(rest.dropFirst())
    }

    /// `10.251.42.84 `
    private func beginsWithAddress(_ text: ArraySlice<UInt8>) -> Bool {
        let address = text.prefix { $0.isDigit || $0 == 0x2E }
        return address.count(where: { $0 == 0x2E }) == 3 && (7...15).contains(address.count) && text.dropFirst(address.count).first == 0x20
    }

    /// Times without colons: `081109 203615`, `2005-06-03-15.42.50`, `[   12.345678]`, `1117838570 2005.06.03`.
    private func isStamp(_ run: Range<Int>, in range: Range<Int>) -> Bool {
        let mark = bytes[run.upperBound]
        var digits: Int { bytes[run.upperBound + 1..<range.upperBound].count(while: \.isDigit) }
        switch run.count {
        case 6: return run.lowerBound == range.lowerBound && mark == 0x20 && digits == 6
        case 10: return run.lowerBound <= range.lowerBound + 16 && mark == 0x20 && digits == 4
        case 1...7:
            return mark == 0x2E && bytes[range.lowerBound] == 0x5B && digits >= 3
                && bytes[range.lowerBound + 1..<run.lowerBound].allSatisfy(\.isBlank)
        default: return false
        }
    }

    /// Whether a field is a level.
    func isLevel(_ field: ArraySlice<UInt8>) -> Bool { field.count <= 12 && beginsWithLevel(field) }

    private func beginsWithLevel(_ text: ArraySlice<UInt8>) -> Bool {
        var at = text.startIndex
        while at < text.endIndex, isOpening(bytes[at]) { at += 1 }
        let open = at - text.startIndex
        // Without a bracket before it, only a level in capitals is one.
        guard at < text.endIndex, bytes[at].isCapital || (open == 1 && bytes[at].isLetter) else { return false }
        let start = at
        var packed: UInt64 = 0
        while at < text.endIndex, at - start < 9, bytes[at].isLetter {
            packed = packed << 8 | UInt64(bytes[at])
            at += 1
        }
        guard (3...8).contains(at - start) else { return false }
        let after = at < text.endIndex ? bytes[at] : nil
        if Self.levels.contains(packed) { return after.map { !$0.isNameByte && $0 < 0x80 } ?? true }
        return open == 1 && after == 0x5D && Self.smallLevels.contains(packed)
    }

    /// `[<(*`
    private func isOpening(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x5B, 0x3C, 0x28, 0x2A: true
        default: false
        }
    }

    private static let levels = packed("TRACE DEBUG INFO NOTICE WARN WARNING ERROR ERR FATAL CRITICAL SEVERE PANIC")
    private static let smallLevels = packed("trace debug info notice warn warning error fatal critical")

    /// Words of eight letters at most, each as one number.
    private static func packed(_ words: String) -> [UInt64] {
        words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
    }
}
