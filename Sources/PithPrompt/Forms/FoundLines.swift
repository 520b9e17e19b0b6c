// Lines that a search found, without their numbers, under the files they stand in, and how a reader gets the search's output back.
//
//     [4 lines found, each below its file, 2 files]
//     src/app/server.py
//         timeout = 30
//         self.timeout = timeout
//     src/app/client.py
//      DEFAULT_TIMEOUT = 15
//          if timeout is None:
//
// The first line counts the lines found and the paths. Each line found begins with a blank that is not its own; a line that begins with none is the path of those below it.
// What a search writes, `path:text`, is the path, a colon, and the line without that blank.
//
// Where the search also shows the lines around those found (grep -C), `path-text` with `--` between stretches, the first line says so, and a line around them begins with a
// dash:
//
//     [2 lines found and 3 around (-), each below its file, 1 file]
//     src/app/server.py
//     -def start(host):
//          timeout = 30
//     --
//     -    try:
//              connect(timeout)

import PithSystem

/// Reads lines under the files they were found in.
package struct FoundLines: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The lines as the search wrote them.
    package let expanded: [UInt8]
    /// Whether lines around those found are among them.
    package let hasContext: Bool

    /// The lines that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), var left = Self.counts(in: mark.content) else { return nil }
        hasContext = left.around > 0
        var expanded: [UInt8] = []
        var path: ArraySlice<UInt8>?
        while left.found + left.around + left.paths > 0, let line = cursor.nextWhole() {
            if line.text.first == 0x20 {
                guard let path else { return nil }
                expanded += path + [0x3A] + line.text.dropFirst() + line.end
                left.found -= 1
            } else if hasContext, line.text.first == 0x2D {
                guard let path else { return nil }
                expanded += (Self.isBetween(line.text) ? [] : path) + line.text + line.end
                left.around -= 1
            } else {
                guard !line.text.isEmpty, line.text.count <= Self.longestPath + 1 else { return nil }
                path = line.text.last == 0x0D ? line.text.dropLast() : line.text
                left.paths -= 1
            }
        }
        guard left == (0, 0, 0) else { return nil }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the first path. Lines between stretches (`--`) count among those around.
    package static func mark(foundCount: Int, aroundCount: Int = 0, pathCount: Int) -> [UInt8] {
        let around = aroundCount == 0 ? "" : " and \(aroundCount) around (-)"
        return Array("[\(foundCount) lines found\(around), each below its file, \(pathCount) \(pathCount == 1 ? "file" : "files")]".utf8)
    }

    /// How many lines the line announces, paths among them, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { counts(in: line).map { $0.found + $0.around + $0.paths } }

    private static let says = Array(" lines found".utf8), saysAround = Array(" around (-)".utf8),
        saysWhere = Array(", each below its file, ".utf8)

    private static func counts(in line: ArraySlice<UInt8>) -> (found: Int, around: Int, paths: Int)? {
        guard line.first == 0x5B, line.count < 100, let (found, rest) = line.dropFirst().leadingNumber(), rest.starts(with: says) else {
            return nil
        }
        var left = rest.dropFirst(says.count), around = 0
        if left.begins(with: " and ") {
            guard let (count, rest) = left.dropFirst(5).leadingNumber(), rest.starts(with: saysAround) else { return nil }
            (around, left) = (count, rest.dropFirst(saysAround.count))
        }
        guard left.starts(with: saysWhere), let (paths, _) = left.dropFirst(saysWhere.count).leadingNumber() else { return nil }
        return line.elementsEqual(mark(foundCount: found, aroundCount: around, pathCount: paths)) ? (found, around, paths) : nil
    }

    /// Whether a line, its line end aside, is what grep writes between stretches.
    package static func isBetween(_ line: ArraySlice<UInt8>) -> Bool {
        (line.last == 0x0D ? line.dropLast() : line).elementsEqual([0x2D, 0x2D])
    }

    /// Where the path of a search's line without a number ends, `src/app/server.py:    timeout = 30`: before the colon. Nil for other lines, for the lines of
    /// compilers and tests, which say where and what too (`src/a.c:12: …`, `tests/a.py::test`), and for addresses. Cost: at most the length of the longest path.
    package static func pathEnd(of line: ArraySlice<UInt8>) -> Int? {
        var at = line.startIndex, hasFolder = false, hasLetter = false
        let limit = min(line.endIndex, at + longestPath)
        while at < limit, line[at] != 0x3A {
            switch line[at] {
            case 0x2F: hasFolder = true
            case 0x2E, 0x2D, 0x2B, 0x40, 0x80...0xFF: break
            case let byte where byte.isNameByte: hasLetter = hasLetter || byte.isLetter
            default: return nil
            }
            at += 1
        }
        guard at < limit, hasFolder, hasLetter, line[at - 1] != 0x2F else { return nil }
        let text = line[(at + 1)...]
        let afterDigits = text.prefix(8).drop(while: \.isDigit)
        let isNumbered = afterDigits.startIndex > text.startIndex && afterDigits.first == 0x3A
        guard text.first != 0x3A, !text.begins(with: "//"), !isNumbered else { return nil }
        return at
    }

    /// With this what a form stands for is no longer than so many times the form.
    private static let longestPath = 200
}
