// JSON whose arrays of objects stand as tables: minified JSON in which `[` may be followed by a line end. Then come a header line, one line
// for each object, and a line that begins with the closing bracket.
//
//     {"page":1,"orders":[
//     id user.name status zip"" currency="EUR" city,state={"Bonn":"NW","Kiel":"SH"}[city] note
//     17 anna open 01067 Bonn,first order
//     18 ben - 24103 Kiel,"a, b"
//     ]}
//
// The header names the columns and shows the punctuation between the cells: each column is followed by one byte, and so is its cell in every
// row; the last cell runs to the end of the line. A cell is a JSON string, array or object when it begins with `"`, `[` or `{`; else it
// runs to the column's byte and is `-` for "no such member", the number, true, false or null that JSON would take it for, or a string.
//
//     name                a column
//     user.name           a member of a nested object; names that are not plain are JSON strings
//     user{name,age}      several of them, each followed by the byte that ends its cells
//     body""{name,age}    the same of an object that stands in a string, as JSON; `body""{ name` where it has a blank after commas and colons
//     zip""               a column of texts: its cells are strings, whatever they look like (null is null still)
//     path^               a column in which the cell ^ says: as in the row above
//     total=              a column whose cells stand behind its name and an equals sign: total=12.50
//     items[sku,qty]      a column of arrays of objects: [A-1,2;B-7,1] is two of them, their members in this order
//     currency="EUR"      the same in every object: rows have no cell for it
//     b=a                 as column a
//     state={…}[city]     looked up by the string in column city
//     link="/a/"+id+"/b"  the text, what column id says, the text; either text may be missing
//
// A row that is one whole JSON object, in a table of two cells or more, is the object itself: one that does not fit the columns.
//
// A line `][` closes a table and opens another one of objects in the same array, with a header of its own. Where their headers begin with `# `, each row begins
// with a number and a blank: its place in the array, in the order of which the rows of all tables stand.
//
// `lines[` in place of the first `[` stands for objects on lines of their own (JSON Lines), closed by `]`; `[[name]] [` for blocks under that head in
// TOML, `<name> [` for elements of that name in XML. `{[` and `]}` are around a mapping of mappings, the keys of which are the column `key`. A header
// that begins with `{` is that of a list of tools: see ToolList. After `csv[`, `tsv[`, `csv;[`, `table[` or `columns[` the table stands for separated
// values, a Markdown table or columns aligned by blanks: all cells are texts (LineTableForm).

import PithSystem

/// One table of a tabled JSON text.
package struct TabledJSONTable: Sendable {
    /// Its line, without the line end.
    package let headerRange: Range<Int>
    package let header: TableHeader
    /// Each row, without its number and the line end.
    package let rows: [Range<Int>]
    /// For each row, whether it is an object by itself and not cells.
    package let areObjects: [Bool]
}

/// Reads tabled JSON.
package struct TabledJSON: Sendable {
    /// The bytes it fills.
    package let range: Range<Int>
    package let tables: [TabledJSONTable]
    package let toolLists: [ToolList]
    private let bytes: [UInt8]

    /// The tabled JSON that begins at `offset`, or nil when none does. Cost: linear in what is read, which never reaches beyond the first line that
    /// cannot belong to it: not in what the table stands for, which a stranger can make as large as the square of it.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var work = Int.max
        self.init(bytes, startingAt: offset, limit: limit, work: &work)
    }

    /// The same. `work` counts down the bytes that were read, whether there is a value or not; none is found once it is used up. For those who
    /// look for tables where many lines could begin one.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int, work: inout Int) {
        guard work > 0 else { return nil }
        var reader = TabledJSONReader(bytes: bytes, at: offset, limit: limit, expands: false)
        defer { work -= reader.at - offset }
        guard reader.read(), !reader.tables.isEmpty || !reader.toolLists.isEmpty else { return nil }
        (range, tables, toolLists, self.bytes) = (offset..<reader.at, reader.tables, reader.toolLists, bytes)
    }

    /// Whether what the tables stand for is surely no longer than `byteCount`: each row and its header as often as there are columns, and the longest row for
    /// each cell that may be as the one above. Cost: the number of rows.
    package func standsForAtMost(_ byteCount: Int) -> Bool {
        tables.reduce(0.0) { sum, table in
            let own = Double(table.rows.reduce(0) { $0 + $1.count }), longest = Double(table.rows.reduce(0) { max($0, $1.count) })
            let columnCount = Double(table.header.columns.count + 1), dittoCount = Double(table.header.columns.count { $0.hasDitto })
            let rowCount = Double(table.rows.count)
            return sum + columnCount * (own + rowCount * Double(table.headerRange.count)) + rowCount * dittoCount * longest
        } <= Double(byteCount)
    }

    /// The line that closes a table and opens the next one of the same array.
    package static let nextTable = Array("][\n".utf8)

    /// What the header of a table begins with whose rows are numbered.
    package static let numbers = Array("# ".utf8)

    /// The JSON that it stands for, minified; JSON Lines where it began with `lines[`, other lines where it began with `csv[` or the like. Cost: linear
    /// in that.
    package var expanded: [UInt8] {
        var reader = TabledJSONReader(bytes: bytes, at: range.lowerBound, limit: range.upperBound, expands: true)
        let isRead = reader.read()
        precondition(isRead, "what was read once is read again")
        return reader.output
    }
}

extension TabledJSON {
    /// Whether `byte` may stand in the name between the brackets of `[[name]] [`.
    package static func isBlockNameByte(_ byte: UInt8) -> Bool { byte.isNameByte || byte == 0x2D || byte == 0x2E }

    /// What an object in the tables of `{[` begins with: its key in the mapping.
    package static let keyMember = Array("\"key\":".utf8)

    /// Where the array begins behind `[[name]] ` or `<name> `, which stands for blocks of TOML or elements of XML; nil where there is no such head.
    static func recordsStart(_ text: ArraySlice<UInt8>) -> Int? {
        let close: [UInt8], name: ArraySlice<UInt8>
        if text.starts(with: [0x5B, 0x5B]) {
            (name, close) = (text.dropFirst(2).prefix(while: isBlockNameByte), [0x5D, 0x5D, 0x20, 0x5B, 0x0A])
        } else if text.first == 0x3C {
            (name, close) = (text.dropFirst().prefix { isBlockNameByte($0) || $0 == 0x3A || $0 >= 0x80 }, [0x3E, 0x20, 0x5B, 0x0A])
        } else {
            return nil
        }
        return !name.isEmpty && text[name.endIndex...].starts(with: close) ? name.endIndex + close.count - 2 : nil
    }
}

/// Whether `text` begins as tabled JSON does: its first line ends with the bracket that opens a table.
package func opensTabledJSON(_ text: ArraySlice<UInt8>) -> Bool {
    if LineTableForm(openedBy: text) != nil || text.first == 0x3C && TabledJSON.recordsStart(text) != nil { return true }
    guard let first = text.first, first == 0x5B || first == 0x7B || text.starts(with: TabledJSONReader.linesOpening) else { return false }
    guard let end = text.firstIndex(of: 0x0A), end > text.startIndex else { return false }
    return text[end - 1] == 0x5B
}

struct TabledJSONReader {
    let bytes: [UInt8]
    var at: Int
    let limit: Int
    /// Whether all that the text stands for is written. If not, what may be no JSON is, once and where it stands: enough to see whether it is.
    let expands: Bool
    var output: [UInt8] = []
    var tables: [TabledJSONTable] = []
    var toolLists: [ToolList] = []
    /// Of the tables at hand the rows that have numbers, and where each begins in the output.
    private var numbered: [(number: Int, start: Int)] = []

    init(bytes: [UInt8], at: Int, limit: Int, expands: Bool) {
        (self.bytes, self.at, self.limit, self.expands) = (bytes, at, limit, expands)
    }

    static let linesOpening = Array("lines[\n".utf8)
    static let keyedOpening = Array("{[\n".utf8)

    mutating func read() -> Bool {
        if bytes[at..<limit].starts(with: Self.linesOpening) {
            at += Self.linesOpening.count
            guard readTables(separator: 0x0A), at < limit, bytes[at] == 0x5D else { return false }
            at += 1
            return true
        }
        if let form = LineTableForm(openedBy: bytes[at..<limit]) {
            at += form.opening.count
            var hasRows = false
            guard readTable(separator: 0x0A, form: form, &hasRows), at < limit, bytes[at] == 0x5D else { return false }
            at += 1
            return true
        }
        if let start = TabledJSON.recordsStart(bytes[at..<limit]) { at = start }
        if bytes[at..<limit].starts(with: Self.keyedOpening) { return readKeyed() }
        var depth = 0
        repeat {
            guard at < limit else { return false }
            let byte = bytes[at]
            switch byte {
            case 0x22:
                guard let end = endOfString(at) else { return false }
                output += bytes[at..<end]
                at = end
                continue
            case 0x5B:
                depth += 1
                if at + 1 < limit, bytes[at + 1] == 0x0A {
                    output.append(byte)
                    at += 2
                    guard readTables(separator: 0x2C) else { return false }
                    continue
                }
            case 0x7B: depth += 1
            case 0x5D, 0x7D: depth -= 1
            case 0x0A, 0x0D: return false
            default: if depth == 0 { return false }
            }
            output.append(byte)
            at += 1
        } while depth > 0
        return (try? JSONDocument(output)) != nil
    }

    /// Reads a mapping whose keys are the first column of its tables: `{[`, the tables, `]}`.
    private mutating func readKeyed() -> Bool {
        at += Self.keyedOpening.count
        let start = output.count
        guard readTables(separator: 0x2C), at + 1 < limit, bytes[at] == 0x5D, bytes[at + 1] == 0x7D else { return false }
        at += 2
        output.insert(0x5B, at: start)
        output.append(0x5D)
        guard let rows = try? JSONDocument(output, startingAt: start, limit: output.count), !tables.isEmpty else { return false }
        // Only where all is written do members have their names.
        guard expands else { return true }
        // Each object under what its first member says; one that does not say it under no name.
        var mapping: [UInt8] = [0x7B]
        for row in rows.root.elements {
            var members = Array(row.members)
            var name: [UInt8] = [0x22, 0x22]
            if let (first, key) = members.first, rows.bytes[first.range].elementsEqual("\"key\"".utf8), key.kind == .string {
                name = Array(rows.bytes[key.range])
                members.removeFirst()
            }
            if mapping.count > 1 { mapping.append(0x2C) }
            mapping += name + [0x3A, 0x7B]
            for (place, member) in members.enumerated() {
                if place > 0 { mapping.append(0x2C) }
                mapping += rows.bytes[member.key.range] + [0x3A] + rows.bytes[member.value.range]
            }
            mapping.append(0x7D)
        }
        output = output[..<start] + mapping + [0x7D]
        return true
    }

    /// Reads the tables of an array, or its list of tools, up to the line that closes it.
    private mutating func readTables(separator: UInt8) -> Bool {
        if at < limit, bytes[at] == 0x7B, separator == 0x2C {
            guard let list = ToolList(bytes, at, limit) else { return false }
            output += expands ? list.expanded : Array("null".utf8)
            toolLists.append(list)
            at = list.end
            return true
        }
        var hasRows = false
        let first = tables.count, start = output.count
        numbered = []
        guard readTable(separator: separator, &hasRows) else { return false }
        while bytes[at..<limit].starts(with: TabledJSON.nextTable) {
            at += TabledJSON.nextTable.count
            guard readTable(separator: separator, &hasRows) else { return false }
        }
        guard tables[first...].contains(where: \.header.isNumbered) else { return true }
        // Without rows it may be a remark between brackets.
        return !numbered.isEmpty && tables[first...].allSatisfy(\.header.isNumbered) && sortRows(from: start)
    }

    /// Puts the rows that were written behind `start` in the order of their numbers; false where two have the same.
    private mutating func sortRows(from start: Int) -> Bool {
        let ends = numbered.dropFirst().map { $0.start - 1 } + [output.count]
        let rows = zip(numbered, ends).map { (number: $0.number, range: $0.start..<$1) }.sorted { $0.number < $1.number }
        guard zip(rows, rows.dropFirst()).allSatisfy({ $0.number < $1.number }) else { return false }
        var sorted: [UInt8] = []
        sorted.reserveCapacity(output.count - start)
        for (index, row) in rows.enumerated() {
            // The byte between two rows stands before each but the first.
            if index > 0 { sorted.append(output[numbered[1].start - 1]) }
            sorted += output[row.range]
        }
        output.replaceSubrange(start..., with: sorted)
        return true
    }

    /// Takes the number that a row begins with, and the blank behind it; nil where there is none.
    private func number(ofRow row: Range<Int>) -> (number: Int, end: Int)? {
        let digits = bytes[row].prefix(Self.mostDigits).prefix { $0.isDigit }
        guard digits.endIndex + 1 < row.upperBound, bytes[digits.endIndex] == 0x20,
            let number = Int(String(decoding: digits, as: UTF8.self))
        else {
            return nil
        }
        return (number, digits.endIndex + 1)
    }

    private static let mostDigits = 10

    /// Reads the header and the rows up to a line that begins with `]`, on which it stops. `hasRows`: whether the array has elements.
    private mutating func readTable(separator: UInt8, form: LineTableForm? = nil, _ hasRows: inout Bool) -> Bool {
        let headerEnd = lineEnd(at)
        guard headerEnd < limit, let read = TableHeader(bytes, at..<headerEnd) else { return false }
        let header = form == nil ? read : read.ofTexts
        if let form {
            guard let head = TableLineWriter(bytes: bytes, header: header, form: form).head else { return false }
            if expands { output += head }
        }
        let headerRange = at..<headerEnd
        at = headerEnd + 1
        var rows: [Range<Int>] = []
        var areObjects: [Bool] = []
        var hasCells = false
        var reader = TableRowReader(header)
        var lastNumber = -1
        while at < limit, bytes[at] != 0x5D {
            let end = lineEnd(at)
            // The mark of rows that were cut.
            if bytes[at..<end].begins(with: "[…"), end < limit {
                at = end + 1
                continue
            }
            if header.isNumbered {
                guard end < limit, let (number, start) = number(ofRow: at..<end), number > lastNumber else { return false }
                numbered.append((number, output.count + (hasRows ? 1 : 0)))
                (lastNumber, at) = (number, start)
            }
            if end < limit, header.isWholeObject(bytes, at..<end) {
                if hasRows { output.append(separator) }
                hasRows = true
                output += bytes[at..<end]
                rows.append(at..<end)
                areObjects.append(true)
                at = end + 1
                continue
            }
            guard end < limit, let cells = reader.cells(bytes, at..<end) else { return false }
            if let form {
                if expands { output += [separator] + TableLineWriter(bytes: bytes, header: header, form: form).line(cells) }
            } else {
                if hasRows { output.append(separator) }
                let writer = TableRowWriter(bytes: bytes, header: header)
                if expands || !hasCells { writer.write(cells, to: &output) } else { writer.writeDoubtful(cells, at..<end, to: &output) }
            }
            rows.append(at..<end)
            areObjects.append(false)
            hasRows = true
            hasCells = true
            at = end + 1
        }
        guard at < limit else { return false }
        tables.append(TabledJSONTable(headerRange: headerRange, header: header, rows: rows, areObjects: areObjects))
        return true
    }

    private func lineEnd(_ from: Int) -> Int { PithSystem.lineEnd(in: bytes, from: from, limit: limit) }

    /// The offset after the string literal that begins at `start`, on the same line.
    private func endOfString(_ start: Int) -> Int? { stringEnd(bytes, start, limit) }
}

/// The offset after the string literal that begins at `start`, or nil when it does not close on its line.
func stringEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
    var at = start + 1
    while at < limit, bytes[at] != 0x0A {
        if bytes[at] == 0x22 { return at + 1 }
        at += bytes[at] == 0x5C ? 2 : 1
    }
    return nil
}
