// Blocks that stand in as a whole (examples of code, the bodies of notes) with one blank before each line: two blanks and more before a word are a token,
// one is none.
//
// A block is what stands in below a blank line, up to the next line at the edge; what its lines have in common before their first words becomes one blank, so
// they stand to one another as they stood. It belongs to a text: the line above it is prose. What belongs to an item of a list stays, for Markdown counts its
// columns, and so do lines with tabs between their words, what stands in within a fence, and blocks beside a reference to lines elsewhere.

import PithPrompt
import PithSystem

/// Moves blocks that stand in next to the edge.
struct BlockMargins: Strategy {
    static let name = "block-margins"
    static let summary = "blocks that stand in from their text, such as examples of code, by one blank"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list, .code, .markup]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is moved could be a file that is to be edited line by line later on.
        guard !context.options.isSession else { return [] }
        var edits: [Edit] = []
        var reading = Reading()
        for (index, segment) in context.segments.enumerated() {
            let view = context.prompt.views[segment.view]
            if index > 0,
                context.segments[index - 1].view != segment.view || context.segments[index - 1].range.upperBound != segment.range.lowerBound
            {
                reading = Reading()
            }
            reading.read(view, segment.range, isText: segment.kind != .code && segment.kind != .markup)
            if segment.range.upperBound == view.bytes.count { reading.close(in: view, below: nil) }
            edits += reading.takeMargins().map {
                Edit(view: segment.view, range: $0, replacement: [0x20], strategy: Self.name, effect: Self.effect)
            }
        }
        return edits.isEmpty ? [] : [Proposal(edits: edits)]
    }

    /// What is known of the lines so far; anew behind a stretch that is not to be changed, for what stands in behind it may belong to it.
    private struct Reading {
        /// What stands before the first words of the lines of the block at hand, and whether it may move.
        private var indents: [Range<Int>] = []
        private var mayMove = false
        /// Whether the last line at the edge allows a block below it.
        private var mayOpen = false
        private var isBehindBlank = false
        private var isInFence = false
        private var margins: [Range<Int>] = []

        /// Reads the lines of `range`. Cost: linear.
        mutating func read(_ view: View, _ range: Range<Int>, isText: Bool) {
            let bytes = view.bytes
            var start = range.lowerBound
            while start < range.upperBound {
                let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
                let line = start..<end
                start = end + 1
                guard let first = line.first(where: { !bytes[$0].isSpace }) else {
                    isBehindBlank = true
                    continue
                }
                if first == line.lowerBound {
                    close(in: view, below: line)
                    if bytes[line].starts(with: [0x60, 0x60, 0x60]) || bytes[line].starts(with: [0x7E, 0x7E, 0x7E]) { isInFence.toggle() }
                    mayOpen =
                        !isInFence && (isText || BlockMargins.leads(bytes[line])) && !BlockMargins.isItem(bytes[line])
                        && !RepeatReference.mayBegin(bytes[line])
                } else {
                    if indents.isEmpty { mayMove = mayOpen && isBehindBlank }
                    mayMove = mayMove && !bytes[first..<end].contains(0x09) && !RepeatReference.mayBegin(bytes[first..<end])
                    indents.append(line.lowerBound..<first)
                }
                isBehindBlank = false
            }
        }

        /// Ends the block at hand above the line `below`.
        mutating func close(in view: View, below: Range<Int>?) {
            defer { indents.removeAll(keepingCapacity: true) }
            let bytes = view.bytes
            guard mayMove, let first = indents.first, below.map({ !RepeatReference.mayBegin(bytes[$0]) }) ?? true else { return }
            var shared = first.count
            for indent in indents { shared = zip(bytes[first].prefix(shared), bytes[indent]).prefix { $0 == $1 }.count }
            guard bytes[first].prefix(shared).columnCount >= BlockMargins.least, !indents.contains(where: view.isProtected) else { return }
            margins += indents.map { $0.prefix(shared) }
        }

        /// The margins of the blocks that were closed since they were last asked for.
        mutating func takeMargins() -> [Range<Int>] {
            defer { margins.removeAll() }
            return margins
        }
    }

    private static let least = 3

    /// Whether a line that stands with program text is a sentence that leads to it: "The keeper closes the gate like this:"
    private static func leads(_ line: ArraySlice<UInt8>) -> Bool {
        line.first?.isCapital == true && line.last { !$0.isSpace } == 0x3A && line.count { $0 == 0x20 } >= fewestBlanks
            && !line.contains { "(){}=;".utf8.contains($0) }
    }

    private static let fewestBlanks = 3

    /// "- rope", "2. tar", "(b) lamp"
    private static func isItem(_ line: ArraySlice<UInt8>) -> Bool {
        let mark = line.prefix { !$0.isBlank }
        guard mark.endIndex < line.endIndex, let last = mark.last else { return false }
        return mark.count == 1 && "-*+".utf8.contains(last) || mark.count <= 4 && (last == 0x2E || last == 0x29)
    }
}
