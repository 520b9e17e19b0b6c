// The languages there are lexicons for, and which of them a text is in.
//
// To tell a text's language takes the words that tell languages apart, a few dozen each; a lexicon is read when a text is in its language.

import PithPrompt
import PithSystem

/// Tells the language of a text.
struct KnownLanguages: Sendable {
    /// The lexicons' files, in the order in which they are asked.
    static let files: [(code: String, text: [UInt8])] = [
        ("en", PackageResources.en_txt), ("de", PackageResources.de_txt), ("fr", PackageResources.fr_txt), ("es", PackageResources.es_txt),
        ("pt", PackageResources.pt_txt), ("zh", PackageResources.zh_txt), ("ja", PackageResources.ja_txt),
    ]
    private static let lexicons = files.map { file in Deferred { LanguageLexicon(code: file.code, text: file.text) } }
    private static let shared = KnownLanguages()

    /// For each word that tells languages apart, the languages that it speaks for: a bit for each file.
    private var tellers = KeyTable()

    private init() {
        for (index, file) in Self.files.enumerated() {
            LexiconText.forEachWord(ofList: "telling", in: file.text) { tellers.update((tellers[$0] ?? 0) | 1 << index, for: $0) }
        }
    }

    /// The number of the language that `range` of `bytes` reads as: the one that has the most of the words that tell languages apart, if it has one in ten; nil for
    /// a text in another language. Its lexicon is not read. Cost: linear, and looks at the first 2,000 tokens.
    static func language(reading bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var tally = Tally()
        TextToken.forEach(in: bytes, range) { tally.take($0) }
        return tally.language
    }

    /// The same of a text whose tokens are known.
    static func language(reading tokens: [TextToken]) -> Int? {
        var tally = Tally()
        for token in tokens { guard tally.take(token) else { break } }
        return tally.language
    }

    /// Whether the text reads as being in one of the languages, whichever. Cost: as above, and mostly the first half of the text is enough.
    static func isInOne(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var tally = Tally()
        TextToken.forEach(in: bytes, range) {
            // Words are apart.
            tally.take($0) && !tally.tells(besides: (range.upperBound - $0.range.upperBound + 1) / 2)
        }
        return tally.tells(besides: 0)
    }

    /// Counts the words that speak for each language.
    private struct Tally {
        private let tellers = shared.tellers
        private var counts: [8 of Int] = .init(repeating: 0)
        private var most = 0, wordCount = 0, tokenCount = 0
        private static let tokensThatTell = 2000

        /// Whether more tokens are to be looked at.
        @inline(__always) mutating func take(_ token: TextToken) -> Bool {
            if token.kind == .word || token.kind == .ideograph { wordCount += 1 }
            var languages = tellers[token.hash] ?? 0
            while languages != 0 {
                let language = languages.trailingZeroBitCount
                counts[language] += 1
                most = max(most, counts[language])
                languages &= languages - 1
            }
            tokenCount += 1
            return tokenCount < Self.tokensThatTell
        }

        /// Whether one word in ten speaks for one language, and would if `count` more words spoke for none.
        func tells(besides count: Int) -> Bool { most > 0 && most * 10 >= wordCount + count }

        /// The first of those that the most words speak for.
        var language: Int? { tells(besides: 0) ? files.indices.first { counts[$0] == most } : nil }
    }

    static func writesIdeographs(_ language: Int) -> Bool { ["zh", "ja"].contains(files[language].code) }

    static func lexicon(_ language: Int) -> LanguageLexicon { lexicons[language].value }
}
