// A list of paths with each folder once over its files, and how a reader gets the paths back.
//
//     [6 paths, folders over their files]
//     README.md
//     Sources/Pool/
//      Pool.swift
//      Worker.swift
//      WorkerState.swift
//     Tests/PoolTests/
//      PoolTests.swift
//      WorkerTests.swift
//
// A line that ends in a slash is a folder, the lines behind it that begin with a blank are its files. Any other line is a path as it was.

/// Reads a grouped list of paths.
package struct GroupedPaths: ShortForm {
    /// The bytes it fills.
    package let range: Range<Int>
    /// The list that it stands for, one path a line.
    package let expanded: [UInt8]

    /// The list that begins at `offset`, or nil when none does. Cost: linear in what it stands for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), var left = Self.count(in: mark.content) else { return nil }
        var expanded: [UInt8] = []
        var folder: ArraySlice<UInt8> = []
        while left > 0, let line = cursor.next() {
            if line.content.last == 0x2F {
                folder = line.content
                continue
            }
            if line.content.first == 0x20 { expanded += folder + line.content.dropFirst() } else { expanded += line.content }
            expanded += line.end
            left -= 1
        }
        guard left == 0 else { return nil }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the list.
    package static func mark(count: Int) -> [UInt8] { Array("[\(count) paths, folders over their files]".utf8) }

    /// How many paths the line announces, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x5B, line.count < 60, let (count, _) = line.dropFirst().leadingNumber() else { return nil }
        return line.elementsEqual(mark(count: count)) ? count : nil
    }
}
