// The fast ways against the plain one, on seeded random text made of what pre-tokenizers care about.

import Testing

@testable import PithTokenizer

@Suite struct DifferentialTests {
    /// Short strings that meet in all ways: every kind of character, each rule's first and last, blocks of every length.
    static let parts: [String] =
        Array("aabcsStTrRdDlLmMvVeE019 \n\r\t'/.,!-_(){}\"\\").map(String.init) + [
            "  ", "    ", "\r\n", "\n\n", "'s", "'LL", "'re", "é", "É", "ſ", "ß", "漢", "字", "あ", "ʰ", "\u{301}", "\u{489}", "ǅ", "١", "½",
            "Ⅷ",
            "\u{a0}", "\u{3000}", "\u{2028}", "\u{85}", "…", "€", "😀", "\u{200d}", "🏽", "𠜎", "𝒜", "the", "ing", " of", " The", "don't",
            "word",
            "HTTPServer", "12345", "// ", "/*", ";\n", "{\n", "\u{0}", "\u{feff}", "한", "ไ", "म", "्", "internationalization", "=====",
            "        ",
        ]

    @Test(arguments: GoldenTests.names) func randomTextMatchesThePublishedExpressionAndPlainMerging(_ name: String) throws {
        let encoding = try Encoding.named(name)
        let plain = PlainTokenizer(encoding)
        for seed in 1...(CaseFiles.isExhaustive ? 50_000 : 1_500) as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let isLong = seed % 4 == 0
            let usesASCII = seed % 3 == 0
            let text = (0..<Int.random(in: 1...(isLong ? 120 : 20), using: &random)).map { _ -> String in
                let part = Self.parts.randomElement(using: &random) ?? ""
                return usesASCII && !part.utf8.allSatisfy { $0 < 128 } ? "x" : part
            }.joined()
            let expected = plain.encode(text)
            let ids = encoding.encode(text), count = encoding.count(text)
            #expect(ids == expected, "seed \(seed): \(text.debugDescription)")
            #expect(count == expected.count, "seed \(seed): \(text.debugDescription)")
            if ids != expected || count != expected.count { return }
        }
    }

    @Test(arguments: GoldenTests.names) func longTextCountsAsItsIDs(_ name: String) throws {
        let encoding = try Encoding.named(name)
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var text = ""
            while text.utf8.count < 20_000 { text += Self.parts.randomElement(using: &random) ?? "" }
            let ids = encoding.encode(text)
            #expect(encoding.count(text) == ids.count, "seed \(seed)")
            #expect(try encoding.decode(ids) == Array(text.utf8), "seed \(seed)")
        }
    }
}
