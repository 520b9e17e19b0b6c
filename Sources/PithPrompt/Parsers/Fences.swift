// Fenced blocks (CommonMark §4.5): from a line of three or more backticks or tildes to a line of at least as many. A fence that never closes
// is taken for an ordinary line: what follows it may be anything. So is a bare fence with one that names a language after it: it closes a
// block whose beginning was cut away. More than three of them under a title, as long as it, are its rule, as reStructuredText has it.

import PithSystem

/// Whether a line without its indentation begins as a fence does.
package func beginsFence(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark == 0x60 || mark == 0x7E else { return false }
    return line.prefix(3).count(where: { $0 == mark }) == 3
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
        guard let (mark, length, info) = Self.fence(text, index), length == 3 || !Self.isRule(text, index) else { return nil }
        // A backtick in the info string makes it inline code: ```like this```.
        if mark == 0x60, info.contains(0x60) { return nil }
        if length >= (mark == 0x60 ? unclosedBackticks : unclosedTildes) { return nil }
        for close in index + 1..<max(text.count, index + 1) {
            guard let (other, otherLength, rest) = Self.fence(text, close), other == mark, otherLength >= length else { continue }
            if rest.allSatisfy(\.isBlank) {
                let word = info.drop(while: \.isBlank).prefix(32).prefix { !$0.isBlank && $0 != 0x7B }
                return FencedBlock(end: close + 1, language: String(decoding: word, as: UTF8.self).lowercased())
            }
            if info.allSatisfy(\.isBlank) { return nil }
        }
        if mark == 0x60 { unclosedBackticks = length } else { unclosedTildes = length }
        return nil
    }

    /// Whether a line of backticks or tildes is the rule of the title above it, which stands below a blank line.
    private static func isRule(_ text: TextLines, _ index: Int) -> Bool {
        index > 0 && text.lines[index - 1].indent == 0 && (index == 1 || text.lines[index - 2].isBlank)
            && TitleRule.isAt(text.lines[index].content, under: text.lines[index - 1].content, in: text.bytes)
    }

    private static func fence(_ text: TextLines, _ index: Int) -> (mark: UInt8, length: Int, info: ArraySlice<UInt8>)? {
        let line = text.bytes[text.lines[index].content]
        guard let mark = line.first, mark == 0x60 || mark == 0x7E else { return nil }
        let length = line.count(while: { $0 == mark })
        // Longer ones are rules across the page; with them, a text could ask for as many searches as it has lengths.
        return (3...16).contains(length) ? (mark, length, line.dropFirst(length)) : nil
    }
}
