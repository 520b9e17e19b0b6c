// Diffs with the least context: unchanged lines go, as in `diff -U0`, unless one is the only place where a fact of weight stands. What is left
// is a diff still: each hunk is parted where lines went, and every head says where its lines stand. Git's `index` lines, which name blobs, go.
//
// Among the lines that go may be the one that says in what the change below it stands: the head of a function, a key of YAML with more below it, a title.
// Without it the change would be read under what is named above. So the last such line takes the place of a heading behind the numbers, as it does where diff
// itself writes less context; in the first part, which has a heading already, it stays.
//
// An unchanged line is shown for the sake of what changed beside it. What any program text is full of weighs nothing there: numbers of one
// or two digits, quotations of one word, names of constants (IncidentalFacts).

import PithFacts
import PithPrompt
import PithSystem

/// Folds the unchanged lines of diffs.
struct DiffContext: Strategy {
    static let name = "diff-context"
    static let summary = "diffs without unchanged lines that hold no fact of weight of their own, hunk heads recomputed"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    /// Lines between two that stay stay too when they have no more bytes than this together: a new head costs as much.
    private static let shortestGapByteCount = 14

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.segments.isEmpty else { return [] }
        var standing = StandingFacts(context.prompt, context.facts, past: context.past, threadCount: context.options.threadCount)
        // Of a long text the diffs are taken apart while the facts are found.
        let isLong = context.options.threadCount > 1 && context.prompt.bytes.count >= ThreadGain.fewestBytes
        let reading = isLong ? Begun(1, threadCount: 2) { [diffs = context.diffs] _ in _ = diffs.value } : nil
        defer { withExtendedLifetime(reading) {} }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            standing.read(throughMessageOf: segment)
            return indexLines(in: view, segment)
                + context.diffs.value[segment].hunks.compactMap { hunk -> Proposal? in
                    guard hunk.form != .dense else { return nil }
                    let range = hunk.headRange.lowerBound..<(hunk.lines.last ?? hunk.headRange).upperBound
                    guard !view.isProtected(range), let replacement = folded(hunk, in: view.bytes, segment, &standing) else { return nil }
                    return Proposal(edits: [Self.edit(segment.view, range, to: replacement)])
                }
        }
    }

    /// The lines `index 3f1c2aa..90be7d1 100644` under `diff --git`, each to be dropped.
    private func indexLines(in view: View, _ segment: Segment) -> [Proposal] {
        var proposals: [Proposal] = []
        var isHeader = false
        var at = segment.range.lowerBound
        while at < segment.range.upperBound {
            let next = min(lineEnd(in: view.bytes, from: at, limit: segment.range.upperBound) + 1, segment.range.upperBound)
            let line = view.bytes[at..<next]
            if line.begins(with: "diff --git ") {
                isHeader = true
            } else if line.begins(with: "@@") {
                isHeader = false
            } else if isHeader, line.begins(with: "index "), line.count < 120, line.last == 0x0A, !view.isProtected(at..<next) {
                proposals.append(Proposal(edits: [Self.edit(segment.view, at..<next, to: [])]))
            }
            at = next
        }
        return proposals
    }

    /// The hunk without the context that may go, or nil when all of it stays.
    private func folded(_ hunk: DiffHunk, in bytes: [UInt8], _ segment: Segment, _ standing: inout StandingFacts) -> [UInt8]? {
        var stays = hunk.lines.map { bytes[$0.lowerBound] != 0x20 && bytes[$0.lowerBound] != 0x0A && bytes[$0.lowerBound] != 0x0D }
        guard stays.contains(true) else { return nil }
        for (index, line) in hunk.lines.enumerated() where !stays[index] {
            stays[index] = !standing.release(line, of: segment) { IncidentalFacts.contain($0, in: bytes) }
        }
        if !hunk.heading.isEmpty, let first = stays.firstIndex(of: true), let name = nameLine(of: first, from: 0, hunk.lines, bytes) {
            stays[name] = true
        }
        keepShortGaps(&stays, hunk.lines)
        guard stays.contains(false) else { return nil }
        let closing = bytes[DiffText.withoutLineEnd(bytes, hunk.headRange).upperBound..<hunk.headRange.upperBound]
        var out: [UInt8] = []
        var old = hunk.oldStart, new = hunk.newStart
        // An extent without lines is counted from the line before it.
        let counts = DiffText.counts(of: hunk.lines, in: bytes)
        if counts.old == 0 { old += 1 }
        if counts.new == 0 { new += 1 }
        var at = 0
        /// Where the lines begin that went last.
        var gap = 0
        while at < hunk.lines.count {
            let start = at
            while at < hunk.lines.count, stays[at] == stays[start] { at += 1 }
            let run = Array(hunk.lines[start..<at])
            let here = DiffText.counts(of: run, in: bytes)
            if stays[start] {
                let oldStart = here.old == 0 ? old - 1 : old, newStart = here.new == 0 ? new - 1 : new
                let name = out.isEmpty && !hunk.heading.isEmpty ? nil : nameLine(of: start, from: gap, hunk.lines, bytes)
                let heading = name.map { Self.heading(of: hunk.lines[$0], in: bytes) } ?? (out.isEmpty ? Array(hunk.heading) : [])
                out +=
                    hunk.form == .short
                    ? DiffText.shortHead(newStart: newStart, heading[...])
                    : DiffText.fullHead(oldStart: oldStart, here.old, newStart: newStart, here.new, heading[...])
                out += closing
                for line in run { out += bytes[line] }
            } else {
                gap = start
            }
            (old, new) = (old + here.old, new + here.new)
        }
        return out
    }

    /// The last of the lines from `gap` on, up to line `start`, that says in what the lines stand that begin there: one further left than these are, and than
    /// all between. Where none names anything, one at the margin that opens a block: `if __name__ == "__main__":`. What closes brackets, and directives, part nothing.
    private func nameLine(of start: Int, from gap: Int, _ lines: [Range<Int>], _ bytes: [UInt8]) -> Int? {
        func indent(_ index: Int) -> Int? {
            let text = bytes[DiffText.withoutLineEnd(bytes, lines[index])].dropFirst()
            return text.firstIndex { !$0.isBlank }.map { text[..<$0].columnCount }
        }
        guard gap < start, let own = lines.indices[start...].lazy.compactMap(indent).first else { return nil }
        var edge = own, opener: Int?
        for index in (gap..<start).reversed() {
            guard let column = indent(index), column < edge else { continue }
            let line = bytes[DiffText.withoutLineEnd(bytes, lines[index])].dropFirst()
            if Self.names(line) { return index }
            let text = line.drop(while: \.isBlank)
            guard let first = text.first, ![0x29, 0x5D, 0x7D, 0x23].contains(first) else { continue }
            if column == 0, let last = text.last(where: { !$0.isBlank }), last == 0x3A || last == 0x7B { opener = index }
            edge = column
        }
        return opener
    }

    /// Whether a line names what stands below it: a declaration, `key:` with or without an opening bracket, `[section]`, a title of Markdown.
    private static func names(_ line: ArraySlice<UInt8>) -> Bool {
        if Declaration.opens(line) { return true }
        var text = line.drop(while: \.isBlank)
        while let last = text.last, last.isBlank { text = text.dropLast() }
        if text.first == 0x5B, text.last == 0x5D { return true }
        if text.first == 0x23, text.drop(while: { $0 == 0x23 }).first == 0x20, text.startIndex == line.startIndex { return true }
        if text.last == 0x7B || text.last == 0x5B { text = text.dropLast() }
        while let last = text.last, last.isBlank { text = text.dropLast() }
        if text.begins(with: "- ") { text = text.dropFirst(2) }
        let key = text.dropLast()
        return text.last == 0x3A && !key.isEmpty && key.allSatisfy { $0.isWordlike || [0x22, 0x27, 0x2D, 0x2E, 0x5F, 0x2F].contains($0) }
    }

    /// The line as a heading behind the numbers of a hunk.
    private static func heading(of line: Range<Int>, in bytes: [UInt8]) -> [UInt8] {
        var text = bytes[DiffText.withoutLineEnd(bytes, line)].dropFirst().drop(while: \.isBlank)
        while let last = text.last, last.isBlank { text = text.dropLast() }
        return [0x20] + text
    }

    private func keepShortGaps(_ stays: inout [Bool], _ lines: [Range<Int>]) {
        var lastKept: Int?
        for index in stays.indices where stays[index] {
            if let lastKept, lines[index].lowerBound - lines[lastKept].upperBound <= Self.shortestGapByteCount {
                for gap in lastKept..<index { stays[gap] = true }
            }
            lastKept = index
        }
    }
}
