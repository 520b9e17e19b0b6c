// Each form in brackets is read as what it is, and the pages of those who write it show it.

import Foundation
import Pith
import PithPrompt
import PithTestSupport
import Testing

struct BracketFormTests {
    @Test(arguments: allBracketForms) func formIsReadAsWhatItIs(_ form: BracketForm) {
        let line = Array(form.sample.utf8)[...]
        switch form.reader {
        case .reference: #expect(RepeatReference(line) != nil)
        case .cut: #expect(CutMark.isOne(line))
        case .lines(let lines): #expect(lines.count(in: line) != nil)
        case .head: #expect(ShortAddresses.addresses(inHead: line) != nil)
        case .text: #expect(!isReferenceOrCut(line))
        }
    }

    @Test(arguments: allBracketForms) func pagesOfTheWritersShowTheForm(_ form: BracketForm) throws {
        for writer in form.writers {
            #expect(allStrategies.contains { $0.name == writer })
            let page = try String(contentsOf: projectFolder.appending(path: "Documentation/Strategies/\(writer).md"), encoding: .utf8)
            #expect(page.contains(form.sample), "\(writer).md does not show \(form.sample)")
        }
    }
}
