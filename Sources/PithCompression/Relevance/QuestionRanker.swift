// How much each unit has to do with a question: a small linear ranker over things that can be counted.
//
// BM25 alone finds the sentences that repeat the question's words. The sentence that answers often does not: its subject stands in the
// title of its document or in the sentence before, it gives a date where "when" was asked, or it is reached through a name that the best
// sentence brings up (a second hop). Each of these is a feature between 0 and 1 (see QuestionFeatures); the score is the exponential of
// their weighted sum, so that scores are positive and the best unit's is 1.
//
// The weights were fitted once by maximising the softmax likelihood of the sentences that hold the answer, on the development halves of
// three public question suites; fitted on any two of them they rank the third as well to within three points of R90. They are data:
// another fit is another table.

import PithPrompt
import PithSystem

enum QuestionRanker {
    /// One weight a feature, in the order of `QuestionFeatures.all`.
    static let weights: [(feature: QuestionFeature, weight: Double)] = [
        (.unitMatch, 0.36), (.blockMatch, 0.41), (.openingMatch, 0.68), (.previousMatch, 0.53), (.nextMatch, 0.19),
        (.coverage, 0.50), (.coverageWithOpening, 3.41), (.wordPairs, 0.74), (.hopFromBest, 0.24), (.hopFromFewBest, 1.01),
        (.opensBlock, 0.63), (.blockRank, 0.77), (.dateAsked, 2.22), (.numberAsked, 1.53), (.nameAsked, 1.67), (.blockMatchSquared, 0.66),
    ]

    /// How sharply scores fall off with the weighted sum.
    private static let sharpness = 0.5

    /// A score for each unit, the best one's 1; all 0 when the query holds no word that tells units apart.
    /// Cost: a few passes over the terms of the units.
    static func scores(of index: UnitIndex, query: String) -> [Double] {
        let terms = Terms.ofQuery(query)
        guard !terms.isEmpty, !index.units.isEmpty else { return Array(repeating: 0, count: index.units.count) }
        let features = QuestionFeatures(index, queryTerms: terms, query: query)
        guard features.matchesAnything else { return Array(repeating: 0, count: index.units.count) }
        var sums = Array(repeating: 0.0, count: index.units.count)
        for (feature, weight) in weights {
            for (unit, value) in features.values(of: feature).enumerated() { sums[unit] += weight * value }
        }
        let best = sums.max() ?? 0
        return sums.map { Logarithm.exponential(sharpness * ($0 - best)) }
    }
}
