// What a tool returned as JSON, without the quotes it can do without. Inside a conversation every quote of such a result is escaped and costs
// a token of its own; its reader needs names, values and their structure, which stay (see FieldsWriter for the form and how it is read back). Lines of
// another kind may stand above, where the last of them is blank or introduces the JSON (`Output:`), and below: a blank line parts these from the fields. JSON
// that a string in it holds is written so, too.
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

    /// The edit that writes the segment as fields; nil where it is neither JSON that a tool returned, by itself, below a line that introduces it or as a text
    /// among fields, nor JSON of texts. With `ofTexts` only where most of it are texts.
    static func edit(for segment: Segment, in context: StrategyContext, by strategy: String = name, ofTexts: Bool = false) -> Edit? {
        let view = context.prompt.views[segment.view], isResult = view.message != nil
        let outerFence = FieldFence(around: segment.range, in: view.bytes)
        guard !context.options.keepsFormat, !view.isProtected(segment.range),
            isResult
                ? view.role == .tool && (outerFence != nil || mayBeginFields(view.bytes, at: segment.range.lowerBound))
                    && (!ofTexts || mayBeTexts(view.bytes, in: segment.range))
                : (ofTexts || context.options.losesNothing) && (outerFence != nil || segment.range == 0..<view.bytes.count)
                    && mayBeTexts(view.bytes, in: segment.range),
            let document = try? JSONDocument(view.bytes, in: segment.range), document.root.isContainer
        else { return nil }
        let fields = context.fields.fields(of: document, context.options, isEscaped: isResult, inside: outerFence)
        var replacement = fields.text
        guard isResult ? opensFields(replacement[...]) && (!ofTexts || fields.isMostlyTexts) : mayStandAlone(fields, context.options) else {
            return nil
        }
        var end = document.root.range.upperBound
        if let outerFence {
            guard !replacement[...].holds(outerFence.bytes[...]) else { return nil }
        } else if segment.range.upperBound == view.bytes.count {
            end = view.bytes.count
        } else {
            // A blank line more than there was ends the fields, so none may stand in them but in their texts.
            guard endWithBlankLine(replacement), isNotInText(segment.range.lowerBound, of: view.bytes) || !holdsFence(replacement[...])
            else { return nil }
            replacement.append(0x0A)
        }
        let range = segment.range.lowerBound..<end
        guard replacement.count < range.count else { return nil }
        return Edit(view: segment.view, range: range, replacement: replacement, strategy: strategy, effect: effect)
    }

    /// Whether fields that no tool returned may stand as such. Where something must go, lines of the texts may, and all around them stays: so it must be little.
    private static func mayStandAlone(_ fields: FieldsMemo.Fields, _ options: CompressionOptions) -> Bool {
        guard fields.isMostlyTexts, areFields(fields.text) else { return false }
        let rest = fields.byteCount - fields.textByteCount
        return switch options.mode {
        case .preset, .lossless: true
        case .budget(let tokenCount): rest <= tokenCount
        case .quality: rest * mostTextBytes <= fields.textByteCount
        }
    }

    private static let mostTextBytes = 10

    private static func holdsFence(_ text: ArraySlice<UInt8>) -> Bool {
        FieldFence.all.contains { text.holds($0.bytes[...]) }
    }

    private static let mostBytesBefore = 4096

    /// Whether what begins at `offset` is surely no part of a text among other fields: few bytes stand before it, and no fence.
    private static func isNotInText(_ offset: Int, of bytes: [UInt8]) -> Bool {
        offset <= mostBytesBefore && !holdsFence(bytes[..<offset])
    }

    private static let mostBytesOfEscape = 40
    private static let mostBytesOfLine = 400

    /// Whether JSON may hold texts of several lines, or JSON, for the most part: of those that no tool returned, quotes cost next to nothing elsewhere, for they
    /// are no escapes. Cost: linear, and little where few bytes are escapes.
    private static func mayBeTexts(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        var at = range.lowerBound, lineCount = 0, quoteCount = 0
        while true {
            at = firstOffset(of: 0x5C, in: bytes, at..<range.upperBound)
            guard at + 1 < range.upperBound else {
                return lineCount * mostBytesOfLine >= range.count || quoteCount * mostBytesOfEscape >= range.count
            }
            switch bytes[at + 1] {
            case 0x6E: lineCount += 1
            // A line end in a string of JSON that a string holds.
            case 0x5C where at + 2 < range.upperBound && bytes[at + 2] == 0x6E: lineCount += 1
            case 0x22: quoteCount += 1
            default: break
            }
            at += 2
        }
    }
}
