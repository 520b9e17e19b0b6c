// Program text as an outline: declarations with what documents them, and `[…]` for the bodies of functions. With handles each mark has its number,
// by which `pith show` gives the body back.
//
//     def take(self, count):                              def take(self, count):
//         """The oldest ones, removed."""                     """The oldest ones, removed."""
//         taken = self.items[:count]                 →        […3]
//         del self.items[:count]
//         return taken
//
// A function that names a telling word of the question keeps its body. What stands outside of functions stays: imports, constants, types and
// their members. CodeBodies finds bodies; text that is not laid out as its language is keeps them.

import PithPrompt

/// Folds the bodies of functions.
struct Outline: Strategy {
    static let name = "outline"
    static let summary =
        "program text as an outline: the bodies of functions that name no word of the question become marks (runs when it is asked for)"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.folded
    static let runsWhenNamed = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        let asked = Comments.askedTerms(context.options.query)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard let language = CodeLanguage.of(view.bytes, segment.range) else { return [] }
            return CodeBodies.find(in: view.bytes, segment.range, language).compactMap { body -> Proposal? in
                guard !view.isProtected(body.range),
                    !Self.names(asked, in: view.bytes[body.head.lowerBound..<body.range.upperBound])
                else { return nil }
                let marker = context.options.writesMarkers ? CutMark.plain : []
                let mark = body.indentation.map { view.bytes[$0] + marker } ?? [0x20] + marker + (marker.isEmpty ? [] : [0x20])
                return Proposal(edits: [Self.edit(segment.view, body.range, to: mark)])
            }
        }
    }

    /// Whether a word of the text, or of a name in it, is one of those.
    private static func names(_ asked: Set<UInt64>, in text: ArraySlice<UInt8>) -> Bool {
        guard !asked.isEmpty else { return false }
        var isNamed = false
        let words = CodeWords.apart(text)
        Terms.forEach(in: words, 0..<words.count) { if asked.contains($0) { isNamed = true } }
        return isNamed
    }
}
