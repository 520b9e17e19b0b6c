// A phrase said again and again on one line is said once, with how often: `[30 times: Close the valve. ]`. Any script: what repeats is bytes,
// cut between characters.
//
// A window of a few bytes that stood on the line before tells how far back it did; where the text from there to here goes on here, it repeats
// with that period. Comparing is bounded by a small multiple of the line, so the whole stays linear. Windows are found by a hash that rolls
// (Karp and Rabin 1987, modulo 2⁶⁴). A line of more than a mebibyte is gone through a mebibyte at a time, so that the table of windows stays small.

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
    private static let longestStretch = 1 << 20

    /// The runs of repeated phrases in `range`, ascending and apart; none where such a form stands already.
    static func runs(in bytes: [UInt8], _ range: Range<Int>) -> [Run] {
        var runs: [Run] = []
        var windows = Windows()
        var at = range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            if end - at >= 3 * windowByteCount, !holdsForm(bytes, at..<end) {
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
        for at in line where bytes[at] == 0x3A && at - line.lowerBound >= 6 && at + 1 < line.upperBound {
            if bytes[(at - 6)...(at + 1)].elementsEqual(mark) { return true }
        }
        return false
    }

    private static let mark = Array(" times: ".utf8)

    private static func appendRuns(in bytes: [UInt8], _ line: Range<Int>, _ windows: inout Windows, to runs: inout [Run]) {
        windows.begin(bytes, line)
        var free = line.lowerBound
        var at = line.lowerBound
        var work = line.count * workPerByte
        var failed = (period: 0, end: 0)
        while at + windowByteCount <= line.upperBound, work > 0 {
            guard bytes[at] & 0xC0 != 0x80 else {
                at += 1
                continue
            }
            guard let seen = windows.note(at, in: bytes), seen >= free, !(failed.period == at - seen && at < failed.end) else {
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

    /// Where each window of a line stood last.
    private struct Windows {
        private var slots: [(hash: UInt64, offset: Int)] = []
        private var mask = 0
        private var shift: UInt64 = 0
        /// Slots whose offset lies before it are of earlier lines: free.
        private var lineStart = 0
        /// The hash of the window at `hashed`.
        private var hash: UInt64 = 0
        private var hashed = 0
        private let spread = KeyTable.spread

        private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
        /// The base to the power of a window's length less one.
        private let highest = (1..<windowByteCount).reduce(UInt64(1)) { power, _ in power &* base }

        mutating func begin(_ bytes: [UInt8], _ line: Range<Int>) {
            var bits: UInt64 = 6
            while 1 << bits < line.count * 2 { bits += 1 }
            if slots.count < 1 << bits { slots = Array(repeating: (0, -1), count: 1 << bits) }
            (mask, shift, lineStart) = (1 << Int(bits) - 1, 64 - bits, line.lowerBound)
            if line.count >= windowByteCount { start(line.lowerBound, bytes) }
        }

        private mutating func start(_ offset: Int, _ bytes: [UInt8]) {
            hash = 0
            for at in offset..<offset + windowByteCount { hash = hash &* Self.base &+ UInt64(bytes[at]) }
            hashed = offset
        }

        @inline(__always) private mutating func roll(_ bytes: [UInt8]) {
            hash = (hash &- UInt64(bytes[hashed]) &* highest) &* Self.base &+ UInt64(bytes[hashed &+ windowByteCount])
            hashed &+= 1
        }

        /// Notes that the window at `offset` stands there; returns where it stood before. Offsets only grow.
        mutating func note(_ offset: Int, in bytes: [UInt8]) -> Int? {
            if offset - hashed > windowByteCount { start(offset, bytes) }
            // Most windows begin one byte behind the last.
            if hashed &+ 1 == offset { roll(bytes) } else { while hashed < offset { roll(bytes) } }
            var slot = Int(truncatingIfNeeded: (hash &* spread) &>> shift)
            while slots[slot].offset >= lineStart {
                if slots[slot].hash == hash {
                    let before = slots[slot].offset
                    slots[slot].offset = offset
                    return before
                }
                slot = (slot &+ 1) & mask
            }
            slots[slot] = (hash, offset)
            return nil
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
