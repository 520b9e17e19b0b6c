// What it is worth to keep a unit: the weight of its facts, each counted once however often it is said, and its relevance.
//
// A fact weighs by its class and by how few units say it (an idf). Relevance is the ranker's score against the query, or centrality without one. With
// a query the facts of a unit weigh in proportion to the unit's relevance: what was not asked for matters little.

import PithFacts
import PithPrompt
import PithSystem

/// Weights over the units of an index.
struct UnitValues {
    /// The weight of each numbered fact.
    let factWeights: [Double]
    /// What a unit is worth beside its facts.
    let relevance: [Double]
    /// What the facts of each unit are multiplied with.
    let factScale: [Double]
    /// How much a unit's tokens count against its gain: gain ÷ tokens to this power. Where a question decides, the sentence that answers it
    /// is wanted even when it is long.
    let costExponent: Double
    /// Whether a query decides.
    let hasQuery: Bool

    init(_ index: UnitIndex, query: String?) {
        let unitCount = Double(index.units.count)
        factWeights = index.factKinds.indices.map { fact in
            let rarity = Logarithm.natural(1 + unitCount / Double(max(1, index.holderCounts[fact])))
            return FactWeights.weight(of: index.factKinds[fact]) * rarity
        }
        let prompt = index.prompt
        if let query, !query.isEmpty {
            let scores = QuestionRanker.scores(of: index, query: query)
            let ranks = RankedWorth(index, scores: scores)
            relevance = scores.indices.map { Self.relevanceWeight * (ranks.worth(of: $0) ?? scores[$0]) }
            factScale = scores.indices.map { ranks.factScale(of: $0) ?? 0.02 + 0.1 * scores[$0] }
            (costExponent, hasQuery) = (0.35, true)
        } else {
            let scores = Centrality.scores(of: index.units, blocks: index.blocks, in: prompt)
            let ranks = RankedWorth(index, scores: nil)
            relevance = scores.indices.map { ranks.worth(of: $0).map { Self.rankedWeight * $0 } ?? scores[$0] }
            factScale = scores.indices.map { ranks.factScale(of: $0) ?? 1 }
            (costExponent, hasQuery) = (1, false)
        }
    }

    /// Given weights, facts counting in full.
    init(factWeights: [Double], relevance: [Double]) {
        (self.factWeights, self.relevance) = (factWeights, relevance)
        factScale = relevance.map { _ in 1 }
        (costExponent, hasQuery) = (1, false)
    }

    /// The same, for other units.
    init(_ values: UnitValues, relevance: [Double], factScale: [Double]) {
        (factWeights, self.relevance, self.factScale) = (values.factWeights, relevance, factScale)
        (costExponent, hasQuery) = (values.costExponent, values.hasQuery)
    }

    /// Values for session mode, where later messages must not count: rarity comes from the class alone.
    init(causal index: UnitIndex) {
        factWeights = index.factKinds.map { FactWeights.weight(of: $0) }
        let ranks = RankedWorth(index, scores: nil)
        relevance = index.units.indices.map { ranks.worth(of: $0).map { Self.rankedWeight * $0 } ?? 0.1 }
        factScale = index.units.indices.map { ranks.factScale(of: $0) ?? 1 }
        (costExponent, hasQuery) = (1, false)
    }

    private static let relevanceWeight = 100.0
    /// What a part of the best rank weighs where facts count in full.
    private static let rankedWeight = 20.0
}
