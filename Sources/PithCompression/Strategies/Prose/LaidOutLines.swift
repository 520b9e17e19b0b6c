// Where blanks between words say something: in a drawing, and on lines whose cells begin at the column of what stands above or below them, or end
// there, one of the two being a number.
//
//     --port N   the port                     +------+      +------+
//     --host     the name of the host,        | gate | ---> | boat |
//                with its domain              +------+      +------+
//
// A line is laid out when half of its cells at least are so, seen from lines that are laid out themselves or begin there: a line keeps all of its blanks or
// none, and by those that lose them no other line is told. Beside a rule that has a run of dashes for each column all are. Where half of the lines of a block are laid out, all are; elsewhere two
// lines are where the blanks of one go past a whole cell of the other: a cell was left out there. Behind a full stop two blanks are a habit of writers, and say nothing.

import PithSystem

/// Tells it of the lines of a text, asked from its beginning to its end.
struct LaidOutLines {
    private let bytes: [UInt8]
    private let range: Range<Int>
    /// The lines, once one was asked about, and the one that was asked about last.
    private var lines: [Line] = []
    private var at = 0

    private static let furthestColumn = 200

    /// What follows two blanks or a tab on a line, up to the next of them.
    private struct Cell {
        let start: Int
        /// The column where what stands before it ends.
        let after: Int
        let begin: Int
        let end: Int
        let isNumber: Bool
    }

    private struct Line {
        let start: Int
        /// The column of its first word; nil for a blank line.
        var first: Int?
        /// Whether a word stands there, and no gutter of a compiler's message.
        var opensWithWord = false
        /// Those behind no full stop.
        var cells: [Cell] = []
        var isDrawn = false
        var isLaidOut = false
    }

    init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, self.range) = (bytes, range) }

    /// Whether the blanks in `run`, which have a word on both sides, say something. Cost: linear in the text once.
    mutating func holds(_ run: Range<Int>) -> Bool {
        if lines.isEmpty { findLines() }
        while at + 1 < lines.count, lines[at + 1].start <= run.lowerBound { at += 1 }
        return lines[at].isLaidOut || isMeaning(run.upperBound)
    }

    /// Whether what begins at `start` is the first on its line to stand apart, and begins where the line above or below, or what first stands apart there, does: as
    /// meanings beside their terms do, however the meaning itself is spaced.
    private func isMeaning(_ start: Int) -> Bool {
        guard let cell = lines[at].cells.first, cell.start == start else { return false }
        return [neighbour(of: at, -1), neighbour(of: at, 1)].contains { beside in
            beside.map { lines[$0].first == cell.begin || lines[$0].cells.first?.begin == cell.begin } == true
        }
    }

    private mutating func findLines() {
        var start = range.lowerBound, blockStart = 0
        repeat {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            lines.append(line(start..<end))
            if lines[lines.count - 1].first == nil { closeBlock(&blockStart) }
            start = end + 1
        } while start < range.upperBound
        closeBlock(&blockStart)
        for index in lines.indices where !lines[index].cells.isEmpty { lines[index].isLaidOut = true }
        // A line that is not laid out takes its word from those beside it: each falls once.
        var doubtful = lines.indices.filter { lines[$0].isLaidOut && !lines[$0].isDrawn }
        while let index = doubtful.popLast() {
            guard lines[index].isLaidOut, !lines[index].isDrawn, !isToldByNeighbours(index) else { continue }
            lines[index].isLaidOut = false
            doubtful += [neighbour(of: index, 1), neighbour(of: index, -1)].compactMap { $0 }
        }
        holdBlocks()
    }

    /// Rows of a table whose cells stand a little beside the others are rows still.
    private mutating func holdBlocks() {
        for block in lines.indices.split(whereSeparator: { lines[$0].first == nil }) {
            let rows = block.filter { !lines[$0].cells.isEmpty }
            if 2 * rows.count(where: { lines[$0].isLaidOut }) >= rows.count {
                for index in rows { lines[index].isLaidOut = true }
            } else {
                for index in rows {
                    for beside in cellsLeftOut(by: index) { (lines[index].isLaidOut, lines[beside].isLaidOut) = (true, true) }
                }
            }
        }
    }

    /// The lines above and below that have a cell where the line has blanks. Cost: the cells, which are as many as columns at most.
    private func cellsLeftOut(by index: Int) -> [Int] {
        [index - 1, index + 1].filter { beside in
            lines.indices.contains(beside) && lines[index].opensWithWord
                && lines[index].cells.contains { cell in lines[beside].cells.contains { $0.begin > cell.after && $0.end < cell.begin } }
        }
    }

    /// In a block with a drawn line all are.
    private mutating func closeBlock(_ blockStart: inout Int) {
        if lines[blockStart...].contains(where: \.isDrawn) {
            for index in blockStart..<lines.count { (lines[index].isDrawn, lines[index].isLaidOut) = (true, true) }
        }
        blockStart = lines.count
    }

    private func isToldByNeighbours(_ index: Int) -> Bool {
        let neighbours = [neighbour(of: index, -1), neighbour(of: index, 1)].compactMap { $0.map { lines[$0] } }
        let told = lines[index].cells.count { cell in
            neighbours.contains { line in
                line.first == cell.begin
                    || line.isLaidOut
                        && line.cells.contains { $0.begin == cell.begin || $0.end == cell.end && ($0.isNumber || cell.isNumber) }
            }
        }
        return 2 * told >= lines[index].cells.count
    }

    /// The nearest line with a word in that direction, at most one blank line between them.
    private func neighbour(of index: Int, _ step: Int) -> Int? {
        [index + step, index + 2 * step].first { lines.indices.contains($0) && lines[$0].first != nil }
    }

    private func line(_ range: Range<Int>) -> Line {
        var line = Line(start: range.lowerBound)
        let text = bytes[range].drop(while: \.isSpace)
        // One sign by itself may be the gutter of a compiler's message, or anything.
        if let last = text.lastIndex(where: { !$0.isSpace }), last > text.startIndex {
            line.isDrawn = Margins.isDrawn(text[...last]) && !text.allSatisfy(Self.mayQuote) || Self.isRule(text[...last])
        }
        var column = 0, gap = 2, begin = 0, cellStart = range.lowerBound, lastWordEnd = range.lowerBound, endColumn = 0, after = 0
        var counts = false
        func close() {
            guard counts else { return }
            let cell = bytes[cellStart..<lastWordEnd]
            let isNumber = !cell.contains(0x20) && (cell.last?.isDigit ?? false)
            line.cells.append(Cell(start: cellStart, after: after, begin: begin, end: endColumn, isNumber: isNumber))
        }
        for place in range {
            let byte = bytes[place]
            if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                gap += byte == 0x09 ? 2 : 1
                column = byte == 0x09 ? (column | 7) + 1 : column + 1
                continue
            }
            if gap > 1 {
                close()
                if column > Self.furthestColumn { return line }
                counts = line.first != nil && ![0x2E, 0x21, 0x3F].contains(bytes[lastWordEnd - 1])
                if line.first == nil { (line.first, line.opensWithWord) = (column, byte.isWordlike || byte >= 0x80) }
                (begin, cellStart, after) = (column, place, endColumn)
            }
            gap = 0
            if byte & 0xC0 != 0x80 { column += 1 }
            (lastWordEnd, endColumn) = (place + 1, column)
        }
        close()
        return line
    }

    /// Whether a line says where columns are: a run of dashes or equals signs for each.
    private static func isRule(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.allSatisfy({ $0 == 0x2D || $0 == 0x3D || $0 == 0x20 }) else { return false }
        let runs = text.split(separator: 0x20)
        return runs.count > 1 && runs.allSatisfy { $0.count > 1 }
    }

    /// Whether a sign, by itself on a line, goes on a quotation, a comment or a row of stars.
    private static func mayQuote(_ byte: UInt8) -> Bool { byte.isSpace || [0x3E, 0x23, 0x25, 0x3B, 0x2A, 0x2F].contains(byte) }
}
