// Copies of stretches of a text that several threads read at once.

extension [UInt8] {
    /// Appends the bytes in `range` of `source`. Cost: linear in them.
    package mutating func append(_ source: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count, "bytes \(range) of a text of \(source.count)")
        source.withUnsafeBufferPointer { source in
            // SAFETY: the range lies in the buffer, which lives as long as the closure. GAIN: a slice counts a reference to its text, and two threads that do so for
            // each cell of a table wait for each other.
            append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
        }
    }
}
