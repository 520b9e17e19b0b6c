// Worked examples are kept whole or not at all: half an example teaches something else. Which of them stay is decided by their worth, as for
// sentences: the facts that they alone hold, and what they have to do with the question.

import PithPrompt

/// Drops worked examples.
struct ExampleSelection: SelectionStrategy {
    static let name = "example-selection"
    static let summary =
        "keeps the worked examples of a prompt (few-shot, chain of thought) that are worth most, each whole, and drops the others"
    static let kinds: Set<SegmentKind> = [.example]

    static func units(of segment: Segment, in prompt: Prompt) -> [Unit] {
        examples(of: segment, in: prompt).map { Unit(view: segment.view, range: $0, kind: segment.kind, form: .text, strategy: name) }
    }

    /// Where examples may be cut: the sentences of each but its first, which asks, and its last, which answers.
    static func sentences(of segment: Segment, in prompt: Prompt) -> [Unit] {
        examples(of: segment, in: prompt).flatMap { example in
            SentenceSplitter.sentences(in: prompt.views[segment.view].bytes, example).dropFirst().dropLast().map {
                Unit(view: segment.view, range: $0, kind: segment.kind, form: .text, strategy: name)
            }
        }
    }

    private static func examples(of segment: Segment, in prompt: Prompt) -> [Range<Int>] {
        let starts = exampleStarts(in: prompt.views[segment.view].bytes, segment.range)
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : segment.range.upperBound
            return (index == 0 ? segment.range.lowerBound : starts[index])..<end
        }
    }
}
