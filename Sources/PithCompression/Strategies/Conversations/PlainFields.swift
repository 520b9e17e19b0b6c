// What a tool returned as JSON, without the quotes it can do without. Inside a conversation every quote of such a result is escaped and costs
// a token of its own; its reader needs names, values and their structure, which stay (see FieldsWriter for the form and how it is read back).

import PithJSON
import PithPrompt

/// Writes JSON results of tools as fields.
struct PlainFields: Strategy {
    static let name = "plain-fields"
    static let summary = "JSON that tools returned without needless quotes, objects of one shape as tables, texts as lines"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            guard view.message != nil, view.role == .tool, segment.range == 0..<view.bytes.count, !view.isProtected(segment.range),
                let document = try? JSONDocument(view.bytes), document.root.isContainer
            else { return nil }
            let replacement = FieldsWriter(document, context.options).out
            guard opensFields(replacement[...]), replacement.count < view.bytes.count else { return nil }
            let edit = Edit(view: segment.view, range: segment.range, replacement: replacement, strategy: Self.name, effect: Self.effect)
            return Proposal(edits: [edit])
        }
    }
}
