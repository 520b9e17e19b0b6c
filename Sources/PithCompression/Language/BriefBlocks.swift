// The blocks of an instruction's layout: headings and list items stay what they are, and the lines between them are paragraphs.

import PithSystem

/// One block of a text.
struct TextBlock: Equatable {
    enum Kind { case heading, item, paragraph }

    let kind: Kind
    /// Its text, without the marker of an item, with its last line end.
    let range: Range<Int>

    /// The blocks of `range`, in order; blank lines belong to none. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [TextBlock] {
        var blocks: [TextBlock] = []
        var start = range.lowerBound
        var isOpen = false
        while start < range.upperBound {
            let end = (bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound - 1) + 1
            var first = start
            while first < end, bytes[first].isSpace { first += 1 }
            if first == end {
                isOpen = false
            } else if isHeading(bytes, first, end) {
                blocks.append(TextBlock(kind: .heading, range: first..<end))
                isOpen = false
            } else if let content = itemContent(bytes, first, end) {
                blocks.append(TextBlock(kind: .item, range: content..<end))
                isOpen = true
            } else if isOpen, let last = blocks.last {
                blocks[blocks.count - 1] = TextBlock(kind: last.kind, range: last.range.lowerBound..<end)
            } else {
                blocks.append(TextBlock(kind: .paragraph, range: first..<end))
                isOpen = true
            }
            start = end
        }
        return blocks
    }

    /// Whether a line is an item of a list, indented or not.
    static func isItem(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard let start = line.first(where: { !bytes[$0].isBlank }) else { return false }
        return itemContent(bytes, start, line.upperBound) != nil
    }

    /// A Markdown heading, or a line in brackets or capitals that is no sentence.
    private static func isHeading(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end, bytes[at] == 0x23 { at += 1 }
        return at > start && at < end && bytes[at].isBlank
    }

    /// Where the text of the item that begins at `start` begins; nil when none does.
    static func itemContent(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var at = start
        if bytes[at] == 0x2D || bytes[at] == 0x2A || bytes[at] == 0x2B {
            at += 1
        } else if bytes[at] == 0xE2, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0xA2 {
            at += 3
        } else {
            let isInBrackets = bytes[at] == 0x28
            if isInBrackets { at += 1 }
            let marker = at
            while at < end, at - marker < 3, bytes[at].isDigit { at += 1 }
            if at == marker, at < end, bytes[at].isLetter { at += 1 }
            guard at > marker, at < end, bytes[at] == 0x29 || (bytes[at] == 0x2E && bytes[marker].isDigit) else { return nil }
            at += 1
        }
        guard at < end, bytes[at].isBlank else { return nil }
        while at < end, bytes[at].isBlank { at += 1 }
        return at < end ? at : nil
    }
}
