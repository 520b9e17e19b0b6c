// Statements of SQL that put rows into one table, and how a reader gets them back.
//
//     [3 rows, each for the … in: INSERT INTO users (id, email) VALUES (…);]
//     1, 'ann@example.org'
//     2, 'bo@example.org'
//     3, NULL
//
// The first line counts the lines below it; each stands for the statement that the first line ends with, in the place of its `…`.

import PithSystem

/// Reads rows that stand for statements.
package struct InsertedRows: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The statements in full.
    package let expanded: [UInt8]

    private static let says = Array(" rows, each for the … in: ".utf8)
    private static let hole = Array("…".utf8)

    /// The rows that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), let (count, opening, closing) = Self.form(in: mark.content) else { return nil }
        var expanded: [UInt8] = []
        for _ in 0..<count {
            guard let line = cursor.next() else { return nil }
            expanded += opening + line.content + closing + line.end
        }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the rows.
    package static func mark(count: Int, opening: ArraySlice<UInt8>, closing: ArraySlice<UInt8>) -> [UInt8] {
        Array("[\(count)".utf8) + says + opening + hole + closing + [0x5D]
    }

    /// How many rows the line announces, if it is a mark. Cost: the length of the line, which is read to its end only where it begins as a mark does.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { form(in: line)?.count }

    private static func form(in line: ArraySlice<UInt8>) -> (count: Int, opening: ArraySlice<UInt8>, closing: ArraySlice<UInt8>)? {
        guard line.first == 0x5B, let (count, rest) = line.dropFirst().leadingNumber(), rest.starts(with: says), line.last == 0x5D else {
            return nil
        }
        let statement = rest.dropFirst(says.count).dropLast()
        guard let at = statement.indices.first(where: { statement[$0] == hole[0] && statement[$0...].starts(with: hole) }) else {
            return nil
        }
        return (count, statement[..<at], statement[(at + hole.count)...])
    }

    /// What stands before the values of a statement that puts one row into a table, `INSERT INTO users VALUES (`, and behind them, from the last bracket on or
    /// from the last before `ON CONFLICT` and the like. Nil for another line. Cost: linear in it.
    package static func parts(of line: ArraySlice<UInt8>) -> (opening: ArraySlice<UInt8>, closing: ArraySlice<UInt8>)? {
        guard ["INSERT ", "insert ", "REPLACE ", "replace "].contains(where: { line.begins(with: $0) }) else { return nil }
        var at = line.startIndex
        while let next = line[at...].firstIndex(where: { $0 | 0x20 == 0x76 }) {
            at = next + 1
            guard line[next - 1].isBlank || line[next - 1] == 0x29, line[next...].prefix(6).map({ $0 | 0x20 }).elementsEqual("values".utf8)
            else { continue }
            let bracket = line[(next + 6)...].drop { $0 == 0x20 }
            guard bracket.first == 0x28 else { continue }
            // Where no bracket closes these values, none closes those behind them.
            return closing(in: bracket.dropFirst()).map { (line[...bracket.startIndex], line[$0...]) }
        }
        return nil
    }

    /// Where the values end.
    private static func closing(in text: ArraySlice<UInt8>) -> Int? {
        let brackets = text.indices.filter { text[$0] == 0x29 }
        let clauses = [" on conflict", " on duplicate key", " returning"].map { Array($0.utf8) }
        return brackets.last { bracket in clauses.contains { text[(bracket + 1)...].prefix($0.count).map { $0 | 0x20 } == $0 } }
            ?? brackets.last
    }
}
