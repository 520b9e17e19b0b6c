// What a checker says of places in files, `src/a.ts(12,5): error TS2322: …`, under the files, and how a reader gets the checker's output back.
//
//     [4 lines, those that begin with ( of the file above them, 2 files]
//     src/api/client.ts
//     (12,5)(88,9): error TS2322: Type 'number' is not assignable to type 'string'.
//     (40,17): error TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'.
//       Type 'undefined' is not assignable to type 'string'.
//     src/cart/item.ts
//     (7,3): error TS2339: Property 'qty' does not exist on type 'Item'.
//
// The first line counts the other lines and the paths. A line that begins with a bracket goes on behind the path above it, one that begins with a blank is as it was and goes with the line
// above it, any other is a path. Several places before a text are several lines with that text; where there are such, the lines of the file stood in the order of their places.

import PithSystem

/// Reads what a checker says below the files that it says it of.
package struct PlacedFindings: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The lines as the checker wrote them.
    package let expanded: [UInt8]

    /// The lines that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), var left = Self.counts(in: mark.content) else { return nil }
        var expanded: [UInt8] = [], file = File(path: [])
        var isFirst = true, lastEnd: ArraySlice<UInt8> = []
        while left.lines + left.paths > 0, let line = cursor.nextWhole() {
            guard let first = line.text.first else { return nil }
            if first == 0x28 {
                guard !file.path.isEmpty, file.take(line.text) else { return nil }
                left.lines -= 1
            } else if first.isBlank {
                guard file.goOn(line.text) else { return nil }
                left.lines -= 1
            } else {
                guard line.text.count <= Self.longestPath else { return nil }
                file.write(into: &expanded, &isFirst)
                file = File(path: line.text.last == 0x0D ? line.text.dropLast() : line.text)
                left.paths -= 1
            }
            lastEnd = line.end
        }
        guard left == (0, 0) else { return nil }
        file.write(into: &expanded, &isFirst)
        (range, self.expanded) = (offset..<cursor.offset, expanded + lastEnd)
    }

    /// What is said of one file.
    private struct File {
        let path: ArraySlice<UInt8>
        private var findings: [(place: ArraySlice<UInt8>, line: Int, column: Int, lines: [ArraySlice<UInt8>])] = []
        private var hasSeveralPlaces = false
        /// Where the findings of the line at hand begin.
        private var open = 0

        init(path: ArraySlice<UInt8>) { self.path = path }

        /// Takes a line that begins with places; false where no colon follows them.
        mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
            open = findings.count
            var rest = line
            while let place = PlacedFindings.place(rest), findings.count - open < PlacedFindings.mostPlaces {
                findings.append((place.text, place.line, place.column, []))
                rest = rest[place.text.endIndex...]
            }
            guard rest.first == 0x3A, findings.count > open else { return false }
            hasSeveralPlaces = hasSeveralPlaces || findings.count > open + 1
            return goOn(rest)
        }

        /// Takes a line that goes with the one above it.
        mutating func goOn(_ line: ArraySlice<UInt8>) -> Bool {
            for index in open..<findings.count { findings[index].lines.append(line) }
            return open < findings.count
        }

        func write(into out: inout [UInt8], _ isFirst: inout Bool) {
            func key(_ index: Int) -> (Int, Int, Int) { (findings[index].line, findings[index].column, index) }
            let order = hasSeveralPlaces ? findings.indices.sorted { key($0) < key($1) } : Array(findings.indices)
            for index in order {
                for (number, line) in findings[index].lines.enumerated() {
                    if !isFirst { out.append(0x0A) }
                    isFirst = false
                    if number == 0 { out += path + findings[index].place }
                    out += line
                }
            }
        }
    }

    /// The place `(12,5)` or `(12)` that a text begins with, and its numbers.
    package static func place(_ text: ArraySlice<UInt8>) -> (text: ArraySlice<UInt8>, line: Int, column: Int)? {
        guard text.first == 0x28, let (line, rest) = text.dropFirst().leadingNumber() else { return nil }
        var column = 0, end = rest
        if rest.first == 0x2C {
            guard let (number, behind) = rest.dropFirst().leadingNumber() else { return nil }
            (column, end) = (number, behind)
        }
        guard end.first == 0x29 else { return nil }
        return (text[..<(end.startIndex + 1)], line, column)
    }

    /// The line above the first path.
    package static func mark(lineCount: Int, pathCount: Int) -> [UInt8] {
        Array(
            "[\(lineCount) lines, those that begin with ( of the file above them, \(pathCount) \(pathCount == 1 ? "file" : "files")]".utf8)
    }

    /// How many lines the line announces, paths among them, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { counts(in: line).map { $0.lines + $0.paths } }

    private static let says = Array(" lines, those that begin with ( of the file above them, ".utf8)

    private static func counts(in line: ArraySlice<UInt8>) -> (lines: Int, paths: Int)? {
        guard line.first == 0x5B, line.count < 100, let (lines, rest) = line.dropFirst().leadingNumber(), rest.starts(with: says),
            let (paths, _) = rest.dropFirst(says.count).leadingNumber()
        else { return nil }
        return line.elementsEqual(mark(lineCount: lines, pathCount: paths)) ? (lines, paths) : nil
    }

    /// Where the path ends of a line `src/a.ts(12,5): …`, before the bracket: at a name with an ending, before one or two numbers in brackets, and a colon behind these. Nil for other lines.
    /// Cost: at most the length of the longest path.
    package static func pathEnd(of line: ArraySlice<UInt8>) -> Int? {
        var at = line.startIndex, hasDot = false, hasLetter = false
        let limit = min(line.endIndex, at + longestPath)
        while at < limit, line[at] != 0x28 {
            switch line[at] {
            case 0x2E: hasDot = hasDot || at > line.startIndex
            case 0x2F, 0x5C, 0x2D, 0x2B, 0x40, 0x80...0xFF: break
            // A drive.
            case 0x3A: guard at == line.startIndex + 1 else { return nil }
            case let byte where byte.isNameByte: hasLetter = hasLetter || byte.isLetter
            default: return nil
            }
            at += 1
        }
        guard at < limit, hasDot, hasLetter, line[at - 1].isNameByte else { return nil }
        guard let place = place(line[at...]), line[place.text.endIndex...].first == 0x3A else { return nil }
        return at
    }

    /// With these what a form stands for is no longer than so many times the form.
    private static let longestPath = 200
    package static let mostPlaces = 32
}
