// What can be counted about a unit and a question. Every feature lies between 0 and 1 over the units of one prompt.

import PithFacts
import PithPrompt
import PithSystem

/// A feature of a unit, given a question.
enum QuestionFeature {
    /// BM25 of the unit, of its block, and of the opening words of its block: a title, a heading, the first sentence's subject.
    case unitMatch, blockMatch, openingMatch
    /// BM25 of the unit before and of the one after, in the same block.
    case previousMatch, nextMatch
    /// The share of the question's words, by rarity, that the unit has; and that it has together with its block's opening.
    case coverage, coverageWithOpening
    /// Neighbouring words of the question that stand side by side in the unit.
    case wordPairs
    /// BM25 of the block's opening against the names in the best unit, and in the four best: the second hop.
    case hopFromBest, hopFromFewBest
    case opensBlock
    /// 1 for the block that matches best, 1/2 for the next, and so on.
    case blockRank
    /// The unit has what the question asks for: a date, a number, names.
    case dateAsked, numberAsked, nameAsked
    case blockMatchSquared
}

struct QuestionFeatures {
    private let index: UnitIndex
    private let text: UnitTerms
    private let asked: Set<QuestionType>
    private let unitMatch: [Double]
    private let blockMatch: [Double]
    private let openingMatch: [Double]
    private let hop: (best: [Double], few: [Double])
    private let coverage: (own: [Double], withOpening: [Double])
    private let wordPairs: [Double]

    /// Whether any unit shares a word with the question.
    var matchesAnything: Bool { unitMatch.contains { $0 > 0 } }

    init(_ index: UnitIndex, queryTerms: [UInt64], query: String) {
        self.index = index
        let text = UnitTerms(index)
        self.text = text
        asked = QuestionType.asked(by: query)
        let units = BM25.scores(of: text.terms, query: queryTerms), blocks = BM25.scores(of: text.blockTerms, query: queryTerms)
        (unitMatch, blockMatch) = (scaled(units), scaled(blocks))
        openingMatch = scaled(BM25.scores(of: text.openings, query: queryTerms))
        let first = units.indices.map { units[$0] + BM25.blockWeight * blocks[index.blocks[$0]] }
        let best = first.indices.sorted { (first[$0], $1) > (first[$1], $0) }.prefix(4)
        let known = Set(queryTerms).union(Terms.stopWords)
        hop = (Self.hop(from: best.prefix(1), text, known), Self.hop(from: best, text, known))
        coverage = Self.coverage(of: queryTerms, text, index.blocks)
        wordPairs = scaled(Self.pairs(of: Terms.all(in: Array(query.utf8)), text))
    }

    /// The value of `feature` for each unit.
    func values(of feature: QuestionFeature) -> [Double] {
        switch feature {
        case .unitMatch: unitMatch
        case .blockMatch: index.blocks.map { blockMatch[$0] }
        case .openingMatch: index.blocks.map { openingMatch[$0] }
        case .previousMatch: neighbours(-1)
        case .nextMatch: neighbours(1)
        case .coverage: coverage.own
        case .coverageWithOpening: coverage.withOpening
        case .wordPairs: wordPairs
        case .hopFromBest: index.blocks.map { hop.best[$0] }
        case .hopFromFewBest: index.blocks.map { hop.few[$0] }
        case .opensBlock: index.units.indices.map { $0 == 0 || index.blocks[$0 - 1] != index.blocks[$0] ? 1 : 0 }
        case .blockRank: blockRanks
        case .dateAsked: asked.contains(.date) ? has(.date) : zeros
        case .numberAsked: asked.contains(.number) ? has(.number) : zeros
        case .nameAsked: asked.contains(.name) ? text.names.map { Double(min($0.count, 4)) / 4 } : zeros
        case .blockMatchSquared: index.blocks.map { blockMatch[$0] * blockMatch[$0] }
        }
    }

    private var zeros: [Double] { Array(repeating: 0, count: index.units.count) }

    private func has(_ kind: FactClass) -> [Double] {
        index.facts.map { facts in facts.contains { index.factKinds[$0] == kind } ? 1 : 0 }
    }

    private func neighbours(_ step: Int) -> [Double] {
        index.units.indices.map { unit in
            let other = unit + step
            return index.units.indices.contains(other) && index.blocks[other] == index.blocks[unit] ? unitMatch[other] : 0
        }
    }

    private var blockRanks: [Double] {
        var ranks = Array(repeating: 0.0, count: blockMatch.count)
        for (rank, block) in blockMatch.indices.sorted(by: { (blockMatch[$0], $1) > (blockMatch[$1], $0) }).enumerated() {
            ranks[block] = 1 / Double(1 + rank)
        }
        return index.blocks.map { ranks[$0] }
    }

    /// How well the opening of each block matches names that stand in the given units and not in the question.
    private static func hop(from units: some Sequence<Int>, _ text: UnitTerms, _ known: Set<UInt64>) -> [Double] {
        var seen = known
        var names: [UInt64] = []
        for unit in units { for name in text.names[unit] where seen.insert(name).inserted { names.append(name) } }
        return names.isEmpty ? text.openings.map { _ in 0 } : scaled(BM25.scores(of: text.openings, query: names))
    }

    private static func coverage(of query: [UInt64], _ text: UnitTerms, _ blocks: [Int]) -> (own: [Double], withOpening: [Double]) {
        var unitsWithTerm: [UInt64: Int] = [:]
        for term in query { unitsWithTerm[term] = 0 }
        let present = text.terms.map { terms in Set(terms.filter { unitsWithTerm[$0] != nil }) }
        for terms in present { for term in terms { unitsWithTerm[term, default: 0] += 1 } }
        // Words that no unit has cannot be covered and do not count. The sum runs in the question's order, so its last bits never vary.
        let weight = unitsWithTerm.mapValues { $0 == 0 ? 0 : Logarithm.natural(1 + Double(text.terms.count) / (Double($0) + 0.5)) }
        let total = max(1e-9, query.reduce(0) { $0 + (weight[$1] ?? 0) })
        let openings = text.openings.map { Set($0) }
        func share(_ holds: (UInt64) -> Bool) -> Double { query.reduce(0) { holds($1) ? $0 + (weight[$1] ?? 0) : $0 } / total }
        let own = present.map { terms in share(terms.contains) }
        let both = present.indices.map { unit in share { present[unit].contains($0) || openings[blocks[unit]].contains($0) } }
        return (own, both)
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

/// The terms of every unit and block, and the names in every unit.
private struct UnitTerms {
    private(set) var terms: [[UInt64]] = []
    /// The terms that begin with a capital: names, and first words.
    private(set) var names: [Set<UInt64>] = []
    private(set) var blockTerms: [[UInt64]] = []
    /// The first terms of each block.
    private(set) var openings: [[UInt64]] = []

    private static let openingTermCount = 12

    init(_ index: UnitIndex) {
        for (unit, block) in zip(index.units, index.blocks) {
            var own: [UInt64] = []
            var capitals: Set<UInt64> = []
            let bytes = index.prompt.views[unit.view].bytes
            Terms.forEachWord(in: bytes, unit.range) { term, offset in
                own.append(term)
                if bytes[offset] &- 0x41 < 26, !Terms.stopWords.contains(term) { capitals.insert(term) }
            }
            while blockTerms.count <= block {
                blockTerms.append([])
                openings.append([])
            }
            blockTerms[block].append(contentsOf: own)
            openings[block].append(contentsOf: own.prefix(max(0, Self.openingTermCount - openings[block].count)))
            terms.append(own)
            names.append(capitals)
        }
    }
}
