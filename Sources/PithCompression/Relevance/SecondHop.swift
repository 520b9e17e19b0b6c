// The second hop: what answers a question is often reached only through a name that the first good sentence brings up. "Which company runs the
// Kestrel Line, and when was it founded?": one document says that Marlow Transit runs it, and only that one's own document has the year.
//
// Given first scores of all units, relevance flows along names: from a sentence to the block whose title it names, and from a sentence to
// others that share a rare name with it, never inside one block. Each flow is one pass over the terms (spreading activation, as in
// Salton and Buckley 1988, one step of it).

import PithSystem

/// What reaches each unit from good units of other blocks. Each value lies between 0 and 1.
struct SecondHop {
    /// The best unit elsewhere that names the title of this unit's block: its score times the square of the share that it names; and the same
    /// less the share that the question itself names.
    private(set) var link: [Double]
    private(set) var newLink: [Double]
    /// The link times the share of the question's words that this unit has; and that it has and the naming unit has not.
    private(set) var linkMatch: [Double]
    private(set) var rest: [Double]
    /// The best of the names of this unit that good units elsewhere have, by rarity and their score.
    private(set) var bestName: [Double]

    /// A word that stands in more titles than this leads nowhere; so the number of steps stays linear.
    private static let maximumTitleCount = 16

    /// `first` holds a score for each unit, the best one's 1. Cost: a few passes over the terms.
    init(_ text: UnitTerms, blocks: [Int], queryTerms: [UInt64], first: [Double]) {
        let unitCount = text.terms.count
        let zeros = Array(repeating: 0.0, count: unitCount)
        (link, newLink, linkMatch, rest, bestName) = (zeros, zeros, zeros, zeros, zeros)
        let rarity = TermRarity(text)
        let asked = TermSet(queryTerms)
        spreadNames(text, blocks, rarity, asked, first)
        let links = Links(text, blocks, rarity, first)
        let weights = queryTerms.map { rarity.ofKnown($0) }
        let total = max(1e-9, weights.reduce(0, +))
        let has = AskedTerms(text, queryTerms)
        var firstOfBlock = Array(repeating: 0, count: text.titles.count)
        for unit in (0..<unitCount).reversed() { firstOfBlock[blocks[unit]] = unit }
        for unit in 0..<unitCount {
            let block = blocks[unit]
            guard links.strength[block] > 0, let source = links.source[block] else { continue }
            link[unit] = links.strength[block]
            let title = text.titles[block].sorted()
            let named = title.reduce(0) { asked.contains($1) ? $0 + rarity.of($1) : $0 } / max(1e-9, title.reduce(0) { $0 + rarity.of($1) })
            newLink[unit] = links.strength[block] * (1 - named)
            var match = 0.0, remaining = 0.0
            for index in queryTerms.indices where has[unit, index] {
                match += weights[index]
                if !has[source, index], !has[firstOfBlock[blocks[source]], index] { remaining += weights[index] }
            }
            linkMatch[unit] = links.strength[block] * match / total
            rest[unit] = links.strength[block] * remaining / total
        }
    }

    private mutating func spreadNames(
        _ text: UnitTerms, _ blocks: [Int], _ rarity: TermRarity, _ asked: TermSet, _ first: [Double]
    ) {
        // For each name the best score of a unit that has it, and the best in another block than that one's.
        var numbers = KeyTable()
        var best: [(score: Double, block: Int, elsewhere: Double)] = []
        for unit in first.indices {
            for name in text.names[unit] where !asked.contains(name) {
                guard let known = numbers.keep(best.count, for: name) else {
                    best.append((first[unit], blocks[unit], 0))
                    continue
                }
                if first[unit] > best[known].score {
                    if best[known].block != blocks[unit] { best[known].elsewhere = best[known].score }
                    (best[known].score, best[known].block) = (first[unit], blocks[unit])
                } else if best[known].block != blocks[unit] {
                    best[known].elsewhere = max(best[known].elsewhere, first[unit])
                }
            }
        }
        for unit in first.indices {
            for name in text.names[unit] {
                guard let known = numbers[name].map({ best[$0] }) else { continue }
                let score = known.block == blocks[unit] ? known.elsewhere : known.score
                bestName[unit] = max(bestName[unit], score * rarity.of(name) / rarity.greatest)
            }
        }
    }

    /// For each block the unit elsewhere that leads to it best.
    private struct Links {
        private(set) var strength: [Double]
        private(set) var source: [Int?]

        init(_ text: UnitTerms, _ blocks: [Int], _ rarity: TermRarity, _ first: [Double]) {
            strength = text.titles.map { _ in 0 }
            source = text.titles.map { _ in nil }
            var titled = KeyTable()
            var blocksTitled: [[Int]] = []
            var weights: [Double] = []
            for (block, title) in text.titles.enumerated() {
                for term in title {
                    if let known = titled.keep(blocksTitled.count, for: term) {
                        blocksTitled[known].append(block)
                    } else {
                        blocksTitled.append([block])
                    }
                }
                weights.append(max(1e-9, title.sorted().reduce(0) { $0 + rarity.of($1) }))
            }
            // For each block how much of its title the unit at hand names; and for each term of titles the unit that had it last.
            var named = weights.map { _ in 0.0 }
            var reachedBlocks: [Int] = []
            var latest = blocksTitled.map { _ in -1 }
            for unit in first.indices {
                for term in text.terms[unit] {
                    guard let number = titled[term], latest[number] != unit, blocksTitled[number].count <= SecondHop.maximumTitleCount
                    else { continue }
                    latest[number] = unit
                    let weight = rarity.of(term)
                    for block in blocksTitled[number] where block != blocks[unit] {
                        if named[block] == 0 { reachedBlocks.append(block) }
                        named[block] += weight
                    }
                }
                for block in reachedBlocks {
                    let share = min(1, named[block] / weights[block])
                    let reached = share * share * first[unit]
                    if reached > strength[block] { (strength[block], source[block]) = (reached, unit) }
                    named[block] = 0
                }
                reachedBlocks.removeAll(keepingCapacity: true)
            }
        }
    }
}

/// Which of the question's terms each unit has.
private struct AskedTerms {
    private let termCount: Int
    private var has: [Bool]

    /// Each term of the question stands in it once.
    init(_ text: UnitTerms, _ queryTerms: [UInt64]) {
        termCount = queryTerms.count
        has = Array(repeating: false, count: text.terms.count * termCount)
        let positions = KeyTable(positionsOf: queryTerms)
        for (unit, terms) in text.terms.enumerated() {
            for term in terms { if let position = positions[term] { has[unit * termCount + position] = true } }
        }
    }

    subscript(unit: Int, term: Int) -> Bool { has[unit * termCount + term] }
}

/// How rare terms are among the units of a prompt: ln(1 + units / (units that have it + 0.5)).
struct TermRarity {
    private var holders = HolderCounts()
    /// The rarity of each term, by its number among them.
    private let rarities: [Double]
    private let unitCount: Double

    init(_ text: UnitTerms) {
        let unitCount = Double(text.terms.count)
        for (unit, terms) in text.terms.enumerated() { for term in terms { holders.add(term, of: unit) } }
        rarities = holders.counts.map { Self.rarity(unitCount, $0.holders) }
        self.unitCount = unitCount
    }

    private static func rarity(_ unitCount: Double, _ holderCount: Int) -> Double {
        Logarithm.natural(1 + unitCount / (Double(holderCount) + 0.5))
    }

    /// The rarity of a term that no more than one unit has.
    var greatest: Double { Logarithm.natural(1 + unitCount / 1.5) }

    func of(_ term: UInt64) -> Double { holders.number(of: term).map { rarities[$0] } ?? Self.rarity(unitCount, 0) }

    /// The same, but 0 for a term that no unit has.
    func ofKnown(_ term: UInt64) -> Double { holders.number(of: term) == nil ? 0 : of(term) }
}
