// Work of one compression that divides: counting, measuring proposals, finding facts. Each gives what one thread would.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

extension Encoding {
    /// The number of tokens of `bytes`, counted when it is asked for; of a large text on other threads from now on.
    package func pendingCount(of bytes: [UInt8], threadCount: Int, fewestBytes: Int = ThreadGain.fewestBytesCounted) -> Deferred<Int> {
        guard threadCount > 1, bytes.count >= fewestBytes else {
            // Small parts of it may be counted first.
            prepareToCount(partsOf: bytes.count)
            return Deferred { count(bytes) }
        }
        let parts = parts(of: bytes, atLeast: max(1 << 15, bytes.count / (threadCount * 4)))
        let counts = Begun(parts.count, threadCount: threadCount) { count(bytes[parts[$0]]) }
        return Deferred { counts.results().reduce(0, +) }
    }
}

extension Range<Int> {
    /// What `body` makes of parts of the range, in order; on one thread, or where there are few elements, there is one part.
    func inParts<Result: Sendable>(
        threadCount: Int, fewestOfPart: Int = ThreadGain.fewestLinesOfPart, _ body: @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        guard !isEmpty else { return [] }
        guard threadCount > 1, count >= 2 * fewestOfPart else { return [body(self)] }
        let size = Swift.max(fewestOfPart, count / (threadCount * 4) + 1)
        return Parallel.map((count + size - 1) / size, threadCount: threadCount) { part in
            body(lowerBound + part * size..<Swift.min(upperBound, lowerBound + (part + 1) * size))
        }
    }
}

extension Array where Element: Sendable {
    /// The same of an array.
    func inParts<Result: Sendable>(
        threadCount: Int, fewestOfPart: Int = ThreadGain.fewestLinesOfPart, _ body: @Sendable (ArraySlice<Element>) -> Result
    ) -> [Result] {
        indices.inParts(threadCount: threadCount, fewestOfPart: fewestOfPart) { body(self[$0]) }
    }
}

extension [Segment] {
    /// The segments in at most `count` parts of about as many bytes, none of them small.
    func parts(count: Int) -> [ArraySlice<Segment>] {
        let size = Swift.max(ThreadGain.fewestBytesOfPart, reduce(0) { $0 + $1.range.count } / count)
        var parts: [ArraySlice<Segment>] = []
        var start = 0, byteCount = 0
        for (index, segment) in enumerated() {
            byteCount += segment.range.count
            guard byteCount >= size || index == self.count - 1 else { continue }
            parts.append(self[start...index])
            (start, byteCount) = (index + 1, 0)
        }
        return parts
    }
}

/// From where on another thread is of use. Threads that read the same arrays wait for each other at each count of references: of half a megabyte two
/// cores made no less time, and a third more work.
enum ThreadGain {
    /// Lines that are read by themselves, as those of a log are.
    static let fewestLinesOfPart = 1 << 12
    /// Cells of a column, and rows that are written: as many are read by themselves as there are columns.
    static let fewestCellsOfPart = 1 << 11
    /// Files of a listing.
    static let fewestFilesOfPart = 1 << 8
    /// Bytes of segments.
    static let fewestBytesOfPart = 1 << 15
    /// Bytes whose tokens are counted: whoever counts reads nothing else, and few arrays.
    static let fewestBytesCounted = 1 << 17
    /// Bytes of a prompt. Tests ask for fewer.
    @TaskLocal static var fewestBytes = 1 << 20
}

extension SavingsMeter {
    /// Those of the proposals that save at least so many tokens; or any, where they are counted together and all that save any save so many.
    func paying(_ proposals: [Proposal], atLeast least: Int, together: Bool = false, threadCount: Int) -> [Proposal] {
        if together {
            let saved = savedTokenCounts(proposals, threadCount: threadCount)
            let floor = saved.reduce(0, { $0 + max(0, $1) }) >= least ? 1 : least
            return zip(proposals, saved).filter { $1 >= floor }.map(\.0)
        }
        // What surely pays need not be measured.
        let isSure = proposals.map { surelySavedTokenCount($0) >= least }
        let saved = savedTokenCounts(zip(proposals, isSure).filter { !$1 }.map(\.0), threadCount: threadCount)
        var next = saved.makeIterator()
        return zip(proposals, isSure).filter { $1 || next.next().map { $0 >= least } == true }.map(\.0)
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

/// The facts of segments that are asked for one after the other, found ahead on other threads while those before them are made use of.
struct FactsAhead {
    private let segments: [Segment]
    private let threadCount: Int
    private let find: @Sendable (Segment) -> [Fact]
    /// Segments whose facts are found together, of a long text.
    private var chunks: [Range<Int>] = []
    private var ahead: Ahead<[[Fact]]>?
    private var chunk = -1
    private var found: [[Fact]] = []

    /// More at once would take more room than their text.
    private static let mostBytes = 1 << 19
    private static let fewestBytesOfChunk = 1 << 14

    /// `find` finds the facts of any of them.
    init(of segments: [Segment], threadCount: Int, _ find: @escaping @Sendable (Segment) -> [Fact]) {
        (self.segments, self.threadCount, self.find) = (segments, threadCount, find)
        let total = segments.reduce(0) { $0 + $1.range.count }
        guard threadCount > 1, total >= ThreadGain.fewestBytes else { return }
        let size = min(Self.fewestBytesOfChunk, total / 16 + 1)
        var start = 0, byteCount = 0
        for (index, segment) in segments.enumerated() {
            byteCount += segment.range.count
            guard byteCount >= size || index == segments.count - 1 else { continue }
            chunks.append(start..<index + 1)
            (start, byteCount) = (index + 1, 0)
        }
    }

    /// The facts of the segment with this index, which is that of the last call or the one after it.
    mutating func take(_ index: Int) -> [Fact] {
        guard !chunks.isEmpty else { return find(segments[index]) }
        if chunk < 0 || index >= chunks[chunk].upperBound {
            found = []
            let ahead = ahead ?? begun()
            self.ahead = ahead
            chunk += 1
            found = ahead.take(chunk)
        }
        return found[index - chunks[chunk].lowerBound]
    }

    /// Begun with the first that is asked for: some never ask.
    private func begun() -> Ahead<[[Fact]]> {
        let sizes = chunks.map { chunk in segments[chunk].reduce(0) { $0 + $1.range.count } }
        return Ahead(sizes: sizes, room: Self.mostBytes, threadCount: threadCount) { [segments, chunks, find] in
            segments[chunks[$0]].map(find)
        }
    }
}
