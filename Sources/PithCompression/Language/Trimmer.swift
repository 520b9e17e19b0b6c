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
    let extractor = FactExtractor()
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
    let quoted: [Range<Int>]

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
}
