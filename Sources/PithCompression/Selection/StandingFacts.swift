// How often each hard fact stands in the text so far, for strategies that fold what says nothing of its own. Looks backward only: at the
// messages up to and with the one at hand, so that it may serve in a session; in a text without messages at all of it.

import PithFacts
import PithPrompt
import PithSystem

struct StandingFacts {
    private let prompt: Prompt
    /// The facts seen, numbered, and how often each stands.
    private var numbers = KeyTable(minimumCapacity: 256)
    private var counts: [Int] = []
    /// In a session, how often facts stand in the messages before.
    private let past: [UInt64: Int]
    /// The hard facts of each segment read, in order, by where the segment begins in the prompt.
    private var facts: [Int: [Fact]] = [:]
    /// The readable segments in the order of their messages: a system text counts first, wherever in the request it stands.
    private let segments: [Segment]
    private var nextSegment = 0
    private var ahead: FactsAhead

    init(_ prompt: Prompt, _ memo: FactMemo, past: SessionPast?, threadCount: Int) {
        (self.prompt, self.past) = (prompt, past?.factCounts ?? [:])
        func message(_ segment: Segment) -> Int { prompt.views[segment.view].message ?? -1 }
        let texts = prompt.segments.filter(\.kind.isText)
        let segments = texts.enumerated().sorted { (message($0.element), $0.offset) < (message($1.element), $1.offset) }.map(\.element)
        self.segments = segments
        memo.beginPass()
        ahead = FactsAhead(of: segments, threadCount: threadCount) { Self.hardFacts(of: $0, in: prompt, memo, threadCount: threadCount) }
    }

    /// Counts the facts of all text through the message that holds `segment`. Cost: linear, each byte once.
    mutating func read(throughMessageOf segment: Segment) {
        let last = prompt.views[segment.view].message
        while nextSegment < segments.count {
            let next = segments[nextSegment]
            if let last, let message = prompt.views[next.view].message, message > last { break }
            let found = ahead.take(nextSegment)
            facts[prompt.rawRange(of: next).lowerBound] = found
            for fact in found { count(fact.key, 1) }
            nextSegment += 1
        }
    }

    private mutating func count(_ key: UInt64, _ difference: Int) {
        if let known = numbers.keep(counts.count, for: key) { counts[known] += difference } else { counts.append(difference) }
    }

    /// The facts of a segment that count.
    static func hardFacts(of segment: Segment, in prompt: Prompt, _ memo: FactMemo, threadCount: Int = 1) -> [Fact] {
        let facts = memo.hardFacts(of: segment, in: prompt, threadCount: threadCount)
        guard isProgram(segment.kind) else { return facts }
        let bytes = prompt.views[segment.view].bytes
        return facts.contains { isOperator($0, in: bytes) } ? facts.filter { !isOperator($0, in: bytes) } : facts
    }

    private static func isProgram(_ kind: SegmentKind) -> Bool { kind == .code || kind == .diff }

    /// Whether a negation in program text is an operator or an empty value (`not x`, `= None`) and no comment's prohibition.
    private static func isOperator(_ fact: Fact, in bytes: [UInt8]) -> Bool {
        guard fact.kind == .negation else { return false }
        var at = fact.range.lowerBound, hasCodeMark = false
        let start = max(0, at - lookAround), end = min(bytes.count, fact.range.upperBound + lookAround)
        while at > start, !bytes[at - 1].isLineEnd {
            at -= 1
            // A comment's mark before the negation: # // * or a quotation mark.
            switch bytes[at] {
            case 0x23, 0x2A, 0x22, 0x27: return false
            case 0x2F where bytes[at + 1] == 0x2F: return false
            default: hasCodeMark = hasCodeMark || isCodeMark(bytes[at])
            }
        }
        at = fact.range.lowerBound
        while at < end, !bytes[at].isLineEnd {
            hasCodeMark = hasCodeMark || isCodeMark(bytes[at])
            at += 1
        }
        return hasCodeMark
    }

    private static let lookAround = 120

    private static func isCodeMark(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3A, 0x3B, 0x3D, 0x5B, 0x5D, 0x5F, 0x7B, 0x7D: true
        default: false
        }
    }

    /// Whether every hard fact in `range` of the segment also stands elsewhere; if so it is counted out here. Facts that `ignoring` says yes
    /// to are not looked at. Cost: the facts in the range and the log of all.
    mutating func release(_ range: Range<Int>, of segment: Segment, ignoring: (Fact) -> Bool = { _ in false }) -> Bool {
        guard let keys = releasableKeys(range, of: segment, ignoring: ignoring) else { return false }
        for key in keys { count(key, -1) }
        return true
    }

    /// The keys of the hard facts in the range, where each stands elsewhere, too.
    private func releasableKeys(_ range: Range<Int>, of segment: Segment, ignoring: (Fact) -> Bool) -> [UInt64]? {
        guard let own = own(range, of: segment) else { return nil }
        guard !own.isEmpty else { return [] }
        var keys: [UInt64] = []
        for fact in own where !ignoring(fact) { keys.append(fact.key) }
        if keys.count > 1 { keys.sort() }
        // Equal keys stand side by side: the last of them knows how many there are.
        var hereCount = 0
        for (place, key) in keys.enumerated() {
            hereCount += 1
            if place + 1 < keys.count, keys[place + 1] == key { continue }
            guard (numbers[key].map { counts[$0] } ?? 0) + past[key, default: 0] > hereCount else { return nil }
            hereCount = 0
        }
        return keys
    }

    /// The hard facts that begin in the range, in order; nil for a segment that was not read.
    private func own(_ range: Range<Int>, of segment: Segment) -> ArraySlice<Fact>? {
        guard let found = facts[prompt.rawRange(of: segment).lowerBound] else { return nil }
        let low = found.partitioningIndex { $0.range.lowerBound >= range.lowerBound }
        return found[low...].prefix { $0.range.lowerBound < range.upperBound }
    }
}
