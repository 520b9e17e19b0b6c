// Lines whose words are somebody's own, or count by their sound: quotations behind `>`, line blocks of reStructuredText behind `|`, and verse. Nothing in them
// is said in other words unless a budget presses.
//
// Verse is told by its lines: three of them and more, none wide, that begin with capitals, most of which no mark parts from the next.

import PithPrompt
import PithSystem

enum QuotedLines {
    /// The paragraphs and lines of `range` that are such, in order and apart. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var verse = Paragraph()
        for line in WordedLines(bytes, lineStart(of: range, in: bytes)..<range.upperBound) {
            if line.isBehindBlank {
                if verse.isVerse { found.append(verse.range) }
                verse = Paragraph()
            }
            verse.add(line, in: bytes)
            let mark = bytes[line.text.lowerBound]
            if mark == 0x3E || mark == 0x7C && line.text.count > 1 && bytes[line.text.lowerBound + 1] == 0x20 { found.append(line.text) }
        }
        if verse.isVerse { found.append(verse.range) }
        return PithPrompt.union(found)
    }

    /// Where the first line begins; no further up than lines are wide, for what one line goes on is none of these.
    private static func lineStart(of range: Range<Int>, in bytes: [UInt8]) -> Int {
        let from = max(0, range.lowerBound - widest)
        return bytes[from..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? (from == 0 ? 0 : range.lowerBound)
    }

    private static let fewest = 3, widest = 80

    /// Lines that no blank one parts.
    private struct Paragraph {
        var range = 0..<0
        private var count = 0, capitalCount = 0, openCount = 0, width = 0
        private var isOpen = false

        var isVerse: Bool { count >= fewest && width <= widest && capitalCount == count && openCount * 2 >= count - 1 }

        mutating func add(_ line: WordedLine, in bytes: [UInt8]) {
            range = (count == 0 ? line.text.lowerBound : range.lowerBound)..<line.text.upperBound
            if isOpen { openCount += 1 }
            count += 1
            width = max(width, line.text.count)
            if bytes[line.text].first(where: { $0.isWordlike || $0 == 0x2D || $0 == 0x2A || $0 == 0x23 })?.isCapital == true {
                capitalCount += 1
            }
            let last = bytes[line.text.upperBound - 1]
            isOpen = last.isWordlike || last == 0x2C
        }
    }
}
