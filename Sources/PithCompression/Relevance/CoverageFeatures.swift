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

    /// The terms of the question are those numbered below `queryTermCount`. Cost: a pass over the terms of the units.
    init(_ text: UnitTerms, blocks blockOfUnit: [Int], queryTermCount: Int) {
        let askedCount = min(queryTermCount, Self.maximumTermCount)
        func mask(_ terms: ArraySlice<Int32>) -> UInt64 {
            var mask: UInt64 = 0
            for term in terms where Int(term) < askedCount { mask |= 1 << UInt64(term) }
            return mask
        }
        var bodies: [UInt64] = [], all: [UInt64] = []
        for unit in 0..<text.terms.count {
            let terms = text.terms[unit], headCount = text.headTermCounts[unit]
            bodies.append(mask(terms.dropFirst(headCount)))
            all.append(bodies[unit] | mask(terms.prefix(headCount)))
        }
        // Words that no unit has cannot be covered and do not count. Sums run in the question's order, so their last bits never vary.
        let unitCount = Double(text.terms.count)
        let weights = (0..<askedCount).map { index in
            let holders = all.count { $0 >> UInt64(index) & 1 == 1 }
            return holders == 0 ? 0 : Logarithm.natural(1 + unitCount / (Double(holders) + 0.5))
        }
        let total = max(1e-9, weights.reduce(0, +))
        func share(_ mask: UInt64) -> Double {
            var left = mask, sum = 0.0
            while left != 0 {
                sum += weights[left.trailingZeroBitCount]
                left &= left - 1
            }
            return sum / total
        }
        let openings = (0..<text.openings.count).map { mask(text.openings[$0]) }
        let titleMasks = (0..<text.titles.count).map { mask(text.titles[$0]) }
        var whole = titleMasks
        for (unit, block) in blockOfUnit.enumerated() { whole[block] |= bodies[unit] }
        units = bodies.map(share)
        openedUnits = blockOfUnit.indices.map { share(all[$0] | openings[blockOfUnit[$0]]) }
        titles = titleMasks.map(share)
        blocks = whole.map(share)
        namedTitles = titleMasks.indices.map { block in
            text.titles[block].isEmpty ? 0 : Double(titleMasks[block].nonzeroBitCount) / Double(text.titles[block].count)
        }
    }
}
