// The lines of a text with words in them, and whether a blank line stands above each: what paragraphs, titles and entries are told by.

import PithSystem

/// A line with a word or a sign in it.
struct WordedLine {
    /// Where it begins.
    let start: Int
    /// What stands in it without the white space around it.
    let text: Range<Int>
    /// Where the next line begins.
    let next: Int
    let isBehindBlank: Bool
}

/// Reads such lines one by one; what begins within a line begins with the next. Cost: linear.
struct WordedLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private let end: Int
    private var start: Int
    private var isBehindBlank: Bool

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        (start, end) = (range.lowerBound, range.upperBound)
        if start > 0, start < end, !bytes[start - 1].isLineEnd { start = lineEnd(in: bytes, from: start, limit: end) + 1 }
        isBehindBlank = Self.isBehindBlank(start, in: bytes)
    }

    @inline(__always) mutating func next() -> WordedLine? {
        while start < end {
            let stop = lineEnd(in: bytes, from: start, limit: end)
            var first = start, last = stop
            while first < last, bytes[first].isSpace { first += 1 }
            while last > first, bytes[last - 1].isSpace { last -= 1 }
            defer { (start, isBehindBlank) = (stop + 1, first == last) }
            if first < last { return WordedLine(start: start, text: first..<last, next: stop + 1, isBehindBlank: isBehindBlank) }
        }
        return nil
    }

    /// Whether the line that begins at `start` is the first of its text, or a blank one stands above it.
    static func isBehindBlank(_ start: Int, in bytes: [UInt8]) -> Bool {
        guard start > 0 else { return true }
        guard start <= bytes.count, bytes[start - 1] == 0x0A else { return false }
        var at = start - 1
        while at > 0, bytes[at - 1].isBlank || bytes[at - 1] == 0x0D { at -= 1 }
        return at == 0 || bytes[at - 1] == 0x0A
    }
}
