// Where a phrase of the lexicon may give way to its shorter one: not where a word of it is fixed, and one that makes an order only where the sentence opens
// with what the order is about.

extension Trimmer {
    /// Whether behind a rewording that makes an order, `found` at `index`, there is what that order is about.
    func opensOrder(_ tokens: [TextToken], _ index: Int, _ found: (tokenCount: Int, value: Int)) -> Bool {
        let next = index + found.tokenCount
        switch lexicon.openingConditions[found.value] {
        case .form:
            // "It must be kept in a list", "it must be the list that counts": without a word that leads to it, the form stands next.
            let isLed = !lexicon.part(of: tokens[next - 1]).isDisjoint(with: [.preposition, .kept])
            if !isLed, next < tokens.count, lexicon.part(of: tokens[next]).contains(.article), tokens[next].range.count > 2 { return false }
            return formSense(tokens[next...], wordLimit: isLed ? 2 : 0).map { [.format, .language, .tone].contains($0) } ?? false
        case .length:
            // "fewer than 5 words that rhyme": those are not all words.
            guard next + 1 < tokens.count, tokens[next].kind == .number || lexicon.numerals[tokens[next].hash] != nil,
                lexicon.part(of: tokens[next + 1]).contains(.textUnit)
            else { return false }
            return next + 2 == tokens.count || tokens[next + 2].kind == .mark || lexicon.part(of: tokens[next + 2]).contains(.listing)
        case .none?: return true
        case nil: return false
        }
    }

    /// Whether what stands at `place` may give way to `replacement`.
    func mayReword(_ tokens: [TextToken], _ place: Range<Int>, _ isFixed: [Bool], _ replacement: [UInt8]) -> Bool {
        for index in place {
            if tokens[index].kind == .mark { continue }
            // "JSON format" => "JSON": the name stays. "do not" => "don't": so does a negation.
            if isFixed[index], !bytes[tokens[index].range].elementsEqual(replacement),
                !(TextToken.isNegation(tokens[index]) && Self.isNegation(replacement))
            {
                return false
            }
        }
        guard isOpen(tokens, place.lowerBound, before: true), isOpen(tokens, place.upperBound - 1, before: false) else { return false }
        if tokens[place.lowerBound].kind == .ideograph, replacement.isEmpty {
            // In text without spaces a phrase that goes must open its clause, lest a part of a word go.
            if place.lowerBound > 0, tokens[place.lowerBound - 1].kind == .ideograph,
                !Self.isIdeographicMark(bytes[tokens[place.lowerBound - 1].range])
            {
                return false
            }
        }
        guard replacement.isEmpty, place.upperBound < tokens.count else { return true }
        let next = tokens[place.upperBound]
        // "You will:" leads to what follows: without its words the colon would stand alone.
        if bytes[next.range.lowerBound] == 0x3A {
            guard place.lowerBound > 0, tokens[place.lowerBound - 1].kind != .mark || isComma(tokens, place.lowerBound - 1) else {
                return false
            }
        }
        return !TextToken.isNegation(next)
    }

    private static func isNegation(_ word: [UInt8]) -> Bool {
        TextToken.all(in: word, word.indices).contains { TextToken.isNegation($0) }
    }

    /// 、。， and the like.
    private static func isIdeographicMark(_ character: ArraySlice<UInt8>) -> Bool { character.starts(with: [0xE3, 0x80]) }
}
