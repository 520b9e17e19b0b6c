// The rules under and over titles (reStructuredText, Markdown's older headings) with four signs: a reader need not see that a title's last letter has one,
// too. Which sign it is tells the level, so the sign stays.
//
// A line of signs may be a bar whose length says something, or part two sides of a conflict. So a title stands below a blank line, a rule is as long as its
// title, and where one line of a sign under words is not, no rule of that sign is touched.

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
        var bars: Set<Bar> = []
        let rules = context.segments.map { segment in
            Self.rules(in: context.prompt.views[segment.view].bytes, segment.range) { bars.insert(Bar(view: segment.view, sign: $0)) }
        }
        let edits = zip(context.segments, rules).flatMap { segment, rules in
            let view = context.prompt.views[segment.view]
            return rules.compactMap { rule -> Edit? in
                let sign = view.bytes[rule.lowerBound]
                guard !view.isProtected(rule), !bars.contains(Bar(view: segment.view, sign: sign)) else { return nil }
                return Self.edit(segment.view, rule, to: Array(repeating: sign, count: Self.length))
            }
        }
        return edits.isEmpty ? [] : [Proposal(edits: edits)]
    }

    private static let length = 4

    /// A sign of which a line under words is no rule of a title.
    private struct Bar: Hashable {
        let view: Int
        let sign: UInt8
    }

    /// The rules of titles that are longer than need be; the sign of each line under words that is none goes to `noteBar`. Cost: linear.
    private static func rules(in bytes: [UInt8], _ range: Range<Int>, _ noteBar: (UInt8) -> Void) -> [Range<Int>] {
        var rules: [Range<Int>] = []
        /// The three lines above, as far as none of them is blank. What stands above the range is a line of words, unless it is blank.
        var above: Range<Int>? =
            WordedLines.isBehindBlank(range.lowerBound, in: bytes) ? nil : range.lowerBound..<range.lowerBound
        var second: Range<Int>?, third: Range<Int>?
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            let line = start..<end
            start = end + 1
            if let rule = TitleRule.of(bytes, line), let title = above, TitleRule.of(bytes, title) == nil {
                let over = second.flatMap { TitleRule.of(bytes, $0) }.flatMap { bytes[$0].elementsEqual(bytes[rule]) ? $0 : nil }
                if TitleRule.isTitle(bytes, title, over: rule), TitleRule.fits(bytes, title, rule),
                    mayBeUnderlined(bytes, title, by: bytes[rule.lowerBound]), (over == nil ? second : third) == nil
                {
                    if let over { rules.append(over) }
                    rules.append(rule)
                } else {
                    noteBar(bytes[rule.lowerBound])
                }
                (above, second, third) = (nil, nil, nil)
            } else {
                (above, second, third) = (bytes[line].allSatisfy(\.isSpace) ? nil : line, above, second)
                if above == nil { (second, third) = (nil, nil) }
            }
        }
        return rules.filter { $0.count > length + 1 && signs.contains(bytes[$0.lowerBound]) }
    }

    /// A compiler points with ^ at a word.
    private static func mayBeUnderlined(_ bytes: [UInt8], _ title: Range<Int>, by sign: UInt8) -> Bool {
        sign != 0x5E || bytes[title].contains(0x20)
    }

    /// Stars and the like may be marks that somebody gave, four tildes open a fence, and quotation marks a text.
    private static let signs = Array("=-^+".utf8)
}
