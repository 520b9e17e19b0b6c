import Testing

@testable import PithPrompt

struct RepeatReferenceTests {
    @Test func whatIsWrittenIsReadAgain() throws {
        let may = try #require(Substitution(Array("May".utf8), Array("June".utf8)))
        let anchor = Array("say \"so\", but not that".utf8)
        let references: [RepeatReference] = [
            .named(lineCount: 1, anchor: anchor), .named(lineCount: 34, anchor: anchor, .numbers(-12)),
            .onward(lineCount: 1, skipped: 0), .onward(lineCount: 12, skipped: 2, numberShift: 3),
            .named(lineCount: 1, anchor: Array("in May".utf8), .words([may])),
            .named(lineCount: 2, anchor: Array("in May".utf8), .words([may, may])),
            .named(lineCount: 1, anchor: anchor, .quotation(try #require(QuoteMark(Array(">> ".utf8)[...], isAdded: true)))),
            .named(lineCount: 9, anchor: Array("> a\", behind \"".utf8), .quotation(try #require(QuoteMark([0x3E], isAdded: false)))),
            .again(lineCount: 1, times: 12), .again(lineCount: 3, times: 1),
        ]
        for reference in references { #expect(RepeatReference(reference.text[...]) == reference) }
    }

    @Test(arguments: [
        "[Same 01 lines as above, from \"a\"]", "[Same 1 lines as above, from \"a\"]", "[Same 0 lines as above, from \"a\"]",
        "[Same 1 lines as above, from \"a\", but \"b\" → \"c\"]", "[Same line as above: \"a\", numbers +0]",
        "[Same line as above: \"a\", numbers +03]",
        "[Then 012 more lines]", "[Then 12 more lines, 0 skipped]", "[Then 12 more lines, 02 skipped]", "[The 1 lines above, 2 more times]",
        "[The line above, 1 more times]", "[The line above, 02 more times]", "[Same line as above: \"a\", but ]",
    ])
    func whatIsWrittenOtherwiseIsNone(_ line: String) { #expect(RepeatReference(Array(line.utf8)[...]) == nil) }
}
