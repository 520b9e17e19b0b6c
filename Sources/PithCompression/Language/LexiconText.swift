// The text of a lexicon: lists, each under a heading `== name`, one entry a line; empty lines and lines that begin with `#` say nothing.

import PithSystem

/// A lexicon's file, cut into its lists.
struct LexiconText: Sendable {
    /// What stands under one heading.
    struct List: Sendable {
        let name: String
        let range: Range<Int>
    }

    let bytes: [UInt8]
    let lists: [List]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lists: [List] = []
        Self.forEachList(of: bytes) {
            lists.append($0)
            return true
        }
        self.lists = lists
    }

    /// The words of the list called `name` of `bytes`; behind it nothing is read.
    static func forEachWord(ofList name: String, in bytes: [UInt8], _ body: (UInt64) -> Void) {
        forEachList(of: bytes) { list in
            guard list.name == name else { return true }
            forEachLine(of: bytes, list.range) { line in forEachWord(of: bytes, line) { body(TextToken.hash(of: bytes, $0)) } }
            return false
        }
    }

    /// Calls `body` with each list, for as long as it says to go on.
    private static func forEachList(of bytes: [UInt8], _ body: (List) -> Bool) {
        var name: String?
        var start = 0, at = 0
        while at < bytes.count {
            let end = lineEnd(in: bytes, from: at, limit: bytes.count)
            if bytes[at..<end].begins(with: "== ") {
                if let name, !body(List(name: name, range: start..<at)) { return }
                name = String(decoding: bytes[at + 3..<end], as: UTF8.self)
                start = min(end + 1, bytes.count)
            }
            at = end + 1
        }
        if let name { _ = body(List(name: name, range: start..<bytes.count)) }
    }

    /// Calls `body` with each line of a list that says something.
    func forEachLine(of list: List, _ body: (Range<Int>) -> Void) { Self.forEachLine(of: bytes, list.range, body) }

    private static func forEachLine(of bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var at = range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            if end > at, bytes[at] != 0x23 { body(at..<end) }
            at = end + 1
        }
    }

    /// Calls `body` with each word of a list, and where it stands.
    func forEachWord(of list: List, _ body: (_ hash: UInt64, _ range: Range<Int>) -> Void) {
        forEachLine(of: list) { line in Self.forEachWord(of: bytes, line) { body(TextToken.hash(of: bytes, $0), $0) } }
    }

    private static func forEachWord(of bytes: [UInt8], _ line: Range<Int>, _ body: (Range<Int>) -> Void) {
        var at = line.lowerBound
        while at < line.upperBound {
            let end = firstOffset(of: 0x20, in: bytes, at..<line.upperBound)
            if end > at { body(at..<end) }
            at = end + 1
        }
    }

    // MARK: Entries

    /// Where the `=>` of a rewording stands.
    func arrow(in line: Range<Int>) -> Int? {
        var at = line.lowerBound
        while true {
            at = firstOffset(of: 0x3D, in: bytes, at..<line.upperBound)
            guard at + 1 < line.upperBound else { return nil }
            if bytes[at + 1] == 0x3E { return at }
            at += 1
        }
    }

    /// Where the colon stands behind what leads an entry.
    func colon(in line: Range<Int>) -> Int? { bytes[line].firstIndex(of: 0x3A) }

    /// `range` without the blanks at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }
}
