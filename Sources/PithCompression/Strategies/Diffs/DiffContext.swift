// Diffs with the least context: unchanged lines go, as in `diff -U0`, unless one is the only place where a hard fact stands. What is left is
// a diff still: each hunk is parted where lines went, and every head says where its lines stand.

import PithFacts
import PithPrompt

/// Folds the unchanged lines of diffs.
struct DiffContext: Strategy {
    static let name = "diff-context"
    static let summary = "diffs without unchanged lines that hold no fact of their own, hunk heads recomputed"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    /// A gap this short costs less than the head of a new hunk.
    private static let shortestGap = 2

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.segments.isEmpty else { return [] }
        var standing = StandingFacts(context.prompt)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            standing.read(throughMessageOf: segment)
            return DiffText(view.bytes, segment.range).hunks.compactMap { hunk -> Proposal? in
                let range = hunk.headRange.lowerBound..<(hunk.lines.last ?? hunk.headRange).upperBound
                guard !view.isProtected(range), let replacement = folded(hunk, in: view.bytes, segment, &standing) else { return nil }
                return Proposal(edits: [
                    Edit(view: segment.view, range: range, replacement: replacement, strategy: Self.name, effect: Self.effect)
                ])
            }
        }
    }

    /// The hunk without the context that may go, or nil when all of it stays.
    private func folded(_ hunk: DiffHunk, in bytes: [UInt8], _ segment: Segment, _ standing: inout StandingFacts) -> [UInt8]? {
        var stays = hunk.lines.map { bytes[$0.lowerBound] != 0x20 && bytes[$0.lowerBound] != 0x0A && bytes[$0.lowerBound] != 0x0D }
        guard stays.contains(true) else { return nil }
        for (index, line) in hunk.lines.enumerated() where !stays[index] {
            stays[index] = !standing.release(line, of: segment)
        }
        keepShortGaps(&stays)
        guard stays.contains(false) else { return nil }
        let closing = bytes[DiffText.withoutLineEnd(bytes, hunk.headRange).upperBound..<hunk.headRange.upperBound]
        var out: [UInt8] = []
        var old = hunk.oldStart, new = hunk.newStart
        // An extent without lines is counted from the line before it.
        let counts = DiffText.counts(of: hunk.lines, in: bytes)
        if counts.old == 0 { old += 1 }
        if counts.new == 0 { new += 1 }
        var at = 0
        while at < hunk.lines.count {
            let start = at
            while at < hunk.lines.count, stays[at] == stays[start] { at += 1 }
            let run = Array(hunk.lines[start..<at])
            let here = DiffText.counts(of: run, in: bytes)
            if stays[start] {
                let oldStart = here.old == 0 ? old - 1 : old, newStart = here.new == 0 ? new - 1 : new
                let heading: ArraySlice<UInt8> = out.isEmpty ? hunk.heading : []
                out +=
                    hunk.hasShortHead
                    ? DiffText.shortHead(newStart: newStart, heading)
                    : DiffText.fullHead(oldStart: oldStart, here.old, newStart: newStart, here.new, heading)
                out += closing
                for line in run { out += bytes[line] }
            }
            (old, new) = (old + here.old, new + here.new)
        }
        return out
    }

    /// Lines between two that stay, fewer than a new head is worth, stay too.
    private func keepShortGaps(_ stays: inout [Bool]) {
        var lastKept: Int?
        for index in stays.indices where stays[index] {
            if let lastKept, index - lastKept <= Self.shortestGap { for gap in lastKept..<index { stays[gap] = true } }
            lastKept = index
        }
    }
}
