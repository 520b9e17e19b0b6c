// Blocks of text that marks around them show to the letter: `<pre>` in Markdown, `#+begin_src` and its kind in Org, `....` and, below its attributes in
// brackets, `----` in AsciiDoc. As with literal blocks (LiteralBlock), who reads them copies them. A mark that nothing closes shows nothing. Lines behind `>>>`
// are a session of Python, which goes on to the next blank line.

import PithSystem

enum ShownBlocks {
    private enum Mark {
        case pre, org
        /// A line of one sign, and how many of it there are.
        case row(UInt8, Int)
    }

    /// What stands between the lines of the marks, in order and apart. Cost: linear.
    static func all(in bytes: [UInt8]) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var opened: (mark: Mark, start: Int)?
        var isBelowAttributes = false
        var session: Range<Int>?
        for line in WordedLines(bytes, bytes.indices) {
            let text = bytes[line.text]
            if let open = session, opened == nil {
                if !line.isBehindBlank {
                    session = open.lowerBound..<line.text.upperBound
                    continue
                }
                blocks.append(open)
                session = nil
            }
            if let (mark, start) = opened {
                guard closes(text, mark) else { continue }
                if start < line.start { blocks.append(start..<line.start) }
                opened = nil
            } else if !marks.contains(bytes[line.text.lowerBound]) {
                // Most lines are none of them.
            } else if text.begins(with: ">>> ") {
                session = line.text
            } else if let mark = mark(openedBy: text, isBelowAttributes && !line.isBehindBlank, line.isBehindBlank || line.start == 0) {
                opened = (mark, line.next)
            }
            isBelowAttributes = text.last == 0x5D && Self.attributes.contains { text.starts(with: $0) }
        }
        return blocks + (session.map { [$0] } ?? [])
    }

    /// A row of dots below other text is a rule under a title.
    private static func mark(openedBy text: ArraySlice<UInt8>, _ isBelowAttributes: Bool, _ isFirst: Bool) -> Mark? {
        switch text.first {
        case 0x3C: return text.begins(with: "<pre") && !text.holds(end[...]) ? .pre : nil
        case 0x23: return text.prefix(8).map { $0.lowered }[...].begins(with: "#+begin_") ? .org : nil
        case let sign? where sign == 0x2E && isFirst || (sign == 0x2E || sign == 0x2D) && isBelowAttributes:
            return text.count > 3 && text.allSatisfy { $0 == sign } ? .row(sign, text.count) : nil
        default: return nil
        }
    }

    private static func closes(_ text: ArraySlice<UInt8>, _ mark: Mark) -> Bool {
        switch mark {
        case .pre: text.holds(end[...])
        case .org: text.first == 0x23 && text.prefix(6).map { $0.lowered }[...].begins(with: "#+end_")
        case .row(let sign, let count): text.count == count && text.allSatisfy { $0 == sign }
        }
    }

    /// What says that a block is shown. Other words in brackets may be a title.
    private static let attributes = ["[source", "[listing", "[literal", "[,"].map { Array($0.utf8) }
    private static let end = Array("</pre".utf8)
    /// What lines of marks begin with.
    private static let marks = ByteSet([0x23, 0x2D, 0x2E, 0x3C, 0x3E])
}
