// Lines of a stream in batches: each batch is what is there to read now, up to a limit. Someone who writes one line and waits for its
// answer gets a batch of one at once; a pipe that is always full gives batches large enough to keep every core busy.

import PithSystem

/// Whole lines that were read together.
struct RecordBatch: Sendable {
    let bytes: [UInt8]
    /// Each line in `bytes`, without its line feed.
    let lines: [Range<Int>]
    /// The number of the first line, from 1.
    let firstLineNumber: Int
    /// False for the last line of a stream that ends without a line feed.
    let lastLineIsEnded: Bool
}

/// Reads a stream line by line. Memory: the batch limit and the longest line.
struct RecordBatches: ~Copyable {
    private static let batchByteLimit = 4 << 20
    private let file: File
    private var pending: [UInt8] = []
    private var lineCount = 0
    private var isAtEnd = false

    init(_ file: consuming File) { self.file = file }

    /// The next batch, or nil at the end of the stream.
    mutating func next() throws(FileError) -> RecordBatch? {
        var scanned = 0, block: [UInt8] = []
        var lines: [Range<Int>] = []
        var start = 0
        while !isAtEnd {
            if !lines.isEmpty, pending.count >= Self.batchByteLimit || !file.isReadyToRead { break }
            guard try file.read(into: &block, capacity: 1 << 18) else {
                isAtEnd = true
                break
            }
            pending.append(contentsOf: block)
            while let end = pending[scanned...].firstIndex(of: 0x0A) {
                lines.append(start..<end)
                scanned = end + 1
                start = scanned
            }
            scanned = pending.count
        }
        let unended = isAtEnd && start < pending.count
        if unended {
            lines.append(start..<pending.count)
            start = pending.count
        }
        guard !lines.isEmpty else { return nil }
        let batch = RecordBatch(bytes: pending, lines: lines, firstLineNumber: lineCount + 1, lastLineIsEnded: !unended)
        pending = Array(pending[start...])
        lineCount += lines.count
        return batch
    }
}
