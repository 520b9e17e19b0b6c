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
        guard let first = range.first(where: { !bytes[$0].isSpace }), let last = range.last(where: { !bytes[$0].isSpace }) else {
            return nil
        }
        var column = 0, indent = 0
        var hasTab = false
        for at in range.lowerBound...last {
            if at == first { indent = column }
            if bytes[at] == 0x09 {
                column = (column | 7) + 1
                hasTab = hasTab || at > first
            } else if bytes[at] & 0xC0 != 0x80 {
                column += 1
            }
        }
        let word = (first...last).first { bytes[$0].isBlank } ?? last + 1
        text = first..<last + 1
        self.indent = indent
        width = column
        firstWordWidth = bytes[first..<word].count { $0 & 0xC0 != 0x80 }
        self.hasTab = hasTab
    }
}
