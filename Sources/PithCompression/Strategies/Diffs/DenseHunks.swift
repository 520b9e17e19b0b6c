// Hunks written densely: indentation by the line above, a removed line by the added one that it became (see DenseHunk). Each is read back before
// it is written; one that would not come back to the byte stays as it is.
//
// A removed line is only said by another where no hard fact of it would be torn apart: facts stay to be read as they stood.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

/// Writes hunks densely.
struct DenseHunks: Strategy {
    static let name = "dense-hunks"
    static let summary = "hunks of diffs with indentation by the line above and removed lines by what they became"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What folds unchanged lines reads hunks as diff writes them.
        guard !context.segments.isEmpty, !context.foldsFollow else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let facts = Deferred { [prompt = context.prompt, memo = context.facts, threadCount = context.options.threadCount] in
                StandingFacts.hardFacts(of: segment, in: prompt, memo, threadCount: threadCount)
            }
            let diff = context.diffs.value[segment]
            var files: [Range<Int>] = []
            var at = 0
            while at < diff.hunks.count {
                let start = at
                repeat { at += 1 } while at < diff.hunks.count && !diff.opensFile[at]
                files.append(start..<at)
            }
            // Those of each file hang on no other's.
            let isLong = segment.range.count >= ThreadGain.fewestBytes
            let parts = files.inParts(threadCount: isLong ? context.options.threadCount : 1, fewestOfPart: 1) { files in
                files.map { edits(diff.hunks[$0], in: view, segment, context.options, facts) }
            }
            return parts.joined().filter { !$0.isEmpty }.map { Proposal(edits: $0) }
        }
    }

    /// The edits that make the hunks of one file dense: together, for a `~` line may say what one of a hunk above does.
    private func edits(
        _ hunks: ArraySlice<DiffHunk>, in view: View, _ segment: Segment, _ options: CompressionOptions, _ facts: Deferred<[Fact]>
    ) -> [Edit] {
        guard hunks.allSatisfy({ $0.form != .dense }) else { return [] }
        let mayUnmark =
            switch options.mode {
            case .preset, .lossless: true
            case .budget, .quality: false
            }
        var latest: [UInt8] = []
        return hunks.compactMap { hunk -> Edit? in
            guard let last = hunk.lines.last, last.upperBound <= segment.range.upperBound else { return nil }
            let range = hunk.headRange.lowerBound..<last.upperBound
            guard !view.isProtected(range), DiffText.isPlain(hunk, in: view.bytes), Self.endsClearly(last.upperBound, view.bytes),
                let replacement = written(
                    hunk, in: view.bytes, from: segment.range.lowerBound, mayUnmark: mayUnmark, options.encoding, facts, &latest)
            else { return nil }
            return Self.edit(segment.view, range, to: replacement)
        }
    }

    private func written(
        _ hunk: DiffHunk, in bytes: [UInt8], from start: Int, mayUnmark: Bool, _ encoding: Encoding, _ facts: Deferred<[Fact]>,
        _ latest: inout [UInt8]
    ) -> [UInt8]? {
        guard let first = hunk.lines.first, let last = hunk.lines.last,
            let head = DiffText.denseHead(of: bytes[DiffText.withoutLineEnd(bytes, hunk.headRange)], hunk.heading),
            !bytes[hunk.headRange.lowerBound..<last.upperBound].contains(0x0D), bytes[hunk.headRange.upperBound - 1] == 0x0A
        else { return nil }
        let isClosed = bytes[last.upperBound - 1] == 0x0A
        let body = bytes[first.lowerBound..<last.upperBound - (isClosed ? 1 : 0)]
        let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            DenseHunk.Line(mark: $0[$0.startIndex], text: $0.dropFirst())
        }
        var after = latest
        var worded = lines.map { _ in LineSubstitution.Worded?.none }
        func words(of line: Int) -> LineSubstitution.Worded {
            let words = worded[line] ?? LineSubstitution.Worded(lines[line].text)
            worded[line] = words
            return words
        }
        let dense = DenseHunk.write(lines, latest: &after) { added, removed in
            guard let (text, changed) = LineSubstitution.text(from: words(of: added), to: words(of: removed)) else { return nil }
            let line = lines[removed].text.startIndex..<lines[removed].text.endIndex
            guard !changed.contains(where: { Self.hasFact(facts.value, in: $0, ofLine: line) }) else { return nil }
            let plain = encoding.count([0x0A, 0x2D] + lines[removed].text + [0x0A])
            return encoding.count([0x0A, DenseHunk.substitutionMark] + text + [0x0A]) < plain ? text : nil
        }
        let isEnded = isClosed && UnmarkedLines.ends(at: bytes[last.upperBound...])
        guard var written = Self.text(head, dense, mayUnmark ? isEnded : nil, isFirst: hunk.headRange.lowerBound == start, lines, latest)
        else { return nil }
        if isClosed { written.append(0x0A) }
        guard written.count < last.upperBound - hunk.headRange.lowerBound else { return nil }
        latest = after
        return written
    }

    /// The hunk as it is written; nil where it would not be read as `lines`, after `latest`. Long runs of lines have no marks unless `isEnded` is nil;
    /// it tells whether a line that ends them follows.
    private static func text(
        _ head: [UInt8], _ dense: [[UInt8]], _ isEnded: Bool?, isFirst: Bool, _ lines: [DenseHunk.Line], _ latest: [UInt8]
    ) -> [UInt8]? {
        func isRead(_ dense: [[UInt8]]) -> Bool {
            var latest = latest
            return DenseHunk.read(dense.map { $0[...] }, latest: &latest) == lines
        }
        func joined(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined(separator: [0x0A])) }
        func unmarked(_ isEnded: Bool) -> [UInt8]? {
            // A head of this form opens no diff, and has one number.
            if isEnded, !isFirst, head[2] != 0x2D, let whole = UnmarkedLines.wholeHunk(dense) {
                return joined([UnmarkedLines.opening + head.dropFirst(2)] + whole)
            }
            return UnmarkedLines.write(dense, isEnded: isEnded).map { joined([head] + $0) }
        }
        if let isEnded, let written = unmarked(isEnded), let read = Self.marked(written), isRead(read) { return written }
        return isRead(dense) ? joined([head] + dense) : nil
    }

    /// The lines of the one hunk that `text` is, where another follows, with all their marks; nil where it is none.
    private static func marked(_ text: [UInt8]) -> [[UInt8]]? {
        let bytes = text + Array("\n@@1\n+".utf8)
        let diff = DiffText(bytes, bytes.indices)
        guard diff.hunks.count == 2, diff.hunks[0].lines.last?.upperBound == text.count + 1 else { return nil }
        return DiffText.markedLines(of: diff.hunks[0], in: bytes)
    }

    /// Whether one of the facts, which are in order, begins on the line `line` and touches `range`.
    private static func hasFact(_ facts: [Fact], in range: Range<Int>, ofLine line: Range<Int>) -> Bool {
        let first = facts.partitioningIndex { $0.range.lowerBound >= line.lowerBound }
        return facts[first...].prefix { $0.range.lowerBound < line.upperBound }
            .contains { $0.range.lowerBound < range.upperBound && range.lowerBound < $0.range.upperBound }
    }

    /// Whether what stands after the hunk, at `end`, shows that it is over: no line that could be its own, no reference to such.
    private static func endsClearly(_ end: Int, _ bytes: [UInt8]) -> Bool {
        var at = end
        while at < bytes.count, bytes[at].isLineEnd { at += 1 }
        guard at < bytes.count else { return true }
        if at == end, bytes[at...].begins(with: "--- ") { return true }
        return !DenseHunk.isMark(bytes[at]) && bytes[at] != 0x5B
    }
}
