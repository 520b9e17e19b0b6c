// Without a query, a sentence matters that speaks of what the whole text speaks of: the mean weight of its words, where a word weighs the
// more the more units use it (SumBasic, Nenkova and Vanderwende 2005, with document frequencies), stop words left out. The first unit
// of a block gets a little more: texts say first what they are about.

import PithPrompt
import PithSystem

enum Centrality {
    /// A score between 0 and about 1 for each unit. `block[u]` is the index of the block that unit `u` stands in. Cost: linear.
    static func scores(of units: [Unit], blocks: [Int], in prompt: Prompt) -> [Double] {
        // The distinct terms of the prompt are numbered; those of each unit stand one after the other in `termsOfUnits`. Stop words are as if
        // every unit had counted them already.
        var numbers = KeyTable(minimumCapacity: 256)
        var unitCounts: [Int] = [], latestUnits: [Int] = []
        var termsOfUnits: [Int32] = [], starts = [0]
        starts.reserveCapacity(units.count + 1)
        for (index, unit) in units.enumerated() {
            Terms.forEach(in: prompt.views[unit.view].bytes, unit.range) { term in
                let known = numbers.keep(unitCounts.count, for: term)
                let number = known ?? unitCounts.count
                if known == nil {
                    unitCounts.append(0)
                    latestUnits.append(Terms.stopWords.contains(term) ? .max : -1)
                }
                guard latestUnits[number] < index else { return }
                latestUnits[number] = index
                unitCounts[number] += 1
                termsOfUnits.append(Int32(number))
            }
            starts.append(termsOfUnits.count)
        }
        let scale = Logarithm.natural(1 + Double(units.count))
        // Integers add up the same in any order.
        let worths = unitCounts.map { Int(1_000_000 * Logarithm.natural(Double(max(1, $0))) / scale) }
        return units.indices.map { index in
            let terms = termsOfUnits[starts[index]..<starts[index + 1]]
            let sum = terms.reduce(0) { $0 + worths[Int($1)] }
            let mean = terms.isEmpty ? 0 : Double(sum) / 1_000_000 / Double(terms.count)
            let opens = index == 0 || blocks[index] != blocks[index - 1]
            return mean + (opens ? 0.1 : 0)
        }
    }
}
