// XML without the line ends and indentation between its tags, where they carry nothing: in an element that holds elements and no text. What stands in
// text, remarks, CDATA and attributes stays; so does a blank that is no line end, and the layout of pages and of texts that ask for it.
//
// Not in sessions: an agent finds the lines that it edits by their text.

import PithPrompt
import PithSystem

/// Takes the layout out of XML.
struct XMLLayout: Strategy {
    static let name = "xml-layout"
    static let summary = "XML without line ends and indentation between tags that hold no text"
    static let kinds = XMLTable.kinds
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.isSession, !context.options.keepsFormat else { return [] }
        return context.markup.compactMap { view, elements -> Proposal? in
            let edits = elements.layout.filter { !context.prompt.views[view].isProtected($0) }.map { Self.edit(view, $0, to: []) }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }
}

extension XMLElements {
    /// The white space between tags that carries nothing. Cost: linear.
    fileprivate var layout: [Range<Int>] {
        // Where blanks are seen: in elements of pages and in those around them.
        var holdsPage = elements.map { _ in false }
        for index in elements.indices.reversed() where holdsPage[index] || Self.isPageName(name(index)) {
            holdsPage[index] = true
            if elements[index].parent >= 0 { holdsPage[Int(elements[index].parent)] = true }
        }
        return gaps.filter { gap in
            gap.parent >= 0 && isWhole(gap.parent) && !holdsPage[gap.parent] && !elements[gap.parent].hasText
                && elements[gap.parent].hasElements
                && bytes[gap.range].contains(0x0A) && bytes[gap.range.upperBound + 1] != 0x21 && bytes[gap.range.upperBound + 1] != 0x3F
        }.map(\.range)
    }
}
