// Numbers. The key of a number is its value and what it counts: "12 retries", "30 ms", "97.4%", "$5". The value is its digits without
// thousands separators, the point a point; nothing is rounded, so 5.0 and 5 stay two numbers, as they are two texts.
//
// What it counts is, in this order: its unit; the word right behind it (12 retries, 14-day), the last content word before it in the sentence
// (step 7, a limit of 5), the JSON key or column it stands under. `looseKey` is the value alone.

import PithUnicode

/// A number that waits for the word behind it.
struct PendingNumber {
    var range: Range<Int>
    var value: UInt64
    var kind = FactClass.number
    /// Its unit, or 0.
    var unit: UInt64 = 0
    /// The content word before it, or 0.
    var precedingNoun: UInt64 = 0
    /// Its value as a day or year, or 0 when it is neither: what a month's name looks for.
    var small = 0
    /// It follows an equals sign or colon: what stands before is its name.
    var isAssigned = false
    /// "9 of", "9 de": the next word may be a month, not a noun.
    var passedConnector = false
    /// The other end of "10-20 days".
    var otherEnd: (range: Range<Int>, value: UInt64)?
}

extension FactScanner {
    private static let percent: UInt64 = Lexicon.hash("percent")
    private static let version: UInt64 = Lexicon.hash("version")
    private static let line: UInt64 = Lexicon.hash("line")

    /// Takes a whole number that stands alone.
    mutating func takeNumber(_ range: Range<Int>) {
        if isLineStart, rules.isProse, text.isListMarker(range) {
            (isSentenceStart, isLineStart) = (true, false)
            return
        }
        var pending = PendingNumber(range: range, value: text.numeralHash(range))
        pending.small = text.smallValue(range)
        take(pending)
    }

    /// Takes a compound of digits: a decimal, a version, a range, a telephone number.
    mutating func takeNumbers(_ compound: Compound) {
        let range = compound.range
        if compound.joints.isDisjoint(with: [.hyphen, .colon]) {
            takeNumeral(range, compound)
        } else if compound.jointCount == 1 || !compound.joints.isSubset(of: .hyphen) {
            // Both ends of a range, or a ratio.
            var start = range.lowerBound
            for at in range where text.bytes[at] == 0x2D || text.bytes[at] == 0x3A {
                takeNumber(start..<at)
                gap.insert(text.bytes[at] == 0x2D ? .hyphen : .colon)
                start = at &+ 1
            }
            takeNumber(start..<range.upperBound)
        } else {
            let hasPlus = text.byte(range.lowerBound &- 1) == 0x2B
            var pending = PendingNumber(
                range: (hasPlus ? range.lowerBound &- 1 : range.lowerBound)..<range.upperBound, value: compound.hash)
            pending.unit = compound.hash
            take(pending)
        }
    }

    private mutating func takeNumeral(_ range: Range<Int>, _ compound: Compound) {
        var pending = PendingNumber(range: range, value: text.numeralHash(range))
        if compound.joints == .dot && compound.jointCount > 1 && !text.hasThousandsDots(compound) {
            (pending.value, pending.unit) = (compound.hash, Self.version)
        }
        take(pending)
    }

    /// Takes digits with letters behind them when these are a unit, an exponent or an ordinal ending. False when they are not.
    mutating func takeMeasured(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard text.isDigit(start) || (text.bytes[start] | 0x20 == 0x76 && text.isDigit(start &+ 1)) else { return false }
        var at = start
        if !text.isDigit(at) { at &+= 1 }
        let numeralStart = at
        var dots = 0
        while at < range.upperBound, text.isDigit(at) || text.bytes[at] == 0x2E || text.bytes[at] == 0x2C || text.bytes[at] == 0x5F {
            if text.bytes[at] == 0x2E { dots &+= 1 }
            at &+= 1
        }
        if numeralStart > start || dots > 1 {
            // v14.1.0, 1.2.3-rc1
            guard dots > 0 else { return false }
            var pending = PendingNumber(range: range, value: textHash(numeralStart..<range.upperBound))
            pending.unit = Self.version
            take(pending)
            return true
        }
        if at == range.upperBound { return takeGroupedDigits(range) }
        let suffix = readWord(text.bytes, from: at, to: range.upperBound)
        if text.bytes[start] == 0x30 && at == start &+ 1
            && (text.bytes[at] | 0x20 == 0x78 || text.bytes[at] | 0x20 == 0x62 || text.bytes[at] | 0x20 == 0x6F)
        {
            // 0xDEADC0FF, 0b101, 0o17
            guard suffix.end == range.upperBound, suffix.letterCount > 1 else { return false }
            take(PendingNumber(range: range, value: textHash(range)))
            return true
        }
        if text.bytes[at] | 0x20 == 0x65, text.isExponent(at &+ 1, range.upperBound) {
            take(PendingNumber(range: range, value: text.jsonNumberHash(range)))
            return true
        }
        guard suffix.end == range.upperBound, !suffix.shape.contains(.digit) else { return false }
        if let measure = koreanMeasure(at) {
            var pending = PendingNumber(range: range.lowerBound..<(at &+ 3), value: text.numeralHash(numeralStart..<at))
            (pending.unit, pending.kind) = (scalarHash(measure), EastAsianNumerals.isCalendar(measure) ? .date : .number)
            take(pending)
            return true
        }
        let entry = lexicon.entry(suffix.hash)
        guard entry.has(.unit) || entry.has(.clock) || entry.has(.ordinal) || entry.has(.currency) else { return false }
        var pending = PendingNumber(range: range, value: text.numeralHash(numeralStart..<at))
        if entry.has(.ordinal) && !entry.has(.unit) {
            pending.small = text.smallValue(numeralStart..<at)
        } else {
            pending.unit = suffix.stem
            if entry.has(.clock) { pending.kind = .date }
        }
        take(pending)
        return true
    }

    /// The Hangul syllable at `at`: 3년, 16명까지.
    private mutating func koreanMeasure(_ at: Int) -> UInt32? {
        guard at < text.end else { return nil }
        let scalar = text.scalar(at: at).scalar
        return scalar >= 0xAC00 && scalar <= 0xD7A3 ? scalar : nil
    }

    /// 30_000
    private mutating func takeGroupedDigits(_ range: Range<Int>) -> Bool {
        guard range.allSatisfy({ text.isDigit($0) || text.bytes[$0] == 0x5F }) else { return false }
        take(PendingNumber(range: range, value: text.numeralHash(range)))
        return true
    }

    /// Takes "three" and its like; false when the word is no number here.
    mutating func takeNumberWord(_ token: Token) -> Bool {
        if token.entry.value == 1, !isCountedOne(token) { return false }
        if (token.entry.meansElseIn | (token.entry.value == 1 ? 0 : token.entry.votes)) & languages.leading != 0 { return false }
        var hash = TextHash()
        let value = token.entry.value
        if value >= 10 { hash.absorb(UInt64(48 + value / 10)) }
        hash.absorb(UInt64(48 + value % 10))
        var pending = PendingNumber(range: token.range, value: hash.value)
        pending.small = Int(value)
        take(pending)
        return true
    }

    /// "one retry", but not "one of", "this one", "no one".
    private mutating func isCountedOne(_ token: Token) -> Bool {
        guard text.byte(token.range.upperBound) == 0x20 || text.byte(token.range.upperBound) == 0x2D else { return false }
        if recent.last.entry.has(.determiner), gap == .space { return false }
        let next = readWord(text.bytes, from: token.range.upperBound &+ 1, to: text.end)
        let entry = lexicon.entry(next.hash)
        return next.letterCount > 2 && !entry.has(.stop) && !entry.has(.modal)
    }

    /// Takes a number: looks at the signs beside it and lets it wait for its noun.
    mutating func take(_ found: PendingNumber) {
        var pending = found
        if attachToDate(pending) { return }
        takeSigns(&pending)
        let isTrivial =
            !rules.isProse && pending.unit == 0 && pending.range.count == 1 && pending.small < 2 && gap.isDisjoint(with: [.equals, .colon])
        pending.isAssigned = gap.contains(.equals)
        if recent.hasContent, recent.distance <= 2 { pending.precedingNoun = recent.latest.stem }
        if rules.hasLineNumbers, isLineStart || (gap == .colon && isPathBefore) {
            pending.unit = Self.line
        }
        let followsRange = gap == .hyphen && number != nil && number?.range.upperBound == pending.range.lowerBound &- 1
        if followsRange, let first = number {
            number = nil
            pending.otherEnd = (first.range, first.value)
            pending.precedingNoun = first.precedingNoun
        }
        let hash = chained(0, pending.value)
        take(Token(range: pending.range, hash: hash, stem: hash, shape: .digit))
        if !isTrivial { number = pending }
    }

    /// Whether a path stands right before the colon before the number at hand.
    private var isPathBefore: Bool { facts.last.map { $0.kind == .path && $0.range.upperBound == recent.last.range.upperBound } ?? false }

    /// Percent and currency signs, before or behind, with at most one space between.
    private mutating func takeSigns(_ pending: inout PendingNumber) {
        var stop = pending.range.upperBound
        if text.byte(stop) == 0x20 { stop &+= 1 } else if text.byte(stop) == 0xC2 && text.byte(stop &+ 1) == 0xA0 { stop &+= 2 }
        if text.byte(stop) == 0x25 && (stop == pending.range.upperBound || !text.isWordByte(stop &+ 1)) {
            pending.unit = Self.percent
            pending.range = pending.range.lowerBound..<(stop &+ 1)
        } else if let length = text.currencySign(stop) {
            pending.unit = text.signHash(stop..<(stop &+ length))
            pending.range = pending.range.lowerBound..<(stop &+ length)
        }
        var start = pending.range.lowerBound
        if text.byte(start &- 1) == 0x2D && text.isNegative(pending.range.lowerBound) { start &-= 1 }
        let signEnd = text.byte(start &- 1) == 0x20 ? start &- 1 : start
        for length in [1, 2, 3] where signEnd &- length >= text.lineStart && text.currencySign(signEnd &- length) == length {
            // "5 $ 6" belongs to the 5.
            if signEnd < start, signEnd &- length > text.lineStart, text.isDigit(signEnd &- length &- 1) { break }
            pending.unit = text.signHash((signEnd &- length)..<signEnd)
            start = signEnd &- length
            break
        }
        pending.range = start..<pending.range.upperBound
        if pending.unit == 0, recent.last.entry.has(.currency), gap == .space { pending.unit = recent.last.stem }
    }

    /// Writes the waiting number down, now that the token behind it is known, or that there is none.
    mutating func settleNumber(before next: Token?) {
        guard var pending = number else { return }
        if let next, next.entry.has(.connector), !pending.passedConnector, pending.small > 0, pending.small < 32, gap == .space {
            pending.passedConnector = true
            number = pending
            return
        }
        number = nil
        var noun = pending.unit
        if noun == 0, !pending.passedConnector, let next, next.isWord, next.shape.hasLetter {
            let near: Gap = rules.isProse && !rules.endsSentencesAtLineEnds ? [.space, .hyphen, .lineEnd] : [.space, .hyphen]
            if gap.isSubset(of: near), !gap.isEmpty {
                // "5 m" is a measure; "5 D" in a log is not.
                let isLetter = next.range.count == 1 && next.shape.contains(.upper)
                let isUnit = (next.entry.has(.unit) || next.entry.has(.currency)) && !isLetter
                if next.entry.has(.clock) && !next.entry.has(.unit) {
                    pending.kind = .date
                    noun = next.stem
                    pending.range = pending.range.lowerBound..<next.range.upperBound
                } else if isUnit || (next.isContent && !isLetter && !pending.isAssigned && !next.entry.has(.negation)) {
                    noun = next.stem
                    if isUnit && gap == .space && next.range.lowerBound == pending.range.upperBound &+ 1 {
                        pending.range = pending.range.lowerBound..<next.range.upperBound
                    }
                }
            }
        }
        if noun == 0 { noun = pending.precedingNoun != 0 ? pending.precedingNoun : contextNoun }
        if let other = pending.otherEnd { write(other.value, noun, pending.kind, other.range) }
        write(pending.value, noun, pending.kind, pending.range)
    }

    private mutating func write(_ value: UInt64, _ noun: UInt64, _ kind: FactClass, _ range: Range<Int>) {
        let loose = chained(kind.seed, value)
        insert(Fact(kind: kind, range: range, key: chained(loose, noun), looseKey: loose))
    }

    /// Writes a number with a known value down, whose start may be before that of facts already written.
    mutating func insert(value: Int, unit: UInt64, _ kind: FactClass, _ range: Range<Int>) {
        var hash = TextHash()
        for digit in String(value).utf8 { hash.absorb(UInt64(digit)) }
        let loose = chained(kind.seed, hash.value)
        insert(Fact(kind: kind, range: range, key: chained(loose, unit), looseKey: loose))
    }

    /// Writes a number whose noun is known to be the key it stands under.
    mutating func writeValue(_ range: Range<Int>, value: UInt64) { write(value, contextNoun, .number, range) }

}
