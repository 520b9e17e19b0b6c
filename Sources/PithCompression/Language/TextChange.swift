// A stretch of a text and what is to stand there instead.

struct TextChange: Equatable {
    let range: Range<Int>
    let replacement: [UInt8]
    /// Where the words end that the replacement tells in its own way; those behind are gone.
    let toldEnd: Int

    /// A replacement tells all words of the range unless `toldEnd` says other.
    init(range: Range<Int>, replacement: [UInt8], toldEnd: Int? = nil) {
        (self.range, self.replacement) = (range, replacement)
        self.toldEnd = toldEnd ?? (replacement.isEmpty ? range.lowerBound : range.upperBound)
    }
}

extension [TextChange] {
    /// What stands in `range` of `bytes` once the changes, which are in order, are made.
    func applied(to bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var done = range.lowerBound
        for change in self {
            text.append(contentsOf: bytes[done..<change.range.lowerBound])
            text.append(contentsOf: change.replacement)
            done = change.range.upperBound
        }
        text.append(contentsOf: bytes[done..<range.upperBound])
        return text
    }
}
