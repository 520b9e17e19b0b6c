// One line of a page as a browser tool tells it (Playwright's snapshots): an element of the accessibility tree, or a property of the one above it.
//
//     "    - 'button \"Shut: now\" [disabled] [ref=e19] [cursor=pointer]': Shut"
//       blanks, a bullet, perhaps YAML's quotes, a role, perhaps a name, attributes in brackets, perhaps what it holds

import PithPrompt
import PithSystem

/// An element, or a property (`/url: …`), by its place in the text.
struct SnapshotElement {
    /// Where the line begins, and ends without its line end.
    let range: Range<Int>
    /// `- `, behind the blanks of the line.
    let bullet: Range<Int>
    /// The quotes of YAML around the element, one each.
    private(set) var quotes: (open: Int, close: Int)?
    /// The first of each two single quotes that stand for one between them.
    private(set) var doubledQuotes: [Int] = []
    let role: Range<Int>
    /// The name with its quotes.
    private(set) var name: Range<Int>?
    /// Each with its brackets.
    private(set) var attributes: [Range<Int>] = []
    /// Behind the colon and a blank: what the element holds; nil where it has none, or holds elements.
    private(set) var text: Range<Int>?
    /// The colon before what it holds.
    private(set) var colon: Int?

    /// Whether it is a property of the element above it.
    let isProperty: Bool

    var indent: Int { bullet.lowerBound - range.lowerBound }

    /// The element that the line in `range` tells of; nil when it tells of none. Cost: its length.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        self.range = range
        let start = range.lowerBound + bytes[range].prefix { $0 == 0x20 }.count
        guard bytes[start..<range.upperBound].begins(with: "- ") else { return nil }
        bullet = start..<start + 2
        var at = start + 2
        var limit = range.upperBound
        if at < limit, bytes[at] == 0x27 {
            var close = firstOffset(of: 0x27, in: bytes, at + 1..<limit)
            while close + 1 < limit, bytes[close + 1] == 0x27 {
                doubledQuotes.append(close)
                close = firstOffset(of: 0x27, in: bytes, close + 2..<limit)
            }
            guard close < limit, close + 1 == limit || bytes[close + 1] == 0x3A else { return nil }
            quotes = (at, close)
            limit = close
            at += 1
        }
        isProperty = at < limit && bytes[at] == 0x2F
        let word = bytes[at..<limit].dropFirst(isProperty ? 1 : 0).prefix(while: \.isSmall)
        guard !word.isEmpty else { return nil }
        role = at..<word.endIndex
        at = word.endIndex
        if at + 1 < limit, bytes[at] == 0x20, bytes[at + 1] == 0x22 {
            guard let close = Self.endOfString(bytes, at + 2..<limit) else { return nil }
            name = at + 1..<close
            at = close
        }
        while at + 1 < limit, bytes[at] == 0x20, bytes[at + 1] == 0x5B {
            let close = firstOffset(of: 0x5D, in: bytes, at + 2..<limit)
            guard close < limit else { return nil }
            attributes.append(at + 1..<close + 1)
            at = close + 1
        }
        if quotes != nil {
            guard at == limit else { return nil }
            (at, limit) = (limit + 1, range.upperBound)
        }
        guard at < limit else { return }
        guard bytes[at] == 0x3A else { return nil }
        colon = at
        guard at + 1 < limit else { return }
        guard bytes[at + 1] == 0x20 else { return nil }
        text = at + 2..<limit
    }

    /// Where the string ends whose text begins `range`, behind its quote.
    private static func endOfString(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound, bytes[at] != 0x22 { at += bytes[at] == 0x5C ? 2 : 1 }
        return at < range.upperBound ? at + 1 : nil
    }

    /// The reference by which tools name the element: a word of letters and digits.
    func reference(in bytes: [UInt8]) -> Range<Int>? {
        value(of: "ref", in: bytes).flatMap { !$0.isEmpty && bytes[$0].allSatisfy(\.isLetterOrDigit) ? $0 : nil }
    }

    /// The value of the attribute `key`: of `[ref=e19]`, `e19`.
    func value(of key: StaticString, in bytes: [UInt8]) -> Range<Int>? {
        for attribute in attributes where bytes[(attribute.lowerBound + 1)..<attribute.upperBound].begins(with: key) {
            let equals = attribute.lowerBound + 1 + key.utf8CodeUnitCount
            if bytes[equals] == 0x3D { return equals + 1..<attribute.upperBound - 1 }
        }
        return nil
    }
}
