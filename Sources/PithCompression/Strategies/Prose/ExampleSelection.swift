// Worked examples are kept whole or not at all: half an example teaches something else. Which of them stay is decided by their worth, as for
// sentences: the facts that they alone hold, and what they have to do with the question.

import PithPrompt

/// Drops worked examples.
struct ExampleSelection: SelectionStrategy {
    static let name = "example-selection"
    static let summary =
        "keeps the worked examples of a prompt (few-shot, chain of thought) that are worth most, each whole, and drops the others"
    static let kinds: Set<SegmentKind> = [.example]

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        let examples = examples(of: segment, in: prompt)
        let ranges = options.cutsExamples ? examples.flatMap { steps(of: $0, in: prompt.views[segment.view].bytes) } : examples
        return ranges.map { Unit(view: segment.view, range: $0, kind: segment.kind, form: .text, strategy: name) }
    }

    /// Where an example may be cut: its sentences but the first, which asks, and the last, which answers.
    private static func steps(of example: Range<Int>, in bytes: [UInt8]) -> ArraySlice<Range<Int>> {
        SentenceSplitter.sentences(in: bytes, example).dropFirst().dropLast()
    }

    private static func examples(of segment: Segment, in prompt: Prompt) -> [Range<Int>] {
        let starts = exampleStarts(in: prompt.views[segment.view].bytes, segment.range)
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : segment.range.upperBound
            return (index == 0 ? segment.range.lowerBound : starts[index])..<end
        }
    }
}
