// Limits as signs: "at least 300 words" is "≥300 words", "17 or more sentences" is "≥17 sentences". Everyone reads them, and they cost a third.
//
// The phrases are data (`limits` and `limits behind` in the lexicons); a number word behind a phrase is written in digits with it.

/// A limit that a sign can say.
struct LimitSign {
    /// The phrase with its number, and with a verb before it that only says that it is there.
    let tokens: Range<Int>
    /// Where the phrase begins without that verb.
    var start: Int
    /// "≥300".
    let text: [UInt8]
}

enum LimitSigns {
    /// The limits among `tokens`, in order and apart; with a verb before one that only says that it is there, when `isTerse`. Cost: linear.
    static func all(in tokens: [TextToken], of bytes: [UInt8], _ lexicon: LanguageLexicon, isTerse: Bool) -> [LimitSign] {
        var limits: [LimitSign] = []
        var index = 0
        while index < tokens.count {
            guard let limit = limit(at: index, tokens, bytes, lexicon) else {
                index += 1
                continue
            }
            let last = limits.last?.tokens.upperBound ?? 0
            let hasVerb = isTerse && index > last && lexicon.part(of: tokens[index - 1]).contains(.containing)
            limits.append(LimitSign(tokens: (hasVerb ? index - 1 : index)..<limit.tokens.upperBound, start: index, text: limit.text))
            index = limit.tokens.upperBound
        }
        return limits
    }

    private static func limit(at index: Int, _ tokens: [TextToken], _ bytes: [UInt8], _ lexicon: LanguageLexicon) -> LimitSign? {
        if let digits = digits(tokens[index], bytes, lexicon) {
            guard let found = lexicon.limitsBehind.longest(in: tokens[(index + 1)...]) else {
                return limit(at: index, digits, behindNoun: tokens, bytes, lexicon)
            }
            return LimitSign(tokens: index..<index + 1 + found.tokenCount, start: index, text: lexicon.replacements[found.value] + digits)
        }
        guard let found = lexicon.limits.longest(in: tokens[index...]) else { return nil }
        let place = index + found.tokenCount
        guard place < tokens.count, let digits = digits(tokens[place], bytes, lexicon) else { return nil }
        // "at least 3 or 4", "at least 20-30%": a sign would say it of one of them.
        if place + 1 < tokens.count, bytes[tokens[place].range.upperBound...].first.map({ !isBlank($0) && !isLineEnd($0) }) ?? true {
            let next = bytes[tokens[place].range.upperBound]
            guard next == 0x2C || next == 0x2E || next == 0x29 || next == 0x25 else { return nil }
        }
        return LimitSign(tokens: index..<place + 1, start: index, text: lexicon.replacements[found.value] + digits)
    }

    /// "100 words or less" is "≤100 words".
    private static func limit(
        at index: Int, _ digits: [UInt8], behindNoun tokens: [TextToken], _ bytes: [UInt8], _ lexicon: LanguageLexicon
    ) -> LimitSign? {
        guard index + 2 < tokens.count, tokens[index + 1].kind == .word, lexicon.part(of: tokens[index + 1]).isEmpty,
            let found = lexicon.limitsBehind.longest(in: tokens[(index + 2)...])
        else { return nil }
        return LimitSign(
            tokens: index..<index + 2 + found.tokenCount, start: index,
            text: lexicon.replacements[found.value] + digits + [0x20] + bytes[tokens[index + 1].range])
    }

    /// The digits of a number that is written in digits, or as a word of the lexicon.
    private static func digits(_ token: TextToken, _ bytes: [UInt8], _ lexicon: LanguageLexicon) -> [UInt8]? {
        if let value = lexicon.numerals[token.hash] { return Array(String(value).utf8) }
        guard token.kind == .number, bytes[token.range].allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2C || $0 == 0x2E }) else { return nil }
        return Array(bytes[token.range])
    }
}
