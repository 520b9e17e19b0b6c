// The share of a question's words, by rarity, that stands in a unit, in the title of its block, or anywhere in its block; and how much of a title the
// question names.

import PithSystem

/// How much of a question is covered word for word. Each value lies between 0 and 1.
struct CoverageFeatures {
    /// By each unit beside its head, and by each unit with the opening of its block.
    private(set) var units: [Double]
    private(set) var openedUnits: [Double]
    /// By the title of each block, and by each block as a whole.
    private(set) var titles: [Double]
    private(set) var blocks: [Double]
    /// The share of each block's title that the question names.
    private(set) var namedTitles: [Double]

    /// Of a longer question the first words count.
    private static let maximumTermCount = 64

    /// Cost: a pass over the terms of the units.
    init(_ text: UnitTerms, blocks blockOfUnit: [Int], queryTerms: [UInt64]) {
        let asked = queryTerms.prefix(Self.maximumTermCount)
        let bits = KeyTable(positionsOf: asked)
        func mask(_ terms: some Sequence<UInt64>) -> UInt64 {
            terms.reduce(0) { mask, term in bits[term].map { mask | 1 << UInt64($0) } ?? mask }
        }
        let bodies = zip(text.terms, text.headTermCounts).map { mask($0.dropFirst($1)) }
        let all = zip(zip(text.terms, text.headTermCounts), bodies).map { $1 | mask($0.0.prefix($0.1)) }
        // Words that no unit has cannot be covered and do not count. Sums run in the question's order, so their last bits never vary.
        let unitCount = Double(text.terms.count)
        let weights = asked.indices.map { index in
            let holders = all.count { $0 >> UInt64(index) & 1 == 1 }
            return holders == 0 ? 0 : Logarithm.natural(1 + unitCount / (Double(holders) + 0.5))
        }
        let total = max(1e-9, weights.reduce(0, +))
        func share(_ mask: UInt64) -> Double {
            weights.indices.reduce(0) { mask >> UInt64($1) & 1 == 1 ? $0 + weights[$1] : $0 } / total
        }
        let openings = text.openings.map { mask($0) }
        let titleMasks = text.titles.map { mask($0) }
        var whole = titleMasks
        for (unit, block) in blockOfUnit.enumerated() { whole[block] |= bodies[unit] }
        units = bodies.map(share)
        openedUnits = blockOfUnit.indices.map { share(all[$0] | openings[blockOfUnit[$0]]) }
        titles = titleMasks.map(share)
        blocks = whole.map(share)
        namedTitles = text.titles.indices.map { block in
            text.titles[block].isEmpty ? 0 : Double(titleMasks[block].nonzeroBitCount) / Double(text.titles[block].count)
        }
    }
}
