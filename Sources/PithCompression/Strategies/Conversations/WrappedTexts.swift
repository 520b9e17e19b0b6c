// What a tool returned, or a file, that is JSON around texts: `{"output": "400 lines", "exit_code": 0}`. It is written as fields (FieldsWriter) before any other
// strategy looks at the prompt, so that the texts, which stand as lines between fences then, are logs, diffs, searches and program text to all of them.

import PithPrompt

/// Lays open the texts in JSON that is mostly texts.
struct WrappedTexts: Strategy {
    static let name = "wrapped-texts"
    static let summary =
        "JSON around texts, as tools return it, as fields with the texts as lines, which are then compressed as what they are"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.lossless
    static let isLocal = true
    static let laysOpen = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment in
            PlainFields.edit(for: segment, in: context, by: Self.name, ofTexts: true).map { Proposal(edits: [$0]) }
        }
    }
}
