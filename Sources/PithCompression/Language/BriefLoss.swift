// What an instruction loses with a word.
//
// Words of grammar weigh next to nothing. A word with a meaning of its own weighs the more the rarer it is, which is read off the vocabulary: tokens are
// numbered by how often their makers saw them, and a word of several tokens was hardly seen, the less the more they are. Of two words as rare the longer one
// tells more. Numbers, negations, limits and quoted words weigh
// several words.

import PithPrompt
import PithTokenizer

struct BriefLoss {
    private let ranks: TokenRanks
    /// The words of the sentences so far.
    private var said: Set<UInt64> = []

    init(encoding: Encoding) { ranks = TokenRanks(encoding) }

    /// What dropping a sentence loses beside its words: that anything was said there. A sentence with hard facts, or what is to be done at all, goes
    /// after words that have none.
    static func dropFactor(of weights: [Weight], key: BriefKey) -> Double {
        key.asks || weights.contains(where: \.isHard) ? 3 : 1.3
    }

    struct Weight {
        let range: Range<Int>
        let weight: Double
        /// Whether it is a number, a negation, a single letter or quoted.
        let isHard: Bool
        let isWord: Bool
    }

    /// The weights of the tokens of a sentence. Cost: linear.
    mutating func weights(of range: Range<Int>, in view: View, _ lexicon: LanguageLexicon, key: BriefKey) -> [Weight] {
        let quoted = QuotedSpans.all(in: view.bytes, range)
        let tokens = TextToken.all(in: view.bytes, range)
        let scale = Self.scale(of: key)
        // What was said before loses little when it is not said again, and what is denied of it neither.
        let telling = tokens.filter { $0.kind == .word && lexicon.part(of: $0).isDisjoint(with: Self.grammar) && !TextToken.isNegation($0) }
        let newCount = telling.count { !said.contains($0.hash) }
        let newness = telling.isEmpty ? 1 : Double(newCount) / Double(telling.count)
        defer { said.formUnion(telling.map(\.hash)) }
        return tokens.enumerated().map { place, token in
            var weight = weight(of: token, lexicon, view.bytes)
            if said.contains(token.hash) { weight *= Self.repeatedShare }
            if TextToken.isNegation(token) { weight *= max(Self.repeatedShare, newness) }
            let isQuoted = quoted.contains { $0.overlaps(token.range) }
            if isQuoted { weight = max(weight, token.kind == .mark ? 0.2 : 2) }
            if token.isCapitalised, place > 0 { weight += 0.5 }
            // "Pay the invoice": what is to be done with it. "Write", where the text is named, says little.
            if place == 0, isOrder(token, lexicon) { weight = max(weight, 1.2) }
            let isHard = isQuoted || token.kind == .number || TextToken.isNegation(token) || isLetter(token, lexicon)
            return Weight(range: token.range, weight: weight * scale, isHard: isHard, isWord: token.kind == .word)
        }
    }

    /// A letter that is a name: of a variable, of a choice.
    private func isLetter(_ token: TextToken, _ lexicon: LanguageLexicon) -> Bool {
        token.kind == .word && token.range.count == 1 && lexicon.part(of: token).isEmpty
    }

    private func isOrder(_ token: TextToken, _ lexicon: LanguageLexicon) -> Bool {
        let part = lexicon.part(of: token)
        return !part.isDisjoint(with: [.imperative, .openingImperative]) && !part.contains(.creating)
    }

    /// The weights, of the words that the changes take out and do not tell otherwise next to nothing. Cost: linear in both.
    static func idle(_ weights: [Weight], in changes: [TextChange]) -> [Weight] {
        var next = 0
        return weights.map { word in
            while next < changes.count, changes[next].range.upperBound <= word.range.lowerBound { next += 1 }
            guard next < changes.count, changes[next].range.contains(word.range.lowerBound),
                changes[next].range.upperBound >= word.range.upperBound,
                word.range.lowerBound >= changes[next].toldEnd
            else { return word }
            return Weight(range: word.range, weight: min(word.weight, idleWeight), isHard: false, isWord: word.isWord)
        }
    }

    private static let idleWeight = 0.02

    /// The weight of the tokens that the changes take out. Cost: linear in both.
    static func sum(_ weights: [Weight], in changes: [TextChange]) -> Double {
        var sum = 0.0
        var next = 0
        for change in changes {
            while next < weights.count, weights[next].range.upperBound <= change.range.lowerBound { next += 1 }
            // A word of which no more than the first letter is in the change has taken a capital over.
            while next < weights.count, weights[next].range.upperBound <= change.range.upperBound {
                // What stands instead says most of it.
                sum += weights[next].weight * (weights[next].range.lowerBound < change.toldEnd ? replacedShare : 1)
                next += 1
            }
        }
        return sum
    }

    private static let ordinalWeight = 2.5
    private static let replacedShare = 0.1
    private static let repeatedShare = 0.3
    private static let grammar: WordPart = [
        .article, .auxiliary, .intensifier, .discourse, .possessive, .conjunction, .preposition, .pronoun, .relative, .kept, .dull,
    ]

    private static func scale(of key: BriefKey) -> Double {
        switch key {
        case .task, .question, .role: 1.5
        case .context: 0.9
        case .example: 0.5
        default: 1.2
        }
    }

    private func weight(of token: TextToken, _ lexicon: LanguageLexicon, _ bytes: [UInt8]) -> Double {
        if TextToken.isNegation(token) { return 5 }
        switch token.kind {
        case .mark: return 0.02
        case .number: return 4
        case .ideograph: return 0.5
        case .word: break
        }
        let part = lexicon.part(of: token)
        // "The second paragraph", "b = 30": they tell which one.
        if part.contains(.ordinal) { return Self.ordinalWeight }
        if isLetter(token, lexicon) { return Self.ordinalWeight }
        // "About", "how": which thing is meant, the words beside them tell. "If", "until", "all": how far it goes, nothing else tells.
        if part.contains(.relating) { return 0.15 }
        if part.contains(.kept) { return 0.5 }
        if !part.isDisjoint(with: [.article, .auxiliary, .intensifier, .discourse, .possessive, .conjunction]) { return 0.05 }
        if !part.isDisjoint(with: [.preposition, .pronoun, .relative]) { return 0.1 }
        if part.contains(.dull) { return 0.25 }
        let rank = ranks.rank(of: token, in: bytes)
        let rarity = rank < 0 ? 2.5 * Double(-rank).squareRoot() : max(0.3, min(2.5, 0.4 + Double(rank) / 16_000))
        return rarity + 0.3 * Double(min(6, max(0, token.range.count - 6)))
    }
}
