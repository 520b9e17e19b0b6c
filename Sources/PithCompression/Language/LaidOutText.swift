// Text that stands in lines for a reason, whatever its language: program text, configuration, what a compiler says. No word may go from it.

import PithSystem

enum LaidOutText {
    /// Whether a text was laid out in lines, as program text, configuration and what a compiler says are: a third of its lines are indented without being
    /// items of a list, or end as no sentence does.
    static func isIn(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let lines = bytes[range].split(separator: 0x0A).filter { $0.contains(where: \.isWordlike) }
        // A text that is indented as a whole is not laid out for that.
        let margin = lines.dropFirst().map(indent).min() ?? 0
        var laidOutCount = 0
        for line in lines {
            guard let last = line.last(where: { !$0.isSpace }) else { continue }
            if indent(line) >= margin + 2 && !TextBlock.isItem(bytes, line.indices) || "{}(;=|\\".utf8.contains(last) { laidOutCount += 1 }
        }
        return lines.count >= fewestLines && laidOutCount * 3 >= lines.count
    }

    /// How far a line stands from the margin; a tab is two columns and more.
    private static func indent(_ line: ArraySlice<UInt8>) -> Int { line.prefix(while: \.isBlank).reduce(0) { $0 + ($1 == 0x09 ? 2 : 1) } }

    private static let fewestLines = 4
}
