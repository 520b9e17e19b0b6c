// How near in meaning units and blocks are to a question, from sums of word vectors. A unit is also read with the title of its block before it: what
// it is about often stands only there.

import PithVectors

/// Likeness in meaning between a question and the units of a prompt. Each value lies between 0 and 1.
struct MeaningFeatures {
    /// Of each unit, by itself and behind the title of its block.
    private(set) var units: [Double]
    private(set) var titledUnits: [Double]
    /// Of each block with its title, and the most of its units behind it.
    private(set) var blocks: [Double]
    private(set) var bestUnits: [Double]

    /// Cost: a pass over the words of the units.
    init(_ text: UnitTerms, blocks blockOfUnit: [Int], question words: QuestionWords) {
        units = Array(repeating: 0, count: text.terms.count)
        blocks = Array(repeating: 0, count: text.blockTerms.count)
        (titledUnits, bestUnits) = (units, blocks)
        let lexicon = text.table.lexicon
        let question = lexicon.sum(of: words.all)
        let questionLength = dotProduct(question, question).squareRoot()
        guard questionLength > 0 else { return }

        func likeness(_ sum: [Float]) -> Double {
            let length = dotProduct(sum, sum).squareRoot()
            return length > 0 ? max(0, Double(dotProduct(sum, question) / (length * questionLength))) : 0
        }
        var unit = 0
        // Room for the sums of all units and blocks.
        var sum = lexicon.sum(of: EmptyCollection<Int32>()), title = sum, whole = sum
        for block in blocks.indices {
            lexicon.sum(of: text.titleWords[block], into: &title)
            whole = title
            while unit < units.count, blockOfUnit[unit] == block {
                let words = text.words[unit], titleWords = text.titleWords[block]
                if words.starts(with: titleWords) {
                    // A unit that opens with its title is summed up to there.
                    sum = title
                    lexicon.add(words.dropFirst(titleWords.count), to: &sum)
                } else {
                    lexicon.sum(of: words, into: &sum)
                }
                units[unit] = likeness(sum)
                add(sum, to: &whole)
                add(title, to: &sum)
                titledUnits[unit] = likeness(sum)
                bestUnits[block] = max(bestUnits[block], titledUnits[unit])
                unit += 1
            }
            blocks[block] = likeness(whole)
        }
    }
}

/// The words of a question that have vectors.
struct QuestionWords {
    /// All, in order.
    private(set) var all: [Int32] = []
    /// Each once, without stop words; of a longer question the first ones.
    private(set) var telling: [Int32] = []

    private static let maximumCount = 32

    /// Numbers the words of `query` in `table`.
    init(_ query: String, _ table: inout WordTable) {
        let bytes = Array(query.utf8)
        var scanner = WordScanner(bytes, 0..<bytes.count)
        while scanner.next() {
            let word = table.word(of: scanner).vector
            guard word >= 0 else { continue }
            all.append(word)
            var isStopWord = false
            Terms.forEach(of: scanner) { isStopWord = Terms.stopWords.contains($0) }
            if !isStopWord, telling.count < Self.maximumCount, !telling.contains(word) { telling.append(word) }
        }
    }
}
