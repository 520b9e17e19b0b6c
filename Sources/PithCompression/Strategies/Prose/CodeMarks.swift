// Names in two backticks, as reStructuredText has its literals and Markdown may have its code, with one: "``gate.close()``" is "`gate.close()`". Either says
// that what it holds is to be read letter by letter, and one of each pair is all that a reader needs for that.
//
// What holds a backtick keeps both marks, and so does what a literal block shows.

import PithPrompt
import PithSystem

/// Leaves one of the two backticks before and behind a name.
struct CodeMarks: Strategy {
    static let name = "code-marks"
    static let summary = "names in two backticks (``name``) in one"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        var shown = ShownText(context.prompt)
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            var spans = Self.spans(in: view.bytes, segment.range)
            guard !spans.isEmpty else { return nil }
            spans.removeAll { shown.overlaps($0, ofView: segment.view) || view.isProtected($0) }
            let edits = spans.flatMap { [$0.lowerBound..<$0.lowerBound + 1, $0.upperBound - 1..<$0.upperBound] }.map {
                Self.edit(segment.view, $0, to: [])
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// What stands between two backticks and two, with these, on one line. Cost: linear, for none goes beyond `longest` bytes.
    private static func spans(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let mark = firstOffset(of: 0x60, in: bytes, at..<range.upperBound)
            at = mark + 1
            guard at < range.upperBound, bytes[at] == 0x60 else { continue }
            let text = mark + 2, limit = min(range.upperBound, text + longest)
            // Past the run of backticks, however many they are.
            while at < range.upperBound, bytes[at] == 0x60 { at += 1 }
            guard at == text, text < limit, !bytes[text].isSpace, !isPart(of: mark, in: bytes, range),
                let close = bytes[text..<limit].firstIndex(where: { $0 == 0x60 || $0.isLineEnd }), close + 1 < range.upperBound,
                bytes[close] == 0x60, bytes[close + 1] == 0x60, !bytes[close - 1].isSpace, bytes[close - 1] != 0x5C
            else { continue }
            at = close + 2
            if at < range.upperBound, bytes[at].isWordlike || bytes[at] == 0x60 || bytes[at] == 0x5F { continue }
            spans.append(mark..<at)
        }
        return spans
    }

    /// Whether the mark at `offset` is no opening one, or one of something else: a role, a word, what a backslash makes plain.
    private static func isPart(of offset: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard offset > range.lowerBound else { return offset > 0 && !bytes[offset - 1].isSpace }
        let before = bytes[offset - 1]
        return before.isWordlike || before == 0x3A || before == 0x5C
    }

    private static let longest = 120
}
