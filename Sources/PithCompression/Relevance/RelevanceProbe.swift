// Relevance by itself, without the parsing, counting and choosing around it: for measuring its speed (Benchmarks/Compression).

import PithPrompt
import PithVectors

/// The units of a prompt, ready to be asked.
package struct RelevanceProbe {
    private let index: UnitIndex

    package init(_ prompt: Prompt) {
        index = UnitIndex(prompt, options: CompressionOptions(), strategies: allStrategies.compactMap { $0.selection })
    }

    package var unitCount: Int { index.units.count }

    /// A score for each unit. Cost: as QuestionRanker.
    package func scores(query: String, vectors: WordVectors?) -> [Double] {
        QuestionRanker.scores(of: index, query: query, vectors: vectors)
    }
}
