// The distinct words of a prompt that have vectors, numbered in order of appearance: what a word means is worked out once, however often it
// is said.

import PithVectors

/// Numbers for the words that the table of vectors knows.
struct WordLexicon {
    let vectors: WordVectors?
    /// The rows of the pieces of all words, and where those of each word begin.
    private var rows: [UInt16] = []
    private var starts: [Int] = [0]

    /// Without vectors no word has a number.
    init(_ vectors: WordVectors?) { self.vectors = vectors }

    var count: Int { starts.count - 1 }

    /// The number of the word that `scanner` read last, which has none yet; −1 when it has no vector. Cost: the table of vectors is asked.
    mutating func number(ofNew scanner: WordScanner) -> Int32 {
        guard let vectors, vectors.appendRows(of: scanner.folded, to: &rows) else { return -1 }
        starts.append(rows.count)
        return Int32(count - 1)
    }

    /// The rows of a word's pieces.
    func rows(of word: Int32) -> ArraySlice<UInt16> { rows[starts[Int(word)]..<starts[Int(word) + 1]] }

    /// The sum of the vectors of `words`.
    func sum(of words: some Sequence<Int32>) -> [Float] {
        var sum = [Float](repeating: 0, count: WordVectors.dimensionCount)
        add(words, to: &sum)
        return sum
    }

    /// Makes `sum` the sum of the vectors of `words`.
    func sum(of words: some Sequence<Int32>, into sum: inout [Float]) {
        for index in sum.indices { sum[index] = 0 }
        add(words, to: &sum)
    }

    /// Adds the vectors of `words` to `sum`.
    func add(_ words: some Sequence<Int32>, to sum: inout [Float]) {
        guard let vectors else { return }
        for word in words { vectors.add(rows(of: word), to: &sum) }
    }

    /// How rare a word is in English: its rarest piece decides.
    func rarity(of word: Int32) -> Float {
        guard let vectors else { return 0 }
        return rows(of: word).reduce(0) { max($0, vectors.rarity(ofRow: $1)) }
    }
}
