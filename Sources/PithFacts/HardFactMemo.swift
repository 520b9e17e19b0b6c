// The hard facts of texts that are asked for again and again: long texts in parts (FactParts), others whole.

import PithPrompt
import PithSystem
import Synchronization

/// Remembers the hard facts of texts. May be asked from several threads.
package final class HardFactMemo: Sendable {
    /// What was found in a text that is too short for parts.
    private struct Short: Sendable {
        let kind: SegmentKind
        /// A text in which it stands, and where.
        var bytes: [UInt8]
        var range: Range<Int>
        let lead: Int
        /// Where they stand behind its beginning.
        let facts: [Fact]
    }

    private let shorts = Mutex(PassMemo<Short>())
    private let parts = FactParts(findsWords: false)
    package static let fewestBytesInParts = 1 << 11

    package init() {}

    /// Begins a pass over a prompt: what neither of the last two asked for is forgotten.
    package func beginPass() {
        parts.beginPass()
        shorts.withLock { $0.beginPass() }
    }

    /// The hard facts in `range` of `bytes`, in order, as `FactExtractor.facts` finds them. Cost: linear, and little where they were asked for before.
    package func facts(in bytes: [UInt8], range: Range<Int>, kind: SegmentKind, threadCount: Int) -> [Fact] {
        if range.count >= Self.fewestBytesInParts, FactParts.areFound(in: kind) {
            return parts.facts(in: bytes, range: range, kind: kind, threadCount: threadCount)
        }
        let lead = min(range.lowerBound, FactExtractor.lookBack), stretch = range.lowerBound - lead..<range.upperBound
        let key = ByteHash.of(bytes[range]) &+ UInt64(kind.number)
        if var known = shorts.withLock({ $0[key] }), known.kind == kind, known.lead == lead,
            areSame(bytes[stretch], known.bytes[known.range.lowerBound - lead..<known.range.upperBound])
        {
            (known.bytes, known.range) = (bytes, range)
            shorts.withLock { [known] in $0.keep(known, for: key) }
            return known.facts.map { $0.moved(by: range.lowerBound) }
        }
        let found = FactExtractor().hardFacts(in: bytes, range: range, kind: kind)
        let short = Short(kind: kind, bytes: bytes, range: range, lead: lead, facts: found.map { $0.moved(by: -range.lowerBound) })
        shorts.withLock { $0.keep(short, for: key) }
        return found
    }
}
