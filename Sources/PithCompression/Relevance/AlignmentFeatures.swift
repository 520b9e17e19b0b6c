// How well each word of a question is met by some word of like meaning ("film" by "movie"), a soft kind of BM25: a word of the question counts by its
// rarity in English and among the units, as far as the nearest word of the unit, of its title or of its block is like it.

import PithSystem
import PithVectors

/// The share of a question's words that is met. Each value lies between 0 and 1.
struct AlignmentFeatures {
    /// By each unit with the title of its block.
    private(set) var titled: [Double]
    /// By each unit, or for less by its title or what else stands in its block.
    private(set) var around: [Double]
    /// By each block with its title.
    private(set) var blocks: [Double]
    /// How well the word that is met least is met by each unit with its title.
    private(set) var least: [Double]

    /// Cosines up to this are chance.
    private static let leastLikeness: Float = 0.35
    private static let titleShare: Float = 0.8, blockShare: Float = 0.5

    /// Cost: for each distinct word of the prompt one product a word of the question, and a pass over the words of the units.
    init(_ text: UnitTerms, blocks blockOfUnit: [Int], question words: QuestionWords) {
        let unitCount = text.terms.count, blockCount = text.blockTerms.count, count = words.telling.count
        titled = Array(repeating: 0, count: unitCount)
        blocks = Array(repeating: 0, count: blockCount)
        (around, least) = (titled, titled)
        guard count > 0 else { return }
        let met = Self.likenesses(text.table.lexicon, words.telling)
        let own = Self.best(of: text.words, met, count), title = Self.best(of: text.titleWords, met, count)
        var whole = title
        for unit in 0..<unitCount {
            let place = blockOfUnit[unit] * count
            for index in 0..<count { whole[place + index] = max(whole[place + index], own[unit * count + index]) }
        }
        let weights = Self.weights(of: words.telling, own, unitCount, text.table.lexicon)
        for block in 0..<blockCount {
            for index in 0..<count { blocks[block] += weights[index] * Double(whole[block * count + index]) }
        }
        for unit in 0..<unitCount {
            let place = blockOfUnit[unit] * count
            var fewest: Float = 1
            for index in 0..<count {
                let alone = own[unit * count + index], named = title[place + index]
                let best = max(alone, named)
                titled[unit] += weights[index] * Double(best)
                around[unit] += weights[index] * Double(max(alone, Self.titleShare * named, Self.blockShare * whole[place + index]))
                fewest = min(fewest, best)
            }
            least[unit] = Double(fewest)
        }
    }

    /// How well the words of each text meet each wanted word.
    private static func best(of texts: NumberLists, _ met: Likenesses, _ count: Int) -> [Float] {
        var best = [Float](repeating: 0, count: texts.count * count)
        for text in 0..<texts.count {
            for word in texts[text] where met.areAny[Int(word)] {
                for index in 0..<count {
                    best[text * count + index] = max(best[text * count + index], met.values[Int(word) * count + index])
                }
            }
        }
        return best
    }

    /// How near each word of the lexicon is to each wanted word: 0 for chance, 1 for the same.
    private struct Likenesses {
        var values: [Float] = []
        /// Whether a word is near any of them: few are.
        var areAny: [Bool] = []
    }

    /// The weight of each wanted word, of 1 together.
    private static func weights(of wanted: [Int32], _ own: [Float], _ unitCount: Int, _ lexicon: WordLexicon) -> [Double] {
        let weights = wanted.indices.map { index in
            let holders = stride(from: index, to: own.count, by: wanted.count).reduce(0.0) { $0 + Double(own[$1]) }
            return Double(lexicon.rarity(of: wanted[index])) * Logarithm.natural(1 + Double(unitCount) / (holders + 0.5))
        }
        let total = max(1e-9, weights.reduce(0, +))
        return weights.map { $0 / total }
    }

    private static func likenesses(_ lexicon: WordLexicon, _ wanted: [Int32]) -> Likenesses {
        func makeUnitVector(_ word: Int32, _ vector: inout [Float]) {
            lexicon.sum(of: CollectionOfOne(word), into: &vector)
            let length = dotProduct(vector, vector).squareRoot()
            if length > 0 { divide(&vector, by: length) }
        }
        var vector = lexicon.sum(of: EmptyCollection<Int32>())
        let wantedVectors = wanted.map { word in
            makeUnitVector(word, &vector)
            return vector
        }
        var found = Likenesses()
        found.values.reserveCapacity(lexicon.count * wanted.count)
        found.areAny.reserveCapacity(lexicon.count)
        for word in 0..<Int32(lexicon.count) {
            makeUnitVector(word, &vector)
            var isAny = false
            for wantedVector in wantedVectors {
                let likeness = max(0, min(1, (dotProduct(vector, wantedVector) - leastLikeness) / (1 - leastLikeness)))
                isAny = isAny || likeness > 0
                found.values.append(likeness)
            }
            found.areAny.append(isAny)
        }
        return found
    }
}
