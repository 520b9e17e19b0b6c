// The plainest tokenizer there is, as the oracle: the published expression run as it stands, and merging done the way it is defined.

@testable import PithTokenizer

struct PlainTokenizer {
    let encoding: Encoding
    let matchers: [PatternMatcher]
    let ranks: [[UInt8]: Int]

    init(_ encoding: Encoding) {
        self.encoding = encoding
        matchers = encoding.preTokenizer.patterns[0].map { PatternMatcher($0) }
        var ranks: [[UInt8]: Int] = [:]
        for rank in 0..<encoding.vocabulary.table.tokenCount {
            var bytes: [UInt8] = []
            encoding.vocabulary.table.appendBytes(of: UInt32(rank), to: &bytes)
            ranks[bytes] = rank
        }
        self.ranks = ranks
    }

    func encode(_ text: String) -> [Int] {
        let scalars = Array(text.unicodeScalars)
        return PatternMatcher.pieces(scalars, by: matchers).flatMap { range in
            var piece = String.UnicodeScalarView()
            piece.append(contentsOf: scalars[range])
            return merge(Array(String(piece).utf8)).map { Int(encoding.vocabulary.table.id(of: UInt32($0))) }
        }
    }

    /// Joins, again and again, the neighbours whose token has the lowest rank, leftmost first.
    func merge(_ piece: [UInt8]) -> [Int] {
        if let whole = ranks[piece] { return [whole] }
        var parts = piece.map { [$0] }
        while true {
            var best: (rank: Int, index: Int)?
            for index in parts.indices.dropLast() {
                if let rank = ranks[parts[index] + parts[index + 1]], rank < best?.rank ?? .max { best = (rank, index) }
            }
            guard let best else { break }
            parts[best.index] += parts.remove(at: best.index + 1)
        }
        return parts.map { ranks[$0] ?? -1 }
    }
}
