// Work of one compression that divides: counting, measuring proposals, finding facts. Each gives what one thread would.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

extension Encoding {
    /// The number of tokens of `bytes`, counted when it is asked for; of a large text on other threads from now on.
    package func pendingCount(of bytes: [UInt8], threadCount: Int) -> Deferred<Int> {
        guard threadCount > 1, bytes.count >= ThreadGain.fewestBytes else { return Deferred { count(bytes) } }
        let parts = parts(of: bytes, atLeast: max(1 << 16, bytes.count / (threadCount * 4)))
        let counts = Begun(parts.count, threadCount: threadCount) { count(bytes[parts[$0]]) }
        return Deferred { counts.results().reduce(0, +) }
    }
}

extension Array where Element: Sendable {
    /// What `body` makes of parts of the array, in order; on one thread, or where there are few elements, there is one part.
    func inParts<Result: Sendable>(threadCount: Int, _ body: @Sendable (ArraySlice<Element>) -> Result) -> [Result] {
        guard !isEmpty else { return [] }
        guard threadCount > 1, count >= 2 * ThreadGain.fewestLinesOfPart else { return [body(self[...])] }
        let size = Swift.max(ThreadGain.fewestLinesOfPart, count / (threadCount * 4) + 1)
        return Parallel.map((count + size - 1) / size, threadCount: threadCount) { part in
            body(self[part * size..<Swift.min(count, (part + 1) * size)])
        }
    }
}

/// From where on another thread is of use. Threads that read the same arrays wait for each other at each count of references: of half a megabyte two
/// cores made no less time, and a third more work.
enum ThreadGain {
    /// Lines that are read by themselves, as those of a log are.
    static let fewestLinesOfPart = 1 << 12
    /// Bytes of a prompt. Tests ask for fewer.
    @TaskLocal static var fewestBytes = 1 << 20
}

extension SavingsMeter {
    /// Those of the proposals that save at least so many tokens; or any, where they are counted together and all that save any save so many.
    func paying(_ proposals: [Proposal], atLeast least: Int, together: Bool = false, threadCount: Int) -> [Proposal] {
        let saved = savedTokenCounts(proposals, threadCount: threadCount)
        let floor = together && saved.reduce(0, { $0 + max(0, $1) }) >= least ? 1 : least
        return zip(proposals, saved).filter { $1 >= floor }.map(\.0)
    }

    private func savedTokenCounts(_ proposals: [Proposal], threadCount: Int) -> [Int] {
        guard threadCount > 1, prompt.bytes.count >= ThreadGain.fewestBytes, proposals.count >= 64 else {
            return proposals.map { savedTokenCount($0) }
        }
        let size = proposals.count / (threadCount * 4) + 1
        let parts = Parallel.map((proposals.count + size - 1) / size, threadCount: threadCount) { part in
            proposals[part * size..<min(proposals.count, (part + 1) * size)].map { savedTokenCount($0) }
        }
        return Array(parts.joined())
    }
}

/// The facts of segments that are asked for one after the other, found for the next few at once.
struct FactsAhead {
    private let segments: [Segment]
    private let threadCount: Int
    private let size: Int
    private var start = 0
    private var found: [[Fact]] = []

    /// More at once would take more room than their text.
    private static let mostSegments = 64

    init(of segments: [Segment], threadCount: Int) {
        (self.segments, self.threadCount) = (segments, threadCount)
        size = threadCount > 1 && segments.reduce(0, { $0 + $1.range.count }) >= ThreadGain.fewestBytes ? Self.mostSegments : 1
    }

    /// The facts of the segment with this index, which is that of the last call or the one after it; `find` finds those of any.
    mutating func take(_ index: Int, _ find: @Sendable (Segment) -> [Fact]) -> [Fact] {
        guard size > 1 else { return find(segments[index]) }
        if index >= start + found.count {
            start = index
            let count = min(size, segments.count - start)
            found = Parallel.map(count, threadCount: threadCount) { [segments, start] in find(segments[start + $0]) }
        }
        return found[index - start]
    }
}
