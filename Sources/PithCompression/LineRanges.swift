// Lines are cut here in one way: a line ends after its line feed, and the last one where the text ends.

import PithSystem

/// The lines of a range, each with its line end. Cost: one pass.
func lineRanges(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    lines.reserveCapacity(range.count / 40 + 1)
    var at = range.lowerBound
    while at < range.upperBound {
        let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
        lines.append(at..<next)
        at = next
    }
    return lines
}
