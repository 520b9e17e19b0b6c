// The diffs of a prompt, each taken apart once for all strategies that ask. A prompt that changed is read anew.

import PithPrompt

struct DiffReading {
    private struct Place: Hashable {
        let view: Int, start: Int
    }

    private var texts: [Place: DiffText] = [:]

    /// Reads the diffs of `prompt`. Cost: linear.
    init(_ prompt: Prompt) {
        for segment in prompt.segments where segment.kind == .diff {
            texts[Place(view: segment.view, start: segment.range.lowerBound)] = DiffText(prompt.views[segment.view].bytes, segment.range)
        }
    }

    /// The hunks of a segment; none where it is no diff.
    subscript(segment: Segment) -> DiffText { texts[Place(view: segment.view, start: segment.range.lowerBound)] ?? DiffText() }
}
