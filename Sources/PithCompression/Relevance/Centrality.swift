// Without a query, a sentence matters that speaks of what the whole text speaks of: the mean weight of its words, where a word weighs the
// more the more units use it (SumBasic, Nenkova and Vanderwende 2005, with document frequencies), stop words left out. The first unit
// of a block gets a little more: texts say first what they are about.

import PithPrompt
import PithSystem

enum Centrality {
    /// A score between 0 and about 1 for each unit. `block[u]` is the index of the block that unit `u` stands in. Cost: linear, on each core.
    static func scores(of units: [Unit], blocks: [Int], in prompt: Prompt, threadCount: Int = 1) -> [Double] {
        let scale = Logarithm.natural(1 + Double(units.count))
        // Integers add up the same in any order.
        func worth(_ unitCount: Int) -> Int { Int(1_000_000 * Logarithm.natural(Double(max(1, unitCount))) / scale) }
        var scores: [Double] = []
        scores.reserveCapacity(units.count)
        func score(_ part: TermsOfUnits, _ worths: [Int]) {
            for unit in 0..<part.starts.count - 1 {
                let terms = part.termsOfUnits[part.starts[unit]..<part.starts[unit + 1]]
                let sum = terms.reduce(0) { $0 + worths[Int($1)] }
                let mean = terms.isEmpty ? 0 : Double(sum) / 1_000_000 / Double(terms.count)
                let index = scores.count
                let opens = index == 0 || blocks[index] != blocks[index - 1]
                scores.append(mean + (opens ? 0.1 : 0))
            }
        }
        if threadCount == 1 {
            let part = TermsOfUnits(units[...], in: prompt)
            score(part, part.unitCounts.map(worth))
            return scores
        }
        let parts = units.inParts(threadCount: threadCount) { TermsOfUnits($0, in: prompt) }
        // How many units of all parts have each term.
        var numbers = KeyTable(minimumCapacity: parts.first?.terms.count ?? 0)
        var unitCounts: [Int] = []
        for part in parts {
            for (term, count) in zip(part.terms, part.unitCounts) {
                if let known = numbers.keep(unitCounts.count, for: term) { unitCounts[known] += count } else { unitCounts.append(count) }
            }
        }
        let worths = unitCounts.map(worth)
        for part in parts { score(part, part.terms.map { numbers[$0].map { worths[$0] } ?? 0 }) }
        return scores
    }
}

/// The distinct terms of some units, numbered; those of each unit stand one after the other in `termsOfUnits`.
private struct TermsOfUnits: Sendable {
    let terms: [UInt64]
    let unitCounts: [Int]
    let termsOfUnits: [Int32]
    /// Where those of each unit begin, and where the last ends.
    let starts: [Int]

    init(_ units: ArraySlice<Unit>, in prompt: Prompt) {
        var numbers = KeyTable(minimumCapacity: 256)
        var terms: [UInt64] = [], unitCounts: [Int] = [], latestUnits: [Int] = []
        var termsOfUnits: [Int32] = [], starts = [0]
        starts.reserveCapacity(units.count + 1)
        for (index, unit) in units.enumerated() {
            Terms.forEach(in: prompt.views[unit.view].bytes, unit.range) { term in
                let known = numbers.keep(terms.count, for: term)
                let number = known ?? terms.count
                if known == nil {
                    terms.append(term)
                    unitCounts.append(0)
                    // Stop words are as if every unit had counted them already.
                    latestUnits.append(Terms.stopWords.contains(term) ? .max : -1)
                }
                guard latestUnits[number] < index else { return }
                latestUnits[number] = index
                unitCounts[number] += 1
                termsOfUnits.append(Int32(number))
            }
            starts.append(termsOfUnits.count)
        }
        (self.terms, self.unitCounts, self.termsOfUnits, self.starts) = (terms, unitCounts, termsOfUnits, starts)
    }
}
