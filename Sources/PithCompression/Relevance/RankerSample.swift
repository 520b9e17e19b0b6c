// What the ranker sees of a prompt and a question, for fitting its weights outside (Training/Ranker).

import PithPrompt
import PithVectors

/// The units of a prompt with the value of each feature.
package struct RankerSample: Sendable {
    /// The bytes of each unit in the prompt.
    package let ranges: [Range<Int>]
    package let blocks: [Int]
    package let tokenCounts: [Int]
    /// The features by name, each with a value for every unit.
    package let features: [(name: String, values: [Double])]

    /// The sample of a question. `firstWeights` are those of the first scores, by feature; nil: the ranker's own. Nil when nothing in
    /// the prompt has to do with the query. Cost: as one compression with a query.
    package init?(
        _ prompt: Prompt, query: String, options: CompressionOptions, vectors: WordVectors?, firstWeights: [String: Double]? = nil
    ) {
        let strategies = allStrategies.compactMap { $0.selection }
        let index = UnitIndex(prompt, options: options, strategies: strategies)
        guard var features = QuestionRanker.features(of: index, query: query, vectors: vectors) else { return nil }
        let weights = firstWeights.map { given in
            QuestionFeature.allCases.compactMap { feature in given["\(feature)"].map { (feature, $0) } }
        }
        features.hop(from: QuestionRanker.firstScores(of: index, features, weights: weights, hasVectors: vectors != nil))
        ranges = index.units.map { prompt.views[$0.view].rawRange(of: $0.range) }
        blocks = index.blocks
        tokenCounts = index.tokenCounts
        self.features = QuestionFeature.allCases.map { ("\($0)", features.values(of: $0)) }
    }
}
