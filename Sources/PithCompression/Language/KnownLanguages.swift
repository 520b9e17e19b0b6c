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
            var tells = false
            LanguageLexicon.forEachLine(of: file.text) { line in
                if let name = LanguageLexicon.sectionName(file.text[line]) {
                    tells = name == "telling"
                } else if tells {
                    LanguageLexicon.forEachWord(file.text, line) {
                        let word = TextToken.hash(of: file.text, $0)
                        tellers.update((tellers[word] ?? 0) | 1 << index, for: word)
                    }
                }
            }
        }
    }

    /// The number of the language that `range` of `bytes` reads as: the one that has the most of the words that tell languages apart, if it has one in ten; nil for
    /// a text in another language. Its lexicon is not read. Cost: linear, and looks at the first 2,000 tokens.
    static func language(reading bytes: [UInt8], _ range: Range<Int>) -> Int? {
        let tellers = shared.tellers
        var counts = Array(repeating: 0, count: files.count), wordCount = 0, tokenCount = 0
        TextToken.forEach(in: bytes, range) { token in
            if token.kind == .word || token.kind == .ideograph { wordCount += 1 }
            var languages = tellers[token.hash] ?? 0
            while languages != 0 {
                counts[languages.trailingZeroBitCount] += 1
                languages &= languages - 1
            }
            tokenCount += 1
            return tokenCount < tokensThatTell
        }
        guard let most = counts.max(), most > 0, most * 10 >= wordCount else { return nil }
        return counts.firstIndex(of: most)
    }

    private static let tokensThatTell = 2000

    static func writesIdeographs(_ language: Int) -> Bool { ["zh", "ja"].contains(files[language].code) }

    static func lexicon(_ language: Int) -> LanguageLexicon { lexicons[language].value }
}
