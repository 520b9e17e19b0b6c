// The heads of hunks in short form, and file names once: `@@ -345,21 +346,22 @@` becomes `@@ 346 @@` (see DiffText), and `diff --git a/x b/x` with
// the lines `--- a/x` and `+++ b/x` below it becomes `diff --git x`. Both are made only where reading the short form gives the long one back.

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
            let diff = context.diffs.value[segment]
            let all = heads(of: diff, in: view.bytes) + names(in: view.bytes, segment.range, diff.hunks)
            let edits = all.filter { !view.isProtected($0.range) }
                .map { Self.edit(segment.view, $0.range, to: $0.replacement) }
            return edits.isEmpty ? [] : [Proposal(edits: edits)]
        }
    }

    private typealias Change = (range: Range<Int>, replacement: [UInt8])

    private func heads(of diff: DiffText, in bytes: [UInt8]) -> [Change] {
        var changes: [Change] = []
        var shift = 0
        for (index, hunk) in diff.hunks.enumerated() {
            if diff.opensFile[index] { shift = 0 }
            let counts = DiffText.counts(of: hunk, in: bytes)
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

    /// `diff --git a/x b/x` as `diff --git x`, and the lines `--- a/x` and `+++ b/x` (`/dev/null` for one of them under a line that says why) where a hunk
    /// follows and nothing stands between but such a line and one for the index.
    /// Without the first line they become `diff -u x`.
    private func names(in bytes: [UInt8], _ range: Range<Int>, _ hunks: [DiffHunk]) -> [Change] {
        var changes: [Change] = []
        var heads: [Change] = []
        /// Whether a line of the input looks as if it had been shortened.
        var hasSingleName = false
        var at = range.lowerBound
        var hunks = hunks[...]
        var named: ArraySlice<UInt8>?
        var isNew = false, isDeleted = false
        while at < range.upperBound {
            let next = end(ofLineAt: at, bytes, range.upperBound)
            let content = DiffText.withoutLineEnd(bytes, at..<next)
            let line = bytes[content]
            while let hunk = hunks.first, (hunk.lines.last ?? hunk.headRange).upperBound <= at { hunks = hunks.dropFirst() }
            let isInHunk = hunks.first.map { $0.headRange.lowerBound <= at } ?? false
            if line.begins(with: "diff -u "), !line.dropFirst(8).contains(0x20) { hasSingleName = true }
            if line.begins(with: "diff --git ") {
                let names = line.dropFirst(11)
                if !names.contains(0x20) { hasSingleName = true }
                named = Self.name(saidTwiceIn: names)
                (isNew, isDeleted) = (false, false)
                if let named, !named.contains(where: \.isBlank) { heads.append((names.startIndex..<names.endIndex, Array(named))) }
            } else if let path = named, line.begins(with: "--- ") {
                let second = end(ofLineAt: next, bytes, range.upperBound)
                let below = bytes[DiffText.withoutLineEnd(bytes, next..<second)]
                if line.dropFirst(4).elementsEqual(isNew ? Self.nothing : Array("a/".utf8) + path),
                    below.begins(with: "+++ "),
                    below.dropFirst(4).elementsEqual(isDeleted ? Self.nothing : Array("b/".utf8) + path),
                    bytes[second...].begins(with: "@@ ")
                {
                    changes.append((at..<second, []))
                }
                named = nil
            } else if !isInHunk, line.begins(with: "--- a/"), !line.dropFirst(4).contains(where: \.isBlank) {
                let second = end(ofLineAt: next, bytes, range.upperBound)
                let below = DiffText.withoutLineEnd(bytes, next..<second)
                if bytes[below].begins(with: "+++ b/"), bytes[below].dropFirst(6) == line.dropFirst(6),
                    bytes[second...].begins(with: "@@ ")
                {
                    heads.append((at..<below.upperBound, Array("diff -u ".utf8) + line.dropFirst(6)))
                }
                named = nil
            } else if line.begins(with: "new file mode ") {
                isNew = true
            } else if line.begins(with: "deleted file mode ") {
                isDeleted = true
            } else if !line.begins(with: "index ") {
                named = nil
            }
            at = next
        }
        return changes + (hasSingleName ? [] : heads)
    }

    private static let nothing = Array("/dev/null".utf8)

    /// `x` of `a/x b/x`.
    private static func name(saidTwiceIn names: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let half = (names.count - 1) / 2
        guard names.count % 2 == 1, half > 2, names.begins(with: "a/"), names.dropFirst(half).begins(with: " b/"),
            names.dropFirst(2).prefix(half - 2) == names.suffix(half - 2)
        else { return nil }
        return names.prefix(half).dropFirst(2)
    }

    private func end(ofLineAt at: Int, _ bytes: [UInt8], _ limit: Int) -> Int {
        guard at < limit else { return limit }
        return min(lineEnd(in: bytes, from: at, limit: limit) + 1, limit)
    }
}
