// HTML cut into tags, remarks and what stands between them, as browsers cut it: a tag begins with < and a letter, and ends at the > that stands outside of its
// quotation marks; what is no tag is text. Nothing is looked for twice that was looked for in vain, so the pass is linear in whatever is sent.

import PithSystem

/// A tag, or a stretch that is left out as a whole.
struct HTMLTag {
    let range: Range<Int>
    let element: HTMLElement
    let isClosing: Bool
    /// What stands behind its name.
    let attributes: Range<Int>
    /// What stands in an element that is one tag as a whole; else empty.
    var content = 0..<0

    /// Its name, as it is written. Cost: linear in the name.
    func name(in bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[min(attributes.lowerBound, range.lowerBound + (isClosing ? 2 : 1))..<attributes.lowerBound]
    }

    /// Whether the tag closes itself: `<br/>`, `<svg class="a" />`. The slash of `<a href=/a/>` belongs to the value.
    func closesItself(in bytes: [UInt8]) -> Bool {
        guard let slash = attributes.last, bytes[slash] == 0x2F else { return false }
        guard slash > attributes.lowerBound else { return true }
        let before = bytes[slash - 1]
        return before.isSpace || before == 0x22 || before == 0x27
    }
}

struct HTMLScanner {
    private let bytes: [UInt8]
    private let end: Int
    private var at: Int
    /// Where what was looked for stands next: an end of a remark, of an element that nobody sees; the end of the page where it does not any more.
    private var places: [String: Int] = [:]
    /// Whether no tag ends from here on.
    private var hasNoEnd = false

    /// The tags of `range`, in order. Cost: linear.
    static func tags(in bytes: [UInt8], _ range: Range<Int>) -> [HTMLTag] {
        var scanner = HTMLScanner(bytes: bytes, end: range.upperBound, at: range.lowerBound)
        var tags: [HTMLTag] = []
        while let tag = scanner.next() { tags.append(tag) }
        return tags
    }

    private init(bytes: [UInt8], end: Int, at: Int) { (self.bytes, self.end, self.at) = (bytes, end, at) }

    private mutating func next() -> HTMLTag? {
        while true {
            let start = firstOffset(of: 0x3C, in: bytes, at..<end)
            guard start + 1 < end else { return nil }
            at = start + 1
            let sign = bytes[at]
            if sign == 0x21, bytes[at...].begins(with: "!--") {
                // Short of a letter between them, as in `<!-->`, the marks may share their hyphens.
                if let close = find("-->", from: start + 4 < end && bytes[start + 4] == 0x3E ? start + 2 : start + 4) {
                    return leftOut(start, close)
                }
            } else if sign == 0x21 || sign == 0x3F {
                if let close = find(">", from: at) { return leftOut(start, close) }
            } else if sign.isLetter || sign == 0x2F && at + 1 < end && bytes[at + 1].isLetter {
                if let tag = tag(from: start) { return tag }
            }
        }
    }

    private mutating func leftOut(_ start: Int, _ close: Int) -> HTMLTag {
        at = close
        return HTMLTag(range: start..<close, element: .unseen, isClosing: true, attributes: close..<close)
    }

    private mutating func tag(from start: Int) -> HTMLTag? {
        guard !hasNoEnd else { return nil }
        let isClosing = bytes[start + 1] == 0x2F
        let nameStart = isClosing ? start + 2 : start + 1
        var nameEnd = nameStart
        while nameEnd < end, bytes[nameEnd].isLetterOrDigit || bytes[nameEnd] == 0x2D || bytes[nameEnd] == 0x3A { nameEnd += 1 }
        guard let close = tagEnd(from: nameEnd) else { return nil }
        let element = HTMLElement(named: bytes[nameStart..<min(nameEnd, nameStart + 16)].map(\.lowered)[...])
        let tag = HTMLTag(range: start..<close, element: element, isClosing: isClosing, attributes: nameEnd..<close - 1)
        at = close
        // An element that is closed at once holds nothing.
        guard !isClosing, Self.holdsNoTags(element), !tag.closesItself(in: bytes) else { return tag }
        let name = bytes[nameStart..<nameEnd].map(\.lowered)
        // Films and things that are shown otherwise hold other elements, as do forms of text that browsers of old showed.
        let isRaw = element == .frame ? name.elementsEqual("iframe".utf8) : element != .preformatted || name.elementsEqual("xmp".utf8)
        guard isRaw, let inner = find("</" + String(decoding: name, as: UTF8.self), from: close) else { return tag }
        let innerStart = inner - name.count - 2
        switch element {
        case .words, .preformatted: at = innerStart
        case .drawing where (find("<text", from: close) ?? end) < inner: break
        case .drawing:
            at = find(">", from: inner) ?? end
            return HTMLTag(range: start..<at, element: .drawing, isClosing: false, attributes: tag.attributes, content: close..<innerStart)
        default:
            let whole = find(">", from: inner) ?? end
            at = whole
            let isFormula = element == .unseen && name.elementsEqual("script".utf8) && isTeX(tag)
            return HTMLTag(
                range: start..<whole, element: isFormula ? .formula : element == .frame ? .frame : .unseen, isClosing: false,
                attributes: tag.attributes, content: close..<innerStart)
        }
        return tag
    }

    private static func holdsNoTags(_ element: HTMLElement) -> Bool {
        switch element {
        case .unseen, .drawing, .words, .frame, .preformatted: true
        default: false
        }
    }

    /// Whether a script holds a formula that another one draws.
    private func isTeX(_ tag: HTMLTag) -> Bool { tag.value(of: "type", in: bytes).map { bytes[$0].begins(with: "math/tex") } ?? false }

    /// Behind the `>` of the tag whose name ends at `from`. A mark that nothing closes is none.
    private mutating func tagEnd(from: Int) -> Int? {
        var at = from
        while at < end {
            switch bytes[at] {
            case 0x3E: return at + 1
            case 0x22, 0x27:
                // Only behind = does a mark open a value.
                let isValue = bytes[from..<at].last { !$0.isSpace } == 0x3D
                let mark = bytes[at] == 0x22 ? "\"" : "'"
                if isValue, let close = find(mark, from: at + 1) { at = close } else { at += 1 }
            default: at += 1
            }
        }
        hasNoEnd = true
        return nil
    }

    /// Behind the next place of `text` (in small letters, of any case in the page); nil where it does not stand any more.
    private mutating func find(_ text: String, from start: Int) -> Int? {
        var place = places[text] ?? start
        if places[text] == nil || place < start {
            place = start
            let first = text.utf8.first!
            while place < end, !isAt(place, text) { place = firstOffset(of: first, in: bytes, place + 1..<max(place + 1, end)) }
            places[text] = place
        }
        return place < end ? place + text.utf8.count : nil
    }

    private func isAt(_ place: Int, _ text: String) -> Bool {
        guard place + text.utf8.count <= end, zip(bytes[place...], text.utf8).allSatisfy({ $0.lowered == $1 }) else { return false }
        // `</scripts` closes no script.
        let next = place + text.utf8.count
        return !text.hasPrefix("</") || next == end || bytes[next].isSpace || bytes[next] == 0x2F || bytes[next] == 0x3E
    }
}

extension HTMLTag {
    /// The value of the attribute of this name, without its quotation marks; nil where there is none. Cost: linear in the tag.
    func value(of name: String, in bytes: [UInt8]) -> Range<Int>? {
        var at = attributes.lowerBound
        let end = attributes.upperBound
        while at < end {
            while at < end, bytes[at].isSpace || bytes[at] == 0x2F { at += 1 }
            let nameStart = at
            while at < end, !bytes[at].isSpace, bytes[at] != 0x3D, bytes[at] != 0x2F { at += 1 }
            let isWanted = bytes[nameStart..<at].lazy.map(\.lowered).elementsEqual(name.utf8)
            while at < end, bytes[at].isSpace { at += 1 }
            guard at < end, bytes[at] == 0x3D else {
                if isWanted { return at..<at }
                if at == nameStart { at += 1 }
                continue
            }
            at += 1
            while at < end, bytes[at].isSpace { at += 1 }
            let value: Range<Int>
            if at < end, bytes[at] == 0x22 || bytes[at] == 0x27 {
                let close = firstOffset(of: bytes[at], in: bytes, at + 1..<end)
                (value, at) = (at + 1..<close, min(end, close + 1))
            } else {
                let start = at
                while at < end, !bytes[at].isSpace { at += 1 }
                value = start..<at
            }
            if isWanted { return value }
        }
        return nil
    }
}
