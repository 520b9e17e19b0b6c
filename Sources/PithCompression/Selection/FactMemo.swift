// Facts of segments, found once. Strategies, rounds and the choice of sentences ask for the facts of the same text again and again, mostly where
// nothing changed in between.
//
// A segment is looked up by a hash of its text and compared with what was kept, the few bytes before it included that a fact may lean on: so an edit
// costs the facts of the segments that it touches, and no others. Of a long segment it costs those of the parts that it touches (FactParts).

import PithFacts
import PithPrompt
import PithSystem
import Synchronization

/// Remembers the facts of segments. May be asked from several threads.
final class FactMemo: Sendable {
    private struct Entry: Sendable {
        let kind: SegmentKind
        /// The segment and the bytes before it that count, of which there are `lead`.
        let text: [UInt8]
        let lead: Int
        /// Where the segment began.
        let start: Int
        let facts: [Fact]
    }

    private struct State: Sendable {
        private var places = KeyTable()
        private var entries: [Entry] = []
        private(set) var factCount = 0

        subscript(key: UInt64) -> Entry? { places[key].map { entries[$0] } }

        /// Keeps an entry, in place of one whose text has the same hash.
        mutating func keep(_ entry: Entry, for key: UInt64) {
            if let place = places.keep(entries.count, for: key) { entries[place] = entry } else { entries.append(entry) }
            factCount += entry.facts.count
        }
    }

    private let state = Mutex(State())
    /// More are not kept: in a text of megabytes they would take more room than the text.
    private static let mostFacts = 1 << 18

    /// The facts of a segment, in order. Cost: linear, and little where they were asked for before.
    func facts(of segment: Segment, in prompt: Prompt) -> [Fact] {
        let (facts, move) = found(of: segment, in: prompt)
        return move == 0 ? facts : facts.map { $0.moved(by: move) }
    }

    /// The same, and how far they are to be moved.
    private func found(of segment: Segment, in prompt: Prompt) -> (facts: [Fact], move: Int) {
        let bytes = prompt.views[segment.view].bytes, range = segment.range
        let kind = FactExtractor.kindRead(as: segment.kind)
        let lead = min(range.lowerBound, FactExtractor.lookBack), stretch = range.lowerBound - lead..<range.upperBound
        let key = ByteHash.of(bytes[range]) &+ UInt64(kind.number)
        if let known = state.withLock({ $0[key] }), known.kind == kind, known.lead == lead, areSame(bytes[stretch], known.text[...]) {
            return (known.facts, range.lowerBound - known.start)
        }
        let found =
            isInParts(segment, of: prompt)
            ? parts.facts(in: bytes, range: range, kind: kind, threadCount: 1) : FactExtractor().facts(in: bytes, range: range, kind: kind)
        guard state.withLock({ $0.factCount }) + found.count <= Self.mostFacts else { return (found, 0) }
        // A view that is one segment is kept as it is; of others a copy of the stretch, lest the whole text of every stage be kept.
        let text = stretch.count == bytes.count ? bytes : Array(bytes[stretch])
        let entry = Entry(kind: kind, text: text, lead: lead, start: range.lowerBound, facts: found)
        state.withLock { state in
            guard state.factCount + found.count <= Self.mostFacts else { return }
            state.keep(entry, for: key)
        }
        return (found, 0)
    }

    /// The facts of long segments.
    private let parts = FactParts(findsWords: true, fewestBytesOfPart: 1 << 8)

    /// Whether what is found in the segment is remembered part by part: of a large prompt that would take more room than it.
    private func isInParts(_ segment: Segment, of prompt: Prompt) -> Bool {
        segment.range.count >= HardFactMemo.fewestBytesInParts && prompt.bytes.count < ThreadGain.fewestBytes
            && FactParts.areFound(in: segment.kind)
    }

    /// Forgets all that was found.
    func clear() {
        state.withLock { $0 = State() }
        parts.clear()
    }

    // MARK: Hard facts

    private let hard = HardFactMemo()

    /// Begins a pass over a prompt: what neither of the last two asked for is forgotten.
    func beginPass() {
        hard.beginPass()
        parts.beginPass()
    }

    /// The hard facts of a segment, in order. Of a large prompt no others are found. Cost: linear, and little where they were asked for before.
    func hardFacts(of segment: Segment, in prompt: Prompt, threadCount: Int) -> [Fact] {
        guard prompt.bytes.count >= ThreadGain.fewestBytes else {
            let (facts, move) = found(of: segment, in: prompt)
            return facts.hard(movedBy: move)
        }
        return hard.facts(
            in: prompt.views[segment.view].bytes, range: segment.range, kind: FactExtractor.kindRead(as: segment.kind),
            threadCount: threadCount)
    }
}
