// Counting a stream of any length in little memory, on all cores: blocks are read, cut at safe places, and the parts counted at once. What
// follows a block's last safe cut waits for the next block, since tokens do not add up across a seam.

import Pith
import PithSystem

struct StreamedCount: Sendable {
    private(set) var tokenCount = 0
    private(set) var byteCount = 0
    /// Where the bytes first stop being UTF-8, if they do.
    private(set) var firstInvalidOffset: Int?

    private static let blockByteCount = 2 << 20
    private static let partByteCount = 1 << 18

    /// Counts the file at `path`, or standard input for "-" or nil. Memory: a block and what was read ahead; more only for text without a
    /// place to cut it at, such as millions of spaces.
    init(of path: String?, encoding: Encoding, threadCount: Int) throws(FileError) {
        let file = path == nil || path == "-" ? File.standardInput() : try File.reading(path!)
        var pending: [UInt8] = [], block: [UInt8] = []
        var wantedByteCount = Self.blockByteCount
        var isAtEnd = false
        while !isAtEnd {
            while pending.count < wantedByteCount, !isAtEnd {
                if try file.read(into: &block, capacity: 1 << 20) {
                    if pending.isEmpty { swap(&pending, &block) } else { pending += block }
                } else {
                    isAtEnd = true
                }
            }
            var parts = encoding.parts(of: pending, atLeast: Self.partByteCount)
            if !isAtEnd, !parts.isEmpty { parts.removeLast() }
            let counts = Parallel.map(parts.count, threadCount: threadCount) { [pending, parts] index in
                (tokens: encoding.count(pending[parts[index]]), invalid: InputText.firstInvalidOffset(pending[parts[index]]))
            }
            for (part, count) in zip(parts, counts) {
                tokenCount += count.tokens
                if firstInvalidOffset == nil, let offset = count.invalid { firstInvalidOffset = byteCount + offset }
                byteCount += part.count
            }
            // Without a place to cut, look at twice as much, so that nothing is looked at more than a few times.
            wantedByteCount = parts.isEmpty ? pending.count * 2 : Self.blockByteCount
            pending.removeFirst(parts.last?.upperBound ?? 0)
        }
    }
}
