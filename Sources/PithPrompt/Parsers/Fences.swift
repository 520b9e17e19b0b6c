// Fenced blocks (CommonMark §4.5): from a line of three or more backticks or tildes to a line of at least as many. A fence that never closes
// is taken for an ordinary line: what follows it may be anything. So is a bare fence with one that names a language after it: it closes a
// block whose beginning was cut away. More than three of them under a title, as long as it, are its rule, as reStructuredText has it.

import PithSystem

/// Whether a line without its indentation begins as a fence does.
package func beginsFence(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark == 0x60 || mark == 0x7E else { return false }
    return line.prefix(3).count(where: { $0 == mark }) == 3
}

/// A line that begins or ends a fenced block.
package struct FenceLine {
    /// The backticks or tildes.
    package let marks: ArraySlice<UInt8>
    /// What stands behind them: the language of an opening fence, nothing in a closing one.
    package let info: ArraySlice<UInt8>

    /// Reads a line without its indentation; nil where it is no fence.
    package init?(_ line: ArraySlice<UInt8>) {
        guard beginsFence(line), let mark = line.first else { return nil }
        marks = line.prefix { $0 == mark }
        info = line[marks.endIndex...]
    }

    /// Whether it may open a block. A backtick in the info string makes it inline code: ```like this```.
    package var opens: Bool { marks.first != 0x60 || !info.contains(0x60) }

    /// Whether it ends the block that `opening` began.
    package func closes(_ opening: FenceLine) -> Bool {
        marks.first == opening.marks.first && marks.count >= opening.marks.count && info.allSatisfy(\.isSpace)
    }
}

/// A closed fenced block.
struct FencedBlock {
    /// The line after its closing fence.
    let end: Int
    /// The first word after the opening fence, in lower case.
    let language: String
}

/// Finds fenced blocks; remembers which fences are known not to close, so that no stretch is searched twice.
struct FenceFinder {
    /// No fence of at least so many backticks, or tildes, closes from here on.
    private var unclosedBackticks = Int.max, unclosedTildes = Int.max

    /// The block that begins with line `index`, if that is a fence and closes.
    mutating func block(in text: TextLines, at index: Int) -> FencedBlock? {
        guard let fence = Self.fence(text, index), fence.opens, fence.marks.count == 3 || !Self.isRule(text, index) else { return nil }
        let isTilde = fence.marks.first == 0x7E
        if fence.marks.count >= (isTilde ? unclosedTildes : unclosedBackticks) { return nil }
        for line in index + 1..<max(text.count, index + 1) {
            guard let other = Self.fence(text, line), other.marks.first == fence.marks.first, other.marks.count >= fence.marks.count else {
                continue
            }
            if other.closes(fence) {
                let word = fence.info.drop(while: \.isBlank).prefix(32).prefix { !$0.isBlank && $0 != 0x7B }
                return FencedBlock(end: line + 1, language: String(decoding: word, as: UTF8.self).lowercased())
            }
            if fence.info.allSatisfy(\.isBlank) { return nil }
        }
        if isTilde { unclosedTildes = fence.marks.count } else { unclosedBackticks = fence.marks.count }
        return nil
    }

    /// Whether a line of backticks or tildes is the rule of the title above it, which stands below a blank line.
    private static func isRule(_ text: TextLines, _ index: Int) -> Bool {
        index > 0 && text.lines[index - 1].indent == 0 && (index == 1 || text.lines[index - 2].isBlank)
            && TitleRule.isAt(text.lines[index].content, under: text.lines[index - 1].content, in: text.bytes)
    }

    /// Longer ones than 16 are rules across the page; with them, a text could ask for as many searches as it has lengths.
    private static func fence(_ text: TextLines, _ index: Int) -> FenceLine? {
        FenceLine(text.bytes[text.lines[index].content]).flatMap { $0.marks.count <= 16 ? $0 : nil }
    }
}
