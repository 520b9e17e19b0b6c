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
        let asked = Set(queryTerms)
        spreadNames(text, blocks, rarity, asked, first)
        let links = Links(text, blocks, rarity, first)
        let weights = queryTerms.map { rarity.ofKnown($0) }
        let total = max(1e-9, weights.reduce(0, +))
        let has = text.terms.map { terms in
            let own = Set(terms.filter(asked.contains))
            return queryTerms.map(own.contains)
        }
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
            for index in queryTerms.indices where has[unit][index] {
                match += weights[index]
                if !has[source][index], !has[firstOfBlock[blocks[source]]][index] { remaining += weights[index] }
            }
            linkMatch[unit] = links.strength[block] * match / total
            rest[unit] = links.strength[block] * remaining / total
        }
    }

    private mutating func spreadNames(
        _ text: UnitTerms, _ blocks: [Int], _ rarity: TermRarity, _ asked: Set<UInt64>, _ first: [Double]
    ) {
        // For each name the best score of a unit that has it, and the best in another block than that one's.
        var best: [UInt64: (score: Double, block: Int)] = [:], second: [UInt64: Double] = [:]
        for unit in first.indices {
            for name in text.names[unit] where !asked.contains(name) {
                if let known = best[name] {
                    if first[unit] > known.score {
                        if known.block != blocks[unit] { second[name] = known.score }
                        best[name] = (first[unit], blocks[unit])
                    } else if known.block != blocks[unit] {
                        second[name] = max(second[name] ?? 0, first[unit])
                    }
                } else {
                    best[name] = (first[unit], blocks[unit])
                }
            }
        }
        for unit in first.indices {
            for name in text.names[unit] {
                guard let known = best[name] else { continue }
                let score = known.block == blocks[unit] ? second[name] ?? 0 : known.score
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
            var blocksTitled: [UInt64: [Int]] = [:]
            var weights: [Double] = []
            for (block, title) in text.titles.enumerated() {
                for term in title { blocksTitled[term, default: []].append(block) }
                weights.append(max(1e-9, title.sorted().reduce(0) { $0 + rarity.of($1) }))
            }
            for unit in first.indices {
                var named: [Int: Double] = [:]
                var seen: Set<UInt64> = []
                for term in text.terms[unit] {
                    guard let titled = blocksTitled[term], titled.count <= SecondHop.maximumTitleCount, seen.insert(term).inserted else {
                        continue
                    }
                    for block in titled where block != blocks[unit] { named[block, default: 0] += rarity.of(term) }
                }
                // Each block is judged by itself, so the order of a dictionary does not show.
                for (block, weight) in named {
                    let share = min(1, weight / weights[block])
                    let reached = share * share * first[unit]
                    if reached > strength[block] { (strength[block], source[block]) = (reached, unit) }
                }
            }
        }
    }
}

/// How rare terms are among the units of a prompt: ln(1 + units / (units that have it + 0.5)).
struct TermRarity {
    private var numbers = KeyTable(minimumCapacity: 256)
    /// How many units have each term, and the last that has it.
    private var holders: [(unitCount: Int, latest: Int)] = []
    private let unitCount: Double

    init(_ text: UnitTerms) {
        unitCount = Double(text.terms.count)
        for (unit, terms) in text.terms.enumerated() {
            for term in terms {
                if let known = numbers.keep(holders.count, for: term) {
                    if holders[known].latest != unit { holders[known] = (holders[known].unitCount + 1, unit) }
                } else {
                    holders.append((1, unit))
                }
            }
        }
    }

    /// The rarity of a term that no more than one unit has.
    var greatest: Double { Logarithm.natural(1 + unitCount / 1.5) }

    func of(_ term: UInt64) -> Double {
        let holderCount = numbers[term].map { holders[$0].unitCount } ?? 0
        return Logarithm.natural(1 + unitCount / (Double(holderCount) + 0.5))
    }

    /// The same, but 0 for a term that no unit has.
    func ofKnown(_ term: UInt64) -> Double { numbers[term] == nil ? 0 : of(term) }
}
