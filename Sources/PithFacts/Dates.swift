// Dates and times. A date's key is its year, month and day, however they are written; a time's its digits. "2026-12-09T03:40:00Z" is a date and a
// time, two facts, so that a layout that writes the day once and the times under it loses neither.

/// A month's name with what has joined it so far.
struct PendingDate {
    var range: Range<Int>
    var month: Int
    var day = 0
    var year = 0
    /// The month alone is no date: "may", "march on".
    var needsNumber: Bool
    var passedConnector = false
}

extension FactScanner {
    private static let dateSeed: UInt64 = 0x0D
    private static let timeSeed: UInt64 = 0x0C
    private static let weekdaySeed: UInt64 = 0x0E

    private mutating func addDate(_ range: Range<Int>, year: Int, month: Int, day: Int) {
        let hash = chained(chained(chained(Self.dateSeed, UInt64(year)), UInt64(month)), UInt64(day))
        add(.date, range, hash)
    }

    /// Takes the name of a month or weekday; false when it is neither, or something else here.
    mutating func takeCalendarWord(_ token: Token) -> Bool {
        if token.entry.has(.weekday), token.shape.contains(.startsUpper) || !token.shape.contains(.upper) {
            take(token)
            add(.date, token.range, chained(Self.weekdaySeed, UInt64(token.entry.value)))
            return true
        }
        guard token.entry.has(.month) else { return false }
        // Rio de Janeiro
        if number == nil, name?.connectors != nil, token.shape.contains(.startsUpper) { return false }
        let startsUpper = token.shape.contains(.startsUpper)
        let needsNumber = token.entry.has(.stop) || token.entry.has(.modal) || token.range.count < 4 || !startsUpper || isSentenceStart
        var found = PendingDate(range: token.range, month: Int(token.entry.value), needsNumber: needsNumber)
        if let before = number, before.unit == 0, before.small > 0, before.small < 32, gap.isSubset(of: [.space, .hyphen, .dot]) {
            found.day = before.small
            found.range = before.range.lowerBound..<token.range.upperBound
            number = nil
        } else if needsNumber && !text.numberFollows(token.range.upperBound) {
            return false
        }
        endName()
        take(token)
        date = found
        return true
    }

    /// Joins a number to the month before it, as its day or year. False when it does not belong there.
    mutating func attachToDate(_ found: PendingNumber) -> Bool {
        guard var pending = date, found.unit == 0, found.small > 0, found.otherEnd == nil, text.byte(found.range.upperBound) != 0x3A else {
            return false
        }
        if pending.day == 0, pending.year == 0, found.small < 32, gap.isSubset(of: [.space, .hyphen, .dot]) {
            pending.day = found.small
        } else if pending.year == 0, found.small > 999, gap.isSubset(of: [.space, .hyphen, .mark, .dot]) {
            pending.year = found.small
        } else {
            return false
        }
        date = nil
        take(Token(range: found.range, hash: found.value, stem: found.value, shape: .digit))
        pending.range = pending.range.lowerBound..<found.range.upperBound
        pending.passedConnector = false
        date = pending
        return true
    }

    /// Writes the waiting date down unless the next token may still join it.
    mutating func settleDate(before next: Token?) {
        guard var pending = date else { return }
        if let next, next.entry.has(.connector), !pending.passedConnector, gap == .space {
            pending.passedConnector = true
            date = pending
            return
        }
        date = nil
        if pending.day == 0 && pending.year == 0 && pending.needsNumber { return }
        addDate(pending.range, year: pending.year, month: pending.month, day: pending.day)
    }

    /// Takes `14/Mar/2025`; false when the compound is no such date.
    mutating func takeDateWithMonthName(_ compound: Compound) -> Bool {
        guard compound.joints == .slash, compound.slashCount == 2, compound.first.shape.isDigits, compound.last.shape.isDigits,
            compound.last.range.count == 4
        else { return false }
        let month = readWord(text.bytes, from: compound.first.end &+ 1, to: compound.range.upperBound)
        let entry = lexicon.entry(month.hash)
        var dayStart = compound.first.start, yearStart = compound.last.start
        let day = text.readDigits(&dayStart, compound.first.end), year = text.readDigits(&yearStart, compound.range.upperBound)
        guard entry.has(.month), month.end &+ 1 == compound.last.start, day.value > 0, day.value < 32 else { return false }
        takeDay(compound.range, year: year.value, month: Int(entry.value), day: day.value)
        return true
    }

    /// Takes a compound that is a date, a time, or both; false when it is neither.
    mutating func takeDateOrTime(_ range: Range<Int>) -> Bool {
        guard range.count <= 40, text.isDigit(range.lowerBound) else { return false }
        var at = range.lowerBound
        let first = text.readDigits(&at, range.upperBound)
        if at < range.upperBound, text.bytes[at] == 0x3A {
            at = range.lowerBound
            guard let time = text.readTime(&at, range.upperBound), at == range.upperBound else { return false }
            take(Token(range: range, hash: time, stem: time, shape: .digit))
            add(.date, range, chained(Self.timeSeed, time))
            return true
        }
        guard at < range.upperBound, text.bytes[at] == 0x2D || text.bytes[at] == 0x2F || text.bytes[at] == 0x2E else { return false }
        let separator = text.bytes[at]
        at &+= 1
        let second = text.readDigits(&at, range.upperBound)
        if at == range.upperBound || text.bytes[at] != separator {
            guard separator == 0x2D, at == range.upperBound, first.count == 4, first.value >= 1900, first.value < 2100, second.count == 2,
                second.value >= 1, second.value <= 12
            else { return false }
            takeDay(range, year: first.value, month: second.value, day: 0)
            return true
        }
        at &+= 1
        let third = text.readDigits(&at, range.upperBound)
        let dayEnd = at
        guard let (year, month, day) = Self.readDay(first, second, third, separator) else { return false }
        var time: UInt64?
        var timeStart = at
        if at < range.upperBound {
            guard text.bytes[at] | 0x20 == 0x74 || text.bytes[at] == 0x5F || text.bytes[at] == 0x3A else { return false }
            timeStart = at &+ 1
            at = timeStart
            guard let found = text.readTime(&at, range.upperBound), at == range.upperBound else { return false }
            time = found
        }
        takeDay(range.lowerBound..<dayEnd, year: year, month: month, day: day)
        if let time { add(.date, timeStart..<range.upperBound, chained(Self.timeSeed, time)) }
        return true
    }

    private mutating func takeDay(_ range: Range<Int>, year: Int, month: Int, day: Int) {
        let hash = chained(chained(UInt64(year), UInt64(month)), UInt64(day))
        take(Token(range: range, hash: hash, stem: hash, shape: .digit))
        addDate(range, year: year, month: month, day: day)
    }

    /// Year, month and day of three numbers, when they can be that.
    private static func readDay(_ a: Digits, _ b: Digits, _ c: Digits, _ separator: UInt8) -> (Int, Int, Int)? {
        guard b.count > 0, b.count <= 2, b.value >= 1 else { return nil }
        if a.count == 4, c.count > 0, c.count <= 2, b.value <= 12, c.value >= 1, c.value <= 31, a.value >= 1000, a.value < 3000 {
            return (a.value, b.value, c.value)
        }
        guard a.count <= 2, a.value >= 1, c.count == 4 || (c.count == 2 && separator == 0x2F),
            c.count == 2 || (c.value >= 1000 && c.value < 3000)
        else {
            return nil
        }
        if b.value <= 12, a.value <= 31, separator != 0x2F || a.value > 12 { return (c.value, b.value, a.value) }
        if a.value <= 12, b.value <= 31 { return (c.value, a.value, b.value) }
        return nil
    }
}
