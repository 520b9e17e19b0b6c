// An HTML page as the text that it shows, written in Markdown: titles, lists, tables, code, links with what they lead to. What a browser does not show (scripts,
// styles, remarks, attributes) and what it shows by looks alone (bold, colours, images) is left out.
//
// The text is told by what to change in the page: between two stretches of it that stay byte for byte stands a gap, and what is written there in its place (a
// line end and "- ", say). So whoever wants the page back needs the gaps alone, and what is pinned in the text keeps its place.

import PithSystem

/// What to change in an HTML page so that it is the text it shows.
package struct PageText: Sendable {
    /// Stretches of the page and what stands there in the text, ascending and apart.
    package private(set) var gaps: [(range: Range<Int>, replacement: [UInt8])] = []

    /// Whether a page begins in `range`: with its declaration, or the tag that holds all. Remarks and declarations of XML may stand before it.
    package static func isPage(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        if bytes[at..<range.upperBound].begins(with: "\u{FEFF}") { at += 3 }
        for _ in 0..<mostDeclarations {
            while at < range.upperBound, bytes[at].isSpace { at += 1 }
            let rest = bytes[at..<range.upperBound]
            if rest.begins(with: "<!--") {
                guard let close = rest.prefix(longestRemark).firstOffset(of: Array("-->".utf8)[...]) else { return false }
                at = close + 3
            } else if rest.begins(with: "<?xml") {
                at = min(range.upperBound, firstOffset(of: 0x3E, in: bytes, at..<range.upperBound) + 1)
            } else {
                break
            }
        }
        let head = bytes[at..<min(range.upperBound, at + 15)].map { $0.lowered }[...]
        if head.begins(with: "<!doctype html") { return true }
        return ["<html", "<head", "<body"].contains {
            head.begins(with: $0) && head.dropFirst(5).first.map { $0 == 0x3E || $0.isSpace } == true
        }
    }

    private static let mostDeclarations = 8
    private static let longestRemark = 4000

    /// The text of the page that begins in `range`; nil where none does, where it is one that a program is to fill in, or where it shows next to nothing, as
    /// those do that a script writes. A page that was sent by its server has been filled in (`isServed`). Cost: linear.
    package init?(_ bytes: [UInt8], _ range: Range<Int>, isServed: Bool = false) {
        guard Self.isPage(bytes, range) else { return nil }
        var writer = Self.writer(of: bytes, range)
        guard isServed || !writer.isTemplate else { return nil }
        gaps = writer.finished()
        guard !gaps.isEmpty, writer.shownByteCount >= max(Self.fewestBytes, range.count / Self.mostBytesForOne) else { return nil }
    }

    /// The text that a piece of a page shows, however little. Cost: linear.
    package static func shown(byFragment bytes: [UInt8]) -> [UInt8] {
        var writer = writer(of: bytes, 0..<bytes.count)
        var text: [UInt8] = []
        var at = 0
        for gap in writer.finished() {
            text += bytes[at..<gap.range.lowerBound] + gap.replacement
            at = gap.range.upperBound
        }
        return text + bytes[at...]
    }

    /// All that the page shows, written.
    private static func writer(of bytes: [UInt8], _ range: Range<Int>) -> PageWriter {
        let tags = HTMLScanner.tags(in: bytes, range)
        var writer = PageWriter(bytes: bytes, range: range, tags: tags)
        for (index, tag) in tags.enumerated() {
            writer.writeText(upTo: tag.range.lowerBound)
            writer.write(tag, at: index)
        }
        writer.writeText(upTo: range.upperBound)
        return writer
    }

    private static let fewestBytes = 200
    private static let mostBytesForOne = 200
}
