// Markdown's bold marks around the words that open a line or an item ("**Tone:** friendly"): the place tells as much as the marks do.
// Marks inside a sentence stay: they say which word is meant.

import PithPrompt
import PithSystem

/// Drops the bold marks of labels.
struct Emphasis: Strategy {
    static let name = "emphasis"
    static let summary = "labels at a line's beginning without their bold marks (runs when it is asked for)"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let isLocal = true
    static let runsWhenNamed = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.isSession else { return [] }
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            let edits = TextBlock.all(in: view.bytes, segment.range).flatMap { block -> [Edit] in
                guard let marks = Self.boldMarks(in: view.bytes, block.range), !marks.contains(where: view.isProtected) else { return [] }
                return marks.map { Self.edit(segment.view, $0, to: []) }
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The two pairs of asterisks around the words that `range` begins with, when they close on the line.
    private static func boldMarks(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>]? {
        func isMark(_ at: Int) -> Bool { at + 1 < range.upperBound && bytes[at] == 0x2A && bytes[at + 1] == 0x2A }
        let start = range.lowerBound
        guard isMark(start), start + 2 < range.upperBound, bytes[start + 2] != 0x2A, !bytes[start + 2].isBlank else { return nil }
        // "**1. Season.**" would begin as an item of a list does.
        guard !bytes[start + 2].isDigit else { return nil }
        var at = start + 2
        while at < range.upperBound, at - start < 120, !bytes[at].isLineEnd {
            if isMark(at) { return at + 2 < range.upperBound && bytes[at + 2] == 0x2A ? nil : [start..<start + 2, at..<at + 2] }
            at += 1
        }
        return nil
    }
}
