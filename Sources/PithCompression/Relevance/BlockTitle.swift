// Where a block says what it is about: in its head ("Document [3] (Title: Kestrel Line)", "title: …"), in a Markdown heading, or in the name that its
// first sentence begins with.

import PithSystem

/// The title of a block.
struct BlockTitle {
    /// The bytes of the title: what follows "Title:", a Markdown heading, or the run of capitalised words that the block begins with.
    let range: Range<Int>
    /// Where the head of the block ends, which says no more than the title; where the title begins when there is none.
    let headEnd: Int

    private static let maximumByteCount = 200
    private static let connectors = TermSet(ofWords: "of the and de von for in")

    init(range: Range<Int>, headEnd: Int) { (self.range, self.headEnd) = (range, headEnd) }

    /// The title of the block that begins with `range`. Cost: at most some hundred bytes are read.
    init(in bytes: [UInt8], _ range: Range<Int>) {
        let limit = min(range.upperBound, range.lowerBound + Self.maximumByteCount)
        if let start = Self.afterMark(bytes, range.lowerBound..<min(limit, range.lowerBound + 64)) {
            let end = Self.titleEnd(bytes, start, limit)
            self.init(range: start..<end, headEnd: end)
        } else if range.lowerBound < limit, bytes[range.lowerBound] == 0x23 {
            let end = bytes[range.lowerBound..<limit].firstIndex(where: \.isLineEnd) ?? limit
            self.init(range: range.lowerBound..<end, headEnd: range.lowerBound)
        } else {
            self.init(range: range.lowerBound..<Self.leadingNameEnd(bytes, range.lowerBound..<limit), headEnd: range.lowerBound)
        }
    }

    private static func afterMark(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        let word = "title".utf8
        var colon = range.lowerBound + word.count
        while colon < range.upperBound - 1 {
            colon = firstOffset(of: 0x3A, in: bytes, colon..<range.upperBound - 1)
            guard colon < range.upperBound - 1 else { return nil }
            if bytes[colon - word.count..<colon].elementsEqual(word, by: { $0 | 0x20 == $1 }) { return colon + 1 }
            colon += 1
        }
        return nil
    }

    /// The end of the line, or the bracket that closes one opened before the title.
    private static func titleEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var depth = 0
        for at in start..<limit {
            if bytes[at].isLineEnd { return at }
            if bytes[at] == 0x28 { depth += 1 }
            if bytes[at] == 0x29 {
                if depth == 0 { return at }
                depth -= 1
            }
        }
        return limit
    }

    private static func leadingNameEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var scanner = WordScanner(bytes, range)
        var end = range.lowerBound
        for _ in 0..<8 {
            guard scanner.next() else { break }
            if scanner.beginsWithCapital || (0x30...0x39).contains(bytes[scanner.start]) {
                end = scanner.start + 1
            } else if !connectors.contains(scanner.hash) {
                break
            }
        }
        return end
    }
}
