// Trims sentences to the words that matter. Whole words go; numbers, names, ids, paths, quotes and code stay to the letter, and so do
// negations with what they negate.
//
// A word may go when its part of speech is among those of the level, or, at the higher levels, when it is common: how common is read off the
// vocabulary, whose tokens are numbered by how often their makers saw them. Phrases of the lexicon give way to shorter ones first. What is
// left is checked: each hard fact of the sentence must be found in it again, with the same key (a number with its noun, a negation with its
// object). Where one is not, the words around it come back; where that does not help, the sentence is not trimmed to this level.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

/// A stretch of a text and what is to stand there instead.
struct TextChange: Equatable {
    let range: Range<Int>
    let replacement: [UInt8]
    /// Where the words end that the replacement tells in its own way; those behind are gone.
    let toldEnd: Int

    /// A replacement tells all words of the range unless `toldEnd` says other.
    init(range: Range<Int>, replacement: [UInt8], toldEnd: Int? = nil) {
        (self.range, self.replacement) = (range, replacement)
        self.toldEnd = toldEnd ?? (replacement.isEmpty ? range.lowerBound : range.upperBound)
    }
}

/// Trims the sentences of one text.
struct Trimmer {
    /// The text; its protected stretches are not touched.
    let view: View
    let lexicon: LanguageLexicon
    let isInstruction: Bool
    let encoding: Encoding
    /// Whether the full stop that ends the text may go.
    var dropsLastStop = false
    /// What a word's token must be numbered below to go as common; nil for the limit of the level.
    var commonRankLimit: Int?
    /// Whether specimens of a form may go, and words that say no more than their neighbours.
    var isTerse = false
    /// Whether limits become signs.
    var writesSigns = false
    /// Whether what is asked for keeps the grammar of an order, and its form the words it has in the prompt.
    var keepsOrders = false
    /// Whether a negation may lose all but the two words behind it.
    var isBare = false
    /// Where words begin that go besides, as far as nothing holds them.
    var goingBesides: Set<Int> = []
    /// What is to be written: the word for it is read as "response".
    let product: Product?
    private let extractor = FactExtractor()
    private var ranks: [UInt64: Int] = [:]

    private let seenInContext: [Range<Int>]

    /// Stretches of the text that are quoted, over the ends of sentences too; ascending.
    private let quoted: [Range<Int>]

    /// A trimmer for the sentences in `range` of a view, whose facts as prose are `facts`, where they are known. Cost: linear in the range.
    init(
        _ view: View, _ range: Range<Int>, lexicon: LanguageLexicon, isInstruction: Bool, encoding: Encoding, facts: [Fact]? = nil
    ) {
        (self.view, self.lexicon, self.isInstruction, self.encoding) = (view, lexicon, isInstruction, encoding)
        product = isInstruction ? Product.find(in: view.bytes, range, lexicon) : nil
        // Some facts are only seen with the words around them: names after other sentences, lines that report an error.
        let seen = (facts ?? extractor.facts(in: view.bytes, range: range, kind: .prose)).filter { $0.kind == .name || $0.kind == .error }
        quoted = QuotedSpans.all(in: view.bytes, range)
        seenInContext = union(seen.map(\.range))
    }

    private var bytes: [UInt8] { view.bytes }

    /// Words at a sentence's beginning, and what is to stand instead.
    struct Opening {
        let tokenCount: Int
        let replacement: [UInt8]
    }

    /// The changes that trim the sentence in `range` to `level`, in order; nil when hard facts would be lost. Cost: linear in the sentence.
    mutating func changes(in range: Range<Int>, to level: TrimLevel, opening: Opening? = nil) -> [TextChange]? {
        guard writesSigns else { return worded(in: range, to: level, opening) }
        if let changes = worded(in: range, to: level, opening) { return changes }
        // A sign may have been what lost a fact.
        writesSigns = false
        defer { writesSigns = true }
        return worded(in: range, to: level, opening)
    }

    private mutating func worded(in range: Range<Int>, to level: TrimLevel, _ opening: Opening?) -> [TextChange]? {
        let tokens = TextToken.all(in: bytes, range)
        let facts = extractor.facts(in: bytes, range: range, kind: .prose).filter(\.kind.isHard)
        let limits =
            writesSigns && level >= .order
            ? LimitSigns.all(in: tokens, of: bytes, lexicon, isTerse: isTerse, inWords: keepsOrders) : []
        let specimens = isTerse ? Specimens.all(in: tokens, of: bytes, quoted: quotedSpans(in: range), lexicon) : []
        let quotedWords = quotedWords(among: tokens)
        var isFixed = fixed(tokens, facts, limits, quotedWords, in: range)
        var stop = dropsLastStop ? lastStop(of: tokens, quotedWords) : nil
        // Where a common word held a fact together, only words of grammar go.
        var isCalm = Array(repeating: level <= .telegram, count: tokens.count)
        for specimen in specimens where !specimen.contains(where: { view.isProtected(tokens[$0].range) }) {
            for index in specimen { isFixed[index] = false }
        }
        let openingCount = opening?.tokenCount ?? 0
        guard openingCount < tokens.count || opening == nil else { return nil }
        if openingCount > 0, !Self.spans(of: seenInContext, in: range.lowerBound..<tokens[openingCount - 1].range.upperBound).isEmpty {
            return nil
        }
        for _ in 0..<Self.maximumTries {
            var changes = changes(tokens, isFixed, isCalm, limits, specimens, from: openingCount, to: stop, level)
            if let opening { changes = opened(changes, tokens, opening) }
            if changes.contains(where: { view.isProtected($0.range) }) { return nil }
            // A bare text keeps the words of its facts, though not always side by side.
            let lost = isBare ? [] : lostFacts(facts, after: changes, in: range)
            if lost.isEmpty { return changes }
            // It may have been part of a name.
            if let end = stop, lost.contains(where: { $0.range.upperBound >= tokens[end].range.lowerBound }) { stop = nil }
            for fact in lost {
                let near = indices(around: fact, tokens)
                if near.allSatisfy({ isCalm[$0] }) { for index in near { isFixed[index] = true } }
                for index in near { isCalm[index] = true }
            }
        }
        return nil
    }

    /// The changes with the opening before them: one change where they touch.
    private func opened(_ changes: [TextChange], _ tokens: [TextToken], _ opening: Opening) -> [TextChange] {
        let start = tokens.first?.range.lowerBound ?? 0
        var end = opening.tokenCount == 0 ? start : tokens[opening.tokenCount].range.lowerBound
        var rest = changes[...]
        var replacement = opening.replacement
        while let next = rest.first, next.range.lowerBound <= end {
            end = max(end, next.range.upperBound)
            replacement += next.replacement
            rest = rest.dropFirst()
        }
        return [TextChange(range: start..<end, replacement: replacement)] + rest
    }

    private static let maximumTries = 4

    // MARK: What stays

    /// Which tokens an instruction quotes without marks.
    private func quotedWords(among tokens: [TextToken]) -> [Bool] {
        var isQuoted = Array(repeating: false, count: tokens.count)
        if isInstruction { QuotedWords.mark(tokens, of: bytes, lexicon, &isQuoted) }
        return isQuoted
    }

    /// Which tokens no change may touch.
    private func fixed(
        _ tokens: [TextToken], _ facts: [Fact], _ limits: [LimitSign], _ quotedWords: [Bool], in range: Range<Int>
    ) -> [Bool] {
        var isFixed = quotedWords
        let quotes = quotedSpans(in: range)
        let rewritten = limits.filter { limit in
            !limit.tokens.contains { isFixed[$0] || view.isProtected(tokens[$0].range) }
                && !quotes.contains { $0.overlaps(tokens[limit.tokens.lowerBound].range) }
        }
        let seen = isBare ? [] : Self.spans(of: seenInContext, in: range)
        let spans = union(facts.filter { $0.kind != .negation }.map(\.range) + quotes + seen)
        var next = 0
        for (index, token) in tokens.enumerated() {
            while next < spans.count, spans[next].upperBound <= token.range.lowerBound { next += 1 }
            isFixed[index] =
                isFixed[index] || token.kind == .mark || token.kind == .number || (next < spans.count && spans[next].overlaps(token.range))
                || view.isProtected(token.range)
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

    /// Whether a quotation begins before `offset` and ends behind it.
    func isQuoted(across offset: Int) -> Bool { quotedSpans(in: max(0, offset - 1)..<offset).contains { $0.upperBound > offset } }

    private func quotedSpans(in range: Range<Int>) -> ArraySlice<Range<Int>> { Self.spans(of: quoted, in: range) }

    /// Those of the spans, ascending and apart, that overlap the range.
    private static func spans(of spans: [Range<Int>], in range: Range<Int>) -> ArraySlice<Range<Int>> {
        let low = spans.partitioningIndex { $0.upperBound > range.lowerBound }
        return spans[low...].prefix { $0.lowerBound < range.upperBound }
    }

    private func isLight(_ token: TextToken) -> Bool {
        !lexicon.part(of: token).isDisjoint(with: [.article, .preposition, .possessive, .pronoun])
    }

    /// "No other words should follow": what instructs does without its modal verb.
    private func isModal(_ token: TextToken) -> Bool { isInstruction && lexicon.part(of: token).contains(.auxiliary) }

    private func indices(around fact: Fact, _ tokens: [TextToken]) -> Range<Int> {
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

    private func lostFacts(_ facts: [Fact], after changes: [TextChange], in range: Range<Int>) -> [Fact] {
        if changes.isEmpty { return [] }
        let text = Self.text(bytes, range, changes)
        let left = Set(extractor.facts(in: text, range: 0..<text.count, kind: .prose).map(\.key))
        return facts.filter { !left.contains($0.key) }
    }

    // MARK: What goes

    private mutating func changes(
        _ tokens: [TextToken], _ isFixed: [Bool], _ isCalm: [Bool], _ limits: [LimitSign], _ specimens: [Range<Int>], from first: Int,
        to stop: Int?, _ level: TrimLevel
    ) -> [TextChange] {
        var goes = Array(repeating: false, count: tokens.count)
        var replacements: [Int: TokenRemoval.Replacement] = [:]
        let isBrief = isInstruction && level >= .order
        let phrases =
            !isBrief
            ? lexicon.rewordings
            : keepsOrders ? lexicon.orderRewordings : isTerse ? lexicon.terseRewordings : lexicon.formRewordings
        let spoken = product?.asResponse(tokens) ?? tokens
        var counted: Int?
        /// Whether nothing of the sentence, or of its part behind a semicolon, has been told yet.
        var opens = isBrief
        var index = first
        var signs = limits[...]
        while index < tokens.count {
            while let sign = signs.first, sign.start < index {
                if index == sign.tokens.upperBound - 1, goes[index - 1], !isFixed[index], let number = sign.number {
                    goes[index] = true
                    replacements[index] = TokenRemoval.Replacement(text: number, tokenCount: 1)
                    counted = index + 1
                }
                signs.removeFirst()
            }
            if goes[index] {
                opens = false
                index += 1
                continue
            }
            // The verb before a limit may have gone with another phrase.
            if let sign = signs.first, sign.tokens.lowerBound == index || sign.start == index,
                !(index..<sign.tokens.upperBound).contains(where: { isFixed[$0] })
            {
                for place in index..<sign.tokens.upperBound { goes[place] = true }
                replacements[index] = TokenRemoval.Replacement(text: sign.text, tokenCount: sign.tokens.upperBound - index)
                index = sign.tokens.upperBound
                counted = index
                opens = false
                continue
            }
            let order = opens ? lexicon.openingRewordings.longest(in: spoken[index...]) : nil
            if let found = order.flatMap({ opensOrder(tokens, index, $0) ? $0 : nil }) ?? phrases.longest(in: spoken[index...]),
                mayReword(tokens, index..<index + found.tokenCount, isFixed, lexicon.replacements[found.value])
            {
                for place in index..<index + found.tokenCount { goes[place] = true }
                let text = lexicon.replacements[found.value]
                if !text.isEmpty { replacements[index] = TokenRemoval.Replacement(text: text, tokenCount: found.tokenCount) }
                opens = opens && text.isEmpty
                index += found.tokenCount
                continue
            }
            // What is counted stays with its limit.
            let isCalm = isCalm[index] || (index == counted && !lexicon.part(of: tokens[index]).contains(.kept))
            // "in under seven": what leads to a limit tells of what it is one.
            let leadsToLimit = keepsOrders && signs.first?.start == index + 1 && lexicon.part(of: tokens[index]).contains(.preposition)
            // "It is to be sold", "let it be": no sentence without it.
            let endsVerb =
                keepsOrders && index > first
                && (!goes[index - 1] && isInfinitive(tokens, index)
                    || lexicon.part(of: tokens[index]).contains(.pronoun) && isInfinitive(tokens, index + 1))
            if !isFixed[index], !leadsToLimit, !endsVerb, mayGo(tokens, index, isCalm ? min(level, .telegram) : level) {
                goes[index] = true
            }
            if tokens[index].kind == .word || tokens[index].kind == .ideograph {
                opens = opens && goes[index] && lexicon.part(of: tokens[index]).contains(.discourse)
            } else {
                opens = opens || isBrief && bytes[tokens[index].range.lowerBound] == 0x3B
            }
            index += 1
        }
        for specimen in specimens where specimen.lowerBound >= first && !specimen.contains(where: { isFixed[$0] }) {
            for place in specimen {
                goes[place] = true
                replacements[place] = nil
            }
        }
        dropIdleCommas(tokens, &goes, replacements)
        dropIdleMarks(tokens, &goes, replacements)
        if let stop, stop > first { goes[stop] = true }
        return TokenRemoval(bytes: bytes, tokens: tokens, goes: goes, replacements: replacements).changes
    }

    /// Whether behind a rewording that makes an order, `found` at `index`, there is what that order is about.
    private func opensOrder(_ tokens: [TextToken], _ index: Int, _ found: (tokenCount: Int, value: Int)) -> Bool {
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

    private func mayReword(_ tokens: [TextToken], _ place: Range<Int>, _ isFixed: [Bool], _ replacement: [UInt8]) -> Bool {
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

    private mutating func mayGo(_ tokens: [TextToken], _ index: Int, _ level: TrimLevel) -> Bool {
        let token = tokens[index]
        guard token.kind == .word, isOpen(tokens, index, before: true), isOpen(tokens, index, before: false) else { return false }
        // "not very", "not only": what a negation bears on stays.
        if index > 0, TextToken.isNegation(tokens[index - 1]) { return false }
        if index + 1 < tokens.count, TextToken.isNegation(tokens[index + 1]) { return false }
        let part = lexicon.part(of: token)
        // "true or false": neither of two goes without the other.
        if !isBare, tokens[max(0, index - 1)..<min(tokens.count, index + 2)].contains(where: lexicon.joinsAlternatives) {
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
        if goingBesides.contains(token.range.lowerBound) { return true }
        if part.contains(.discourse), !isAside(tokens, index) { return false }
        if part.contains(.article) {
            // An "a" that a word follows, no letter of a list or of a formula, and no "a few".
            guard index + 1 < tokens.count, tokens[index + 1].kind != .mark || opensWord(tokens[index + 1]) else { return false }
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
        if level >= .order, part.contains(.conjunction), isComma(tokens, index - 1), !isComma(tokens, index + 1) { return true }
        if level.drops(part, inInstruction: isInstruction) { return true }
        if isTerse, level >= .keywords, index == 0, part.contains(.creating), leadsToProduct(tokens) { return true }
        let limit = level >= .keywords ? commonRankLimit ?? level.commonRankLimit : 0
        // What says how long, in which form or language.
        if isInstruction, lexicon.senses[token.hash] != nil { return false }
        guard limit > 0, part.isDisjoint(with: [.kept, .imperative]) else { return false }
        return !token.isCapitalised && rank(of: token) < limit
    }

    /// Whether an auxiliary stands behind "to", or behind an order and its pronoun.
    private func isInfinitive(_ tokens: [TextToken], _ index: Int) -> Bool {
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
    private func formSense(_ tokens: ArraySlice<TextToken>, wordLimit: Int) -> BriefKey? {
        var wordCount = 0
        for next in tokens {
            if next.kind == .mark { return nil }
            let part = lexicon.part(of: next)
            if let sense = lexicon.senses[next.hash] { return sense }
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
            $0.kind == .number || lexicon.numerals[$0.hash] != nil || lexicon.part(of: $0).contains(.kept)
        }
    }

    /// "300+ word", "5+ years".
    private func isBehindPlus(_ tokens: [TextToken], _ index: Int) -> Bool {
        index > 1 && tokens[index - 2].kind == .number && bytes[tokens[index - 1].range.lowerBound] == 0x2B
            && tokens[index - 1].range.lowerBound == tokens[index - 2].range.upperBound
    }

    /// The full stop that closes the whole text, behind a word that is not an initial, a bracket or a star; not that of words to be written as they are.
    private func lastStop(of tokens: [TextToken], _ quotedWords: [Bool]) -> Int? {
        guard tokens.count > 2, let last = tokens.last, last.range.count == 1, bytes[last.range.lowerBound] == 0x2E,
            !bytes[last.range.upperBound...].contains(where: { !$0.isSpace })
        else { return nil }
        let word = tokens[tokens.count - 2]
        guard word.range.upperBound == last.range.lowerBound, !quotedWords[tokens.count - 1], !view.isProtected(last.range),
            word.kind == .word && word.range.count > 1 || word.range.count == 1 && ")>*".utf8.contains(bytes[word.range.lowerBound])
        else { return nil }
        return tokens.count - 1
    }

    /// Whether a word comments from a sentence's or clause's edge: "however, …", "…, therefore, …".
    private func isAside(_ tokens: [TextToken], _ index: Int) -> Bool {
        index == 0 || isComma(tokens, index + 1) || isComma(tokens, index - 1)
    }

    private func isComma(_ tokens: [TextToken], _ index: Int) -> Bool {
        tokens.indices.contains(index) && bytes[tokens[index].range.lowerBound] == 0x2C
    }

    /// A comma behind words that went at the sentence's beginning, behind another comma, or before a mark that closes more, goes too; and so does a
    /// colon when all words between it and another went.
    private func dropIdleCommas(_ tokens: [TextToken], _ goes: inout [Bool], _ replacements: [Int: TokenRemoval.Replacement]) {
        /// The mark that is left of the text last, or 0 for anything else.
        var lastMark: UInt8?
        for index in tokens.indices {
            if goes[index] {
                if let last = replacements[index]?.text.last { lastMark = Self.separators.contains(last) ? last : 0 }
                continue
            }
            let isComma = tokens[index].range.count == 1 && bytes[tokens[index].range.lowerBound] == 0x2C
            let isColon = tokens[index].range.count == 1 && bytes[tokens[index].range.lowerBound] == 0x3A
            if isColon, index > 0, goes[index - 1], lastMark == 0x3A, !view.isProtected(tokens[index].range) {
                goes[index] = true
                continue
            }
            if isComma, index > 0, goes[index - 1] {
                if lastMark == nil || lastMark == 0x2C, !view.isProtected(tokens[index].range) {
                    goes[index] = true
                    continue
                }
            }
            if isComma, index + 1 < tokens.count, goes[index + 1],
                let next = tokens.indices[(index + 1)...].first(where: { !goes[$0] || replacements[$0] != nil }), !goes[next],
                tokens[next].range.count == 1, [0x2E, 0x3A, 0x3B].contains(bytes[tokens[next].range.lowerBound]),
                !view.isProtected(tokens[index].range)
            {
                goes[index] = true
                continue
            }
            lastMark = tokens[index].range.count == 1 ? bytes[tokens[index].range.lowerBound] : 0
        }
    }

    private static let separators = Array(",:".utf8)

    /// The marks that are left of a sentence whose words all went: "Can you help me?", "You will:".
    private func dropIdleMarks(_ tokens: [TextToken], _ goes: inout [Bool], _ replacements: [Int: TokenRemoval.Replacement]) {
        guard isInstruction, replacements.isEmpty, goes.contains(true) else { return }
        for index in tokens.indices where !goes[index] {
            guard tokens[index].kind == .mark, tokens[index].range.count == 1, !view.isProtected(tokens[index].range),
                ".,:;!?".utf8.contains(bytes[tokens[index].range.lowerBound])
            else { return }
        }
        for index in tokens.indices { goes[index] = true }
    }

    /// Whether a word stands free on one side: no mark that binds it to its neighbour.
    private func isOpen(_ tokens: [TextToken], _ index: Int, before: Bool) -> Bool {
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

    /// The number of the word's token, or a large one when it has none of its own.
    private mutating func rank(of token: TextToken) -> Int {
        if let known = ranks[token.hash] { return known }
        let ids = encoding.encode([0x20] + bytes[token.range])
        let rank = ids.count == 1 ? ids[0] : Int.max
        ranks[token.hash] = rank
        return rank
    }

    // MARK: Texts

    /// What stands in `range` of `bytes` once the changes are made.
    static func text(_ bytes: [UInt8], _ range: Range<Int>, _ changes: [TextChange]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var done = range.lowerBound
        for change in changes {
            text.append(contentsOf: bytes[done..<change.range.lowerBound])
            text.append(contentsOf: change.replacement)
            done = change.range.upperBound
        }
        text.append(contentsOf: bytes[done..<range.upperBound])
        return text
    }
}
