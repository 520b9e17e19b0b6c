// Without a query, a sentence matters that speaks of what the whole text speaks of: the mean weight of its words, where a word weighs the
// more the more units use it (SumBasic, Nenkova and Vanderwende 2005, with document frequencies), stop words left out. The first unit
// of a block gets a little more: texts say first what they are about.

import PithPrompt
import PithSystem

enum Centrality {
    /// A score between 0 and about 1 for each unit. `block[u]` is the index of the block that unit `u` stands in. Cost: linear.
    static func scores(of units: [Unit], blocks: [Int], in prompt: Prompt) -> [Double] {
        var unitsWithTerm: [UInt64: Int] = [:]
        var termsOfUnit: [[UInt64]] = []
        termsOfUnit.reserveCapacity(units.count)
        for unit in units {
            var terms: Set<UInt64> = []
            Terms.forEach(in: prompt.views[unit.view].bytes, unit.range) { if !Terms.stopWords.contains($0) { terms.insert($0) } }
            for term in terms { unitsWithTerm[term, default: 0] += 1 }
            termsOfUnit.append(Array(terms))
        }
        let scale = Logarithm.natural(1 + Double(units.count))
        return units.indices.map { index in
            let terms = termsOfUnit[index]
            // Integers add up the same in any order; so the order of a set does not show.
            let sum = terms.reduce(0) { $0 + Int(1_000_000 * Logarithm.natural(Double(unitsWithTerm[$1] ?? 1)) / scale) }
            let mean = terms.isEmpty ? 0 : Double(sum) / 1_000_000 / Double(terms.count)
            let opens = index == 0 || blocks[index] != blocks[index - 1]
            return mean + (opens ? 0.1 : 0)
        }
    }
}
