// Whole sentences are kept or dropped: extractive summarisation. What decides is the weight of the facts a sentence alone still holds and
// how much it has to do with the question (see Relevance/); grammar and order are never touched.

import PithPrompt

/// Drops sentences of prose.
struct SentenceSelection: SelectionStrategy {
    static let name = "sentence-selection"
    static let summary = "keeps the sentences that hold the facts, or answer the query, and drops the others whole"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        // Under a budget the items of a list go whole, as lines do.
        if segment.kind == .list, options.mode != .preset { return [] }
        return SentenceSplitter.sentences(in: prompt.views[segment.view].bytes, segment.range).map {
            Unit(view: segment.view, range: $0, kind: segment.kind, form: .text, strategy: name)
        }
    }
}
