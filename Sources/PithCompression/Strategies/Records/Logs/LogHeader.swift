// What a log line says before it says something: times, process ids, host, level, the component that speaks.
//
// Layouts differ, their parts do not. From the line's first word on, words belong to the head while they are times, numbers, ids or
// dashes; so do words in front of a time or a level; a level ends the head. After it a bracketed group (a request id, a thread), a host and
// a component (`sshd[24200]:`) may follow. Whether the word before a colon is a component or the beginning of the message shows only over
// many lines: see LogRecords.

import PithPrompt
import PithSystem

/// How grave a line says it is.
enum LogLevel: UInt8, Comparable {
    case none, calm, warning, error
    static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }
}

/// The parts of a line's head.
struct LogHeader {
    /// The kinds of the head's words in order: equal for lines of one layout; 0 when the line has no head.
    var signature: UInt64 = 0
    /// Where the head ends, and a component or the message begins.
    var end: Int
    /// When a word that ends in a colon follows: where the last word up to the colon begins, and where the message after it would begin.
    var component: Range<Int>?
    /// The last times in the head, as they stand in the line.
    var clock: Range<Int>?
    var level = LogLevel.none
    /// Where the level's word begins.
    var levelStart: Int?
}

/// Reads heads. Cost of each: the first 400 bytes of the line at most.
struct LogHeadReader {
    let bytes: [UInt8]
    private let traits = Self.traits
    private var words: [Range<Int>] = []
    private var kinds: [Kind] = []
    /// Where numbers of the line stand whose digits said whether they are years.
    private var askedYears: [Int] = []

    private enum Kind: UInt64 { case time = 1, level, letterLevel, numbered, punctuation, word }

    /// What is not cut into words yet: few lines have a head of more than a few.
    private var rest = 0..<0

    private static let longestHead = 400
    private static let mostWords = 18

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What the head of `line` says, and what it would say of other lines of its form.
    mutating func reading(of line: Range<Int>) -> LogHeadReading {
        askedYears.removeAll()
        let header = header(of: line)
        return LogHeadReading(header: header, start: line.lowerBound, askedYears: askedYears)
    }

    private mutating func header(of line: Range<Int>) -> LogHeader {
        if let fields = JSONLogFields(bytes, line) { return header(of: fields, on: line) }
        words.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        rest = line.lowerBound..<min(line.upperBound, line.lowerBound + Self.longestHead)
        var header = LogHeader(end: line.lowerBound)
        var index = 0, taken = 0
        var sawTime = false, clockIsOpen = false
        scan: while index < 14, has(index) {
            let word = words[index]
            let kind = kinds[index]
            switch kind {
            case .time:
                sawTime = true
                let next = endOfBracket(index)
                noteClock(index..<next, continues: clockIsOpen, in: &header)
                clockIsOpen = header.clock?.upperBound == words[next - 1].upperBound
                (index, taken) = (next, next)
            case .level, .letterLevel:
                if kind == .letterLevel, !sawTime || !has(index + 1) { break scan }
                (header.level, header.levelStart) = (level(of: word), word.lowerBound)
                (index, taken) = (index + 1, index + 1)
            case .punctuation, .numbered:
                if bytes[word.upperBound - 1] == 0x3A { break scan }
                index = endOfBracket(index)
                if !sawTime { taken = index }
                clockIsOpen = false
            case .word:
                if bytes[word.upperBound - 1] == 0x3A { break scan }
                _ = has(index + 3)
                let next = kinds[(index + 1)..<min(index + 4, kinds.count)]
                guard next.contains(.level) || (!sawTime && next.contains(.time)) else { break scan }
                index += 1
                clockIsOpen = false
            }
            header.signature = header.signature &* 31 &+ (kind == .letterLevel ? Kind.level : kind).rawValue
            if header.levelStart != nil { break }
        }
        guard sawTime || header.levelStart != nil else { return LogHeader(end: line.lowerBound) }
        finish(&header, taken: taken, line)
        return header
    }

    /// A JSON object is all message; what it says of its time and level is noted.
    private func header(of fields: JSONLogFields, on line: Range<Int>) -> LogHeader {
        var header = LogHeader(end: line.lowerBound)
        (header.signature, header.clock) = (Self.jsonSignature, fields.clock)
        guard let level = fields.level.map({ bytes[$0] }) else { return header }
        if level.count <= 4, level.allSatisfy(\.isDigit) {
            let number = level.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            // Those of pino and bunyan, else those of syslog.
            header.level = number >= 50 || number <= 3 ? .error : number >= 40 || number == 4 ? .warning : .calm
        } else {
            header.level = Self.level(level, anyCase: true) ?? .none
        }
        return header
    }

    private static let jsonSignature: UInt64 = 0x7B

    /// Goes past what may stand between the head and the message, and notes the component.
    private mutating func finish(_ header: inout LogHeader, taken: Int, _ line: Range<Int>) {
        var index = taken
        var groups = 0
        while header.levelStart != nil, has(index + 1) {
            let isGroup = bytes[words[index].lowerBound] == 0x5B && groups == 0
            let namesLogger =
                kinds[index] == .word && bytes[words[index]].contains(0x2E) && bytes[words[index + 1].lowerBound] == 0x5B && groups == 0
            guard isGroup || namesLogger || kinds[index] == .punctuation else { break }
            let next = isGroup ? endOfBracket(index) : index + 1
            guard has(next) else { break }
            if isGroup { groups += 1 }
            index = next
        }
        header.end = has(index) ? words[index].lowerBound : words.last?.upperBound ?? line.lowerBound
        _ = has(index + 3)
        for ahead in index..<min(index + 3, words.count) where bytes[words[ahead].upperBound - 1] == 0x3A {
            if ahead + 1 < words.count, ahead < index + 2 || kinds[index + 1] == .word {
                header.component = words[ahead].lowerBound..<words[ahead + 1].lowerBound
            }
            break
        }
    }

    /// Whether there is a word `index`; cuts the line up to it.
    private mutating func has(_ index: Int) -> Bool {
        while words.count <= index, words.count < Self.mostWords, !rest.isEmpty {
            var start = rest.lowerBound
            while start < rest.upperBound, bytes[start].isBlank { start += 1 }
            let (end, found, _) = run(of: traits, until: Self.blank, in: bytes, start..<rest.upperBound)
            rest = end..<rest.upperBound
            if start == end { break }
            words.append(start..<end)
            kinds.append(kind(of: start..<end, found))
        }
        return index < words.count
    }

    /// What a byte of a word is: a digit, a letter, part of dates and times, a bracket or mark at the edge of a word, or none of these.
    private static let digit: UInt8 = 1, letter: UInt8 = 2, untimely: UInt8 = 4, blank: UInt8 = 8

    private static let traits: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        if byte.isBlank { return blank }
        var traits = byte.isDigit ? digit : byte >= 0x80 || byte.isLetter ? letter : 0
        if !isTimeByte(byte), !isOpening(byte), !isClosing(byte) { traits |= untimely }
        return traits
    }

    /// The kind of a word in which the traits `found` are.
    private func kind(of word: Range<Int>, _ found: UInt8) -> Kind {
        var start = word.lowerBound, end = word.upperBound
        let first = bytes[start]
        if end - start == 1, isLetterLevel(first) { return .letterLevel }
        if Self.isOpening(first) { start += 1 }
        if end > start, Self.isClosing(bytes[end - 1]) { end -= 1 }
        guard start < end else { return .punctuation }
        if bytes[start].isDigit {
            if found & Self.untimely == 0, isAllOfTime(start..<end) { return isAddress(start..<end) ? .numbered : .time }
            if found & Self.letter != 0, isNamedDate(start..<end) { return .time }
        }
        while end > start, Self.isClosing(bytes[end - 1]) { end -= 1 }
        while start < end, Self.isOpening(bytes[start]) { start += 1 }
        if end - start == 3, isCalendarName(bytes[start], bytes[start + 1], bytes[start + 2]) { return .time }
        if found & (Self.digit | Self.letter) == 0 { return .punctuation }
        if found & Self.digit != 0 { return .numbered }
        return Self.level(bytes[start..<end], anyCase: first == 0x5B || kinds.last == .time) != nil ? .level : .word
    }

    private func isLetterLevel(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x56, 0x44, 0x49, 0x57, 0x45, 0x46: true
        default: false
        }
    }

    private func isAllOfTime(_ range: Range<Int>) -> Bool {
        for at in range where !Self.isTimeByte(bytes[at]) { return false }
        return true
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == 0x5B || byte == 0x28 || byte == 0x3C }
    private static func isClosing(_ byte: UInt8) -> Bool {
        byte == 0x5D || byte == 0x29 || byte == 0x3E || byte == 0x3A || byte == 0x2C || byte == 0x7C
    }

    /// Digits and what stands between them in dates and times.
    private static func isTimeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2D, 0x3A, 0x2E, 0x2F, 0x2C, 0x54, 0x5A, 0x2B, 0x5F: true
        default: false
        }
    }

    /// `10.251.42.84`: four short numbers.
    private func isAddress(_ range: Range<Int>) -> Bool {
        var groupCount = 1, digitCount = 0
        for at in range {
            if bytes[at] == 0x2E, (1...3).contains(digitCount) {
                (groupCount, digitCount) = (groupCount + 1, 0)
            } else if bytes[at].isDigit {
                digitCount += 1
            } else {
                return false
            }
        }
        return groupCount == 4 && (1...3).contains(digitCount)
    }

    /// `17/May/2015:10:05:03`, `17-May-2015`: a date with the month's name, and perhaps a time after it.
    private func isNamedDate(_ range: Range<Int>) -> Bool {
        let day = bytes[range].prefix(3).prefix(while: \.isDigit)
        guard (1...2).contains(day.count), range.count >= day.count + 9 else { return false }
        let name = day.endIndex + 1, mark = bytes[day.endIndex]
        return (mark == 0x2F || mark == 0x2D) && bytes[name + 3] == mark
            && isCalendarName(bytes[name], bytes[name + 1], bytes[name + 2])
            && isAllOfTime(name + 4..<range.upperBound)
    }

    /// The word after the bracketed group that word `index` opens, or after the word.
    private mutating func endOfBracket(_ index: Int) -> Int {
        guard bytes[words[index].lowerBound] == 0x5B, !bytes[words[index]].contains(0x5D) else { return index + 1 }
        _ = has(index + 8)
        for ahead in index + 1..<max(index + 1, min(index + 9, words.count)) where bytes[words[ahead]].contains(0x5D) { return ahead + 1 }
        return index + 1
    }

    /// Takes the words into the clock when they tell a time: not when they are a lone short number.
    private mutating func noteClock(_ range: Range<Int>, continues: Bool, in header: inout LogHeader) {
        let word = words[range.lowerBound]
        let text = bytes[word]
        // How long something took or how much of it, no time behind the time.
        if let clock = header.clock, Self.isNumber(text, behindClock: bytes[clock].contains(0x3A)) { return }
        let isCalendar = !text.contains(where: \.isDigit)
        let hasMarks = text.contains { $0 == 0x3A || $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }
        // A day after the month's name, a year after the time.
        let before = range.lowerBound > 0 ? words[range.lowerBound - 1] : word
        let followsName = continues && text.count <= 2 && !bytes[before].contains(where: \.isDigit)
        let mayBeYear = continues && text.count == 4
        if mayBeYear { askedYears.append(word.lowerBound) }
        let isYear = mayBeYear && (text.starts(with: [0x31, 0x39]) || text.starts(with: [0x32, 0x30]))
        guard isCalendar || hasMarks || text.count >= 6 || range.count > 1 || followsName || isYear else { return }
        let end = words[range.upperBound - 1].upperBound
        let start = continues ? header.clock?.lowerBound ?? word.lowerBound : word.lowerBound
        header.clock = start..<end
    }

    /// `0.242`, `5,494,004`, perhaps in brackets; behind hours, minutes and seconds also digits alone that are more than those of a year.
    private static func isNumber(_ word: ArraySlice<UInt8>, behindClock: Bool) -> Bool {
        let number = word.drop(while: isOpening).prefix { $0.isDigit || $0 == 0x2E || $0 == 0x2C }
        guard word[number.endIndex...].allSatisfy(isClosing) else { return false }
        let points = number.count { $0 == 0x2E }
        return points == 1 || points == 0 && (number.dropLast().contains(0x2C) || behindClock && number.count > 4)
    }

    private func level(of word: Range<Int>) -> LogLevel {
        if word.count == 1 {
            switch bytes[word.lowerBound] {
            case 0x45, 0x46: return .error
            case 0x57: return .warning
            default: return .calm
            }
        }
        let letters = bytes[word].drop { ($0 | 0x20) &- 0x61 >= 26 }
        return Self.level(letters.prefix(while: \.isLetter), anyCase: true) ?? .none
    }

    /// The level that a word names: in capitals, or in any case where nothing but a level is to be expected.
    static func level(_ word: ArraySlice<UInt8>, anyCase: Bool) -> LogLevel? {
        guard (3...8).contains(word.count) else { return nil }
        var folded: UInt64 = 0
        for byte in word {
            guard byte.isCapital || (anyCase && byte.isSmall) else { return nil }
            folded = folded << 8 | UInt64(byte & 0xDF)
        }
        return levels[folded].map { LogLevel(rawValue: UInt8($0))! }
    }

    /// The raw value of the level that each name has.
    private static let levels: KeyTable = {
        var levels = KeyTable()
        func add(_ names: String, _ level: LogLevel) {
            for name in names.split(separator: " ") { levels.keep(Int(level.rawValue), for: name.utf8.reduce(0) { $0 << 8 | UInt64($1) }) }
        }
        add("TRACE DEBUG INFO NOTICE VERBOSE", .calm)
        add("WARN WARNING", .warning)
        add("ERROR ERR FATAL CRITICAL SEVERE PANIC FAILURE ALERT EMERG", .error)
        return levels
    }()
}
