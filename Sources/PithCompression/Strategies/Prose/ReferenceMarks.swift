// References of reStructuredText to what has the same name: "`Element classes`_" is written "Element classes", as its reader sees it. Where it leads to is said
// under that name, by a title or by ".. _Element classes: https://…", and stays.
//
// What holds its own address ("`Pith <https://…>`_") stays, and so does a reference without a name ("`Pith`__"): the order of these tells which address
// belongs to which. Rows of tables keep their columns, and what literal blocks show is copied to the letter.

import PithPrompt
import PithSystem

/// Takes the marks from references.
struct ReferenceMarks: Strategy {
    static let name = "reference-marks"
    static let summary = "references of reStructuredText (`title`_) as the title alone"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.options.mode == .preset, !context.options.isSession else { return [] }
        var shown = ShownText(context.prompt)
        return context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            let edits = Self.references(in: bytes, segment.range).flatMap { mention -> [Edit] in
                guard !shown.overlaps(mention.range, ofView: segment.view), !context.prompt.views[segment.view].isProtected(mention.range)
                else { return [] }
                return [
                    Self.edit(segment.view, mention.range.lowerBound..<mention.title.lowerBound, to: []),
                    Self.edit(segment.view, mention.title.upperBound..<mention.range.upperBound, to: []),
                ]
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The references, with and without their marks, in order. Cost: linear, for none goes beyond `longest` bytes, and its line not beyond `widest`.
    private static func references(in bytes: [UInt8], _ range: Range<Int>) -> [(range: Range<Int>, title: Range<Int>)] {
        var found: [(range: Range<Int>, title: Range<Int>)] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let mark = firstOffset(of: 0x60, in: bytes, at..<range.upperBound)
            let start = mark + 1, limit = min(range.upperBound, start + longest)
            at = start
            guard start < limit, let end = bytes[start..<limit].firstIndex(where: { $0 == 0x60 || $0.isLineEnd }) else { continue }
            at = end + (bytes[end] == 0x60 && end + 1 < range.upperBound && bytes[end + 1] == 0x5F ? 1 : 0)
            guard at > end, opens(mark, in: bytes, range), isTitle(bytes[start..<end]), closes(end + 2, in: bytes, range),
                !isInRow(mark, in: bytes, range)
            else { continue }
            found.append((mark..<end + 2, start..<end))
        }
        return found
    }

    private static let longest = 160
    private static let widest = 240

    /// Whether a reference may begin at the mark: nothing of a word, a role, a target or a literal is tied to it.
    private static func opens(_ mark: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard mark > range.lowerBound else { return mark == 0 || bytes[mark - 1].isSpace }
        let before = bytes[mark - 1]
        return before.isSpace || before == 0x28 || before == 0x5B || before == 0x22
    }

    /// Whether a reference may end before `end`: a mark of the sentence or white space follows.
    private static func closes(_ end: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        end >= range.upperBound || bytes[end].isSpace || ".,;:!?)]\"'".utf8.contains(bytes[end])
    }

    /// Whether the text is the name of what is referred to, with no address in it, and needs no marks to be told from what stands beside it.
    private static func isTitle(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, first.isLetterOrDigit || first == 0x22 || first == 0x25, !last.isSpace else {
            return false
        }
        return !(last == 0x3E && text.contains(0x3C)) && !text.contains { "|*\\".utf8.contains($0) }
    }

    /// Whether the line that holds the mark is a row of a table: it begins with a bar, or has words far apart.
    private static func isInRow(_ mark: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let start = max(range.lowerBound, mark - widest), end = min(range.upperBound, mark + widest)
        let first = bytes[start..<mark].lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? start
        let line = first..<(bytes[mark..<end].firstIndex(where: \.isLineEnd) ?? end)
        let sign = bytes[line].first { !$0.isBlank }
        return sign == 0x7C || sign == 0x2B || LineWord.hasWideGap(bytes, line)
    }
}
