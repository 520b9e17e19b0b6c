// Lines that stand further up already become a reference to them: LZ77 over lines.
//
// From the top, each line is looked up among the lines above that still stand in the text (RepeatSearch); lines that were replaced are never
// referred to, so long matches are made first (RepeatPlan). Where the lines that follow repeat what stands directly above, the
// reference only says how many more times. Lines of a listing that differ in their numbers only, as when a file is read again after lines were put in
// further up, are the same lines with other numbers.
//
// The reference names its source by the source's opening words, so a source must be the first line anywhere that opens with them. Where
// it is not, the block gives up its first lines until it is; that is checked before a match is extended, so lines that can never be named
// cost nothing and the whole stays linear.
//
// Causal: what replaces a line depends on that line and those above it.

import PithJSON
import PithPrompt

/// Replaces repeated lines by references to their first appearance.
struct ExactRepeats: Strategy {
    static let name = "exact-repeats"
    static let summary = "lines seen before, also under other line numbers, become a short reference to their first appearance"
    static let kinds = Set(SegmentKind.allCases.filter(\.isText)).subtracting([.reference, .example])
    static let effect = EditEffect.lossless
    static let linksMessages = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // A JSON value must stay one: there is no room for a line of words in it.
        guard !context.mustStayJSON else { return [] }
        let text = context.lines.value
        let plan = RepeatPlan(
            text, text.changeable(in: context.segmentsOfLines, of: context.prompt), past: context.past?.lines ?? LineIndex(),
            // What a short repeat refers to must stay, and so must what its parts skip: what folds comes first.
            sparesShortOnes: context.options.isSession || context.foldsFollow, threadCount: context.options.threadCount)
        return plan.stretches.map { Proposal(edits: $0.map { Self.edit($0.lines, of: text, to: $0.reference.text) }) }
    }
}

extension StrategyContext {
    /// The segments whose lines may become references.
    var segmentsOfLines: [Segment] {
        // Lines of a log, a diff or a trace that is about to be folded are dealt with there; a row of a table has its meaning from the header above it.
        segments.filter {
            !(foldsFollow && [.log, .diff, .stackTrace].contains($0.kind)) && !($0.kind == .table && opensTabledJSON(prompt.text(of: $0)))
        }
    }
}
