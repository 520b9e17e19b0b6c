// Which words no change may touch: marks and numbers, what is quoted or protected, names and errors, and what a negation denies. And which facts a text lost.

import PithFacts
import PithPrompt
import PithSystem

extension Trimmer {
    func quotedWords(among tokens: [TextToken]) -> [Bool] {
        var isQuoted = Array(repeating: false, count: tokens.count)
        if isInstruction { QuotedWords.mark(tokens, of: bytes, lexicon, &isQuoted) }
        return isQuoted
    }

    /// Which tokens no change may touch.
    func fixed(
        _ tokens: [TextToken], _ facts: [Fact], _ seen: [Range<Int>], _ limits: [LimitSign], _ quotedWords: [Bool], in range: Range<Int>
    ) -> [Bool] {
        var isFixed = quotedWords
        let quotes = quotedSpans(in: range)
        let rewritten = limits.filter { limit in
            !limit.tokens.contains { isFixed[$0] || view.isProtected(tokens[$0].range) }
                && !quotes.contains { $0.overlaps(tokens[limit.tokens.lowerBound].range) }
        }
        let spans = union(facts.filter { $0.kind != .negation }.map(\.range) + quotes + seen)
        let mayBeProtected = view.isProtected(range)
        var next = 0
        for (index, token) in tokens.enumerated() {
            while next < spans.count, spans[next].upperBound <= token.range.lowerBound { next += 1 }
            isFixed[index] =
                isFixed[index] || token.kind == .mark || token.kind == .number || (next < spans.count && spans[next].overlaps(token.range))
                || mayBeProtected && view.isProtected(token.range)
        }
        for fact in facts where fact.kind == .negation {
            var objectCount = 0
            for index in indices(of: fact.range, tokens)
            where !isLight(tokens[index]) && !isModal(tokens[index]) && objectCount < (isBare ? 2 : .max) {
                let isObject = !TextToken.isNegation(tokens[index]) && !lexicon.part(of: tokens[index]).contains(.kept)
                // "Do not": the verb is none of what is denied.
                if keepsOrders, index + 1 < tokens.count, !TextToken.isNegation(tokens[index]), TextToken.isNegation(tokens[index + 1]) {
                    continue
                }
                // "Do not use any": only a phrase may take such a word with it, and the check tells whether the negation is the same then.
                isFixed[index] = isFixed[index] || isObject || isBare || TextToken.isNegation(tokens[index])
                if isObject { objectCount += 1 }
            }
        }
        for limit in rewritten { for index in limit.tokens { isFixed[index] = false } }
        return isFixed
    }

    /// The quotation that begins before `offset` and ends behind it.
    func quotation(across offset: Int) -> Range<Int>? { quotedSpans(in: max(0, offset - 1)..<offset).first { $0.upperBound > offset } }

    func quotedSpans(in range: Range<Int>) -> ArraySlice<Range<Int>> { quoted.overlapping(range) }

    func isLight(_ token: TextToken) -> Bool {
        !lexicon.part(of: token).isDisjoint(with: [.article, .preposition, .possessive, .pronoun])
    }

    /// "No other words should follow": what instructs does without its modal verb.
    private func isModal(_ token: TextToken) -> Bool { isInstruction && lexicon.part(of: token).contains(.auxiliary) }

    func indices(around fact: Fact, _ tokens: [TextToken]) -> Range<Int> {
        let found = indices(of: fact.range, tokens)
        return max(0, found.lowerBound - 3)..<min(tokens.count, found.upperBound + 4)
    }

    /// The tokens that `range` touches.
    private func indices(of range: Range<Int>, _ tokens: [TextToken]) -> Range<Int> {
        let low = tokens.partitioningIndex { $0.range.upperBound > range.lowerBound }
        var end = low
        while end < tokens.count, tokens[end].range.lowerBound < range.upperBound { end += 1 }
        return low..<end
    }

    func lostFacts(_ facts: [Fact], after changes: [TextChange], in range: Range<Int>) -> [Fact] {
        if changes.isEmpty || facts.isEmpty { return [] }
        let text = changes.applied(to: bytes, range)
        let left = extractor.hardFacts(in: text, range: 0..<text.count, kind: .prose)
        // Most sentences hold few facts.
        if facts.count <= Self.fewFacts { return facts.filter { fact in !left.contains { $0.key == fact.key } } }
        let keys = Set(left.map(\.key))
        return facts.filter { !keys.contains($0.key) }
    }

    private static let fewFacts = 8

    /// Whether a sentence with these facts says what a reader may have to repeat word for word: with an id, a date, an address, a path, a number in digits, an
    /// error, or something that is quoted in quotation marks; in a conversation, with a negation. What a text quotes from a program is read in its marks of
    /// code, which stay: outside conversations the words around these may be fewer.
    func isWantedToTheLetter(_ facts: [Fact]) -> Bool {
        facts.contains { fact in
            switch fact.kind {
            case .date, .url, .error: true
            case .id, .path: !isInMarksOfCode(fact, among: facts)
            case .number: bytes[fact.range].contains(where: \.isDigit) && !isInMarksOfCode(fact, among: facts)
            case .quote: fact.range.lowerBound > 0 && bytes[fact.range.lowerBound - 1] != 0x60
            // What someone in a conversation refuses or forbids is said to be held to.
            case .negation: view.message != nil
            case .name, .word: false
            }
        }
    }

    private func isInMarksOfCode(_ fact: Fact, among facts: [Fact]) -> Bool {
        view.message == nil
            && facts.contains {
                $0.kind == .quote && $0.range.lowerBound > 0 && bytes[$0.range.lowerBound - 1] == 0x60
                    && $0.range.lowerBound <= fact.range.lowerBound && fact.range.upperBound <= $0.range.upperBound
            }
    }
}
