// Which words of a sentence may go at a level: by their part of speech, by how common they are, and by what stands beside them. What a negation, a number,
// an "or" or a word of form leans on stays.

import PithSystem
import PithTokenizer

extension Trimmer {
    /// Whether the word at `index` may go at a level, as far as nothing fixes it.
    func mayGo(_ tokens: [TextToken], _ index: Int, _ level: TrimLevel) -> Bool {
        let token = tokens[index]
        guard token.kind == .word, isOpen(tokens, index, before: true), isOpen(tokens, index, before: false) else { return false }
        // "not very", "not only": what a negation bears on stays.
        if index > 0, TextToken.isNegation(tokens[index - 1]) { return false }
        if index + 1 < tokens.count, TextToken.isNegation(tokens[index + 1]) { return false }
        let part = lexicon.part(of: token)
        // "true or false": neither of two goes without the other.
        if !isBare, (max(0, index - 1)..<min(tokens.count, index + 2)).contains(where: { lexicon.joinsAlternatives(tokens[$0]) }) {
            // An article behind "or" tells nothing of either.
            guard level >= .order, part.contains(.article) else { return false }
        }
        // "3 to 5", "by 20": what stands beside a number tells how it is meant.
        let isBesideNumber =
            (index > 0 && tokens[index - 1].kind == .number) || (index + 1 < tokens.count && tokens[index + 1].kind == .number)
            || isBehindPlus(tokens, index)
        if isBesideNumber, part.isDisjoint(with: [.article, .pronoun, .possessive]) { return false }
        // "in French", "for children", "in a formal tone": what leads to a word of form.
        if part.contains(.preposition), leadsToForm(tokens, index) { return false }
        // "at least", "up to", "each of"; "in the form of" does without its article.
        if !part.contains(.article) {
            if lexicon.pairs.longest(in: tokens[index...]) != nil { return false }
            if index > 0, lexicon.pairs.longest(in: tokens[(index - 1)...]) != nil { return false }
        }
        // An "a" that a word follows, no letter of a list ("section a of") or of a formula.
        if part.contains(.article) {
            guard index + 1 < tokens.count, tokens[index + 1].kind != .mark || opensWord(tokens[index + 1]) else { return false }
        }
        // "At least once": no limit without what it limits.
        if index > 1, limitLeads.longest(in: tokens[(index - 2)...])?.tokenCount == 2 { return false }
        if goingBesides.contains(token.range.lowerBound) { return index == 0 || !counts(tokens[index - 1]) }
        if part.contains(.discourse), !isAside(tokens, index) { return false }
        if !isTerse, level >= .order, level < .keywords, holdsObject(tokens, index) { return false }
        if part.contains(.article) {
            // No "a few".
            if level < .order, lexicon.part(of: tokens[index + 1]).contains(.preposition) { return false }
            // "…, der das Haus kaufte".
            if part.contains(.ambiguous), index > 0, tokens[index - 1].kind == .mark { return false }
            if level < .order || token.range.count == 1, lexicon.part(of: tokens[index + 1]).contains(.kept) { return false }
            if level < .order,
                isPartOfName(tokens, index) || isBesideNumber || isRate(tokens, index)
                    || lexicon.part(of: tokens[index + 1]).contains(.measure)
            {
                return false
            }
            if token.range.count == 1, token.isCapitalised, index > 0 { return false }
        }
        // "Is it true that …": a question.
        if index == 0, level < .keywords, part.contains(.auxiliary) { return false }
        // "In the French language."
        if level >= .order, part.contains(.languageNoun), index > 0, lexicon.sense(of: tokens[index - 1]) == .language {
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            if next.map({ $0.kind == .mark || !lexicon.part(of: $0).isDisjoint(with: [.conjunction, .kept, .relative]) }) ?? true {
                return true
            }
        }
        if level >= .order, part.contains(.conjunction), isComma(tokens, index - 1), !isComma(tokens, index + 1) { return true }
        if level.drops(part, inInstruction: isInstruction) { return true }
        if isTerse, level >= .keywords, index == 0, part.contains(.creating), leadsToProduct(tokens) { return true }
        let limit = level >= .keywords ? commonRankLimit ?? level.commonRankLimit : 0
        // What says how long, in which form or language.
        if isInstruction, lexicon.sense(of: token) != nil { return false }
        guard limit > 0, part.isDisjoint(with: [.kept, .imperative]) else { return false }
        return !token.isCapitalised && (0..<limit).contains(ranks.rank(of: token, in: bytes))
    }

    /// "Two lines", "the second line": whether a word says how many or which one of what stands behind it.
    private func counts(_ token: TextToken) -> Bool { lexicon.numerals[token.hash] != nil || lexicon.part(of: token).contains(.ordinal) }

    /// Whether an auxiliary stands behind "to", or behind an order and its pronoun.
    func isInfinitive(_ tokens: [TextToken], _ index: Int) -> Bool {
        guard index < tokens.count, lexicon.part(of: tokens[index]).contains(.auxiliary) else { return false }
        let before = lexicon.part(of: tokens[index - 1])
        if before.contains(.preposition) { return true }
        return before.contains(.pronoun) && index > 1
            && !lexicon.part(of: tokens[index - 2]).isDisjoint(with: [.imperative, .openingImperative])
    }

    /// Whether a word that says how long, in which form, language or tone, or for whom, follows with no more than an article and a word between.
    private func leadsToForm(_ tokens: [TextToken], _ index: Int) -> Bool {
        isInstruction && !isTerse && formSense(tokens[(index + 1)...], wordLimit: keepsOrders ? 2 : 1) != nil
    }

    /// What the first of the words that says how long, in which form and so on speaks for, with no more than articles and so many words before it.
    func formSense(_ tokens: ArraySlice<TextToken>, wordLimit: Int) -> BriefKey? {
        var wordCount = 0
        for next in tokens {
            if next.kind == .mark { return nil }
            let part = lexicon.part(of: next)
            if let sense = lexicon.sense(of: next) { return sense }
            if !part.isDisjoint(with: [.preposition, .conjunction, .kept, .relative]) { return nil }
            if part.isDisjoint(with: [.article, .possessive]) { wordCount += 1 }
            if wordCount > wordLimit { return nil }
        }
        return nil
    }

    /// "Write a poem": an order that names what is to be written needs no verb for it.
    private func leadsToProduct(_ tokens: [TextToken]) -> Bool {
        guard let product else { return false }
        return tokens.prefix(Self.maximumProductDistance).contains { $0.hash == product.word }
    }

    private static let maximumProductDistance = 8

    /// "The Who", "in The Hague", "the Congo": whether an article may belong to the name behind it.
    private func isPartOfName(_ tokens: [TextToken], _ index: Int) -> Bool {
        (tokens[index].isCapitalised && index > 0) || tokens[index + 1].isCapitalised
    }

    /// "12 EUR a night", "3 times the price", "twice a day": whether an article stands close behind what counts.
    private func isRate(_ tokens: [TextToken], _ index: Int) -> Bool {
        tokens[max(0, index - 2)..<index].contains {
            lexicon.isNumber($0) || lexicon.part(of: $0).contains(.kept)
        }
    }

    /// "300+ word", "5+ years".
    private func isBehindPlus(_ tokens: [TextToken], _ index: Int) -> Bool {
        index > 1 && tokens[index - 2].kind == .number && bytes[tokens[index - 1].range.lowerBound] == 0x2B
            && tokens[index - 1].range.lowerBound == tokens[index - 2].range.upperBound
    }

    /// Whether a word comments from a sentence's edge or between commas: "However, …", "…, therefore, …". "However hard they tried" does not.
    private func isAside(_ tokens: [TextToken], _ index: Int) -> Bool {
        if index == 0, !lexicon.part(of: tokens[index]).contains(.closedOff) { return true }
        if isComma(tokens, index + 1) { return index == 0 || tokens[index - 1].kind == .mark }
        let ends = index + 1 == tokens.count || index + 1 < tokens.count && ".;!?".utf8.contains(bytes[tokens[index + 1].range.lowerBound])
        return ends && isComma(tokens, index - 1)
    }

    /// Whether the word at `index` is a pronoun that a preposition or a verb bears on, or a preposition that needs what it bears on: of "write a note about
    /// them for her" no "about for" is left. What an order is about may go without its pronoun ("convert it to watts"), with all that leads on from it there.
    private func holdsObject(_ tokens: [TextToken], _ index: Int) -> Bool {
        let part = lexicon.part(of: tokens[index])
        if part.contains(.preposition) {
            guard index + 1 < tokens.count, !closes(tokens[index + 1]) else { return true }
            let next = lexicon.part(of: tokens[index + 1])
            if !next.isDisjoint(with: [.conjunction, .reference]) { return true }
            if isObject(tokens, index + 1) { return !next.contains(.speaker) }
            guard index > 0 else { return false }
            let before = lexicon.part(of: tokens[index - 1])
            return before.contains(.reference) || before.contains(.pronoun) && isObject(tokens, index - 1)
        }
        // "Who was there?", "as it is."
        if part.contains(.auxiliary) {
            let next = index + 1 < tokens.count && lexicon.part(of: tokens[index + 1]).contains(.pronoun) ? index + 2 : index + 1
            if next == tokens.count || closes(tokens[next]) { return true }
            // "like I am a child"; "they are told" is not "they told".
            guard index > 0, ["am", "is", "are", "was", "were"].contains(where: { bytes[tokens[index].range].elementsEqual($0.utf8) })
            else {
                return false
            }
            let before = lexicon.part(of: tokens[index - 1])
            return before.contains(.reference) || before.contains(.speaker) && index > 1 && tokens[index - 2].kind != .mark
        }
        if part.contains(.speaker), index > 0, ordersAt(tokens, index - 1) { return false }
        if part.contains(.speaker), !isObject(tokens, index) { return index > 0 && tokens[index - 1].kind != .mark }
        guard isObject(tokens, index), index > 0 else { return false }
        let before = lexicon.part(of: tokens[index - 1])
        if before.contains(.preposition) { return !part.contains(.speaker) }
        return !ordersAt(tokens, index - 1)
    }

    private func ordersAt(_ tokens: [TextToken], _ index: Int) -> Bool {
        !lexicon.part(of: tokens[index]).isDisjoint(with: [.imperative, .openingImperative])
    }

    private func closes(_ token: TextToken) -> Bool { ".,;:!?)".utf8.contains(bytes[token.range.lowerBound]) }

    /// Whether no verb follows on the pronoun at `index`, nor a noun that it would own: "write about her."
    private func isObject(_ tokens: [TextToken], _ index: Int) -> Bool {
        guard !lexicon.part(of: tokens[index]).isDisjoint(with: [.pronoun, .possessive]) else { return false }
        guard index + 1 < tokens.count, !closes(tokens[index + 1]) else { return true }
        let next = lexicon.part(of: tokens[index + 1])
        if next.contains(.kept) { return !next.contains(.modal) }
        return !next.isDisjoint(with: [.preposition, .conjunction, .article, .relative, .possessive, .pronoun])
    }

    /// Whether a word stands free on one side: no mark that binds it to its neighbour.
    func isOpen(_ tokens: [TextToken], _ index: Int, before: Bool) -> Bool {
        let range = tokens[index].range
        if tokens[index].kind != .word { return true }
        if before {
            guard range.lowerBound > 0 else { return true }
            let byte = bytes[range.lowerBound - 1]
            return byte.isSpace || (byte == 0x28 && range.count > 1)
        }
        guard range.upperBound < bytes.count else { return true }
        switch bytes[range.upperBound] {
        case 0x20, 0x09, 0x0A, 0x0D: return true
        case 0x2C, 0x3B, 0x3F, 0x21, 0x3A, 0x2E: return range.count > 1
        default: return false
        }
    }

    /// A quotation mark, a bracket, emphasis, code, a placeholder, or a character that is no ASCII mark.
    private func opensWord(_ mark: TextToken) -> Bool {
        let byte = bytes[mark.range.lowerBound]
        return byte >= 0x80 || "\"'`*_([{<$#@&~/\\".utf8.contains(byte)
    }
}
