// Forms of several lines, read line by line: a text's next line with its line end apart, and the number that a line begins with.

import PithSystem

/// A place in a text that moves on line by line.
struct LineCursor {
    private let bytes: [UInt8]
    private let limit: Int
    /// Where the next line begins.
    private(set) var offset: Int

    init(_ bytes: [UInt8], at offset: Int, limit: Int) { (self.bytes, self.offset, self.limit) = (bytes, offset, limit) }

    /// The next line, and the LF or CR LF behind it; nil at the end.
    mutating func next() -> (content: ArraySlice<UInt8>, end: ArraySlice<UInt8>)? {
        guard offset < limit else { return nil }
        let end = lineEnd(in: bytes, from: offset, limit: limit), next = min(end + 1, limit)
        let content = offset..<(end > offset && bytes[end - 1] == 0x0D ? end - 1 : end)
        offset = next
        return (bytes[content], bytes[content.upperBound..<next])
    }

    /// The next line, a CR that it ends in with it, and the LF behind it; nil at the end.
    mutating func nextWhole() -> (text: ArraySlice<UInt8>, end: ArraySlice<UInt8>)? {
        guard let line = next() else { return nil }
        let end = line.end.last == 0x0A ? 1 : 0
        return (bytes[line.content.startIndex..<line.end.endIndex - end], line.end.suffix(end))
    }
}

extension ArraySlice<UInt8> {
    /// The number of at most nine digits that the slice begins with, and what follows it. What is not written as Pith writes it ("01 lines") is none.
    package func leadingNumber() -> (Int, ArraySlice<UInt8>)? {
        let digits = prefix(while: \.isDigit)
        guard (1...9).contains(digits.count), digits.first != 0x30 else { return nil }
        return (digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, self[digits.endIndex...])
    }
}
