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
    mutating func takeNumber(_ range: Range<Int>, hash: UInt64) {
        if isLineStart, rules.isProse, isListMarker(range) {
            (isSentenceStart, isLineStart) = (true, false)
            return
        }
        var pending = PendingNumber(range: range, value: numeralHash(range))
        pending.small = smallValue(range)
        take(pending)
    }

    /// "1." and "2)" at a line's head are layout.
    private func isListMarker(_ range: Range<Int>) -> Bool {
        range.count <= 3 && (byte(range.upperBound) == 0x2E || byte(range.upperBound) == 0x29) && isSpaceOrEnd(range.upperBound &+ 1)
    }

    /// Takes a compound of digits: a decimal, a version, a range, a telephone number.
    mutating func takeNumbers(_ compound: Compound) {
        let range = compound.range
        if compound.joints.isDisjoint(with: [.hyphen, .colon]) {
            takeNumeral(range, compound)
        } else if compound.jointCount == 1 || !compound.joints.isSubset(of: .hyphen) {
            // Both ends of a range, or a ratio.
            var start = range.lowerBound
            for at in range where bytes[at] == 0x2D || bytes[at] == 0x3A {
                takeNumber(start..<at, hash: 0)
                gap.insert(bytes[at] == 0x2D ? .hyphen : .colon)
                start = at &+ 1
            }
            takeNumber(start..<range.upperBound, hash: 0)
        } else {
            let hasPlus = byte(range.lowerBound &- 1) == 0x2B
            var pending = PendingNumber(
                range: (hasPlus ? range.lowerBound &- 1 : range.lowerBound)..<range.upperBound, value: compound.hash)
            pending.unit = compound.hash
            take(pending)
        }
    }

    private mutating func takeNumeral(_ range: Range<Int>, _ compound: Compound) {
        var pending = PendingNumber(range: range, value: numeralHash(range))
        if compound.joints == .dot && compound.jointCount > 1 && !hasThousandsDots(compound) {
            (pending.value, pending.unit) = (compound.hash, Self.version)
        }
        take(pending)
    }

    /// 1.250.000
    private func hasThousandsDots(_ compound: Compound) -> Bool {
        guard compound.first.range.count <= 3 else { return false }
        var length = 0
        for at in (compound.first.end &+ 1)..<compound.range.upperBound {
            if bytes[at] == 0x2E {
                if length != 3 { return false }
                length = 0
            } else {
                length &+= 1
            }
        }
        return length == 3
    }

    /// The hash of a numeral's digits, separators of thousands left out and a decimal comma made a point.
    private func numeralHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        if isNegative(range.lowerBound) { hash.absorb(0x2D) }
        // A dot or comma that is followed by three digits and comes more than once, or a comma before three digits, separates thousands.
        var dots = 0
        for at in range where bytes[at] == 0x2E { dots &+= 1 }
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if byte &- 48 < 10 {
                hash.absorb(UInt64(byte))
            } else if byte == 0x2E {
                if dots == 1 { hash.absorb(0x2E) }
            } else if byte == 0x2C {
                let digitsBehind = range.upperBound &- at &- 1
                if digitsBehind < 3 { hash.absorb(0x2E) }
            } else if byte >= 0x80 {
                let (scalar, length) = decodeScalar(bytes, at, range.upperBound)
                if let digit = Self.digitValue(scalar) {
                    hash.absorb(UInt64(48 + digit))
                } else if TextClass(scalar) == .digit {
                    hash.absorb(UInt64(scalar))
                }
                at &+= length
                continue
            }
            at &+= 1
        }
        return hash.value
    }

    /// The value of a decimal digit of another script, of those in everyday use.
    private static func digitValue(_ scalar: UInt32) -> UInt32? {
        for zero in zeros where scalar &- zero < 10 { return scalar &- zero }
        return nil
    }

    /// The zeros of Arabic, Persian, Devanagari, Bengali, Tamil, Thai, Lao, Tibetan, Burmese and Khmer digits and of the full-width forms.
    private static let zeros: [UInt32] = [0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0xFF10]

    /// Whether a minus sign, not a hyphen, stands before `start`.
    private func isNegative(_ start: Int) -> Bool {
        guard start > lineStart, byte(start &- 1) == 0x2D else { return false }
        let before = byte(start &- 2)
        return start &- 2 < lineStart || before == 0x20 || before == 0x28 || before == 0x3D || before == 0x3A || before == 0x5B
            || before == 0x2C
            || before == 0x22 || before == 0x0A
    }

    private func smallValue(_ range: Range<Int>) -> Int {
        guard range.count <= 4, range.allSatisfy({ isDigit($0) }) else { return 0 }
        return range.reduce(0) { $0 &* 10 &+ Int(bytes[$1] &- 48) }
    }

    /// Takes digits with letters behind them when these are a unit, an exponent or an ordinal ending. False when they are not.
    mutating func takeMeasured(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard isDigit(start) || (bytes[start] | 0x20 == 0x76 && isDigit(start &+ 1)) else { return false }
        var at = start
        if !isDigit(at) { at &+= 1 }
        let numeralStart = at
        var dots = 0
        while at < range.upperBound, isDigit(at) || bytes[at] == 0x2E || bytes[at] == 0x2C || bytes[at] == 0x5F {
            if bytes[at] == 0x2E { dots &+= 1 }
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
        let suffix = readWord(bytes, from: at, to: range.upperBound)
        if bytes[start] == 0x30 && at == start &+ 1 && (bytes[at] | 0x20 == 0x78 || bytes[at] | 0x20 == 0x62 || bytes[at] | 0x20 == 0x6F) {
            // 0xDEADC0FF, 0b101, 0o17
            guard suffix.end == range.upperBound, suffix.letterCount > 1 else { return false }
            take(PendingNumber(range: range, value: textHash(range)))
            return true
        }
        if bytes[at] | 0x20 == 0x65, isExponent(at &+ 1, range.upperBound) {
            take(PendingNumber(range: range, value: textHash(range)))
            return true
        }
        guard suffix.end == range.upperBound, !suffix.shape.contains(.digit) else { return false }
        let entry = Lexicon.shared.entry(suffix.hash)
        guard entry.has(.unit) || entry.has(.clock) || entry.has(.ordinal) || entry.has(.currency) else { return false }
        var pending = PendingNumber(range: range, value: numeralHash(numeralStart..<at))
        if entry.has(.ordinal) && !entry.has(.unit) {
            pending.small = smallValue(numeralStart..<at)
        } else {
            pending.unit = suffix.stem
            if entry.has(.clock) { pending.kind = .date }
        }
        take(pending)
        return true
    }

    /// 30_000
    private mutating func takeGroupedDigits(_ range: Range<Int>) -> Bool {
        guard range.allSatisfy({ isDigit($0) || bytes[$0] == 0x5F }) else { return false }
        take(PendingNumber(range: range, value: numeralHash(range)))
        return true
    }

    private func isExponent(_ start: Int, _ stop: Int) -> Bool {
        let digits = byte(start) == 0x2D || byte(start) == 0x2B ? start &+ 1 : start
        return digits < stop && (digits..<stop).allSatisfy { isDigit($0) }
    }

    /// Takes "three" and its like; false when the word is no number here.
    mutating func takeNumberWord(_ token: Token) -> Bool {
        if token.entry.value == 1, !isCountedOne(token) { return false }
        // A word that is a number in one language and a stop word in another (Italian "sei", German "elf") needs its own sentence to say so.
        if token.entry.has(.stop) && token.entry.value != 1 { return false }
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
    private func isCountedOne(_ token: Token) -> Bool {
        guard byte(token.range.upperBound) == 0x20 || byte(token.range.upperBound) == 0x2D else { return false }
        if let last = recent.last, last.isWord, last.entry.has(.stop) || last.entry.has(.negation), gap == .space { return false }
        let next = readWord(bytes, from: token.range.upperBound &+ 1, to: end)
        let entry = Lexicon.shared.entry(next.hash)
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
        if let noun = recent.content?.latest, recent.distance <= 2, noun.isWord || recent.distance == 0 {
            pending.precedingNoun = noun.stem
        }
        if rules.hasLineNumbers, isLineStart || (gap == .colon && recent.last?.shape.contains(.underscore) == true) {
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

    /// Percent and currency signs, before or behind, with at most one space between.
    private mutating func takeSigns(_ pending: inout PendingNumber) {
        var stop = pending.range.upperBound
        if byte(stop) == 0x20 { stop &+= 1 } else if byte(stop) == 0xC2 && byte(stop &+ 1) == 0xA0 { stop &+= 2 }
        if byte(stop) == 0x25 && (stop == pending.range.upperBound || !isWordByte(stop &+ 1)) {
            pending.unit = Self.percent
            pending.range = pending.range.lowerBound..<(stop &+ 1)
        } else if let length = currencySign(stop) {
            pending.unit = signHash(stop..<(stop &+ length))
            pending.range = pending.range.lowerBound..<(stop &+ length)
        }
        var start = pending.range.lowerBound
        if byte(start &- 1) == 0x2D && isNegative(pending.range.lowerBound) { start &-= 1 }
        let signEnd = byte(start &- 1) == 0x20 ? start &- 1 : start
        for length in [1, 2, 3] where signEnd &- length >= lineStart && currencySign(signEnd &- length) == length {
            // "5 $ 6" belongs to the 5.
            if signEnd < start, signEnd &- length > lineStart, isDigit(signEnd &- length &- 1) { break }
            pending.unit = signHash((signEnd &- length)..<signEnd)
            start = signEnd &- length
            break
        }
        pending.range = start..<pending.range.upperBound
        if pending.unit == 0, let last = recent.last, last.entry.has(.currency), gap == .space { pending.unit = last.stem }
    }

    /// The length of the currency sign at `at`, if one stands there: $, ¢ £ ¤ ¥, and U+20A0…20C0.
    private func currencySign(_ at: Int) -> Int? {
        switch byte(at) {
        case 0x24: 1
        case 0xC2 where byte(at &+ 1) >= 0xA2 && byte(at &+ 1) <= 0xA5: 2
        case 0xE2 where byte(at &+ 1) == 0x82 && byte(at &+ 2) >= 0xA0: 3
        default: nil
        }
    }

    private func signHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        for at in range { hash.absorb(UInt64(byte(at))) }
        return hash.value
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
                let isUnit = next.entry.has(.unit) || next.entry.has(.currency)
                if next.entry.has(.clock) && !next.entry.has(.unit) {
                    pending.kind = .date
                    noun = next.stem
                    pending.range = pending.range.lowerBound..<next.range.upperBound
                } else if isUnit || (next.isContent && !pending.isAssigned && !next.entry.has(.negation)) {
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
        facts.append(Fact(kind: kind, range: range, key: chained(loose, noun), looseKey: loose))
    }

    /// Writes a number whose noun is known to be the key it stands under.
    mutating func writeValue(_ range: Range<Int>, value: UInt64) { write(value, contextNoun, .number, range) }

    /// The value of a number written as JSON writes it.
    func jsonNumberHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        for at in range where bytes[at] != 0x2B { hash.absorb(UInt64(bytes[at] >= 65 && bytes[at] <= 90 ? bytes[at] | 0x20 : bytes[at])) }
        return hash.value
    }
}
