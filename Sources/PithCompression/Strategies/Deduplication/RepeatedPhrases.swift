// A phrase said again and again on one line is said once, with how often: `[30 times: Close the valve. ]`. Any script: what repeats is bytes,
// cut between characters.
//
// A window of a few bytes that stood on the line before tells how far back it did; where the text from there to here goes on here, it repeats
// with that period. Comparing is bounded by a small multiple of the line, so the whole stays linear.

import PithPrompt

/// Folds phrases that repeat one after the other on a line.
struct RepeatedPhrases: Strategy {
    static let name = "repeated-phrases"
    static let summary = "a phrase repeated on one line stands once, with how many times"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list, .markup]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return Self.runs(in: view.bytes, segment.range).compactMap { run -> Proposal? in
                let range = run.start..<run.start + run.count * run.period
                guard !view.isProtected(range) else { return nil }
                let phrase = view.bytes[run.start..<run.start + run.period]
                let replacement = Array("[\(run.count) times: ".utf8) + phrase + [0x5D]
                guard replacement.count < range.count else { return nil }
                return Proposal(edits: [
                    Edit(view: segment.view, range: range, replacement: replacement, strategy: Self.name, effect: Self.effect)
                ])
            }
        }
    }

    struct Run {
        let start: Int
        let period: Int
        let count: Int
    }

    private static let windowByteCount = 12
    private static let workPerByte = 16

    /// The runs of repeated phrases in `range`, ascending and apart; none where such a form stands already.
    static func runs(in bytes: [UInt8], _ range: Range<Int>) -> [Run] {
        let mark = Array(" times: ".utf8)
        var runs: [Run] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let end = bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let line = at..<end
            if line.count >= 3 * windowByteCount, !line.contains(where: { bytes[$0] == mark[0] && bytes[$0..<end].starts(with: mark) }) {
                appendRuns(in: bytes, line, to: &runs)
            }
            at = end + 1
        }
        return runs
    }

    private static func appendRuns(in bytes: [UInt8], _ line: Range<Int>, to runs: inout [Run]) {
        var latest: [UInt64: Int] = [:]
        var free = line.lowerBound
        var at = line.lowerBound
        var work = line.count * workPerByte
        var failed = (period: 0, end: 0)
        while at + windowByteCount <= line.upperBound, work > 0 {
            guard bytes[at] & 0xC0 != 0x80 else {
                at += 1
                continue
            }
            let window = Hash64.of(bytes[at..<at + windowByteCount])
            let seen = latest.updateValue(at, forKey: window)
            guard let seen, seen >= free, !(failed.period == at - seen && at < failed.end) else {
                at += 1
                continue
            }
            let period = at - seen
            var matched = 0
            while at + matched < line.upperBound, bytes[seen + matched] == bytes[at + matched] { matched += 1 }
            work -= matched
            if let run = run(from: seen, period, until: at + matched, in: bytes, line) {
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
        guard !phrase.contains(0x5B), !phrase.contains(0x5D), phrase.contains(where: { $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 }) else {
            return nil
        }
        return Run(start: start, period: period, count: count)
    }

    private static func beginsWord(_ offset: Int, _ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard bytes[offset] & 0xC0 != 0x80, !isBlank(bytes[offset]) else { return false }
        guard offset > line.lowerBound else { return true }
        let before = bytes[offset - 1]
        return before >= 0x80 || isBlank(before) || !((before | 0x20) &- 0x61 < 26 || before &- 0x30 < 10)
    }
}
