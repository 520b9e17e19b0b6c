// The files of the lexicons: each line stands under a heading that is known, and each phrase is read in all its ways.

import Testing

@testable import PithCompression

struct LexiconTests {
    @Test(arguments: KnownLanguages.files.map(\.code))
    func everyLineIsRead(code: String) throws {
        let text = try #require(KnownLanguages.files.first { $0.code == code }).text
        var section: LanguageLexicon.Section?
        LanguageLexicon.forEachLine(of: text) { line in
            if let name = LanguageLexicon.sectionName(text[line]) {
                section = LanguageLexicon.Section(name: name)
                #expect(section != nil, "no section is called \(name)")
                return
            }
            let phrase: Range<Int>?
            switch section {
            case .replacing, .conditioned: phrase = LanguageLexicon.arrow(in: text, line).map { line.lowerBound..<$0 }
            case .cues, .bare: phrase = text[line].firstIndex(of: 0x3A).map { $0 + 1..<line.upperBound }
            case .phrases: phrase = line
            case .words, .sense, .numerals, .response, nil: return
            }
            var table = PhraseTable()
            let isWhole = phrase.map { table.add(text, $0, value: 0) } ?? false
            #expect(isWhole, "\(String(decoding: text[line], as: UTF8.self))")
        }
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
