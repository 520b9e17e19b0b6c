// What an instruction asks to be written, where it is one thing: "Write an essay … The essay should have 300 words." says "the response should
// have 300 words". So the phrases that brief an instruction, which speak of the response, are asked with the word for it as well.
//
// It is one thing when the text names one kind of thing only, and names it first behind a verb that makes and an article: what is already there
// ("Summarize the story") is not the response.

import PithPrompt

struct Product {
    /// The word for it, and for the response.
    let word: UInt64
    let response: UInt64

    /// What the text in `range` asks to be written; nil when that is not one thing. Cost: linear.
    static func find(in bytes: [UInt8], _ range: Range<Int>, _ lexicon: LanguageLexicon) -> Product? {
        guard let response = lexicon.responseWord else { return nil }
        var word: UInt64?
        /// Words since a verb that makes, and whether an article has come since.
        var distance = Int.max, isNew = false
        for token in TextToken.all(in: bytes, range) {
            let part = lexicon.part(of: token)
            if part.contains(.product) {
                if let word, word != token.hash { return nil }
                if word == nil, distance > maximumDistance || !isNew { return nil }
                word = token.hash
            }
            if part.contains(.creating) {
                (distance, isNew) = (0, false)
            } else if token.kind == .mark, bytes[token.range.lowerBound] == 0x2E {
                distance = .max
            } else if distance < .max {
                distance += 1
                isNew = isNew || (part.contains(.article) && token.range.count < 3)
            }
        }
        return word.map { Product(word: $0, response: response) }
    }

    private static let maximumDistance = 8

    /// The tokens with the word for it read as the response.
    func asResponse(_ tokens: [TextToken]) -> [TextToken] { tokens.map { $0.hash == word ? $0.read(as: response) : $0 } }
}
