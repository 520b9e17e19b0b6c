// One line of a page as Chrome's developer tools tell it: `    uid=1_2 link "Gate \"7\"" url="https://keys.example/gate/7" focusable`. Names hold whatever the page
// does, quotes too; so what may be a part of one is no attribute.

import PithPrompt
import PithSystem

/// An element by its place in the text.
struct DevToolsElement {
    static let opening = Array("uid=".utf8)[...]
    static let page = Array("RootWebArea".utf8)

    /// Where the line begins, and ends without its line end.
    let range: Range<Int>
    /// `uid=`
    let opening: Range<Int>
    /// `1_2`
    let number: Range<Int>
    let role: Range<Int>
    /// ` url="…"` with the blank before it, of an address without blanks and quotes.
    let url: Range<Int>?
    /// ` level="2"` of a heading.
    let level: Range<Int>?

    var indent: Int { opening.lowerBound - range.lowerBound }

    /// Where the attributes begin that are told here, or the line ends.
    var endOfName: Int { (level ?? url)?.lowerBound ?? range.upperBound }

    /// The element that the line in `range` tells of; nil when it tells of none. Cost: its length.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        self.range = range
        let start = range.lowerBound + bytes[range].prefix { $0 == 0x20 }.count
        guard bytes[start..<range.upperBound].starts(with: Self.opening) else { return nil }
        opening = start..<start + Self.opening.count
        let digits = bytes[opening.upperBound..<range.upperBound].prefix { $0.isDigit || $0 == 0x5F }
        number = digits.startIndex..<digits.endIndex
        guard number.count <= 24, digits.first?.isDigit == true, digits.last?.isDigit == true, digits.contains(0x5F),
            number.upperBound < range.upperBound, bytes[number.upperBound] == 0x20
        else { return nil }
        let word = bytes[(number.upperBound + 1)..<range.upperBound].prefix(while: \.isLetter)
        guard !word.isEmpty, word.endIndex == range.upperBound || bytes[word.endIndex] == 0x20 else { return nil }
        role = word.startIndex..<word.endIndex
        level = word.elementsEqual("heading".utf8) ? Self.attribute(Self.levelOpening, bytes, role.upperBound..<range.upperBound) : nil
        // Quotes behind it may be those of the name.
        url = Self.attribute(Self.urlOpening, bytes, (level?.upperBound ?? role.upperBound)..<range.upperBound).flatMap {
            bytes[$0.upperBound..<range.upperBound].contains(0x22) ? nil : $0
        }
    }

    private static let urlOpening = Array(" url=\"".utf8), levelOpening = Array(" level=\"".utf8)

    var address: Range<Int>? { url.map { $0.lowerBound + Self.urlOpening.count..<$0.upperBound - 1 } }
    var depth: Range<Int>? { level.map { $0.lowerBound + Self.levelOpening.count..<$0.upperBound - 1 } }

    /// The attribute with the opening, where it stands but once, and its value has no blanks and quotes: names may hold what looks like one.
    private static func attribute(_ opening: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        guard let start = bytes[range].firstOffset(of: opening[...]) else { return nil }
        let at = start + opening.count
        guard !bytes[at..<range.upperBound].holds(opening[...]) else { return nil }
        let value = bytes[at..<range.upperBound].prefix { $0 != 0x22 && $0 != 0x20 }
        guard !value.isEmpty, value.endIndex < range.upperBound, bytes[value.endIndex] == 0x22 else { return nil }
        let end = value.endIndex + 1
        return end == range.upperBound || bytes[end] == 0x20 ? start..<end : nil
    }
}
