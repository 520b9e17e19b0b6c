// Markdown's bold marks around the words that open a line or an item ("**Tone:** friendly"): the place tells as much as the marks do, and in the preset a colon or a dash
// behind them must, too. Marks inside a sentence stay: they say which word is meant.

import PithPrompt
import PithSystem

/// Drops the bold marks of labels.
struct Emphasis: Strategy {
    static let name = "emphasis"
    static let summary = "labels at a line's beginning without their bold marks"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsAfterChoice = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // Without being asked for by its name it runs in the preset.
        let isPreset = context.options.mode == .preset
        guard !context.options.isSession, isPreset || context.options.strategies?.contains(Self.name) == true else { return [] }
        let proposals = context.segments.compactMap { segment -> Proposal? in
            let bytes = context.prompt.views[segment.view].bytes
            guard firstOffset(of: 0x2A, in: bytes, segment.range) < segment.range.upperBound else { return nil }
            let edits = TextBlock.all(in: bytes, segment.range).flatMap { block -> [Edit] in
                guard let marks = Self.boldMarks(in: bytes, block.range), !isPreset || Self.isLabel(marks, in: bytes),
                    !marks.contains(where: context.prompt.views[segment.view].isProtected)
                else { return [] }
                return marks.map { Self.edit(segment.view, $0, to: []) }
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
        // A change is read again with all of the text: a label here and there brings less than that takes.
        let byteCount = context.segments.reduce(0) { $0 + $1.range.count }
        let isWorthIt = proposals.reduce(0) { $0 + $1.edits.count } * Self.bytesPerMark >= byteCount
        return isWorthIt || !isPreset ? proposals : []
    }

    private static let bytesPerMark = 1000

    /// Whether a colon stands at the end of the words between the marks, or right behind these, or a dash behind a blank.
    private static func isLabel(_ marks: [Range<Int>], in bytes: [UInt8]) -> Bool {
        let end = marks[1].lowerBound, behind = bytes[marks[1].upperBound...]
        return bytes[end - 1] == 0x3A || behind.first == 0x3A
            || dashes.contains {
                behind.first == 0x20 && behind.dropFirst().starts(with: $0) && behind.dropFirst(1 + $0.count).first == 0x20
            }
    }

    private static let dashes = ["-", "–", "—"].map { Array($0.utf8) }

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
