// XML cut into elements, in one pass without recursion: each knows its parent, its attributes, what stands next to it and whether text stands in it.
//
// What is not closed at the end is left open: a file may be cut off. What closes nothing, or something else, is no XML but HTML as people write it,
// and is not read at all; neither is a page, or a text that asks for its white space (`xml:space`).

import PithSystem

struct XMLElements {
    struct Element {
        var start: Int32
        /// Behind the name.
        var nameEnd: Int32
        /// Behind the opening tag.
        var contentStart: Int32 = 0
        /// Before the closing tag; -1 while it is open.
        var contentEnd: Int32 = -1
        var end: Int32 = 0
        var attributes: Range<Int32> = 0..<0
        var parent: Int32
        /// The index after all that stands in it.
        var endIndex: Int32 = 0
        /// Whether only white space parts it from another of its name before it.
        var goesOn = false
        var hasElements = false
        /// Text that is no white space, or a stretch of CDATA.
        var hasText = false
        /// Remarks and instructions.
        var hasRemarks = false
    }

    struct Attribute {
        let name: Range<Int32>
        /// Between the quotes.
        let value: Range<Int32>
    }

    let bytes: [UInt8]
    private(set) var elements: [Element] = []
    private(set) var attributes: [Attribute] = []
    /// White space between two tags, by place and the element it stands in (-1: none).
    private(set) var gaps: [(range: Range<Int>, parent: Int)] = []

    private let isEndOfText: Bool

    /// Nil where `range` is no XML. Cost: linear.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.upperBound < Int32.max, !Self.isPage(bytes[range]) else { return nil }
        self.bytes = bytes
        isEndOfText = range.upperBound == bytes.count
        guard read(range) else { return nil }
    }

    func name(_ index: Int) -> ArraySlice<UInt8> { bytes[Int(elements[index].start) + 1..<Int(elements[index].nameEnd)] }
    func range(_ index: Int) -> Range<Int> { Int(elements[index].start)..<Int(elements[index].end) }
    func isClosed(_ index: Int) -> Bool { elements[index].contentEnd >= 0 }

    /// Whether no text of the element stands behind what was read: it is closed, or the text is cut off in it.
    func isWhole(_ index: Int) -> Bool { isClosed(index) || isEndOfText }

    private static func isPage(_ text: ArraySlice<UInt8>) -> Bool {
        let head = text.drop(while: \.isSpace).prefix(16).map(\.lowered)[...]
        return head.begins(with: "<!doctype html") || head.begins(with: "<html")
    }

    /// The elements of pages in which blanks are seen, or that stand in text.
    static func isPageName(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 6 else { return false }
        return pageNames.contains { name.elementsEqual($0.utf8) }
    }

    private static let pageNames = [
        "html", "body", "div", "span", "br", "hr", "img", "script", "li", "ul", "ol", "td", "tr", "th", "p", "pre", "strong", "em", "b",
        "i", "h1", "h2", "h3", "a",
        "text", "tspan", "para",
    ]

    // MARK: Reading

    private mutating func read(_ range: Range<Int>) -> Bool {
        var open: [Int] = []
        // The element that ended last, where only white space followed yet.
        var before = -1
        var at = range.lowerBound
        var lastTag = -1
        reading: while at < range.upperBound {
            let sign = firstOffset(of: 0x3C, in: bytes, at..<range.upperBound)
            let parent = open.last ?? -1
            if sign > at {
                if bytes[at..<sign].allSatisfy(\.isSpace) {
                    if lastTag == at, sign + 1 < range.upperBound { gaps.append((at..<sign, parent)) }
                } else {
                    // What closes a remark that was not opened: what stands before it may be within one.
                    if end(of: "-->", from: at, sign) != nil { return false }
                    if parent >= 0 { elements[parent].hasText = true }
                    before = -1
                }
            }
            guard sign + 1 < range.upperBound else { break }
            at = sign
            switch bytes[at + 1] {
            case 0x21, 0x3F:
                guard let end = endOfRemark(at, range.upperBound) else {
                    if isCutOff(at, range.upperBound) { break reading } else { return false }
                }
                if bytes[at + 2..<end].begins(with: "[CDATA[") {
                    if parent >= 0 { elements[parent].hasText = true }
                }
                if parent >= 0 { elements[parent].hasRemarks = true }
                before = -1
                at = end
                lastTag = -1
            case 0x2F:
                guard let end = close(at, range.upperBound, &open) else {
                    if isCutOff(at, range.upperBound) { break reading } else { return false }
                }
                if end.closed >= 0 { before = end.closed } else { before = -1 }
                at = end.at
                lastTag = at
            default:
                guard let index = openTag(at, range.upperBound, parent) else {
                    guard isCutOff(at, range.upperBound) else { return false }
                    if elements.last.map({ Int($0.start) == at }) ?? false { elements.removeLast() }
                    break reading
                }
                if before >= 0, name(before).elementsEqual(name(index)) { elements[index].goesOn = true }
                if parent >= 0 { elements[parent].hasElements = true }
                at = Int(elements[index].contentStart)
                lastTag = at
                if isClosed(index) {
                    before = index
                } else {
                    open.append(index)
                    before = -1
                }
            }
        }
        for index in open { elements[index].endIndex = Int32(elements.count) }
        return !elements.isEmpty
    }

    /// Whether no tag ends from `start` on.
    private func isCutOff(_ start: Int, _ limit: Int) -> Bool { firstOffset(of: 0x3E, in: bytes, start..<limit) == limit }

    /// The end of what begins with `<!` or `<?` at `start`; nil where it does not end.
    private func endOfRemark(_ start: Int, _ limit: Int) -> Int? {
        let text = bytes[start..<limit]
        if text.begins(with: "<!--") { return end(of: "-->", from: start + 4, limit) }
        if text.begins(with: "<![CDATA[") { return end(of: "]]>", from: start + 9, limit) }
        if bytes[start + 1] == 0x3F { return end(of: "?>", from: start + 2, limit) }
        let close = firstOffset(of: 0x3E, in: bytes, start..<limit), bracket = firstOffset(of: 0x5B, in: bytes, start..<close)
        guard bracket < close else { return close < limit ? close + 1 : nil }
        guard let inner = end(of: "]", from: bracket, limit) else { return nil }
        var at = inner
        while at < limit, bytes[at].isSpace { at += 1 }
        return at < limit && bytes[at] == 0x3E ? at + 1 : nil
    }

    private func end(of mark: String, from start: Int, _ limit: Int) -> Int? {
        let mark = Array(mark.utf8)
        var at = start
        while true {
            at = firstOffset(of: mark[0], in: bytes, min(at, limit)..<limit)
            guard at + mark.count <= limit else { return nil }
            if bytes[at..<at + mark.count].elementsEqual(mark) { return at + mark.count }
            at += 1
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isWordlike || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x3A
    }

    private func nameEnd(_ start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit, Self.isNameByte(bytes[at]) { at += 1 }
        return at
    }

    private mutating func openTag(_ start: Int, _ limit: Int, _ parent: Int) -> Int? {
        let nameEnd = nameEnd(start + 1, limit)
        guard nameEnd > start + 1, bytes[start + 1].isWordlike || bytes[start + 1] == 0x5F else { return nil }
        let index = elements.count, firstAttribute = Int32(attributes.count)
        elements.append(Element(start: Int32(start), nameEnd: Int32(nameEnd), parent: Int32(parent)))
        var at = nameEnd
        while true {
            let spaceStart = at
            while at < limit, bytes[at].isSpace { at += 1 }
            guard at < limit else { return nil }
            if bytes[at] == 0x3E || bytes[at] == 0x2F {
                let isEmpty = bytes[at] == 0x2F
                if isEmpty {
                    at += 1
                    guard at < limit, bytes[at] == 0x3E else { return nil }
                }
                elements[index].contentStart = Int32(at + 1)
                elements[index].attributes = firstAttribute..<Int32(attributes.count)
                elements[index].endIndex = Int32(index + 1)
                if isEmpty { (elements[index].contentEnd, elements[index].end) = (Int32(at + 1), Int32(at + 1)) }
                return index
            }
            let end = self.nameEnd(at, limit)
            guard at > spaceStart, end > at, end + 1 < limit, bytes[end] == 0x3D, bytes[end + 1] == 0x22 || bytes[end + 1] == 0x27 else {
                return nil
            }
            if bytes[at..<end].elementsEqual("xml:space".utf8) { return nil }
            let quote = bytes[end + 1]
            let close = firstOffset(of: quote, in: bytes, end + 2..<limit)
            guard close < limit else { return nil }
            attributes.append(Attribute(name: Int32(at)..<Int32(end), value: Int32(end + 2)..<Int32(close)))
            at = close + 1
        }
    }

    /// Closes the innermost open element; nil where the tag is another's. A tag that closes nothing may stand where a file was cut.
    private mutating func close(_ start: Int, _ limit: Int, _ open: inout [Int]) -> (at: Int, closed: Int)? {
        var at = nameEnd(start + 2, limit)
        let name = start + 2..<at
        while at < limit, bytes[at].isSpace { at += 1 }
        guard !name.isEmpty, at < limit, bytes[at] == 0x3E else { return nil }
        guard let index = open.popLast() else { return (at + 1, -1) }
        guard self.name(index).elementsEqual(bytes[name]) else { return nil }
        (elements[index].contentEnd, elements[index].end, elements[index].endIndex) = (Int32(start), Int32(at + 1), Int32(elements.count))
        return (at + 1, index)
    }
}
