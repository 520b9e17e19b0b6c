// A line of one sign under a title: "=====" in reStructuredText, in Markdown's older headings, and in plain text.

import PithSystem

package enum TitleRule {
    /// The signs of a line that are nothing but one sign, three times or more; nil for any other line.
    package static func of(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard line.count >= 3, bytes[line.lowerBound] == bytes[line.lowerBound + 1], signs.contains(bytes[line.lowerBound]) else {
            return nil
        }
        let rule = bytes[line].prefix { $0 == bytes[line.lowerBound] }
        guard rule.count >= 3, bytes[rule.endIndex..<line.upperBound].allSatisfy(\.isSpace) else { return nil }
        return rule.indices
    }

    /// Whether a line is a title above the rule: it begins where the rule does, has words, and is no longer.
    package static func isTitle(_ bytes: [UInt8], _ line: Range<Int>, over rule: Range<Int>) -> Bool {
        line.count > 1 && length(bytes, line) <= rule.count + 2 && !bytes[line.lowerBound].isSpace
            && bytes[line].contains(where: \.isWordlike)
    }

    /// Whether `line` is the rule of a title that `title` is.
    package static func isAt(_ line: Range<Int>, under title: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard let rule = of(bytes, line) else { return false }
        return isTitle(bytes, title, over: rule) && fits(bytes, title, rule)
    }

    private static let signs = Array("=-~^\"'`#*+.:_".utf8)

    /// Whether a rule is as long as its title, or one or two signs longer or shorter: of other lengths it may be a bar that says how much.
    private static func fits(_ bytes: [UInt8], _ title: Range<Int>, _ rule: Range<Int>) -> Bool {
        abs(length(bytes, title) - rule.count) <= (bytes[rule.lowerBound] == 0x2B ? 0 : 2)
    }

    /// In characters.
    private static func length(_ bytes: [UInt8], _ title: Range<Int>) -> Int { bytes[title].count { $0 & 0xC0 != 0x80 && !$0.isLineEnd } }
}
