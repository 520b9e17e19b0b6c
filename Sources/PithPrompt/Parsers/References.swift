// What earlier compression left in a text: references to a block that stands further up, and marks of a cut. They are kept as they are, so
// compressing an output again changes nothing.

import PithSystem

/// Whether `line` (without its line end) is a reference that Pith writes, the whole line.
package func isReference(_ line: ArraySlice<UInt8>) -> Bool { line.first == 0x5B && RepeatReference(line) != nil }

/// Whether `line` (without its line end) is the mark of a cut, `[…]`, or one that says what was cut, `[… 12 lines]`.
package func isCutMarker(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == 0x5B && line.last == 0x5D && line.count <= 96 && line.begins(with: "[…")
}

extension TextLines {
    /// The line after the patterned log that begins with line `index`, or nil when none does.
    func endOfPatternedLog(at index: Int) -> Int? {
        guard let counts = PatternedLog.counts(in: bytes[lines[index].start..<lines[index].end]) else { return nil }
        let end = index + 1 + counts.patterns + counts.lines
        return end <= count ? end : nil
    }

    /// The line after what Pith made of a command's output, where that begins with line `index`; nil when none does.
    func endOfShortOutput(at index: Int) -> Int? {
        guard lines[index].indent == 0, let lineCount = ShortOutput.lineCount(in: bytes[lines[index].start..<lines[index].end]) else {
            return nil
        }
        let end = index + 1 + lineCount
        return end <= count ? end : nil
    }
}
