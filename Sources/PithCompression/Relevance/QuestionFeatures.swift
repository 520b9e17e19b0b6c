// What can be counted about a unit and a question. Every feature lies between 0 and 1 over the units of one prompt.

import PithFacts
import PithPrompt
import PithSystem
import PithVectors

/// A feature of a unit, given a question.
enum QuestionFeature: CaseIterable {
    /// BM25 of the unit, of its block, of the opening words of its block, and of the unit after it in the same block.
    case unitMatch, blockMatch, openingMatch, nextMatch
    case blockMatchSquared
    /// Neighbouring words of the question that stand side by side in the unit.
    case wordPairs
    /// The share of the question's words that is covered (see CoverageFeatures); and the share of the title that the question names.
    case coverage, coverageWithOpening, titleCoverage, blockCoverage, titleNamed
    /// Where the unit stands: it opens its block, how far it is from the opening, it has few tokens.
    case opensBlock, lateness, isShort
    /// The question asks when, how many, who, where, or something else; and the unit has a date, a number, names, a place.
    case whenDate, whenNumber, whenNames, howManyNumber, howManyNames, whoDate, whoNames, whoPlace, whereDate, wherePlace, otherDate
    /// Likeness in meaning (see MeaningFeatures) of the unit, of those before and after it in the same block, and of the block.
    case meaning, previousMeaning, nextMeaning, blockMeaning
    /// The same over the greatest of all units, for the unit by itself and behind its title; 1 for the block with the best such unit, 1/2 for the
    /// next, and so on.
    case relativeMeaning, relativeTitledMeaning, blockRank
    /// The share of the question's words that words of like meaning meet (see AlignmentFeatures).
    case alignment, titledAlignment, blockAlignment, leastAlignment, relativeAlignment
    /// What reaches the unit from the best units of other blocks (see SecondHop), as far as the question is long: a question of many words more
    /// often needs two documents.
    case hopLink, hopNewLink, hopLinkMatch, hopRest, hopBestName
}

struct QuestionFeatures {
    private let index: UnitIndex
    private let text: UnitTerms
    /// The terms of the question are numbered below this.
    private let queryTermCount: Int
    private let asked: Set<QuestionType>
    private let matches: Matches
    private let meaning: MeaningFeatures
    private let alignment: AlignmentFeatures
    private let dates: [Double]
    private let names: [Double]
    private var hop: SecondHop?
    /// The share of the question's words, by rarity, that stand anywhere in the text.
    var shareOfWordsFound: Double { matches.shareOfWordsFound }

    /// Whether any unit has to do with the question at all.
    var matchesAnything: Bool { matches.units.contains { $0 > 0 } || meaning.units.contains { $0 > 0 } }

    init(_ index: UnitIndex, queryTerms: [UInt64], query: String, vectors: WordVectors?) {
        self.index = index
        queryTermCount = queryTerms.count
        var table = WordTable(lexicon: WordLexicon(vectors))
        for term in queryTerms { _ = table.number(of: term) }
        let allTerms = Terms.all(in: Array(query.utf8)).map { table.number(of: $0) }
        let words = QuestionWords(query, &table)
        let text = UnitTerms(index, table: table)
        self.text = text
        asked = QuestionType.asked(by: query)
        dates = Self.dates(text, index)
        names = Self.names(text, queryTermCount)
        let blocks = index.blocks
        (matches, (meaning, alignment)) = Parallel.both(threadCount: index.threadCount) { [queryTermCount] in
            Matches(text, blocks: blocks, queryTermCount: queryTermCount, query: allTerms)
        } and: {
            Parallel.both(threadCount: index.threadCount) {
                MeaningFeatures(text, blocks: blocks, question: words)
            } and: {
                AlignmentFeatures(text, blocks: blocks, question: words)
            }
        }
    }

    /// How well words are met to the letter.
    private struct Matches {
        let units: [Double]
        let blocks: [Double]
        let openings: [Double]
        let wordPairs: [Double]
        let coverage: CoverageFeatures
        let shareOfWordsFound: Double

        /// `query` holds all terms of the question, in order.
        init(_ text: UnitTerms, blocks blockOfUnit: [Int], queryTermCount: Int, query: [Int32]) {
            units = scaled(BM25.scores(of: text.terms, queryTermCount: queryTermCount))
            blocks = scaled(BM25.scores(of: text.blockTerms, queryTermCount: queryTermCount))
            openings = scaled(BM25.scores(of: text.openings, queryTermCount: queryTermCount))
            shareOfWordsFound = QuestionFeatures.shareFound(ofTermsBelow: queryTermCount, in: text.terms)
            wordPairs = scaled(QuestionFeatures.pairs(of: query, text.terms))
            coverage = CoverageFeatures(text, blocks: blockOfUnit, queryTermCount: queryTermCount)
        }
    }

    /// Whether the question is long enough for a second hop.
    var needsHop: Bool { hopShare > 0 }

    /// Follows names from the units that score well; without it the features of the second hop are 0.
    mutating func hop(from firstScores: [Double]) {
        hop = SecondHop(text, blocks: index.blocks, queryTermCount: queryTermCount, first: firstScores)
    }

    /// The value of `feature` for each unit.
    func values(of feature: QuestionFeature) -> [Double] {
        switch feature {
        case .unitMatch: matches.units
        case .blockMatch: ofBlocks(matches.blocks)
        case .openingMatch: ofBlocks(matches.openings)
        case .nextMatch: neighbours(matches.units, 1)
        case .blockMatchSquared: ofBlocks(matches.blocks.map { $0 * $0 })
        case .wordPairs: matches.wordPairs
        case .coverage: matches.coverage.units
        case .coverageWithOpening: matches.coverage.openedUnits
        case .titleCoverage: ofBlocks(matches.coverage.titles)
        case .blockCoverage: ofBlocks(matches.coverage.blocks)
        case .titleNamed: ofBlocks(matches.coverage.namedTitles)
        case .opensBlock: distances.map { $0 == 0 ? 1 : 0 }
        case .lateness: distances.map { Double(min($0, 10)) / 10 }
        case .isShort: index.tokenCounts.map { $0 < Self.fewTokens ? 1 : 0 }
        case .whenDate: asked.contains(.date) ? dates : zeros
        case .whenNumber: asked.contains(.date) ? numbers : zeros
        case .whenNames: asked.contains(.date) ? names : zeros
        case .howManyNumber: asked.contains(.number) ? numbers : zeros
        case .howManyNames: asked.contains(.number) ? names : zeros
        case .whoDate: asked.contains(.name) ? dates : zeros
        case .whoNames: asked.contains(.name) ? names : zeros
        case .whoPlace: asked.contains(.name) ? places : zeros
        case .whereDate: asked.contains(.place) ? dates : zeros
        case .wherePlace: asked.contains(.place) ? places : zeros
        case .otherDate: asked.isEmpty ? dates : zeros
        case .meaning: meaning.units
        case .previousMeaning: neighbours(meaning.units, -1)
        case .nextMeaning: neighbours(meaning.units, 1)
        case .blockMeaning: ofBlocks(meaning.blocks)
        case .relativeMeaning: scaled(meaning.units)
        case .relativeTitledMeaning: scaled(meaning.titledUnits)
        case .blockRank: ofBlocks(inverseRanks(meaning.bestUnits))
        case .alignment: alignment.around
        case .titledAlignment: alignment.titled
        case .blockAlignment: ofBlocks(alignment.blocks)
        case .leastAlignment: alignment.least
        case .relativeAlignment: scaled(alignment.around)
        case .hopLink: forLongQuestions(hop?.link)
        case .hopNewLink: forLongQuestions(hop?.newLink)
        case .hopLinkMatch: forLongQuestions(hop?.linkMatch)
        case .hopRest: forLongQuestions(hop?.rest)
        case .hopBestName: forLongQuestions(hop?.bestName)
        }
    }

    private static let fewTokens = 12

    /// A word that stands nowhere counts as the rarest.
    private static func shareFound(ofTermsBelow queryTermCount: Int, in units: NumberLists) -> Double {
        var counts = HolderCounts(numberCount: queryTermCount)
        for unit in 0..<units.count { for term in units[unit] where Int(term) < queryTermCount { counts.add(term, of: unit) } }
        let holders = (0..<Int32(queryTermCount)).map { counts[$0] }
        func weight(_ count: Int) -> Double { Logarithm.natural(1 + Double(units.count) / Double(max(1, count))) }
        let all = holders.reduce(0) { $0 + weight($1) }
        return all == 0 ? 0 : holders.reduce(0) { $1 > 0 ? $0 + weight($1) : $0 } / all
    }

    private var zeros: [Double] { Array(repeating: 0, count: index.units.count) }

    private func ofBlocks(_ values: [Double]) -> [Double] { index.blocks.map { values[$0] } }

    private var numbers: [Double] { text.signs.map { $0.contains(.number) ? 1 : 0 } }
    private var places: [Double] { text.signs.map { $0.contains(.place) ? 1 : 0 } }

    private static func dates(_ text: UnitTerms, _ index: UnitIndex) -> [Double] {
        index.units.indices.map { unit in
            text.signs[unit].contains(.date) || index.facts.integers(of: unit).contains { index.factKinds[$0] == .date } ? 1 : 0
        }
    }

    /// Names that the question has not: none is 0, four and more are 1.
    private static func names(_ text: UnitTerms, _ queryTermCount: Int) -> [Double] {
        (0..<text.names.count).map { unit in Double(min(text.names[unit].count { Int($0) >= queryTermCount }, 4)) / 4 }
    }

    /// How many units of the same block stand before each.
    private var distances: [Int] {
        var distance = -1
        return index.units.indices.map { unit in
            distance = unit > 0 && index.blocks[unit - 1] == index.blocks[unit] ? distance + 1 : 0
            return distance
        }
    }

    private func neighbours(_ values: [Double], _ step: Int) -> [Double] {
        index.units.indices.map { unit in
            let other = unit + step
            return index.units.indices.contains(other) && index.blocks[other] == index.blocks[unit] ? values[other] : 0
        }
    }

    /// From nothing at five telling words to all of the second hop at nine.
    private var hopShare: Double { min(1, max(0, Double(queryTermCount - 5) / 4)) }

    private func forLongQuestions(_ values: [Double]?) -> [Double] { values.map { $0.map { $0 * hopShare } } ?? zeros }

    /// How many pairs of neighbouring terms of the question each unit has, each once.
    private static func pairs(of query: [Int32], _ units: NumberLists) -> [Double] {
        let queryWordCount = (query.max() ?? -1) + 1
        var numbers = KeyTable()
        func key(_ first: Int32, _ second: Int32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }
        for (first, second) in zip(query, query.dropFirst()) { numbers.keep(numbers.count, for: key(first, second)) }
        var holders = HolderCounts(numberCount: numbers.count)
        return (0..<units.count).map { unit in
            var count = 0
            var previous = Int32.max
            for term in units[unit] {
                if previous < queryWordCount, term < queryWordCount, let pair = numbers[key(previous, term)],
                    holders.add(Int32(pair), of: unit)
                {
                    count += 1
                }
                previous = term
            }
            return Double(count)
        }
    }
}

/// One over the rank of each value, 0 for none; of equal ones the earlier ranks first.
private func inverseRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }
    var ranks = values
    for (rank, index) in order.enumerated() where values[index] > 0 { ranks[index] = 1 / Double(1 + rank) }
    return ranks
}

/// The values divided by the greatest, so that it is 1.
private func scaled(_ values: [Double]) -> [Double] {
    let greatest = values.max() ?? 0
    return greatest > 0 ? values.map { $0 / greatest } : values
}
