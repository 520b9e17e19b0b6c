// HTML pages as the text that they show. Of what a tool fetches from the web most is not for its reader: scripts, styles, attributes, the tags themselves.

import PithPrompt

/// Writes pages in Markdown. Only who asks knows that a page is there to be read, and not to be edited or judged by its source.
struct WebPages: Strategy {
    static let name = "web-pages"
    static let summary = "HTML pages as the text they show, in Markdown: titles, lists, tables, code, links (runs when it is asked for)"
    // What a page begins with; its paragraphs are of other kinds.
    static let kinds: Set<SegmentKind> = [.markup, .code]
    static let effect = EditEffect.folded
    static let runsFirst = true
    static let runsOnce = true
    static let runsWhenNamed = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession, !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard segment.range.lowerBound == 0, let text = PageText(view.bytes, view.bytes.indices) else { return nil }
            let edits = text.gaps.filter { !view.isProtected($0.range) }
            return Proposal(
                edits: edits.map {
                    Edit(view: segment.view, range: $0.range, replacement: $0.replacement, strategy: Self.name, effect: Self.effect)
                })
        }
    }
}
