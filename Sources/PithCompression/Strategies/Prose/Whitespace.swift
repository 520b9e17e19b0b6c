// White space that no reader sees: blanks at line ends, runs of blank lines, runs of spaces inside a line of prose.
//
// Lossless in the sense in which Markdown, HTML and TeX readers are: the words, the lines and their order stay, and so does the
// indentation at the start of a line. A Markdown hard break (two blanks at the end of a line) stays a hard break. Code, code spans,
// quotations, diffs and tables are left alone: there a blank can be content. So it is behind the gutter of a compiler's message (`42 |`), where marks point
// at what stands above them; where what follows stands over or under what else begins at its column, as cells of a table and meanings beside their terms do;
// and in a drawing (LaidOutLines).

import PithPrompt
import PithSystem

/// Drops white space that carries nothing.
struct Whitespace: Strategy {
    static let name = "whitespace"
    static let summary = "blanks at line ends, runs of blank lines and of spaces in prose, lists, logs and traces"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .log, .search, .listing, .stackTrace]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            let edits = Self.edits(in: bytes, segment.range, kind: segment.kind)
                .filter { !context.prompt.views[segment.view].isProtected($0.range) }
                .map { Self.edit(segment.view, $0.range, to: $0.replacement) }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The runs of white space in `range` that can be shorter, each with what is left of it. Cost: linear.
    private static func edits(in bytes: [UInt8], _ range: Range<Int>, kind: SegmentKind) -> [(range: Range<Int>, replacement: [UInt8])] {
        let foldsRuns = kind == .prose || kind == .instruction, hasHardBreaks = foldsRuns || kind == .list
        var edits: [(range: Range<Int>, replacement: [UInt8])] = []
        var at = range.lowerBound
        var quotationEnd = at, lineStart = at
        var layout = LaidOutLines(bytes, range)
        while at < range.upperBound {
            if foldsRuns {
                at = endOfPlainText(in: bytes, from: at, range.upperBound)
            } else {
                // What stands around line ends is all that can go.
                let floor = at
                at = lineEnd(in: bytes, from: at, limit: range.upperBound)
                while at < range.upperBound, at > floor, bytes[at - 1].isBlank || bytes[at - 1] == 0x0D { at -= 1 }
            }
            guard at < range.upperBound else { break }
            if bytes[at] == 0x60 || bytes[at] == 0x22, at >= quotationEnd {
                let marks = markCount(bytes, at, bytes[at], range.upperBound)
                quotationEnd = endOfQuotation(bytes, at, marks, range.upperBound) ?? at + marks
                at += marks
                continue
            }
            guard bytes[at].isSpace else {
                at += 1
                continue
            }
            let start = at
            while at < range.upperBound, bytes[at].isSpace { at += 1 }
            let run = bytes[start..<at]
            if run.count == 1 {
                if bytes[start].isLineEnd { lineStart = at }
                continue
            }
            guard let firstEnd = run.firstIndex(where: \.isLineEnd) else {
                let isIndentation = start == 0 || bytes[start - 1].isLineEnd
                if foldsRuns, run.count > 1, !isIndentation, start >= quotationEnd, !hasGutter(bytes, lineStart..<start),
                    at < range.upperBound, !layout.holds(start..<at)
                {
                    edits.append((start..<at, [0x20]))
                }
                continue
            }
            lineStart = (run.lastIndex(where: \.isLineEnd) ?? firstEnd) + 1
            // A line feed and an indentation, or an empty line: most runs.
            if bytes[start] == 0x0A, lineStart == start + 1 || (run.count == 2 && bytes[start + 1] == 0x0A) { continue }
            // The run holds line ends: keep the first one or two of them, a hard break before them and the indentation after them.
            guard let lineEnds = lineEnds(in: run) else { continue }
            let isHardBreak =
                hasHardBreaks && lineEnds.count == 1 && firstEnd - start >= 2 && start > 0 && at < bytes.count
                && run[start..<firstEnd].allSatisfy { $0 == 0x20 }
            var kept: [UInt8] = isHardBreak ? [0x20, 0x20] : []
            for end in lineEnds.prefix(2) { kept.append(contentsOf: run[end]) }
            kept.append(contentsOf: run[lineEnds[lineEnds.count - 1].upperBound...])
            if kept.count < run.count { edits.append((start..<at, kept)) }
        }
        return edits
    }

    /// The first byte from `start` on that may matter here: white space but one space between words, a quotation mark or a backtick.
    static func endOfPlainText(in bytes: [UInt8], from start: Int, _ limit: Int) -> Int {
        var at = start
        while true {
            // A stretch at a time: what stands far off is not looked for again and again.
            let end = min(limit, at + longestLook)
            let mark = marks.firstOffset(in: bytes, at..<end), pair = firstPairOfBlanks(in: bytes, at..<mark)
            if pair < mark { return pair }
            let isBehindBlank = mark > at && bytes[mark - 1] == 0x20
            if mark < end || end == limit { return isBehindBlank ? mark - 1 : mark }
            at = isBehindBlank ? end - 1 : end
        }
    }

    private static let longestLook = 256

    /// Whether a line that goes on behind `text` begins as lines of program text do in messages of compilers and test runners: perhaps a mark, perhaps a
    /// number, a bar. Cost: constant.
    private static func hasGutter(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        let gutter = bytes[text].prefix(24).drop(while: \.isBlank)
        let number = gutter.first == 0x3E ? gutter.dropFirst().drop(while: \.isBlank) : gutter
        return number.drop(while: \.isDigit).drop(while: \.isBlank).first == 0x7C
    }

    /// What may matter by itself; a space does beside another or one of these.
    private static let marks = ByteSet { $0 != 0x20 && $0 <= 0x22 || $0 == 0x60 }

    /// The end of the code span or quotation whose opening mark, `count` times the same byte, stands at `start`: a blank in one can be content.
    /// It closes on its line, at most 256 bytes on, so that marks without a partner cost no more; nil when it does not.
    private static func endOfQuotation(_ bytes: [UInt8], _ start: Int, _ count: Int, _ limit: Int) -> Int? {
        var at = start + count
        let stop = min(limit, at + 256)
        while at < stop, !bytes[at].isLineEnd {
            let found = markCount(bytes, at, bytes[start], limit)
            if found == count { return at + count }
            at += max(1, found)
        }
        return nil
    }

    private static func markCount(_ bytes: [UInt8], _ start: Int, _ mark: UInt8, _ limit: Int) -> Int {
        var end = start
        while end < limit, bytes[end] == mark { end += 1 }
        return end - start
    }

    /// The line ends in a run of white space, LF or CR LF each; nil where a CR stands by itself, which some take for a line end and some do not.
    private static func lineEnds(in run: ArraySlice<UInt8>) -> [Range<Int>]? {
        var ends: [Range<Int>] = []
        var at = run.startIndex
        while at < run.endIndex {
            let isPair = run[at] == 0x0D
            if isPair, at + 1 == run.endIndex || run[at + 1] != 0x0A { return nil }
            let next = at + (isPair ? 2 : 1)
            if run[at].isLineEnd { ends.append(at..<next) }
            at = next
        }
        return ends
    }
}
