// Lists of paths, one a line, as find, git ls-files and rg -l print them; and the form that Pith gives to such lists.

import PithSystem

extension TextLines {
    private static let fewestPaths = 8

    /// The line after the list of paths, the rows of files, or the table with times that begins with line `index`, or nil when none does.
    func endOfListing(at index: Int) -> Int? { endOfPathList(at: index) ?? endOfFileRows(at: index) ?? endOfPrintedTable(at: index) }

    /// The line after the list of paths that begins with line `index`, or nil when none does. Cost: linear in the list, or in a few lines.
    func endOfPathList(at index: Int) -> Int? {
        if bytes[lines[index].first] == 0x5B { return endOfGroupedPaths(at: index) }
        guard isPath(index), hasFolder(index) else { return nil }
        var end = index, inFolders = 0
        // In most lines a folder shows that these are paths; what has none is a file beside them.
        while end < count, isPath(end) {
            if hasFolder(end) { inFolders += 1 }
            end += 1
            if end - index >= Self.fewestPaths, inFolders * 4 < (end - index) * 3 {
                end -= 1
                break
            }
        }
        guard end - index >= Self.fewestPaths, !isEvenlyLong(index..<index + Self.fewestPaths) else { return nil }
        return end
    }

    /// The lines under a mark, as far as they are paths, folders and marks of cuts.
    private func endOfGroupedPaths(at index: Int) -> Int? {
        guard var left = GroupedPaths.count(in: bytes[lines[index].start..<lines[index].end]) else { return nil }
        var end = index + 1
        while end < count, left > 0, !lines[end].isBlank {
            let line = bytes[lines[end].content]
            guard isPathText(line) || CutMark.isOne(line) else { break }
            if line.last != 0x2F { left -= 1 }
            end += 1
        }
        return end > index + 1 ? end : nil
    }

    /// Whether line `index` is a path and nothing else.
    private func isPath(_ index: Int) -> Bool {
        let line = lines[index]
        // Dates and fractions have slashes too, and no letter.
        return line.indent == 0 && bytes[line.content].last != 0x2F && isPathText(bytes[line.content])
            && bytes[line.content].contains { $0.isLetter || $0 >= 0x80 }
    }

    /// Whether the text may be a path: no blank, and no sign that names of files seldom have. An address of the web has a colon, and stays
    /// whole: a reader may follow it. Commas and equals signs part fields.
    private func isPathText(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, text.count <= 1024 else { return false }
        guard first.isNameByte || first == 0x2E || first == 0x2F || first == 0x40 || first >= 0x80 else { return false }
        return Self.foreignToPaths.firstOffset(in: bytes, text.startIndex..<text.endIndex) == text.endIndex
    }

    private static let foreignToPaths = ByteSet { byte in
        switch byte {
        case 0x00...0x20, 0x7F: true
        // " ' * , : ; < = > ? [ \ ] ` { | }
        case 0x22, 0x27, 0x2A, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0x5B, 0x5C, 0x5D, 0x60, 0x7B, 0x7C, 0x7D: true
        default: false
        }
    }

    private func hasFolder(_ index: Int) -> Bool { bytes[lines[index].content].dropLast().contains(0x2F) }

    /// Lines of base64 are all of one length.
    private func isEvenlyLong(_ range: Range<Int>) -> Bool {
        let length = lines[range.lowerBound].content.count
        return length >= 40 && range.allSatisfy { lines[$0].content.count == length }
    }
}
