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
        return context.segments.flatMap { segment in
            let view = context.prompt.views[segment.view]
            return Self.directives(in: view.bytes, segment.range).filter { !view.isProtected($0.range) }.map {
                Proposal(edits: [
                    Edit(view: segment.view, range: $0.range, replacement: $0.replacement, strategy: Self.name, effect: Self.effect)
                ])
            }
        }
    }

    /// The directives of `range`, each with what may stand instead. Cost: linear.
    private static func directives(in bytes: [UInt8], _ range: Range<Int>) -> [(range: Range<Int>, replacement: [UInt8])] {
        var found: [(range: Range<Int>, replacement: [UInt8])] = []
        var at = range.lowerBound
        while at < range.upperBound {
            // Two colons are rarer than what opens the line.
            let colon = firstOffset(of: 0x3A, in: bytes, at..<range.upperBound)
            at = colon + 1
            guard colon + 1 < range.upperBound, bytes[colon + 1] == 0x3A,
                let name = names.first(where: { bytes[range.lowerBound..<colon].suffix($0.count).elementsEqual($0) })
            else { continue }
            let start = colon - name.count
            guard start == 0 || bytes[start - 1] == 0x0A else { continue }
            var end = lineEnd(in: bytes, from: colon, limit: bytes.count)
            if bytes[end - 1] == 0x0D { end -= 1 }
            at = min(end, range.upperBound)
            // A block that stands in, behind a blank line. Where its beginning was cut, the directive still says what stood there.
            let block = bytes[end...].firstIndex { !$0.isSpace } ?? bytes.count
            guard block < bytes.count, bytes[end..<block].count(where: { $0 == 0x0A }) > 1,
                bytes[block - 1].isBlank, bytes[block] != 0x5B
            else { continue }
            if let gap = gap(leadingTo: start, in: bytes), gap >= range.lowerBound, end < range.upperBound {
                // The directive's line goes with the blank ones above it.
                found.append((gap..<end, []))
            } else {
                found.append((start..<end, [0x3A, 0x3A]))
            }
        }
        return found
    }

    /// Where the blank lines above `start` begin, when the line over them is a sentence at the edge that ends with one colon.
    private static func gap(leadingTo start: Int, in bytes: [UInt8]) -> Int? {
        guard let above = bytes[..<start].lastIndex(where: { !$0.isSpace }), bytes[above] == 0x3A, above > 0, bytes[above - 1] != 0x3A,
            bytes[above..<start].count(where: { $0 == 0x0A }) > 1, let gap = bytes[above..<start].firstIndex(of: 0x0A)
        else { return nil }
        let line = bytes[(bytes[..<above].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...above]
        // "- item:", "a. item:"
        let isItem = line.dropFirst().first == 0x2E || line.dropFirst().first == 0x29
        return line.first.map { $0.isLetter || $0 >= 0x80 } == true && !isItem ? gap : nil
    }

    private static let names = [".. code-block", ".. code", ".. sourcecode"].map { Array($0.utf8) }
}
