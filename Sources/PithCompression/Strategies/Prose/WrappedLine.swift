// A line of text as one sees it: where its words begin and end, in columns and not in bytes. A paragraph was wrapped by what was seen.

import PithSystem

/// One line of a paragraph: its text without the white space around it, the column at which it begins, the one before which it ends, and the
/// width of its first word, all in characters. A tab leads to the next of its stops.
struct WrappedLine {
    let text: Range<Int>
    let indent: Int
    let width: Int
    let firstWordWidth: Int
    let hasTab: Bool

    /// The line in `range`; nil where no word is.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var first = range.lowerBound, end = range.upperBound
        while first < end, bytes[first].isSpace { first += 1 }
        while end > first, bytes[end - 1].isSpace { end -= 1 }
        guard first < end else { return nil }
        text = first..<end
        let tab = firstOffset(of: 0x09, in: bytes, range.lowerBound..<end)
        guard tab < end else {
            (self.indent, self.hasTab) = (first - range.lowerBound, false)
            width = first - range.lowerBound + countCharacters(in: bytes, text)
            firstWordWidth = countCharacters(in: bytes, first..<firstOffset(of: 0x20, in: bytes, text))
            return
        }
        var column = 0, indent = 0
        var hasTab = false
        for at in range.lowerBound..<end {
            if at == first { indent = column }
            if bytes[at] == 0x09 {
                column = (column | 7) + 1
                hasTab = hasTab || at > first
            } else if bytes[at] & 0xC0 != 0x80 {
                column += 1
            }
        }
        let word = text.first { bytes[$0].isBlank } ?? end
        self.indent = indent
        width = column
        firstWordWidth = countCharacters(in: bytes, first..<word)
        self.hasTab = hasTab
    }
}
