// Edits that may be applied together, from a seeded generator.

import PithPrompt

/// Edits of the readable texts of `prompt` (and of its padding) that do not overlap each other in the prompt's bytes: cuts, insertions and
/// replacements, in shuffled order.
package func randomEdits(of prompt: Prompt, using random: inout SplitMix64) -> [Edit] {
    var edits: [Edit] = []
    let replacements = ["", "", "x", "\"q\"\n\\", "…", "\u{1}\t", "[Same as above]"]
    for segment in prompt.segments where segment.kind.isText || segment.kind == .padding {
        var at = segment.range.lowerBound
        while at < segment.range.upperBound, !random.oneIn(4) {
            let start = random.number(at...segment.range.upperBound)
            let end = random.number(start...min(segment.range.upperBound, start + (random.oneIn(3) ? 200 : 8)))
            let replacement = segment.kind == .padding ? "" : random.pick(replacements)
            let edit = Edit(
                view: segment.view, range: start..<end, replacement: Array(replacement.utf8), strategy: random.pick(["A", "B"]),
                effect: random.pick(EditEffect.allCases))
            // Next to the last one now and then, so that edits touch.
            at = end + (random.oneIn(2) ? 0 : 1)
            if start < end || !replacement.isEmpty { edits.append(edit) }
            if start == end { at += 1 }
        }
    }
    return edits.shuffled(using: &random)
}
