// A phrase said again and again on one line is said once, with how often: `[30 times: Close the valve. ]`. Any script: what repeats is bytes,
// cut between characters.
//
// A window of a few bytes that stood on the line before tells how far back it did; where the text from there to here goes on here, it repeats
// with that period (RepeatedWindows). Comparing is bounded by a small multiple of the line, so the whole stays linear. A line of more than a mebibyte is gone through a mebibyte at a time, so that the table of windows stays small.

import PithPrompt
import PithSystem

/// Folds phrases that repeat one after the other on a line.
struct RepeatedPhrases: Strategy {
    static let name = "repeated-phrases"
    static let summary = "a phrase repeated on one line stands once, with how many times"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list, .markup]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // The segments of a view stand one behind the other, and so do the lines that the windows are asked about.
        var windows = RepeatedWindows(), viewOfWindows = -1
        return context.segments.flatMap { segment -> [Proposal] in
            let bytes = context.prompt.views[segment.view].bytes
            if segment.view != viewOfWindows { (windows, viewOfWindows) = (RepeatedWindows(), segment.view) }
            return Self.runs(in: bytes, segment.range, &windows).compactMap { run -> Proposal? in
                let range = run.start..<run.start + run.count * run.period
                guard !context.prompt.views[segment.view].isProtected(range) else { return nil }
                let phrase = bytes[run.start..<run.start + run.period]
                let replacement = Array("[\(run.count) times: ".utf8) + phrase + [0x5D]
                guard replacement.count < range.count else { return nil }
                return Proposal(edits: [Self.edit(segment.view, range, to: replacement)])
            }
        }
    }

    struct Run {
        let start: Int
        let period: Int
        let count: Int
    }

    private static let workPerByte = 16
    private static let longestStretch = 1 << 20

    /// The runs of repeated phrases in `range`, ascending and apart; none where such a form stands already. `windows` knows what stands before the range.
    private static func runs(in bytes: [UInt8], _ range: Range<Int>, _ windows: inout RepeatedWindows) -> [Run] {
        var runs: [Run] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            if end - at >= 3 * RepeatedWindows.byteCount, !holdsForm(bytes, at..<end) {
                var start = at
                while start < end {
                    let stretch = start..<min(end, start + longestStretch)
                    appendRuns(in: bytes, stretch, &windows, to: &runs)
                    start = stretch.upperBound
                }
            }
            at = end + 1
        }
        return runs
    }

    /// Whether ` times: ` stands on the line.
    private static func holdsForm(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        // The colon is the rarest of its bytes.
        var at = min(line.lowerBound + 6, line.upperBound)
        while true {
            at = firstOffset(of: 0x3A, in: bytes, at..<line.upperBound)
            guard at + 1 < line.upperBound else { return false }
            if areSame(bytes[(at - 6)...(at + 1)], mark[...]) { return true }
            at += 1
        }
    }

    private static let mark = Array(" times: ".utf8)

    private static func appendRuns(in bytes: [UInt8], _ line: Range<Int>, _ windows: inout RepeatedWindows, to runs: inout [Run]) {
        windows.begin(line)
        var free = line.lowerBound
        var at = line.lowerBound
        var work = line.count * workPerByte
        var failed = (period: 0, end: 0)
        while work > 0, let found = windows.next(from: at, in: bytes, notBefore: free) {
            at = found.offset
            let period = at - found.before
            guard !(failed.period == period && at < failed.end) else {
                at += 1
                continue
            }
            var matched = 0
            while at + matched < line.upperBound, bytes[found.before + matched] == bytes[at + matched] { matched += 1 }
            work -= matched
            if let run = run(from: found.before, period, until: at + matched, in: bytes, line) {
                runs.append(run)
                (free, at) = (run.start + run.period * run.count, run.start + run.period * run.count)
            } else {
                failed = (period, at + matched)
                at += 1
            }
        }
    }

    /// The whole phrases of the stretch with the given period, beginning with a word; nil when they are not worth saying once.
    private static func run(from: Int, _ period: Int, until: Int, in bytes: [UInt8], _ line: Range<Int>) -> Run? {
        var start = from
        while start < from + period, !beginsWord(start, bytes, line) { start += 1 }
        if start == from + period { start = from }
        let count = (until - start) / period
        guard count > 2 || (count == 2 && period > 60) else { return nil }
        let phrase = bytes[start..<start + period]
        // Rules of dots and dashes are layout.
        guard !phrase.contains(0x5B), !phrase.contains(0x5D), phrase.contains(where: { $0 >= 0x80 || $0.isLetter }) else {
            return nil
        }
        return Run(start: start, period: period, count: count)
    }

    private static func beginsWord(_ offset: Int, _ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard bytes[offset] & 0xC0 != 0x80, !bytes[offset].isBlank else { return false }
        guard offset > line.lowerBound else { return true }
        let before = bytes[offset - 1]
        return before >= 0x80 || before.isBlank || !before.isLetterOrDigit
    }
}
