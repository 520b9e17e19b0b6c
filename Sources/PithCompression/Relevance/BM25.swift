// BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009): how much a document has to do with a query, from the words
// they share. k1 = 1.2, b = 0.75, idf = ln(1 + (N − n + 0.5) / (n + 0.5)).

import PithSystem

enum BM25 {
    private static let k1 = 1.2
    private static let b = 0.75

    /// A score for each document, zero or more. The terms of the query are those numbered below `queryTermCount`. Cost: one pass over the terms.
    static func scores(of documents: NumberLists, queryTermCount: Int) -> [Double] {
        var holders = HolderCounts(numberCount: queryTermCount)
        var latestEntries = Array(repeating: 0, count: queryTermCount)
        // For each document the terms of the query that it has, in order of appearance, one document behind the other.
        var found: [(term: Int, count: Int)] = []
        var ends: [Int] = []
        ends.reserveCapacity(documents.count)
        for document in 0..<documents.count {
            for number in documents[document] where Int(number) < queryTermCount {
                if holders.add(number, of: document) {
                    latestEntries[Int(number)] = found.count
                    found.append((Int(number), 1))
                } else {
                    found[latestEntries[Int(number)]].count += 1
                }
            }
            ends.append(found.count)
        }
        let total = Double(documents.count)
        let meanLength = max(1, Double(documents.numbers.count) / max(1, total))
        let idf = (0..<Int32(queryTermCount)).map { term in
            Logarithm.natural(1 + (total - Double(holders[term]) + 0.5) / (Double(holders[term]) + 0.5))
        }
        var next = 0
        return ends.enumerated().map { document, end in
            let norm = k1 * (1 - b + b * Double(documents.range(of: document).count) / meanLength)
            var sum = 0.0
            while next < end {
                let frequency = Double(found[next].count)
                sum += idf[found[next].term] * frequency * (k1 + 1) / (frequency + norm)
                next += 1
            }
            return sum
        }
    }
}
