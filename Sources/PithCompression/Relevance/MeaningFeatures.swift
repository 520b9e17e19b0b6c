// How near in meaning units, blocks and openings are to a question, from sums of word vectors; and how well each word of the question is met
// by some word of like meaning ("film" by "movie"), a soft kind of BM25.

import PithSystem
import PithVectors

/// Likeness in meaning between a question and the units of a prompt. Each value lies between 0 and 1.
struct MeaningFeatures {
    /// Of each unit.
    private(set) var units: [Double]
    /// Of each block, of its opening, and the most of its units.
    private(set) var blocks: [Double] = []
    private(set) var openings: [Double] = []
    private(set) var bestUnits: [Double] = []
    /// The share of the question's words, by rarity, that are met in each unit or, counting for less, around it.
    private(set) var alignment: [Double]

    /// Of a longer question the first words count.
    private static let maximumQueryWordCount = 32
    /// Cosines up to this are chance.
    private static let leastLikeness: Float = 0.35

    /// Cost: a pass over the words of the units; for each distinct word of the prompt one product a word of the question.
    init(_ text: UnitTerms, blocks blockOfUnit: [Int], query: String) {
        var lexicon = text.lexicon
        let unitCount = text.terms.count
        (units, alignment) = (Array(repeating: 0, count: unitCount), Array(repeating: 0, count: unitCount))
        let queryWords = Self.words(of: query, &lexicon)
        let question = lexicon.sum(of: queryWords.all)
        let questionLength = dotProduct(question, question).squareRoot()
        blocks = Array(repeating: 0, count: text.blockTerms.count)
        (openings, bestUnits) = (blocks, blocks)
        guard questionLength > 0 else { return }

        func likeness(_ sum: [Float]) -> Double {
            let length = dotProduct(sum, sum).squareRoot()
            return length > 0 ? max(0, Double(dotProduct(sum, question) / (length * questionLength))) : 0
        }
        let empty = [Float](repeating: 0, count: WordVectors.dimensionCount)
        var unit = 0
        for block in blocks.indices {
            var blockSum = empty
            while unit < unitCount, blockOfUnit[unit] == block {
                let sum = lexicon.sum(of: text.words[unit])
                units[unit] = likeness(sum)
                bestUnits[block] = max(bestUnits[block], units[unit])
                for index in blockSum.indices { blockSum[index] += sum[index] }
                unit += 1
            }
            blocks[block] = likeness(blockSum)
            openings[block] = likeness(lexicon.sum(of: text.openingWords[block]))
        }
        alignment = Self.alignment(text, blockOfUnit, lexicon, queryWords.telling)
    }

    /// The words of the question that have vectors: all, and each of those once that are no stop words.
    private static func words(of query: String, _ lexicon: inout WordLexicon) -> (all: [Int32], telling: [Int32]) {
        let bytes = Array(query.utf8)
        var all: [Int32] = [], telling: [Int32] = []
        var scanner = WordScanner(bytes, 0..<bytes.count)
        while scanner.next() {
            let word = lexicon.number(of: scanner.folded)
            guard word >= 0 else { continue }
            all.append(word)
            var isStopWord = false
            Terms.forEach(of: scanner) { isStopWord = Terms.stopWords.contains($0) }
            if !isStopWord, telling.count < maximumQueryWordCount, !telling.contains(word) { telling.append(word) }
        }
        return (all, telling)
    }

    private static func alignment(_ text: UnitTerms, _ blockOfUnit: [Int], _ lexicon: WordLexicon, _ wanted: [Int32]) -> [Double] {
        let count = wanted.count, unitCount = text.words.count
        guard count > 0 else { return Array(repeating: 0, count: unitCount) }
        let met = likenesses(lexicon, wanted)
        /// How well some of `words` meets each wanted word, beginning at `place` of `best`.
        func meet(_ words: [Int32], into best: inout [Float], at place: Int) {
            for word in words {
                let first = Int(word) * count
                for index in 0..<count where met[first + index] > best[place + index] { best[place + index] = met[first + index] }
            }
        }
        var own = [Float](repeating: 0, count: unitCount * count)
        for unit in 0..<unitCount { meet(text.words[unit], into: &own, at: unit * count) }
        let blockCount = text.openingWords.count
        var opening = [Float](repeating: 0, count: blockCount * count), whole = opening
        for block in 0..<blockCount { meet(text.openingWords[block], into: &opening, at: block * count) }
        for unit in 0..<unitCount {
            for index in 0..<count {
                whole[blockOfUnit[unit] * count + index] = max(whole[blockOfUnit[unit] * count + index], own[unit * count + index])
            }
        }
        // A wanted word weighs by its rarity in English and among the units.
        let weights = (0..<count).map { index in
            let holders = stride(from: index, to: own.count, by: count).reduce(0.0) { $0 + Double(own[$1]) }
            return Double(lexicon.rarity(of: wanted[index])) * Logarithm.natural(1 + Double(unitCount) / (holders + 0.5))
        }
        let total = max(1e-9, weights.reduce(0, +))
        return (0..<unitCount).map { unit in
            let block = blockOfUnit[unit]
            let hasPrevious = unit > 0 && blockOfUnit[unit - 1] == block
            let hasNext = unit + 1 < unitCount && blockOfUnit[unit + 1] == block
            var sum = 0.0
            for index in 0..<count {
                var best = own[unit * count + index]
                best = max(best, 0.8 * opening[block * count + index], 0.5 * whole[block * count + index])
                if hasPrevious { best = max(best, 0.7 * own[(unit - 1) * count + index]) }
                if hasNext { best = max(best, 0.5 * own[(unit + 1) * count + index]) }
                sum += weights[index] * Double(best)
            }
            return sum / total
        }
    }

    /// For each word of the lexicon, how near it is to each wanted word: 0 for chance, 1 for the same.
    private static func likenesses(_ lexicon: WordLexicon, _ wanted: [Int32]) -> [Float] {
        func unitVector(_ word: Int32) -> [Float] {
            let sum = lexicon.sum(of: CollectionOfOne(word))
            let length = dotProduct(sum, sum).squareRoot()
            return length > 0 ? sum.map { $0 / length } : sum
        }
        let wantedVectors = wanted.map(unitVector)
        var found: [Float] = []
        found.reserveCapacity(lexicon.count * wanted.count)
        for word in 0..<Int32(lexicon.count) {
            let vector = unitVector(word)
            for wantedVector in wantedVectors {
                found.append(max(0, min(1, (dotProduct(vector, wantedVector) - leastLikeness) / (1 - leastLikeness))))
            }
        }
        return found
    }
}
