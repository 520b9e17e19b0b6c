// Text that stands in lines for a reason, whatever its language: program text, configuration, what a compiler says. No word may go from it.

import PithSystem

enum LaidOutText {
    /// Whether a text was laid out in lines, as program text, configuration and what a compiler says are: a third of its lines are indented without being
    /// items of a list, or end as no sentence does.
    static func isIn(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var lineCount = 0, laidOutCount = 0
        for line in bytes[range].split(separator: 0x0A) where line.contains(where: \.isWordlike) {
            guard let last = line.last(where: { !$0.isSpace }) else { continue }
            lineCount += 1
            let isIndented = line.first == 0x09 || line.starts(with: [0x20, 0x20])
            if isIndented && !TextBlock.isItem(bytes, line.indices) || "{}(;=|\\".utf8.contains(last) { laidOutCount += 1 }
        }
        return lineCount >= fewestLines && laidOutCount * 3 >= lineCount
    }

    private static let fewestLines = 4
}
