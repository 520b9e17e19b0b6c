// How common a word is, read off the vocabulary, whose tokens are numbered by how often their makers saw them.

import PithTokenizer

/// The numbers of words' tokens, each found once.
final class TokenRanks {
    private let encoding: Encoding
    private var known: [UInt64: Int] = [:]

    init(_ encoding: Encoding) { self.encoding = encoding }

    /// The number of the word's token behind a blank; of a word of several tokens, how many they are, below zero.
    func rank(of token: TextToken, in bytes: [UInt8]) -> Int {
        if let rank = known[token.hash] { return rank }
        let ids = encoding.encode([0x20] + bytes[token.range])
        let rank = ids.count == 1 ? ids[0] : -ids.count
        known[token.hash] = rank
        return rank
    }
}
