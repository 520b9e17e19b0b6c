// HTML pages as the text that they show. Of what a tool fetches from the web most is not for its reader: scripts, styles, attributes, the tags themselves.
//
// Only what came from the web is read so without being asked (FetchedPages): a page that a user gives, or that was read of a file, may be there to be edited
// or judged by its source. Who names the strategy says that pages are there to be read; files that were read stay even then.

import PithPrompt

/// Writes pages in Markdown.
struct WebPages: Strategy {
    static let name = "web-pages"
    static let summary =
        "HTML pages that tools fetched, as the text they show, in Markdown: titles, lists, tables, code, links; others when it is named"
    // What a page begins with; by its looks it is cut into segments of any kind. To look at all kinds would cost every text.
    static let kinds: Set<SegmentKind> = [.markup, .code]
    static let effect = EditEffect.folded
    static let runsFirst = true
    static let runsOnce = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        let prompt = context.prompt
        let isNamed = context.options.strategies?.contains(Self.name) ?? false
        let isConversation = !prompt.messages.isEmpty
        guard isConversation || isNamed else { return [] }
        var fetched = context.past?.fetchedPages ?? FetchedPages()
        var isRead = false
        var lastView: Int?
        return context.segments.compactMap { segment in
            let view = prompt.views[segment.view]
            guard lastView != segment.view, segment.range.lowerBound <= (isConversation ? Self.longestHead : 0),
                PageText.isPage(view.bytes, segment.range.lowerBound..<view.bytes.count)
            else { return nil }
            lastView = segment.view
            if isConversation {
                guard view.role == .tool else { return nil }
                if !isRead { fetched.add(prompt) }
                isRead = true
                guard isNamed ? fetched.allow(view) : fetched.hold(view) && !fetched.areAskedForAsSource else { return nil }
            }
            guard
                let text = PageText(view.bytes, segment.range.lowerBound..<view.bytes.count, isServed: isConversation && fetched.hold(view))
            else {
                return nil
            }
            return Proposal(edits: edits(text, segment.view, view, isNumbered: context.options.namesFolds))
        }
    }

    /// What a tool says of a page before it: its address, what the server said.
    private static let longestHead = 2000

    /// The gaps of the page; where folds are numbered, the page as a whole, so that its number gives it back.
    private func edits(_ text: PageText, _ index: Int, _ view: View, isNumbered: Bool) -> [Edit] {
        guard isNumbered, let first = text.gaps.first, let last = text.gaps.last else {
            return text.gaps.filter { !view.isProtected($0.range) }.map { Self.edit(index, $0.range, to: $0.replacement) }
        }
        let range = first.range.lowerBound..<last.range.upperBound
        guard !view.isProtected(range) else { return [] }
        var written = CutMark.saying("page of \(range.count) bytes in Markdown") + [0x0A]
        var at = range.lowerBound
        for gap in text.gaps {
            written += view.bytes[at..<gap.range.lowerBound] + gap.replacement
            at = gap.range.upperBound
        }
        return [Self.edit(index, range, to: written)]
    }
}
