// White space that no reader sees: blanks at line ends, runs of blank lines, runs of spaces inside a line of prose.
//
// Lossless in the sense in which Markdown, HTML and TeX readers are: the words, the lines and their order stay, and so does the
// indentation at the start of a line. A Markdown hard break (two blanks at the end of a line) stays a hard break. Code, diffs and
// tables are left alone: there a blank can be content.

import PithPrompt

/// Drops white space that carries nothing.
struct Whitespace: Strategy {
    static let name = "whitespace"
    static let summary = "blanks at line ends, runs of blank lines and of spaces in prose, lists, logs and traces"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .log, .search, .stackTrace]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            let foldsRuns = segment.kind == .prose || segment.kind == .instruction
            let edits = Self.edits(in: view.bytes, segment.range, foldsRuns: foldsRuns)
                .filter { !view.isProtected($0.range) }
                .map {
                    Edit(view: segment.view, range: $0.range, replacement: $0.replacement, strategy: Self.name, effect: .lossless)
                }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The runs of white space in `range` that can be shorter, each with what is left of it. Cost: linear.
    static func edits(in bytes: [UInt8], _ range: Range<Int>, foldsRuns: Bool) -> [(range: Range<Int>, replacement: [UInt8])] {
        var edits: [(range: Range<Int>, replacement: [UInt8])] = []
        var at = range.lowerBound
        while at < range.upperBound {
            guard isBlank(bytes[at]) || isLineEnd(bytes[at]) else {
                at += 1
                continue
            }
            let start = at
            while at < range.upperBound, isBlank(bytes[at]) || isLineEnd(bytes[at]) { at += 1 }
            let run = bytes[start..<at]
            guard let firstEnd = run.firstIndex(where: isLineEnd) else {
                let isIndentation = start == 0 || isLineEnd(bytes[start - 1])
                if foldsRuns, run.count > 1, !isIndentation { edits.append((start..<at, [0x20])) }
                continue
            }
            // The run holds line ends: keep the first one or two of them, a hard break before them and the indentation after them.
            let hardBreak =
                foldsRuns && run[start..<firstEnd].count >= 2 && run[start..<firstEnd].allSatisfy { $0 == 0x20 } && start > range.lowerBound
            let lineEnds = lineEnds(in: run)
            let indentation = run[lineEnds[lineEnds.count - 1].upperBound...]
            var kept: [UInt8] = hardBreak && lineEnds.count == 1 && at < range.upperBound ? [0x20, 0x20] : []
            for end in lineEnds.prefix(2) { kept.append(contentsOf: run[end]) }
            kept.append(contentsOf: indentation)
            if kept.count < run.count { edits.append((start..<at, kept)) }
        }
        return edits
    }

    /// The line ends in a run of white space: LF, CRLF or CR each.
    private static func lineEnds(in run: ArraySlice<UInt8>) -> [Range<Int>] {
        var ends: [Range<Int>] = []
        var at = run.startIndex
        while at < run.endIndex {
            if run[at] == 0x0D, at + 1 < run.endIndex, run[at + 1] == 0x0A {
                ends.append(at..<at + 2)
                at += 2
            } else {
                if isLineEnd(run[at]) { ends.append(at..<at + 1) }
                at += 1
            }
        }
        return ends
    }
}

/// A space or a tab.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// A line feed or a carriage return.
func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
