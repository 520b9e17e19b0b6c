// BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009): how much a document has to do with a query, from the words
// they share. k1 = 1.2, b = 0.75, idf = ln(1 + (N − n + 0.5) / (n + 0.5)).

import PithSystem

enum BM25 {
    private static let k1 = 1.2
    private static let b = 0.75

    /// A score for each document, zero or more. Cost: one pass over the terms.
    static func scores(of documents: [[UInt64]], query: [UInt64]) -> [Double] {
        let position = KeyTable(positionsOf: query)
        var documentsWithTerm = Array(repeating: 0, count: query.count)
        let counts = documents.map { document in
            var own: [(term: Int, count: Int)] = []
            for term in document {
                guard let known = position[term] else { continue }
                if let index = own.firstIndex(where: { $0.term == known }) { own[index].count += 1 } else { own.append((known, 1)) }
            }
            for entry in own { documentsWithTerm[entry.term] += 1 }
            return own
        }
        let total = Double(documents.count)
        let meanLength = max(1, Double(documents.reduce(0) { $0 + $1.count }) / max(1, total))
        let idf = documentsWithTerm.map { Logarithm.natural(1 + (total - Double($0) + 0.5) / (Double($0) + 0.5)) }
        return zip(documents, counts).map { document, own in
            let norm = k1 * (1 - b + b * Double(document.count) / meanLength)
            return own.reduce(0) { sum, entry in
                let frequency = Double(entry.count)
                return sum + idf[entry.term] * frequency * (k1 + 1) / (frequency + norm)
            }
        }
    }
}
