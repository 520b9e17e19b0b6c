// The rules under and over titles (reStructuredText, Markdown's older headings) with four signs: a reader need not see that a title's last letter has one,
// too. Which sign it is tells the level, so the sign stays.

import PithPrompt
import PithSystem

/// Shortens the rules of titles.
struct TitleRules: Strategy {
    static let name = "title-rules"
    static let summary = "rules under titles (=====, -----) with four signs"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        // A rule saves a token or two: all of them are judged together.
        let edits = context.segments.flatMap { segment in
            let view = context.prompt.views[segment.view]
            return Self.rules(in: view.bytes, segment.range).filter { !view.isProtected($0) }.map {
                Edit(
                    view: segment.view, range: $0, replacement: Array(repeating: view.bytes[$0.lowerBound], count: Self.length),
                    strategy: Self.name, effect: Self.effect)
            }
        }
        return edits.isEmpty ? [] : [Proposal(edits: edits)]
    }

    private static let length = 4

    /// The rules of titles that are longer than need be. Cost: linear.
    private static func rules(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var rules: [Range<Int>] = []
        var above = 0..<0
        var ruleAbove: Range<Int>?
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            let line = start..<end
            start = end + 1
            if let rule = TitleRule.of(bytes, line), TitleRule.isTitle(bytes, above, over: rule) {
                if let ruleAbove, bytes[ruleAbove].elementsEqual(bytes[rule]) { rules.append(ruleAbove) }
                rules.append(rule)
                (above, ruleAbove) = (0..<0, nil)
            } else {
                (ruleAbove, above) = (TitleRule.of(bytes, above), line)
            }
        }
        return rules.filter { $0.count > length + 1 }
    }
}
