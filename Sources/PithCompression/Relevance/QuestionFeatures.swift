// What can be counted about a unit and a question. Every feature lies between 0 and 1 over the units of one prompt.

import PithFacts
import PithPrompt
import PithSystem

/// A feature of a unit, given a question.
enum QuestionFeature: CaseIterable {
    /// BM25 of the unit, of its block, of the opening words of its block, and of the unit after it in the same block.
    case unitMatch, blockMatch, openingMatch, nextMatch
    case blockMatchSquared
    /// The share of the question's words, by rarity, that the unit has together with its block's opening.
    case coverageWithOpening
    /// Neighbouring words of the question that stand side by side in the unit.
    case wordPairs
    case opensBlock
    /// The unit has what the question asks for: a date, a number, names.
    case dateAsked, numberAsked, nameAsked
    /// Likeness in meaning (see MeaningFeatures) of the unit, of those before and after it in the same block, of the block, of its opening,
    /// and the most in the block.
    case meaning, previousMeaning, nextMeaning, blockMeaning, openingMeaning, bestMeaning
    /// The share of the question's words that words of like meaning meet, in the unit or around it.
    case alignment
    /// What reaches the unit from the best units of other blocks (see SecondHop), as far as the question is long: a question of many words more
    /// often needs two documents.
    case hopLink, hopNewLink, hopLinkMatch, hopRest, hopNames, hopBestName
}

struct QuestionFeatures {
    private let index: UnitIndex
    private let text: UnitTerms
    private let queryTerms: [UInt64]
    private let asked: Set<QuestionType>
    private let unitMatch: [Double]
    private let blockMatch: [Double]
    private let openingMatch: [Double]
    private let coverage: [Double]
    private let wordPairs: [Double]
    private let meaning: MeaningFeatures
    private var hop: SecondHop?
    /// The share of the question's words, by rarity, that stand anywhere in the text.
    let shareOfWordsFound: Double

    /// Whether any unit has to do with the question at all.
    var matchesAnything: Bool { unitMatch.contains { $0 > 0 } || meaning.units.contains { $0 > 0 } }

    init(_ index: UnitIndex, queryTerms: [UInt64], query: String, lexicon: WordLexicon) {
        self.index = index
        self.queryTerms = queryTerms
        let text = UnitTerms(index, lexicon: lexicon)
        self.text = text
        asked = QuestionType.asked(by: query)
        unitMatch = scaled(BM25.scores(of: text.terms, query: queryTerms))
        blockMatch = scaled(BM25.scores(of: text.blockTerms, query: queryTerms))
        openingMatch = scaled(BM25.scores(of: text.openings, query: queryTerms))
        shareOfWordsFound = Self.shareFound(of: queryTerms, in: text.terms)
        coverage = Self.coverage(of: queryTerms, text, index.blocks)
        wordPairs = scaled(Self.pairs(of: Terms.all(in: Array(query.utf8)), text))
        meaning = MeaningFeatures(text, blocks: index.blocks, query: query)
    }

    /// Follows names from the units that score well; needed before the features of the second hop are asked for.
    mutating func hop(from firstScores: [Double]) {
        hop = SecondHop(text, blocks: index.blocks, queryTerms: queryTerms, first: firstScores)
    }

    /// The value of `feature` for each unit.
    func values(of feature: QuestionFeature) -> [Double] {
        switch feature {
        case .unitMatch: unitMatch
        case .blockMatch: ofBlocks(blockMatch)
        case .openingMatch: ofBlocks(openingMatch)
        case .nextMatch: neighbours(unitMatch, 1)
        case .blockMatchSquared: ofBlocks(blockMatch.map { $0 * $0 })
        case .coverageWithOpening: coverage
        case .wordPairs: wordPairs
        case .opensBlock: index.units.indices.map { $0 == 0 || index.blocks[$0 - 1] != index.blocks[$0] ? 1 : 0 }
        case .dateAsked: asked.contains(.date) ? has(.date) : zeros
        case .numberAsked: asked.contains(.number) ? has(.number) : zeros
        case .nameAsked: asked.contains(.name) ? text.names.map { Double(min($0.count, 4)) / 4 } : zeros
        case .meaning: meaning.units
        case .previousMeaning: neighbours(meaning.units, -1)
        case .nextMeaning: neighbours(meaning.units, 1)
        case .blockMeaning: ofBlocks(meaning.blocks)
        case .openingMeaning: ofBlocks(meaning.openings)
        case .bestMeaning: ofBlocks(meaning.bestUnits)
        case .alignment: meaning.alignment
        case .hopLink: forLongQuestions(hop?.link)
        case .hopNewLink: forLongQuestions(hop?.newLink)
        case .hopLinkMatch: forLongQuestions(hop?.linkMatch)
        case .hopRest: forLongQuestions(hop?.rest)
        case .hopNames: forLongQuestions(hop?.names)
        case .hopBestName: forLongQuestions(hop?.bestName)
        }
    }

    /// A word that stands nowhere counts as the rarest.
    private static func shareFound(of queryTerms: [UInt64], in units: [[UInt64]]) -> Double {
        var holders: [UInt64: Int] = [:]
        let asked = Set(queryTerms)
        for terms in units { for term in Set(terms).intersection(asked) { holders[term, default: 0] += 1 } }
        func weight(_ count: Int) -> Double { Logarithm.natural(1 + Double(units.count) / Double(max(1, count))) }
        let all = queryTerms.reduce(0) { $0 + weight(holders[$1] ?? 1) }
        return all == 0 ? 0 : queryTerms.reduce(0) { $0 + (holders[$1].map(weight) ?? 0) } / all
    }

    private var zeros: [Double] { Array(repeating: 0, count: index.units.count) }

    private func ofBlocks(_ values: [Double]) -> [Double] { index.blocks.map { values[$0] } }

    private func has(_ kind: FactClass) -> [Double] {
        index.facts.map { facts in facts.contains { index.factKinds[$0] == kind } ? 1 : 0 }
    }

    private func neighbours(_ values: [Double], _ step: Int) -> [Double] {
        index.units.indices.map { unit in
            let other = unit + step
            return index.units.indices.contains(other) && index.blocks[other] == index.blocks[unit] ? values[other] : 0
        }
    }

    /// From no effect at four telling words to the full one at ten.
    private func forLongQuestions(_ values: [Double]?) -> [Double] {
        let length = min(1, max(0, Double(queryTerms.count - 4) / 6))
        return values.map { $0.map { $0 * length } } ?? zeros
    }

    private static func coverage(of query: [UInt64], _ text: UnitTerms, _ blocks: [Int]) -> [Double] {
        var unitsWithTerm: [UInt64: Int] = [:]
        for term in query { unitsWithTerm[term] = 0 }
        let present = text.terms.map { terms in Set(terms.filter { unitsWithTerm[$0] != nil }) }
        for terms in present { for term in terms { unitsWithTerm[term, default: 0] += 1 } }
        // Words that no unit has cannot be covered and do not count. The sum runs in the question's order, so its last bits never vary.
        let weight = unitsWithTerm.mapValues { $0 == 0 ? 0 : Logarithm.natural(1 + Double(text.terms.count) / (Double($0) + 0.5)) }
        let total = max(1e-9, query.reduce(0) { $0 + (weight[$1] ?? 0) })
        let openings = text.openings.map { Set($0) }
        return present.indices.map { unit in
            query.reduce(0) { present[unit].contains($1) || openings[blocks[unit]].contains($1) ? $0 + (weight[$1] ?? 0) : $0 } / total
        }
    }

    private static func pairs(of query: [UInt64], _ text: UnitTerms) -> [Double] {
        var wanted: Set<UInt64> = []
        for (a, b) in zip(query, query.dropFirst()) { wanted.insert(a &* 31 &+ b) }
        return text.terms.map { terms in
            var found: Set<UInt64> = []
            for (a, b) in zip(terms, terms.dropFirst()) where wanted.contains(a &* 31 &+ b) { found.insert(a &* 31 &+ b) }
            return Double(found.count)
        }
    }
}

/// The values divided by the greatest, so that it is 1.
private func scaled(_ values: [Double]) -> [Double] {
    let greatest = values.max() ?? 0
    return greatest > 0 ? values.map { $0 / greatest } : values
}
