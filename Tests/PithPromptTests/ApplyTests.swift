// An edit does to the text that its reader sees what it says, however the text is escaped.

import PithPrompt
import PithTestSupport
import Testing

@Test("Edits of escaped texts change the decoded texts as they would change plain ones", arguments: 0..<30)
func editsAreSeenByReaders(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for form in ConversationForm.allCases {
        for escaping in JSONEscaping.allCases {
            let text = randomConversation(form, turnCount: 2, escaping: escaping, pretty: random.oneIn(2), using: &random)
            let prompt = try Prompt(parsing: Array(text.utf8))
            // Edits that begin or end inside a character would leave a part of it, which an escape cannot.
            let edits = randomEdits(of: prompt, using: &random).filter { edit in
                edit.view > 0
                    && [edit.range.lowerBound, edit.range.upperBound].allSatisfy { offset in
                        offset == prompt.views[edit.view].bytes.count || prompt.views[edit.view].bytes[offset] & 0xC0 != 0x80
                    }
            }
            let output = try Prompt(parsing: prompt.apply(edits).output, as: .messages)
            try #require(output.views.count == prompt.views.count)
            for view in prompt.views.indices.dropFirst() {
                var expected = prompt.views[view].bytes
                // Of two that insert at one place the first given stands first.
                let ascending = edits.filter { $0.view == view }.sorted {
                    ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
                }
                for edit in ascending.reversed() {
                    expected.replaceSubrange(edit.range, with: edit.replacement)
                }
                let isSame = output.views[view].bytes == expected
                #expect(isSame, "seed \(seed) \(form) \(escaping) view \(view)")
            }
            #expect(output.messages.map(\.role) == prompt.messages.map(\.role))
            #expect(output.messages.map(\.toolCallIDs) == prompt.messages.map(\.toolCallIDs))
        }
    }
}

@Test("The order in which edits are given does not matter; edits that overlap are refused")
func orderAndOverlap() throws {
    let prompt = try Prompt(parsing: Array("one two three".utf8))
    let first = Edit(view: 0, range: 0..<3, replacement: [0x31], strategy: "A", effect: .folded)
    let second = Edit(view: 0, range: 3..<7, replacement: [], strategy: "B", effect: .removed)
    let applied = try prompt.apply([second, first])
    #expect(applied.output == Array("1 three".utf8))
    #expect(try prompt.apply([first, second]).ledger == applied.ledger)
    #expect(try prompt.output(of: [second, first]) == applied.output)
    let across = Edit(view: 0, range: 2..<4, replacement: [], strategy: "C", effect: .removed)
    #expect(throws: EditError.overlapping(first, across)) { try prompt.apply([across, first]) }
    #expect(throws: EditError.overlapping(first, across)) { try prompt.output(of: [across, first]) }
    let outside = Edit(view: 0, range: 10..<99, replacement: [], strategy: "C", effect: .removed)
    #expect(throws: EditError.outOfBounds(outside)) { try prompt.apply([outside]) }
    let nowhere = Edit(view: 1, range: 0..<0, replacement: [], strategy: "C", effect: .removed)
    #expect(throws: EditError.outOfBounds(nowhere)) { try prompt.apply([nowhere]) }
}
