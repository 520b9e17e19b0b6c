// Bulleted and numbered items, and headings: what holds prose together besides blank lines.

import PithSystem

extension TextLines {
    /// Whether line `index` begins an item: `- `, `* `, `• `, `3. `, `b) `, `(2) `.
    func isListItem(_ index: Int) -> Bool {
        guard index < count, case let line = lines[index], !line.isBlank else { return false }
        let first = bytes[line.first]
        // Most lines begin with a letter, and are known by the byte behind it.
        if first.isLetter { return line.first + 2 < line.end && bytes[line.first + 1] == 0x29 && bytes[line.first + 2].isBlank }
        let text = head(index)
        switch first {
        case 0x2D, 0x2A, 0x2B: return text.dropFirst().first.map(\.isBlank) == true
        case 0xE2: return text.begins(with: "• ") || text.begins(with: "– ") || text.begins(with: "◦ ") || text.begins(with: "▪ ")
        case 0x28:
            let inner = text.dropFirst().prefix(4).prefix(while: \.isNameByte)
            return (1...3).contains(inner.count) && text.dropFirst(1 + inner.count).begins(with: ") ")
        default:
            let digits = text.prefix(4).count(while: \.isDigit)
            guard digits > 0, digits < 4 else { return false }
            let rest = text.dropFirst(digits)
            guard rest.first == 0x29 || rest.first == 0x2E else { return false }
            return rest.dropFirst().first.map(\.isBlank) == true
        }
    }

    /// Whether lines `range`, a paragraph, are a list: they begin with an item, perhaps under one line that leads in, and go on with items
    /// and their indented or wrapped lines.
    func isList(_ range: Range<Int>) -> Bool {
        if isListItem(range.lowerBound) { return true }
        let second = nextTextLine(from: range.lowerBound + 1)
        return second + 1 < range.upperBound && isListItem(second) && (second + 1..<range.upperBound).contains { isListItem($0) }
    }

    /// Whether a paragraph is but a heading or a line that leads in (`Rules:`), and belongs with the next.
    func leadsIn(_ range: Range<Int>) -> Bool {
        let last = range.upperBound - 1
        if isHeading(last) { return true }
        return range.count == 1 && lines[last].content.count <= 80 && tail(last).last == 0x3A && !isListItem(last)
    }

    /// The paragraph without the headings at its beginning; all of it when there is nothing else.
    func withoutHeadings(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, isHeading(start) || isBlank(start) { start += 1 }
        return start < range.upperBound ? start..<range.upperBound : range
    }

    /// Whether line `index` is a Markdown heading.
    func isHeading(_ index: Int) -> Bool {
        guard index < count, lines[index].indent < 4, !lines[index].isBlank, bytes[lines[index].first] == 0x23 else { return false }
        let text = head(index)
        let marks = text.count(while: { $0 == 0x23 })
        return (1...6).contains(marks) && text.dropFirst(marks).first.map(\.isBlank) == true
    }
}
