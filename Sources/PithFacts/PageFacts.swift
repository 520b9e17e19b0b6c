// The facts of an HTML page are those of the text that it shows, and of where its links lead to. They are told where they stand in the page.

import PithPrompt
import PithSystem

extension FactExtractor {
    /// Cost: linear.
    static func facts(of page: PageText, in bytes: [UInt8], _ range: Range<Int>) -> (facts: [Fact], workCount: Int) {
        let text = page.written(bytes, range)
        var facts: [Fact] = [], workCount = range.count
        // Its titles, code and tables are read as such. What shows the source of a page is none.
        for segment in (try? Prompt(parsing: text.bytes, as: .text))?.segments ?? [] {
            let found = FactExtractor().measuredFacts(
                in: text.bytes, range: segment.range, kind: segment.kind == .markup ? .prose : segment.kind)
            facts += found.facts.map { Fact(kind: $0.kind, range: text.place(of: $0.range), key: $0.key, looseKey: $0.looseKey) }
            workCount += found.workCount
        }
        return (facts.sorted(by: Fact.precedes), workCount)
    }
}
