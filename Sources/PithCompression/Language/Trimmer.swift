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
    /// Whether a sentence that its reader may have to repeat word for word keeps all its words.
    var sparesWanted = false
    /// Where words begin that go besides, as far as nothing holds them.
    var goingBesides: Set<Int> = []
    /// What is to be written: the word for it is read as "response".
    let product: Product?
    private let extractor = FactExtractor()
    let ranks: TokenRanks
    /// What says a limit before its number: asked of every word that may go.
    let limitLeads: PhraseTable

    /// The facts of the text as prose, asked for when the first sentence is trimmed.
    private let facts: () -> [Fact]
    /// Where facts are that are only seen with the words around them: names after other sentences, lines that report an error.
    private lazy var seenInContext = union(facts().filter { $0.kind == .name || $0.kind == .error }.map(\.range))

    private lazy var bareForms = BareRewordings(in: view.bytes, wholeRange, quoted: quoted, lexicon)
    /// What is known of the sentence that was trimmed last: under a budget it is, in many sizes.
    private var last: Sentence?
    /// The bare rewordings of a sentence, found last.
    private var lastBare: (start: Int, found: [BareRewording])?
    private let wholeRange: Range<Int>

    /// Stretches of the text that are quoted, over the ends of sentences too; ascending.
    private let quoted: [Range<Int>]

    /// A trimmer for the sentences in `range` of a view, whose facts as prose are `facts`, where they are known. Cost: linear in the range.
    init(
        _ view: View, _ range: Range<Int>, lexicon: LanguageLexicon, isInstruction: Bool, encoding: Encoding,
        facts: (() -> [Fact])? = nil
    ) {
        (self.view, self.lexicon, self.isInstruction) = (view, lexicon, isInstruction)
        (ranks, limitLeads) = (TokenRanks(encoding), lexicon.limits.value)
        product = isInstruction ? Product.find(in: view.bytes, range, lexicon) : nil
        self.facts = facts ?? { FactExtractor().facts(in: view.bytes, range: range, kind: .prose) }
        quoted = QuotedSpans.all(in: view.bytes, range)
        wholeRange = range
    }

    var bytes: [UInt8] { view.bytes }

    /// Words at a sentence's beginning, and what is to stand instead.
    struct Opening {
        let tokenCount: Int
        let replacement: [UInt8]
    }

    /// The changes that trim the sentence in `range`, of which the tokens may be known, to `level`, in order; nil when hard facts would be lost.
    /// Cost: linear in the sentence.
    mutating func changes(in range: Range<Int>, of known: [TextToken]? = nil, to level: TrimLevel, opening: Opening? = nil) -> [TextChange]?
    {
        let tokens = known ?? last.flatMap { $0.range == range ? $0.tokens : nil } ?? TextToken.all(in: bytes, range)
        guard writesSigns else { return worded(tokens, in: range, to: level, opening) }
        if let changes = worded(tokens, in: range, to: level, opening) { return changes }
        // A sign may have been what lost a fact.
        writesSigns = false
        defer { writesSigns = true }
        return worded(tokens, in: range, to: level, opening)
    }

    private mutating func worded(_ tokens: [TextToken], in range: Range<Int>, to level: TrimLevel, _ opening: Opening?) -> [TextChange]? {
        if opening == nil, hasNothingToTrim(tokens, level) { return [] }
        let sentence = sentence(tokens, in: range)
        let facts = sentence.facts, quotedWords = sentence.quotedWords
        if sparesWanted, isWantedToTheLetter(facts) { return [] }
        let seenAround = Array(seenInContext.overlapping(range)), seen = isBare ? [] : seenAround
        let limits =
            writesSigns && level >= .order
            ? LimitSigns.all(in: tokens, of: bytes, lexicon, isTerse: isTerse, inWords: keepsOrders) : []
        let specimens = isTerse ? Specimens.all(in: tokens, of: bytes, quoted: quotedSpans(in: range), lexicon) : []
        let bareRewordings = isBare ? bareRewordings(of: tokens) : []
        var isFixed = fixed(tokens, facts, seen, limits, quotedWords, in: range)
        var stop = dropsLastStop ? lastStop(of: tokens, quotedWords) : nil
        // Where a common word held a fact together, only words of grammar go.
        var isCalm = Array(repeating: level <= .telegram, count: tokens.count)
        for specimen in specimens where !specimen.contains(where: { view.isProtected(tokens[$0].range) }) {
            for index in specimen { isFixed[index] = false }
        }
        for rewording in bareRewordings where !rewording.tokens.contains(where: { view.isProtected(tokens[$0].range) }) {
            for index in rewording.tokens { isFixed[index] = false }
            for index in rewording.object where !isLight(tokens[index]) { isFixed[index] = true }
        }
        let openingCount = opening?.tokenCount ?? 0
        guard openingCount < tokens.count || opening == nil else { return nil }
        if openingCount > 0, !seenAround.overlapping(range.lowerBound..<tokens[openingCount - 1].range.upperBound).isEmpty {
            return nil
        }
        for _ in 0..<Self.maximumTries {
            var changes = changes(tokens, isFixed, isCalm, limits, specimens, bareRewordings, from: openingCount, to: stop, level)
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

    /// What does not depend on the size of a sentence.
    private struct Sentence {
        let range: Range<Int>
        let tokens: [TextToken]
        /// The hard ones.
        let facts: [Fact]
        /// Which tokens an instruction quotes without marks.
        let quotedWords: [Bool]
    }

    private mutating func sentence(_ tokens: [TextToken], in range: Range<Int>) -> Sentence {
        if let last, last.range == range { return last }
        // A sentence that is all of the text has the text's facts.
        let facts = range == wholeRange ? self.facts().hard : extractor.hardFacts(in: bytes, range: range, kind: .prose)
        let sentence = Sentence(
            range: range, tokens: tokens, facts: facts, quotedWords: quotedWords(among: tokens))
        last = sentence
        return sentence
    }

    /// Whether a sentence with these facts says what a reader may have to repeat word for word: with an id, a date, an address, a path, a number in digits, an
    /// error, or something that is quoted in quotation marks; in a conversation, with a negation. What a text quotes from a program is read in its marks of
    /// code, which stay: outside conversations the words around these may be fewer.
    private func isWantedToTheLetter(_ facts: [Fact]) -> Bool {
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

    /// Whether the level takes words out by their part alone, and none of these may go or be said shorter, whatever is fixed: then nobody need know what is
    /// to stay.
    private func hasNothingToTrim(_ tokens: [TextToken], _ level: TrimLevel) -> Bool {
        guard level <= .headline, !isTerse, !isBare, !dropsLastStop, goingBesides.isEmpty else { return false }
        let spoken = spoken(tokens)
        for index in tokens.indices {
            if let found = lexicon.rewordings.longest(in: spoken[index...]), fits(tokens, index, found) { return false }
            if level.drops(lexicon.part(of: tokens[index]), inInstruction: isInstruction), mayGo(tokens, index, level) { return false }
        }
        return true
    }

    /// Whether prose has anything that `headline`, or a lower level, may take out or say in fewer words. Cost: linear, and little.
    static func mayShorten(_ tokens: [TextToken], _ lexicon: LanguageLexicon) -> Bool {
        tokens.contains { TrimLevel.headline.drops(lexicon.part(of: $0), inInstruction: false) } || mayReword(tokens, lexicon)
    }

    private static func mayReword(_ tokens: [TextToken], _ lexicon: LanguageLexicon) -> Bool {
        let rewordings = lexicon.rewordings
        return tokens.indices.contains { rewordings.longest(in: tokens[$0...]) != nil }
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

    /// The tokens as phrases know them: what is to be written read as "response".
    func spoken(_ tokens: [TextToken]) -> [TextToken] { product?.asResponse(tokens) ?? tokens }

    private mutating func bareRewordings(of tokens: [TextToken]) -> [BareRewording] {
        guard let start = tokens.first?.range.lowerBound else { return [] }
        if let last = lastBare, last.start == start { return last.found }
        let found = bareForms.all(in: spoken(tokens), of: bytes)
        lastBare = (start, found)
        return found
    }

    private static let maximumTries = 4

    // MARK: What stays

    private func quotedWords(among tokens: [TextToken]) -> [Bool] {
        var isQuoted = Array(repeating: false, count: tokens.count)
        if isInstruction { QuotedWords.mark(tokens, of: bytes, lexicon, &isQuoted) }
        return isQuoted
    }

    /// Which tokens no change may touch.
    private func fixed(
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

    private func quotedSpans(in range: Range<Int>) -> ArraySlice<Range<Int>> { quoted.overlapping(range) }

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
        if changes.isEmpty || facts.isEmpty { return [] }
        let text = Self.text(bytes, range, changes)
        let left = extractor.hardFacts(in: text, range: 0..<text.count, kind: .prose)
        // Most sentences hold few facts.
        if facts.count <= Self.fewFacts { return facts.filter { fact in !left.contains { $0.key == fact.key } } }
        let keys = Set(left.map(\.key))
        return facts.filter { !keys.contains($0.key) }
    }

    private static let fewFacts = 8

    // MARK: What goes

    private func changes(
        _ tokens: [TextToken], _ isFixed: [Bool], _ isCalm: [Bool], _ limits: [LimitSign], _ specimens: [Range<Int>],
        _ bareRewordings: [BareRewording], from first: Int, to stop: Int?, _ level: TrimLevel
    ) -> [TextChange] {
        var goes = Array(repeating: false, count: tokens.count)
        var replacements: [TokenRemoval.Replacement?] = Array(repeating: nil, count: tokens.count)
        let isBrief = isInstruction && level >= .order
        let phrases =
            !isBrief
            ? lexicon.rewordings
            : (keepsOrders ? lexicon.orderRewordings : isTerse ? lexicon.terseRewordings : lexicon.formRewordings).value
        let spoken = spoken(tokens)
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
            if let found = order.flatMap({ fits(tokens, index, $0) ? $0 : nil }) ?? phrases.longest(in: spoken[index...]),
                fits(tokens, index, found), mayReword(tokens, index..<index + found.tokenCount, isFixed, lexicon.replacement(found.value))
            {
                for place in index..<index + found.tokenCount { goes[place] = true }
                let text = lexicon.replacement(found.value)
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
        for rewording in bareRewordings
        where rewording.tokens.lowerBound >= first && !rewording.tokens.contains(where: { isFixed[$0] }) {
            for place in rewording.tokens {
                goes[place] = true
                // "Should contain at least 3": the limit takes the verb before it along.
                if let other = replacements[place], place + other.tokenCount <= rewording.tokens.upperBound { replacements[place] = nil }
            }
            if !rewording.replacement.isEmpty {
                replacements[rewording.tokens.lowerBound] = TokenRemoval.Replacement(
                    text: rewording.replacement, tokenCount: rewording.tokens.count)
            }
        }
        if level >= .keywords || isBare { dropIdleRelations(tokens, isFixed, &goes, replacements) }
        dropIdleCommas(tokens, &goes, replacements)
        dropIdleMarks(tokens, &goes, replacements)
        if let stop, stop > first { goes[stop] = true }
        return TokenRemoval(bytes: bytes, tokens: tokens, goes: goes, replacements: replacements).changes
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
