// Lines of YAML that something deeper belongs to: what their columns say, no brace says again.
//
//     env:                  a key, and more below it
//     - run: |              a key, and a text of several lines below it

import PithPrompt
import PithSystem

enum MappingOpeners {
    /// Whether a text of several lines belongs to a key there. Cost: linear.
    static func holdTexts(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        anyOpens(bytes, range) { opensText(bytes[$0.text]) }
    }

    /// Whether the line ends with a key and the mark of a text of several lines below it: "description: |", "run: >-".
    static func opensText(_ line: ArraySlice<UInt8>) -> Bool {
        let text = MappingKey.behindItems(line)
        guard let end = MappingKey.end(in: text) else { return false }
        let mark = text[(end + 1)...].drop(while: \.isBlank)
        return (mark.first == 0x7C || mark.first == 0x3E) && mark.count <= 3
            && mark.dropFirst().allSatisfy { $0 == 0x2D || $0 == 0x2B || $0.isDigit }
    }

    /// Whether something deeper belongs to a key outside of braces. What a language with braces has of that kind, "default:", is none. Cost: linear.
    static func nestKeys(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var depth = 0, countedEnd = range.lowerBound
        return anyOpens(bytes, range) { line in
            let text = MappingKey.behindItems(bytes[line.text])
            guard let end = MappingKey.end(in: text), end + 1 == text.endIndex || opensText(text), !isLabel(text[..<end]) else {
                return false
            }
            for byte in bytes[countedEnd..<line.start] {
                if byte == 0x7B { depth += 1 } else if byte == 0x7D { depth = max(0, depth - 1) }
            }
            countedEnd = line.start
            return depth == 0
        }
    }

    /// Whether a line is one that is looked for, and the next is deeper.
    private static func anyOpens(_ bytes: [UInt8], _ range: Range<Int>, _ isOne: (WordedLine) -> Bool) -> Bool {
        var above: WordedLine?
        for line in WordedLines(bytes, range) {
            if let above, line.text.lowerBound - line.start > above.text.lowerBound - above.start, isOne(above) { return true }
            let last = bytes[line.text.upperBound - 1]
            above = marks[Int(last)] ? line : nil
        }
        return false
    }

    /// What such lines end with.
    private static let marks = (0...255).map { [0x3A, 0x7C, 0x3E, 0x2D, 0x2B].contains($0) || UInt8($0).isDigit }

    private static func isLabel(_ name: ArraySlice<UInt8>) -> Bool {
        labels.contains { name.elementsEqual($0.utf8) }
    }

    private static let labels = ["default", "public", "private", "protected", "signals", "slots"]
}
