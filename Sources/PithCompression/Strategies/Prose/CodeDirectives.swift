// The line ".. code-block:: python" of reStructuredText over a block that stands in: below a line that ends with a colon it says nothing that the block does not
// show, elsewhere reStructuredText's own "::" says as much. A directive with options, or with nothing below it, stays, and so does one that stands in itself: it
// may be what a text about directives shows, or the name of a tab.

import PithPrompt
import PithSystem

/// Shortens what leads to a block of code.
struct CodeDirectives: Strategy {
    static let name = "code-directives"
    static let summary = "blocks of code in reStructuredText without the line \".. code-block:: NAME\" over them"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        var blocks: ArraySlice<LiteralBlock> = [], view: Int?
        return context.segments.flatMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            if segment.view != view { (blocks, view) = (LiteralBlock.all(in: bytes)[...], segment.view) }
            blocks = blocks.drop { $0.opening.lowerBound < segment.range.lowerBound }
            let edits = blocks.prefix { $0.opening.lowerBound < segment.range.upperBound }.compactMap {
                Self.edit(for: $0, in: bytes, segment)
            }
            return edits.filter { !context.prompt.views[segment.view].isProtected($0.range) }.map { Proposal(edits: [$0]) }
        }
    }

    /// What may stand instead of the directive that opens the block; nil where none does that may go. Cost: linear in the blank lines beside it.
    private static func edit(for block: LiteralBlock, in bytes: [UInt8], _ segment: Segment) -> Edit? {
        let start = block.opening.lowerBound, end = block.opening.upperBound
        guard start == 0 || bytes[start - 1] == 0x0A, names.contains(where: { bytes[block.opening].starts(with: $0) }) else { return nil }
        // A block that stands in, behind a blank line. Where its beginning was cut, the directive still says what stood there.
        guard bytes[end..<block.body.lowerBound].count(where: { $0 == 0x0A }) > 1, bytes[block.body.lowerBound] != 0x5B else { return nil }
        // The directive's line goes with the blank ones above it.
        let gap = gap(leadingTo: start, in: bytes).flatMap { $0 >= segment.range.lowerBound && end < segment.range.upperBound ? $0 : nil }
        return edit(segment.view, (gap ?? start)..<end, to: gap == nil ? [0x3A, 0x3A] : [])
    }

    /// Where the blank lines above `start` begin, when the line over them is a sentence at the edge that ends with one colon.
    private static func gap(leadingTo start: Int, in bytes: [UInt8]) -> Int? {
        guard let above = bytes[..<start].lastIndex(where: { !$0.isSpace }), bytes[above] == 0x3A, above > 0, bytes[above - 1] != 0x3A,
            bytes[above..<start].count(where: { $0 == 0x0A }) > 1, let gap = bytes[above..<start].firstIndex(of: 0x0A)
        else { return nil }
        let line = bytes[(bytes[..<above].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...above]
        // "- item:", "a. item:"
        let isItem = line.dropFirst().first == 0x2E || line.dropFirst().first == 0x29
        return line.first.map { $0.isLetter || $0 >= 0x80 || openers.contains($0) } == true && !isItem ? gap : nil
    }

    /// A name in marks of code or a quotation, what was cut, a link.
    private static let openers = Array("`\"'[".utf8)
    private static let names = [".. code-block::", ".. code::", ".. sourcecode::"].map { Array($0.utf8) }
}
