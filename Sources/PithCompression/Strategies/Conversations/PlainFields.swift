// What a tool returned as JSON, without the quotes it can do without. Inside a conversation every quote of such a result is escaped and costs
// a token of its own; its reader needs names, values and their structure, which stay (see FieldsWriter for the form and how it is read back). Lines of
// another kind may stand above, where the last of them is blank or introduces the JSON (`Output:`), and below: a blank line parts these from the fields.
// JSON that stands by itself becomes fields where it is mostly texts of several lines, letters or documents: as lines they can be told to repeat each other.

import PithJSON
import PithPrompt
import PithSystem

/// Writes JSON results of tools, and JSON of texts, as fields.
struct PlainFields: Strategy {
    static let name = "plain-fields"
    static let summary =
        "JSON that tools returned, or that is mostly texts of several lines, without needless quotes, objects of one shape as tables, texts as lines"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment in Self.edit(for: segment, in: context).map { Proposal(edits: [$0]) } }
    }

    /// The edit that writes the segment as fields; nil where it is neither JSON that a tool returned, by itself or below a line that introduces it, nor JSON of
    /// texts.
    static func edit(for segment: Segment, in context: StrategyContext) -> Edit? {
        let view = context.prompt.views[segment.view], isResult = view.message != nil
        guard !context.options.keepsFormat, !view.isProtected(segment.range),
            isResult
                ? view.role == .tool && mayBeginFields(view.bytes, at: segment.range.lowerBound)
                : segment.range == 0..<view.bytes.count && mayBeTexts(view.bytes, context),
            let document = try? JSONDocument(view.bytes, in: segment.range), document.root.isContainer
        else { return nil }
        let fields = context.fields.fields(of: document, context.options, isEscaped: isResult)
        var replacement = fields.text
        var end = segment.range.upperBound
        guard isResult ? opensFields(replacement[...]) : fields.isMostlyTexts && areFields(replacement) else { return nil }
        if end < view.bytes.count {
            // A blank line more than there was ends the fields, so none may stand in them.
            guard !holdsBlankLine(replacement), !fieldFences.contains(where: { replacement[...].holds($0) }) else { return nil }
            end = document.root.range.upperBound
            replacement.append(0x0A)
        }
        let range = segment.range.lowerBound..<end
        guard replacement.count < range.count else { return nil }
        return Self.edit(segment.view, range, to: replacement)
    }

    private static func holdsBlankLine(_ text: [UInt8]) -> Bool {
        text.split(separator: 0x0A, omittingEmptySubsequences: false).contains { $0.allSatisfy(isJSONSpace) }
    }

    private static let mostBytesOfLine = 400

    /// Whether JSON that no tool returned may hold texts of several lines for the most part: elsewhere quotes cost next to nothing, for they are no escapes.
    private static func mayBeTexts(_ bytes: [UInt8], _ context: StrategyContext) -> Bool {
        guard context.options.losesNothing else { return false }
        var at = 0, count = 0
        while true {
            at = firstOffset(of: 0x5C, in: bytes, at..<bytes.count)
            guard at + 1 < bytes.count else { return count * mostBytesOfLine >= bytes.count }
            if bytes[at + 1] == 0x6E { count += 1 }
            at += 2
        }
    }
}
