// Rows that end with a path, with each folder once over its rows, and how a reader gets the rows back.
//
//     [5 rows, each below its folder, 2 folders]
//     Sources/Pool/
//     4	Pool.swift
//     12	Worker.swift
//     800	Sources/Pool
//     ./
//     8	README.md
//     4	LICENSE
//
// The first line counts the rows and the lines of folders. A line without blanks that ends in a slash is a folder. Every other line is a row, and the name at its end stands in the folder above, unless it has a slash; below
// `./` it stands in none.

import PithSystem

/// Reads rows under the folders of the paths that they end with.
package struct FolderRows: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The rows as they were.
    package let expanded: [UInt8]

    /// The rows that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), var left = Self.counts(in: mark.content) else { return nil }
        var expanded: [UInt8] = []
        var folder: ArraySlice<UInt8> = []
        while left.rows + left.folders > 0, let line = cursor.next() {
            guard let blank = line.content.lastIndex(where: \.isBlank) else {
                guard line.content.last == 0x2F, line.content.count <= Self.longestPath else { return nil }
                folder = line.content.elementsEqual(Self.noFolder) ? [] : line.content
                left.folders -= 1
                continue
            }
            let name = line.content[(blank + 1)...]
            expanded += line.content[...blank] + (name.contains(0x2F) ? [] : folder) + name + line.end
            left.rows -= 1
        }
        guard left == (0, 0) else { return nil }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above names that stand in no folder.
    package static let noFolder = Array("./".utf8)

    /// With this what a form stands for is no longer than so many times the form.
    package static let longestPath = 1024

    /// The line above the first folder.
    package static func mark(rowCount: Int, folderCount: Int) -> [UInt8] {
        Array("[\(rowCount) rows, each below its folder, \(folderCount) \(folderCount == 1 ? "folder" : "folders")]".utf8)
    }

    /// How many lines the line announces, those of folders among them, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { counts(in: line).map { $0.rows + $0.folders } }

    private static let says = Array(" rows, each below its folder, ".utf8)

    private static func counts(in line: ArraySlice<UInt8>) -> (rows: Int, folders: Int)? {
        guard line.first == 0x5B, line.count < 80, let (rows, rest) = line.dropFirst().leadingNumber(), rest.starts(with: says),
            let (folders, _) = rest.dropFirst(says.count).leadingNumber()
        else { return nil }
        return line.elementsEqual(mark(rowCount: rows, folderCount: folders)) ? (rows, folders) : nil
    }
}
