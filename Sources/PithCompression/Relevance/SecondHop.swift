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

    /// `first` holds a score for each unit, the best one's 1; the terms of the question are those numbered below `queryTermCount`.
    /// Cost: a few passes over the terms.
    init(_ text: UnitTerms, blocks: [Int], queryTermCount: Int, first: [Double]) {
        let unitCount = text.terms.count
        let zeros = Array(repeating: 0.0, count: unitCount)
        (link, newLink, linkMatch, rest, bestName) = (zeros, zeros, zeros, zeros, zeros)
        let rarity = TermRarity(text)
        spreadNames(text, blocks, rarity, queryTermCount, first)
        let links = Links(text, blocks, rarity, first)
        let weights = (0..<Int32(queryTermCount)).map { rarity.ofKnown($0) }
        let total = max(1e-9, weights.reduce(0, +))
        let asked = AskedTerms(text, queryTermCount)
        let firstOfBlock = Self.firstUnits(of: blocks)
        var named = 0.0
        for unit in 0..<unitCount {
            let block = blocks[unit]
            guard links.strength[block] > 0, let source = links.source[block] else { continue }
            if firstOfBlock[block] == unit { named = Self.shareNamed(of: text.titles[block], queryTermCount, rarity) }
            link[unit] = links.strength[block]
            newLink[unit] = links.strength[block] * (1 - named)
            var match = 0.0, remaining = 0.0
            for term in asked[unit] {
                match += weights[Int(term)]
                if !asked.has(source, term), !asked.has(firstOfBlock[blocks[source]], term) { remaining += weights[Int(term)] }
            }
            linkMatch[unit] = links.strength[block] * match / total
            rest[unit] = links.strength[block] * remaining / total
        }
    }

    /// The first unit of each block.
    private static func firstUnits(of blocks: [Int]) -> [Int] {
        var first: [Int] = []
        for (unit, block) in blocks.enumerated() where block == first.count { first.append(unit) }
        return first
    }

    /// The share of a title that the question names, by rarity.
    private static func shareNamed(of title: ArraySlice<Int32>, _ queryTermCount: Int, _ rarity: TermRarity) -> Double {
        title.reduce(0) { Int($1) < queryTermCount ? $0 + rarity.of($1) : $0 } / max(1e-9, title.reduce(0) { $0 + rarity.of($1) })
    }

    private mutating func spreadNames(
        _ text: UnitTerms, _ blocks: [Int], _ rarity: TermRarity, _ queryTermCount: Int, _ first: [Double]
    ) {
        // For each name the best score of a unit that has it, and the best in another block than that one's.
        var best: [(score: Double, block: Int, elsewhere: Double)] = Array(repeating: (0, -1, 0), count: text.table.termCount)
        for unit in first.indices {
            for name in text.names[unit] where Int(name) >= queryTermCount {
                let known = best[Int(name)]
                if known.block < 0 {
                    best[Int(name)] = (first[unit], blocks[unit], 0)
                } else if first[unit] > known.score {
                    best[Int(name)] = (first[unit], blocks[unit], known.block == blocks[unit] ? known.elsewhere : known.score)
                } else if known.block != blocks[unit] {
                    best[Int(name)].elsewhere = max(known.elsewhere, first[unit])
                }
            }
        }
        for unit in first.indices {
            for name in text.names[unit] where Int(name) >= queryTermCount {
                let known = best[Int(name)]
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
            let titles = text.titles
            strength = Array(repeating: 0, count: titles.count)
            source = Array(repeating: nil, count: titles.count)
            // The terms of titles are numbered, and the blocks in whose titles each stands listed.
            var titled = Array(repeating: Int32(-1), count: text.table.termCount)
            var blocksTitled: [[Int]] = []
            var weights: [Double] = []
            for block in 0..<titles.count {
                for term in titles[block] {
                    if titled[Int(term)] >= 0 {
                        blocksTitled[Int(titled[Int(term)])].append(block)
                    } else {
                        titled[Int(term)] = Int32(blocksTitled.count)
                        blocksTitled.append([block])
                    }
                }
                weights.append(max(1e-9, titles[block].reduce(0) { $0 + rarity.of($1) }))
            }
            // For each block how much of its title the unit at hand names; and for each term of titles the unit that had it last.
            var named = weights.map { _ in 0.0 }
            var reachedBlocks: [Int] = []
            var latest = blocksTitled.map { _ in -1 }
            for unit in first.indices {
                for term in text.terms[unit] {
                    let number = Int(titled[Int(term)])
                    guard number >= 0, latest[number] != unit, blocksTitled[number].count <= SecondHop.maximumTitleCount else { continue }
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
    /// Of each unit, ascending.
    private var lists = NumberLists()

    init(_ text: UnitTerms, _ queryTermCount: Int) {
        var own: [Int32] = []
        for unit in 0..<text.terms.count {
            for term in text.terms[unit] where Int(term) < queryTermCount { own.append(term) }
            own.sort()
            for (place, term) in own.enumerated() where place == 0 || own[place - 1] != term { lists.append(term) }
            lists.endList()
            own.removeAll(keepingCapacity: true)
        }
    }

    subscript(unit: Int) -> ArraySlice<Int32> { lists[unit] }

    func has(_ unit: Int, _ term: Int32) -> Bool {
        let own = lists[unit]
        let place = own.partitioningIndex { $0 >= term }
        return place < own.endIndex && own[place] == term
    }
}

/// How rare terms are among the units of a prompt: ln(1 + units / (units that have it + 0.5)).
struct TermRarity {
    private let holders: HolderCounts
    /// The rarity of each term.
    private let rarities: [Double]
    /// The rarity of a term that no more than one unit has.
    let greatest: Double

    init(_ text: UnitTerms) {
        let unitCount = Double(text.terms.count)
        var holders = HolderCounts(numberCount: text.table.termCount)
        for unit in 0..<text.terms.count { for term in text.terms[unit] { holders.add(term, of: unit) } }
        rarities = (0..<Int32(text.table.termCount)).map { Logarithm.natural(1 + unitCount / (Double(holders[$0]) + 0.5)) }
        self.holders = holders
        greatest = Logarithm.natural(1 + unitCount / 1.5)
    }

    func of(_ term: Int32) -> Double { rarities[Int(term)] }

    /// The same, but 0 for a term that no unit has.
    func ofKnown(_ term: Int32) -> Double { holders[term] == 0 ? 0 : of(term) }
}
