// The files of the lexicons: each line stands under a heading that is known, and each phrase is read in all its ways.

import Testing

@testable import PithCompression

struct LexiconTests {
    @Test(arguments: KnownLanguages.files.map(\.code))
    func everyLineIsRead(code: String) throws {
        let text = LexiconText(try #require(KnownLanguages.files.first { $0.code == code }).text)
        #expect(!text.lists.isEmpty)
        for list in text.lists {
            guard let section = LexiconSection(name: list.name) else {
                Issue.record("no section is called \(list.name)")
                continue
            }
            text.forEachLine(of: list) { line in
                let phrase: Range<Int>?
                switch section {
                case .replacing, .conditioned, .bare: phrase = text.phrase(of: line, section)
                case .cues: phrase = text.colon(in: line).map { $0 + 1..<line.upperBound }
                case .phrases: phrase = line
                case .words, .sense, .numerals, .response: return
                }
                var table = PhraseTable()
                let isWhole = phrase.map { table.add(text.bytes, $0, value: 0) } ?? false
                #expect(isWhole, "\(String(decoding: text.bytes[line], as: UTF8.self))")
            }
        }
    }

    /// What stands instead of a phrase, and what must stand beside it, have the number of the phrase.
    @Test func replacementsHaveTheNumbersOfTheirPhrases() throws {
        let text = Array(
            """
            == articles
            the a
            == rewordings
            in order to => to
            == clause rewordings
            note that =>
            == limits
            at least => ≥
            == bare rewordings
            number: should contain =>

            """.utf8)
        let lexicon = LanguageLexicon(code: "en", text: text)
        func value(_ words: String, in table: PhraseTable) throws -> Int {
            let bytes = Array(words.utf8)
            return try #require(table.longest(in: TextToken.all(in: bytes, bytes.indices)[...])).value
        }
        #expect(lexicon.replacement(try value("In order to", in: lexicon.rewordings)) == Array("to".utf8))
        #expect(lexicon.conditions[try value("note that", in: lexicon.rewordings)] == .clause)
        #expect(lexicon.replacement(try value("at least", in: lexicon.limits.value)) == Array("≥".utf8))
        #expect(lexicon.bareConditions.value[try value("should contain", in: lexicon.bareRewordings.value)] == .number)
    }

    /// A pattern with more readings than are taken in says so.
    @Test func aPatternThatIsCutSaysSo() {
        let pattern = Array(Array(repeating: "(a|b)", count: 10).joined(separator: " ").utf8)
        var table = PhraseTable()
        let isWhole = table.add(pattern, pattern.indices, value: 0)
        #expect(!isWhole)
        let short = Array(Array(repeating: "[a|b]", count: 5).joined(separator: " ").utf8)
        let isShortWhole = table.add(short, short.indices, value: 0)
        #expect(isShortWhole)
    }
}
