// Lines of key and value whose values stand under one another, as `lscpu`, /proc/meminfo and `kubectl describe` print them: the colon says where the value begins,
// so that one blank does.
//
//     MemTotal:       24683652 kB
//     MemFree:        18556940 kB
//     Buffers:          119260 kB
//
// The values begin, or end, at the same character. Lines between them that have no value of their own, a key over others or more of a value, stay as they are.

import PithSystem

/// The blanks of a block of such lines that say nothing.
struct KeyedLines {
    /// To be taken out: all blanks behind a colon but one.
    let surplus: [Range<Int>]
    /// Where its last line ends, the line end with it.
    let end: Int

    private static let fewestLines = 4, longestKey = 60

    /// A line with a value: where the blanks before it begin, and the characters at which it begins and ends.
    private struct Entry {
        let gap: Range<Int>
        let start: Int
        let end: Int
        let isNumber: Bool
        /// Whether two blanks stand side by side in the value.
        let hasGap: Bool
    }

    /// Whether a block may begin with the line at `start`, whose first two blanks stand at `gap`. Cost: constant.
    static func mayBegin(_ bytes: [UInt8], _ start: Int, gap: Int) -> Bool {
        gap > start && bytes[gap - 1] == 0x3A && gap - start < 2 * longestKey
    }

    /// What begins with the line at `start`: a block, or nil, and where the lines end that need not be asked again. Cost: linear in those.
    static func read(_ bytes: [UInt8], startingAt start: Int, limit: Int, isSession: Bool) -> (lines: KeyedLines?, end: Int) {
        var entries: [Entry] = []
        var at = start, end = start
        var beginsAlike = true, endsAlike = true
        while at < limit {
            let lineLimit = lineEnd(in: bytes, from: at, limit: limit)
            let textEnd = lineLimit > at && bytes[lineLimit - 1] == 0x0D ? lineLimit - 1 : lineLimit
            if let entry = entry(bytes, at, textEnd) {
                // A row of several cells.
                if entry.hasGap { return (nil, SpacedRows.paragraphEnd(bytes, at, limit)) }
                let begins = beginsAlike && (entries.first.map { $0.start == entry.start } ?? true)
                let ends = endsAlike && entry.isNumber && (entries.first.map { $0.end == entry.end } ?? true)
                guard begins || ends else { break }
                (beginsAlike, endsAlike) = (begins, ends)
                entries.append(entry)
                end = min(lineLimit + 1, limit)
            } else if !goesOn(bytes, at..<textEnd, from: entries.first?.start ?? 0) {
                break
            }
            at = lineLimit + 1
        }
        let wide = entries.count { $0.gap.count > 1 }
        // Settings are aligned to the left: in a session they stay, to be found by their text.
        guard entries.count >= fewestLines, wide * 2 >= entries.count, !isSession || !beginsAlike else { return (nil, max(end, start + 1)) }
        let surplus = entries.compactMap { $0.gap.count > 1 ? $0.gap.lowerBound + 1..<$0.gap.upperBound : nil }
        return (KeyedLines(surplus: surplus, end: end), end)
    }

    /// Behind the colon of the line's key; nil where it has none: a name, no sign of an address or of program text in it.
    private static func keyEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start
        while at < limit, bytes[at] == 0x20 { at += 1 }
        guard at < limit, bytes[at].isWordlike else { return nil }
        let stop = min(limit, at + longestKey)
        while at < stop, bytes[at] != 0x3A {
            let byte = bytes[at]
            guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x60, byte != 0x7B, byte != 0x3B, byte != 0x3D else { return nil }
            if byte == 0x20, at + 1 < stop, bytes[at + 1] == 0x20 { return nil }
            at += 1
        }
        return at < stop ? at + 1 : nil
    }

    private static func entry(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Entry? {
        guard let gapStart = keyEnd(bytes, start, end), gapStart < end, bytes[gapStart] == 0x20 else { return nil }
        var at = gapStart
        while at < end, bytes[at] == 0x20 { at += 1 }
        guard at < end, bytes[at] > 0x20, bytes[at] != 0x7C, bytes[at] != 0x3E else { return nil }
        var last = end
        while bytes[last - 1] == 0x20 { last -= 1 }
        let width = bytes[at..<last].count { $0 & 0xC0 != 0x80 }
        return Entry(
            gap: gapStart..<at, start: at - start, end: at - start + width, isNumber: bytes[at].isDigit,
            hasGap: LineWord.hasGap(bytes, at..<last))
    }

    /// Whether a line without a value belongs to the block: a key by itself, or more of the value above it.
    private static func goesOn(_ bytes: [UInt8], _ line: Range<Int>, from column: Int) -> Bool {
        let text = bytes[line].drop { $0 == 0x20 }
        guard let last = text.last(where: { $0 != 0x20 }) else { return false }
        return last == 0x3A || column > 0 && text.startIndex - line.lowerBound == column
    }
}
