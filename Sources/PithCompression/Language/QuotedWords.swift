// Words that are spoken of without quotation marks: one behind "the word", several behind "the keywords", all that follows "the exact phrase".
// What tells that they are quoted stays with them, so that they are known for it when the text is read again.

enum QuotedWords {
    /// Marks the tokens that are quoted without marks in `isQuoted`. Cost: linear.
    static func mark(_ tokens: [TextToken], of bytes: [UInt8], _ lexicon: LanguageLexicon, _ isQuoted: inout [Bool]) {
        var index = 0
        while index < tokens.count {
            guard let found = lexicon.quotingPhrases.longest(in: tokens[index...]) else {
                index += 1
                continue
            }
            let next = index + found.tokenCount
            guard next < tokens.count else { return }
            // What stands in quotation marks needs no more than those.
            if opensQuotation(tokens[next], bytes)
                || next + 1 < tokens.count && bytes[tokens[next].range.lowerBound] == 0x3A && opensQuotation(tokens[next + 1], bytes)
            {
                index = next
                continue
            }
            // "300 words about", "in capital letters.": without an article, only a word that is none of grammar is quoted.
            if found.tokenCount == 1, tokens[next].kind != .word || !lexicon.part(of: tokens[next]).subtracting(.measure).isEmpty {
                index = next
                continue
            }
            // "The sentence should contain …" goes on.
            if found.tokenCount == 2, !tokens[next].isCapitalised, next + 1 < tokens.count,
                lexicon.part(of: tokens[next]).contains(.auxiliary),
                tokens[next + 1].kind == .word, lexicon.part(of: tokens[next + 1]).isDisjoint(with: [.preposition, .listing, .kept])
            {
                index = next
                continue
            }
            let isOneWord = tokens[next - 1].kind == .word && found.tokenCount < 3 && !tokens[next].isCapitalised
            let end = isOneWord ? endOfList(tokens, next, of: bytes, lexicon) : tokens.count
            for quoted in (isOneWord ? next : index)..<end { isQuoted[quoted] = true }
            if isOneWord { isQuoted[next - 1] = true }
            index = end
        }
    }

    private static func opensQuotation(_ mark: TextToken, _ bytes: [UInt8]) -> Bool {
        mark.kind == .mark && [0x22, 0x27].contains(bytes[mark.range.lowerBound])
    }

    /// The end of "x", "x or y", "x, y, and z" that begins at `start`.
    private static func endOfList(_ tokens: [TextToken], _ start: Int, of bytes: [UInt8], _ lexicon: LanguageLexicon) -> Int {
        var end = start + 1
        while end + 1 < tokens.count {
            var next = end
            if bytes[tokens[next].range.lowerBound] == 0x2C { next += 1 }
            let isComma = next > end
            if next < tokens.count, lexicon.part(of: tokens[next]).contains(.listing) { next += 1 }
            guard next > end, next < tokens.count, tokens[next].kind == .word,
                lexicon.part(of: tokens[next]).isDisjoint(with: [.imperative])
            else { break }
            // A comma alone goes on with a list only when another follows: "the word cat, which …".
            if isComma, next == end + 1, !goesOn(tokens, next + 1, of: bytes, lexicon) { break }
            end = next + 1
        }
        return end
    }

    private static func goesOn(_ tokens: [TextToken], _ index: Int, of bytes: [UInt8], _ lexicon: LanguageLexicon) -> Bool {
        guard index < tokens.count else { return false }
        return bytes[tokens[index].range.lowerBound] == 0x2C || lexicon.part(of: tokens[index]).contains(.listing)
    }
}
