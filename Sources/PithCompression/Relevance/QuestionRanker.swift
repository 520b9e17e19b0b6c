// How much each unit has to do with a question: a small linear ranker over things that can be counted.
//
// BM25 alone finds the sentences that repeat the question's words. The sentence that answers often does not: its subject stands in the
// title of its document or in the sentence before, it says "movie" where "film" was asked, it gives a date where "when" was asked, or it is
// reached through a name that the best sentence brings up. Each of these is a feature between 0 and 1 (see QuestionFeatures). The score
// is the exponential of their weighted sum, so that scores are positive and the best unit's is 1. Units are scored twice: the first scores
// say from which units names are followed, the second count where they lead.
//
// The weights are data, fitted by Training/Ranker/fit.py; Documentation/Relevance.md has the figures.

import PithPrompt
import PithSystem
import PithVectors

enum QuestionRanker {
    /// How sharply scores fall off with the weighted sum.
    private static let sharpness = 0.5

    /// A score for each unit, the best one's 1; all 0 when nothing in the text has to do with the query.
    /// Cost: a few passes over the words of the units.
    static func scores(of index: UnitIndex, query: String, vectors: WordVectors? = .embedded) -> [Double] {
        guidance(of: index, query: query, vectors: vectors).scores
    }

    /// The same scores, and how far to trust them, 0...1: the best unit's score is 1 also where nothing fits. A question of which half the
    /// words, by rarity, stand in the text is about the text; where none does ("What went wrong here?" of a log), its likeness to this line or
    /// that is chance.
    static func guidance(of index: UnitIndex, query: String, vectors: WordVectors? = .embedded) -> (scores: [Double], trust: Double) {
        guard var features = features(of: index, query: query, vectors: vectors) else { return (index.units.map { _ in 0 }, 0) }
        let weights = vectors == nil ? QuestionWeights.ofWords : QuestionWeights.ofWordsAndMeaning
        if features.needsHop { features.hop(from: scores(index.units.count, features, weights.first)) }
        return (scores(index.units.count, features, weights.second), min(1, features.shareOfWordsFound / shareThatIsTrusted))
    }

    private static let shareThatIsTrusted = 0.5

    /// The features before the second hop; nil when nothing has to do with the query.
    static func features(of index: UnitIndex, query: String, vectors: WordVectors?) -> QuestionFeatures? {
        let terms = Terms.ofQuery(query)
        guard !terms.isEmpty, !index.units.isEmpty else { return nil }
        let features = QuestionFeatures(index, queryTerms: terms, query: query, vectors: vectors)
        return features.matchesAnything ? features : nil
    }

    /// The first scores, from which names are followed; with other weights when those are given.
    static func firstScores(
        of index: UnitIndex, _ features: QuestionFeatures, weights: QuestionWeights.Table?, hasVectors: Bool
    ) -> [Double] {
        let own = hasVectors ? QuestionWeights.ofWordsAndMeaning : QuestionWeights.ofWords
        return scores(index.units.count, features, weights ?? own.first)
    }

    private static func scores(_ count: Int, _ features: QuestionFeatures, _ weights: QuestionWeights.Table) -> [Double] {
        var sums = Array(repeating: 0.0, count: count)
        for (feature, weight) in weights {
            for (unit, value) in features.values(of: feature).enumerated() { sums[unit] += weight * value }
        }
        let best = sums.max() ?? 0
        return sums.map { Logarithm.exponential(sharpness * ($0 - best)) }
    }
}
