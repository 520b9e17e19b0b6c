// Where blanks between words say something: in a drawing, and where what follows them begins at the column of what stands above or below it.
//
//     --port N   the port                     +------+      +------+
//     --host     the name of the host,        | gate | ---> | boat |
//                with its domain              +------+      +------+
//
// Behind a full stop two blanks are a habit of writers, and say nothing.

import PithSystem

/// Tells it of the lines of a text, asked from its beginning to its end.
struct LaidOutLines {
    private let bytes: [UInt8]
    private let range: Range<Int>
    /// The lines without a blank one between them that were looked at last, and whether one of them is drawn.
    private var block = 0..<0
    private var isDrawn = false

    private static let furthestColumn = 200

    init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, self.range) = (bytes, range) }

    /// Whether the blanks in `run`, which have a word on both sides, say something. Cost: constant, and linear in each block of lines once.
    mutating func holds(_ run: Range<Int>, onLineFrom lineStart: Int) -> Bool {
        if !block.contains(run.lowerBound) { findBlock(around: lineStart) }
        if isDrawn { return true }
        if [0x2E, 0x21, 0x3F].contains(bytes[run.lowerBound - 1]) { return false }
        guard run.upperBound - lineStart <= Self.furthestColumn else { return false }
        let column = bytes[lineStart..<run.upperBound].reduce(0) { $1 == 0x09 ? ($0 | 7) + 1 : $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return [lineBelow(run.upperBound), lineAbove(lineStart)].contains { $0.map { beginsWord(at: column, onLineFrom: $0) } == true }
    }

    private mutating func findBlock(around lineStart: Int) {
        var start = lineStart, end = lineStart
        while start > range.lowerBound, case let above = startOfLine(before: start), !isBlank(above) { start = above }
        isDrawn = false
        while end < range.upperBound, !isBlank(end) {
            let next = lineEnd(in: bytes, from: end, limit: range.upperBound)
            let text = bytes[end..<next].drop(while: \.isSpace)
            // One sign by itself may be the gutter of a compiler's message, or anything.
            if let last = text.lastIndex(where: { !$0.isSpace }), last > text.startIndex, Margins.isDrawn(text[...last]),
                !text.allSatisfy(Self.mayQuote)
            {
                isDrawn = true
            }
            end = next + 1
        }
        block = start..<max(start, end)
    }

    /// Whether a sign, by itself on a line, goes on a quotation, a comment or a row of stars.
    private static func mayQuote(_ byte: UInt8) -> Bool { byte.isSpace || [0x3E, 0x23, 0x25, 0x3B, 0x2A, 0x2F].contains(byte) }

    /// The nearest line with a word below the one that holds `offset`, at most one blank line between them.
    private func lineBelow(_ offset: Int) -> Int? {
        var at = lineEnd(in: bytes, from: offset, limit: range.upperBound) + 1
        if at < range.upperBound, isBlank(at) { at = lineEnd(in: bytes, from: at, limit: range.upperBound) + 1 }
        return at < range.upperBound && !isBlank(at) ? at : nil
    }

    private func lineAbove(_ lineStart: Int) -> Int? {
        guard lineStart > range.lowerBound else { return nil }
        var at = startOfLine(before: lineStart)
        if isBlank(at), at > range.lowerBound { at = startOfLine(before: at) }
        return isBlank(at) ? nil : at
    }

    private func startOfLine(before lineStart: Int) -> Int {
        max(range.lowerBound, bytes[..<(lineStart - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    }

    private func isBlank(_ lineStart: Int) -> Bool {
        let end = bytes[lineStart..<range.upperBound].firstIndex { !$0.isBlank && $0 != 0x0D } ?? range.upperBound
        return end == range.upperBound || bytes[end] == 0x0A
    }

    /// Whether the line's first word begins at a column, or one behind two blanks or a tab.
    private func beginsWord(at column: Int, onLineFrom lineStart: Int) -> Bool {
        var at = lineStart, seen = 0, gap = 2
        while at < range.upperBound, bytes[at] != 0x0A, seen <= column {
            if bytes[at].isBlank {
                gap += bytes[at] == 0x09 ? 2 : 1
                seen = bytes[at] == 0x09 ? (seen | 7) + 1 : seen + 1
            } else {
                if seen == column, gap > 1, bytes[at] & 0xC0 != 0x80 { return true }
                if bytes[at] & 0xC0 != 0x80 { seen += 1 }
                gap = 0
            }
            at += 1
        }
        return false
    }
}
