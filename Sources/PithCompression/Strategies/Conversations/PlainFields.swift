// What a tool returned as JSON, without the quotes it can do without. Inside a conversation every quote of such a result is escaped and costs
// a token of its own; its reader needs names, values and their structure, which stay (see FieldsWriter for the form and how it is read back). Where lines
// of another kind follow the JSON, as a prompt or a note does, a blank line parts them from the fields.

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
        return context.segments.compactMap { segment in Self.edit(for: segment, in: context).map { Proposal(edits: [$0]) } }
    }

    /// The edit that writes the segment as fields; nil where it is not JSON that a tool returned, or returned first.
    static func edit(for segment: Segment, in context: StrategyContext) -> Edit? {
        let view = context.prompt.views[segment.view]
        guard view.message != nil, view.role == .tool, segment.range.lowerBound == 0, !view.isProtected(segment.range),
            let document = try? JSONDocument(view.bytes, in: segment.range), document.root.isContainer
        else { return nil }
        var replacement = FieldsWriter(document, context.options).out
        var end = segment.range.upperBound
        guard opensFields(replacement[...]) else { return nil }
        if end < view.bytes.count {
            // A blank line ends the fields, so none may stand in them.
            guard !holdsBlankLine(replacement), replacement.firstRange(of: Array("\"\"\"".utf8)) == nil else { return nil }
            end = document.root.range.upperBound
            if view.bytes[end..<segment.range.upperBound].count(where: { $0 == 0x0A }) < 2 { replacement.append(0x0A) }
        }
        guard replacement.count < end else { return nil }
        return Edit(view: segment.view, range: 0..<end, replacement: replacement, strategy: Self.name, effect: Self.effect)
    }

    private static func holdsBlankLine(_ text: [UInt8]) -> Bool {
        text.split(separator: 0x0A, omittingEmptySubsequences: false).contains { $0.allSatisfy(isJSONSpace) }
    }
}
