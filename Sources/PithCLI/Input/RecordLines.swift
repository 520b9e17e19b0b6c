// The lines of a stream a few at a time: what a second stream is read by that goes in step with the first.

import PithSystem

struct RecordLines: ~Copyable {
    private var batches: RecordBatches?
    private var batch: RecordBatch?
    private var index = 0

    /// The lines of `file`; without one there are none.
    init(_ file: consuming File?) {
        if let file { batches = RecordBatches(file) } else { batches = nil }
    }

    /// The next `count` lines; nil for each that is no longer there.
    mutating func next(_ count: Int) throws(FileError) -> [[UInt8]?] {
        var lines: [[UInt8]?] = []
        lines.reserveCapacity(count)
        for _ in 0..<count { lines.append(try nextLine()) }
        return lines
    }

    private mutating func nextLine() throws(FileError) -> [UInt8]? {
        if batch == nil || index == batch!.lines.count {
            batch = try batches?.next()
            index = 0
        }
        guard let batch else { return nil }
        defer { index += 1 }
        return Array(batch.bytes[batch.lines[index]])
    }
}
