// Limits as signs: "at least 300 words" is "≥300 words", "17 or more sentences" is "≥17 sentences". Everyone reads them, and they cost a third.
//
// The phrases are data (`limits` and `limits behind` in the lexicons); a number word behind a phrase is written in digits with it. A phrase may have a
// wording beside its sign: where a brief keeps the grammar of orders, a small number is said in words with it ("less than 7" is "under seven"). That
// costs no more, for a number word is one token and a space with digits are two, and small readers follow words where they pass over a sign.

import PithSystem

/// A limit that a sign can say.
struct LimitSign {
    /// The phrase with its number, and with a verb before it that only says that it is there.
    let tokens: Range<Int>
    /// Where the phrase begins without that verb.
    var start: Int
    /// "≥300", "under seven".
    let text: [UInt8]
    /// The number alone, where it stands last: a phrase may say the limit in its own way.
    var number: [UInt8]?
}

struct LimitSigns {
    private let tokens: [TextToken]
    private let bytes: [UInt8]
    private let lexicon: LanguageLexicon
    /// What says a limit before its number: asked of every word.
    private let leads: PhraseTable
    /// Whether small numbers are said in words, where the lexicon has a wording.
    private let inWords: Bool

    /// The limits among `tokens`, in order and apart; with a verb before one that only says that it is there, when `isTerse`. Cost: linear.
    static func all(
        in tokens: [TextToken], of bytes: [UInt8], _ lexicon: LanguageLexicon, isTerse: Bool, inWords: Bool
    ) -> [LimitSign] {
        LimitSigns(tokens: tokens, bytes: bytes, lexicon: lexicon, leads: lexicon.limits.value, inWords: inWords).all(isTerse: isTerse)
    }

    private func all(isTerse: Bool) -> [LimitSign] {
        var limits: [LimitSign] = []
        var index = 0
        while index < tokens.count {
            guard let limit = limit(at: index) else {
                index += 1
                continue
            }
            let last = limits.last?.tokens.upperBound ?? 0
            let hasVerb = isTerse && index > last && lexicon.part(of: tokens[index - 1]).contains(.containing)
            limits.append(
                LimitSign(
                    tokens: (hasVerb ? index - 1 : index)..<limit.tokens.upperBound, start: index, text: limit.text, number: limit.number))
            index = limit.tokens.upperBound
        }
        return limits
    }

    private func limit(at index: Int) -> LimitSign? {
        if let number = number(tokens[index]) {
            guard let found = lexicon.limitsBehind.longest(in: tokens[(index + 1)...]) else {
                return limit(at: index, number, behindNoun: index + 1) ?? count(at: index, number)
            }
            return said(number, found.value, at: index..<index + 1 + found.tokenCount)
        }
        guard let found = leads.longest(in: tokens[index...]) else { return nil }
        let place = index + found.tokenCount
        guard place < tokens.count, let number = number(tokens[place]) else { return nil }
        // "at least 3 or 4", "at least 20-30%": a sign would say it of one of them.
        var isAlone = true
        if let next = bytes[tokens[place].range.upperBound...].first, !next.isSpace {
            guard next == 0x2C || next == 0x2E || next == 0x29 || next == 0x25 else { return nil }
            isAlone = next != 0x25
        }
        if place + 2 < tokens.count, self.number(tokens[place + 2]) != nil { isAlone = false }
        return said(number, found.value, at: index..<place + 1, mayBeWord: isAlone)
    }

    /// "100 words or less" is "≤100 words".
    private func limit(at index: Int, _ number: Number, behindNoun noun: Int) -> LimitSign? {
        guard noun + 1 < tokens.count, tokens[noun].kind == .word, lexicon.part(of: tokens[noun]).isSubset(of: .textUnit),
            let found = lexicon.limitsBehind.longest(in: tokens[(noun + 1)...])
        else { return nil }
        let limit = said(number, found.value, at: index..<noun + 1 + found.tokenCount)
        return limit.map { LimitSign(tokens: $0.tokens, start: $0.start, text: $0.text + [0x20] + bytes[tokens[noun].range]) }
    }

    /// "Write 3 paragraphs": how many of what a form is told in; in "1 or 2 sentences" both stay as they are.
    private func count(at index: Int, _ number: Number) -> LimitSign? {
        guard inWords, tokens[index].kind == .number, index > 0, index < 2 || self.number(tokens[index - 2]) == nil,
            index + 1 < tokens.count, let sense = lexicon.sense(of: tokens[index + 1]),
            sense == .length || sense == .format, !lexicon.part(of: tokens[index - 1]).isEmpty,
            let word = number.word
        else { return nil }
        return LimitSign(tokens: index..<index + 1, start: index, text: word)
    }

    /// The limit in words where that is asked for and has a wording, else as a sign; nil where there is neither.
    private func said(_ number: Number, _ value: Int, at place: Range<Int>, mayBeWord: Bool = true) -> LimitSign? {
        let forms = lexicon.replacement(value).split(separator: 0x20, maxSplits: 1)
        guard let sign = forms.first else { return nil }
        let hasSign = sign != [0x3D]
        // "At least 20" costs more than its sign; for a small number that is paid.
        let isOneWord = forms.count == 2 && !forms[1].contains(0x20)
        if inWords, mayBeWord, forms.count == 2,
            let words = number.word ?? (hasSign && isOneWord && number.digits.count <= 2 ? number.digits : nil)
        {
            return LimitSign(tokens: place, start: place.lowerBound, text: forms[1] + [0x20] + words, number: words)
        }
        return hasSign ? LimitSign(tokens: place, start: place.lowerBound, text: sign + number.digits) : nil
    }

    /// A number that is written in digits, or as a word of the lexicon.
    private struct Number {
        let digits: [UInt8]
        /// The word that may say it: its own, or one up to ten.
        let word: [UInt8]?
    }

    private func number(_ token: TextToken) -> Number? {
        if let value = lexicon.numerals[token.hash] { return Number(digits: Array(String(value).utf8), word: lexicon.numeralWord(value)) }
        guard token.kind == .number, bytes[token.range].allSatisfy({ $0.isDigit || $0 == 0x2C || $0 == 0x2E }) else { return nil }
        let digits = Array(bytes[token.range])
        let value = digits == [0x31, 0x30] ? 10 : digits.count == 1 ? Int(digits[0] &- 0x30) : 0
        return Number(digits: digits, word: lexicon.numeralWord(value))
    }
}
