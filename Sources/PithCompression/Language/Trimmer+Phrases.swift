// Where a phrase of the lexicon may give way to its shorter one: not where a word of it is fixed, one that comments only where it opens a clause, and one
// that makes an order only where the sentence opens with what the order is about.

extension Trimmer {
    /// Whether what stands beside a rewording, `found` at `index`, is what it asks for.
    func fits(_ tokens: [TextToken], _ index: Int, _ found: (tokenCount: Int, value: Int)) -> Bool {
        let next = index + found.tokenCount
        switch lexicon.conditions[found.value] {
        case nil, .opening?: return true
        case .clause?: return opensClause(tokens, index)
        case .counting?:
            guard next < tokens.count, tokens[next].kind == .word, lexicon.numerals[tokens[next].hash] == nil else { return false }
            return lexicon.part(of: tokens[next]).isDisjoint(with: [.article, .possessive, .pronoun, .reference, .kept, .preposition])
        case .plural?:
            guard next < tokens.count, tokens[next].kind == .word, tokens[next].range.count > 3 else { return false }
            let end = bytes[..<tokens[next].range.upperBound].suffix(2)
            return end.last == 0x73 && !"sui'\u{2019}".utf8.contains(end[end.startIndex])
        case .subject?:
            let subjects: WordPart = [.article, .possessive, .pronoun, .reference, .speaker]
            return next < tokens.count && !lexicon.part(of: tokens[next]).isDisjoint(with: subjects)
        case .noun?:
            // "those who are to blame" owe it.
            if next < tokens.count, bytes[tokens[next].range].elementsEqual("to".utf8) { return false }
            return standsBehindNoun(tokens, index)
        case .form:
            // "It must be kept in a list", "it must be the list that counts": without a word that leads to it, the form stands next.
            let isLed = !lexicon.part(of: tokens[next - 1]).isDisjoint(with: [.preposition, .kept])
            if !isLed, next < tokens.count, lexicon.part(of: tokens[next]).contains(.article), tokens[next].range.count > 2 { return false }
            return formSense(tokens[next...], wordLimit: isLed ? 2 : 0).map { [.format, .language, .tone].contains($0) } ?? false
        case .length:
            // "fewer than 5 words that rhyme": those are not all words.
            guard next + 1 < tokens.count, lexicon.isNumber(tokens[next]),
                lexicon.part(of: tokens[next + 1]).contains(.textUnit)
            else { return false }
            return next + 2 == tokens.count || tokens[next + 2].kind == .mark || lexicon.part(of: tokens[next + 2]).contains(.listing)
        }
    }

    /// Whether a sentence opens at `index`, or a part of it that is none of what came before: with no more than a word that comments before it.
    private func opensClause(_ tokens: [TextToken], _ index: Int) -> Bool {
        var before = index - 1
        if isComma(tokens, before) { before -= 1 }
        if before >= 0, lexicon.part(of: tokens[before]).contains(.discourse) { before -= 1 } else { before = index - 1 }
        return before < 0 || ";:(.!?".utf8.contains(bytes[tokens[before].range.lowerBound])
    }

    /// Whether a noun stands before `index` that an article, a possessive or a number leads, with no more than two words between, or a plural before "are".
    private func standsBehindNoun(_ tokens: [TextToken], _ index: Int) -> Bool {
        let before = isComma(tokens, index - 1) ? index - 1 : index
        // "teenagers who are …"
        if before > 1, bytes[tokens[before - 1].range].last == 0x73, index + 1 < tokens.count,
            ["are", "were"].contains(where: { bytes[tokens[index + 1].range].elementsEqual($0.utf8) })
        {
            return true
        }
        let leads: WordPart = [.article, .possessive]
        for place in stride(from: before - 1, through: max(0, before - 4), by: -1) {
            let part = lexicon.part(of: tokens[place])
            if place < before - 1, !part.isDisjoint(with: leads) || tokens[place].kind == .number { return true }
            let joins: WordPart = [.article, .possessive, .pronoun, .relative, .preposition, .conjunction, .auxiliary]
            guard tokens[place].kind == .word, part.isDisjoint(with: joins) else { return false }
        }
        return false
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
