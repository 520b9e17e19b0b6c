// Reads the lines of a prompt: finds them, hashes them, knows references among them. Or takes them over from the prompt as it was before some edits, moved
// (KeptLines): then only the kind of the segment that a line lies in is found anew for each.

import PithPrompt
import PithSystem

/// The lines of one prompt, view by view in reading order.
struct LineReader {
    private(set) var lines: [PromptLine] = []
    private(set) var references: [(line: Int, reference: RepeatReference)] = []
    /// The lines that are known, and those of each view among them; empty without any.
    private let known: PromptLines?
    private var knownLines: [Range<Int>] = []
    private var edits: [[Edit]] = []
    /// The first of the known references that is not passed yet.
    private var nextReference = 0

    init(minimumCapacity: Int, _ known: (lines: PromptLines, edits: [Edit])?) {
        lines.reserveCapacity(minimumCapacity)
        self.known = known?.lines
        guard let (old, edits) = known else { return }
        knownLines = Array(repeating: 0..<0, count: old.prompt.views.count)
        self.edits = Array(repeating: [], count: old.prompt.views.count)
        for edit in edits { self.edits[edit.view].append(edit) }
        var start = 0
        while start < old.lines.count {
            let view = old.lines[start].view
            var end = start + 1
            while end < old.lines.count, old.lines[end].view == view { end += 1 }
            knownLines[view] = start..<end
            start = end
        }
    }

    /// Reads the lines of view `view` of the prompt, which has the segments. Views come in the order of the known ones. Cost: linear in the lines that
    /// are known, and in the bytes of others.
    mutating func read(_ view: Int, _ bytes: [UInt8], _ segments: [Segment]) {
        var holder = Holder(segments)
        var at = segments[0].range.lowerBound
        let end = segments[segments.count - 1].range.upperBound
        let changes = known == nil ? [] : PithPrompt.TextChange.all(of: edits[view])
        let byteCount = known.map { $0.prompt.views[view].bytes.count } ?? 0
        guard let known, changes.reduce(byteCount, { $0 + $1.shift }) == bytes.count else {
            while at < end { at = readLine(view, bytes, at, end, &holder) }
            return
        }
        var kept = KeptLines(knownLines[view], changes)
        while at < end {
            guard let (range, shift) = kept.lines(from: at, { known.lines[$0].place }) else {
                at = readLine(view, bytes, at, end, &holder)
                continue
            }
            for index in range { takeOver(index, movedBy: shift, &holder, in: known) }
            at = known.lines[range.upperBound - 1].next + shift
        }
    }

    /// Reads the line that begins at `at`; returns where the next one begins.
    private mutating func readLine(_ view: Int, _ bytes: [UInt8], _ at: Int, _ end: Int, _ holder: inout Holder) -> Int {
        let feed = lineEnd(in: bytes, from: at, limit: end)
        let next = min(feed + 1, end)
        let content = at..<(feed > at && feed < end && bytes[feed - 1] == 0x0D ? feed - 1 : feed)
        let reference = at < feed && bytes[at] == 0x5B ? RepeatReference(bytes[content]) : nil
        if let reference { references.append((lines.count, reference)) }
        lines.append(
            PromptLine(
                view: view, range: content, next: next, kind: holder.kind(of: at..<next), isReference: reference != nil,
                hash: ByteHash.of(bytes[content]), openingHash: ByteHash.of(bytes[LineIndex.openingRange(of: content, in: bytes)])))
        return next
    }

    /// Takes over a known line.
    @inline(__always) private mutating func takeOver(_ index: Int, movedBy shift: Int, _ holder: inout Holder, in known: PromptLines) {
        let line = known.lines[index]
        if line.isReference {
            while known.references[nextReference].line < index { nextReference += 1 }
            references.append((lines.count, known.references[nextReference].reference))
        }
        let range = line.range.lowerBound + shift..<line.range.upperBound + shift
        lines.append(
            PromptLine(
                view: line.view, range: range, next: line.next + shift, kind: holder.kind(of: range.lowerBound..<line.next + shift),
                isReference: line.isReference, hash: line.hash, openingHash: line.openingHash))
    }
}

/// Which segment of a view a line lies in, asked line after line.
private struct Holder {
    private let segments: [Segment]
    private var index = 0

    init(_ segments: [Segment]) { self.segments = segments }

    /// The kind of the segment that the line lies in, or nil when it lies in several.
    @inline(__always) mutating func kind(of line: Range<Int>) -> SegmentKind? {
        while index + 1 < segments.count, segments[index].range.upperBound <= line.lowerBound { index += 1 }
        let segment = segments[index]
        return segment.range.lowerBound <= line.lowerBound && line.upperBound <= segment.range.upperBound ? segment.kind : nil
    }
}
