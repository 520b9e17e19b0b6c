// Which lines of a text are those of the text that it was before some changes.
//
// Before a change lines are the same up to the one that it begins in, and behind it from where a line of the old text begins at the same place: there
// the two texts are in step again, until the next change.

/// The way through a text that became of another, from the beginning of one line to that of the next.
package struct KeptLines {
    /// Where a line stands: where it and the next one begin, and whether it ends with a line end, not with the text.
    package typealias Place = (start: Int, next: Int, isEnded: Bool)

    private let changes: [TextChange]
    private let end: Int
    // The next known line, the next change, and by how much those before it moved what follows them.
    private var line: Int
    private var change = 0
    private var shift = 0

    /// The lines of the old text have the numbers `known`; it became the new one by `changes`, ascending and apart.
    package init(_ known: Range<Int>, _ changes: [TextChange]) {
        (self.changes, line, end) = (changes, known.lowerBound, known.upperBound)
    }

    /// The known lines, of which `place` says where they stand, that follow each other from `offset` on, where a line begins, and by how much they are
    /// moved; nil where the line there is another. Offsets ascend. Cost: linear in the lines passed.
    package mutating func lines(from offset: Int, _ place: (Int) -> Place) -> (lines: Range<Int>, movedBy: Int)? {
        while change < changes.count, changes[change].new.upperBound <= offset {
            shift = changes[change].new.upperBound - changes[change].old.upperBound
            change += 1
        }
        let limit = change < changes.count ? changes[change].old.lowerBound : .max
        let start = min(offset - shift, limit)
        while line < end, place(line).start < start { line += 1 }
        guard line < end, place(line).start + shift == offset else { return nil }
        let first = line
        if limit == .max {
            line = end
        } else {
            // A line is apart from a change that begins behind its line end.
            while line < end, case let place = place(line), place.next <= limit, place.isEnded { line += 1 }
        }
        return line > first ? (first..<line, shift) : nil
    }
}
