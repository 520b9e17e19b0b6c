// The heads of hunks in short form, and file names once: `@@ -345,21 +346,22 @@` becomes `@@ 346 @@` (see DiffText), and after
// `diff --git a/x b/x` the lines `--- a/x` and `+++ b/x` go. Both are made only where reading the short form gives the long one back.

import PithPrompt
import PithSystem

/// Shortens what stands around the lines of a diff.
struct DiffHeads: Strategy {
    static let name = "diff-heads"
    static let summary = "diffs with short hunk heads and each file named once"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let all = heads(in: view.bytes, segment.range) + names(in: view.bytes, segment.range)
            let edits = all.filter { !view.isProtected($0.range) }
                .map { Edit(view: segment.view, range: $0.range, replacement: $0.replacement, strategy: Self.name, effect: Self.effect) }
            return edits.isEmpty ? [] : [Proposal(edits: edits)]
        }
    }

    private typealias Change = (range: Range<Int>, replacement: [UInt8])

    private func heads(in bytes: [UInt8], _ range: Range<Int>) -> [Change] {
        let diff = DiffText(bytes, range)
        var changes: [Change] = []
        var shift = 0
        for (index, hunk) in diff.hunks.enumerated() {
            if diff.opensFile[index] { shift = 0 }
            let counts = DiffText.counts(of: hunk.lines, in: bytes)
            let head = DiffText.withoutLineEnd(bytes, hunk.headRange)
            let oldStart = DiffText.oldStart(newStart: hunk.newStart, shift: shift, counts)
            let full = DiffText.fullHead(oldStart: oldStart, counts.old, newStart: hunk.newStart, counts.new, hunk.heading)
            if hunk.form == .full, bytes[head].elementsEqual(full), DiffText.isPlain(hunk, in: bytes) {
                changes.append((head, DiffText.shortHead(newStart: hunk.newStart, hunk.heading)))
            }
            shift += hunk.stated.map { $0.new - $0.old } ?? (counts.new - counts.old)
        }
        return changes
    }

    /// `--- a/x` and `+++ b/x` where `diff --git a/x b/x` stands above with nothing but an index line between.
    private func names(in bytes: [UInt8], _ range: Range<Int>) -> [Change] {
        var changes: [Change] = []
        var at = range.lowerBound
        var named: ArraySlice<UInt8>?
        while at < range.upperBound {
            let next = end(ofLineAt: at, bytes, range.upperBound)
            let line = bytes[DiffText.withoutLineEnd(bytes, at..<next)]
            if line.starts(with: "diff --git a/".utf8) {
                let names = line.dropFirst(11)
                let half = (names.count - 1) / 2
                let isTwice = names.count % 2 == 1 && names.dropFirst(2).prefix(half - 2) == names.suffix(half - 2)
                named = isTwice && names.dropFirst(half).starts(with: " b/".utf8) ? names.prefix(half).dropFirst(2) : nil
            } else if let path = named, line.starts(with: "--- a/".utf8), line.dropFirst(6) == path {
                let second = end(ofLineAt: next, bytes, range.upperBound)
                let below = bytes[DiffText.withoutLineEnd(bytes, next..<second)]
                if below.starts(with: "+++ b/".utf8), below.dropFirst(6) == path, bytes[second...].starts(with: "@@ ".utf8) {
                    changes.append((at..<second, []))
                }
                named = nil
            } else if !line.starts(with: "index ".utf8) {
                named = nil
            }
            at = next
        }
        return changes
    }

    private func end(ofLineAt at: Int, _ bytes: [UInt8], _ limit: Int) -> Int {
        guard at < limit else { return limit }
        return min(lineEnd(in: bytes, from: at, limit: limit) + 1, limit)
    }
}
