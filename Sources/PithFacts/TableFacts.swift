// Tables are read as cells under heads, so that a number in a cell has the key it has in prose or JSON: its value and what it counts. Understood are
// Markdown tables, CSV and TSV, semicolons too, records under a head in braces (`items[2]{id,total}:`), and tables in JSON.
//
// A line without any of the separators is read as text. A blank line ends a table: the next line with separators is a head again, if no cell
// of it begins with a digit.

import PithJSON
import PithSystem

/// Walks a table line by line.
struct TableFactScanner {
    private let bytes: [UInt8]
    private var scanner: FactScanner
    private var json: JSONFactScanner
    private var separator: UInt8 = 0
    private var heads: [UInt64]?
    private(set) var workCount = 0

    var facts: [Fact] { scanner.facts }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        scanner = FactScanner(bytes: bytes, kind: .table)
        json = JSONFactScanner(bytes)
    }

    mutating func scan(_ range: Range<Int>) {
        var start = range.lowerBound
        // What may be read in search of tables in JSON: many lines can look as if one began there.
        var work = 8 &* range.count &+ (1 << 16)
        while start < range.upperBound {
            var stop = start
            while stop < range.upperBound, bytes[stop] != 0x0A { stop &+= 1 }
            if stop > start, bytes[stop &- 1] == 0x5B {
                // A table that stands for elements of XML stands as far in as they did.
                let opening = bytes[start..<stop].firstIndex { !$0.isBlank } ?? stop
                if opensTabledJSON(bytes[opening..<range.upperBound]),
                    let value = TabledJSON(bytes, startingAt: opening, limit: range.upperBound, work: &work)
                {
                    takeTables(value)
                    start = value.range.upperBound
                    continue
                }
            }
            takeLine(trimmed(start..<stop))
            start = stop &+ 1
        }
        workCount = 3 &* range.count &+ scanner.workCount &+ json.workCount
    }

    /// Tables and lists of tools in JSON, and the JSON around them.
    private mutating func takeTables(_ value: TabledJSON) {
        var start = value.range.lowerBound
        var tables = value.tables[...], lists = value.toolLists[...]
        while let next = [tables.first?.headerRange.lowerBound, lists.first?.headerRange.lowerBound].compactMap({ $0 }).min() {
            takeJSON(start..<next)
            if let table = tables.first, table.headerRange.lowerBound == next {
                takeTable(table)
                start = (table.rows.last ?? table.headerRange).upperBound
                tables = tables.dropFirst()
            } else if let list = lists.first {
                takeToolList(list)
                start = list.lines.last?.range.upperBound ?? list.headerRange.upperBound
                lists = lists.dropFirst()
            }
        }
        takeJSON(start..<value.range.upperBound)
        (heads, separator) = (nil, 0)
    }

    /// JSON around tables or in a cell, its values without keys under `key`.
    private mutating func takeJSON(_ range: Range<Int>, under key: UInt64 = 0) {
        json.contextNoun = key
        json.facts.removeAll(keepingCapacity: true)
        json.scan(range)
        scanner.facts += json.facts
    }

    /// A table in JSON: its names, what the header says of all rows, and the cells under their names.
    private mutating func takeTable(_ table: TabledJSONTable) {
        let nouns = table.header.columns.map { nounHash(bytes, $0.nameRange) }
        for (column, noun) in zip(table.header.columns, nouns) {
            takeText(column.nameRange)
            scanner.contextNoun = noun
            for stated in column.statedValues { takeJSONCell(stated) }
        }
        let lists = table.header.columns.map(\.list)
        for column in lists.compactMap({ $0 }).flatMap(\.columns) {
            takeText(column.nameRange)
            scanner.contextNoun = nounHash(bytes, column.nameRange)
            for stated in column.statedValues { takeJSONCell(stated) }
        }
        var reader = TableRowReader(table.header)
        for (row, isObject) in zip(table.rows, table.areObjects) {
            if isObject {
                takeJSON(row)
                continue
            }
            guard let cells = reader.cells(bytes, row) else { continue }
            // A cell that says ^ stands in a row before.
            for (index, cell) in cells.enumerated() {
                guard let cell, cell.lowerBound >= row.lowerBound else { continue }
                scanner.contextNoun = nouns[index]
                if let list = lists[index], bytes[cell.lowerBound] == 0x5B { takeElements(of: cell, list) } else { takeJSONCell(cell) }
            }
        }
        scanner.contextNoun = 0
    }

    /// The objects of a list in a cell.
    private mutating func takeElements(of cell: Range<Int>, _ list: TableHeader) {
        guard let elements = list.elements(bytes, cell.lowerBound, cell.upperBound) else { return }
        let nouns = list.columns.map { nounHash(bytes, $0.nameRange) }
        for row in elements.rows {
            for (index, inner) in row.enumerated() {
                guard let inner else { continue }
                scanner.contextNoun = nouns[index]
                takeJSONCell(inner)
            }
        }
    }

    /// A list of tools: the values of each line under the names of the members that they are.
    private mutating func takeToolList(_ list: ToolList) {
        for line in list.lines {
            takeText(unquoted(line.name))
            for member in line.members {
                scanner.contextNoun = nounHash(member.key, 0..<member.key.count)
                for value in member.values where !value.isEmpty { takeJSONCell(value) }
            }
            scanner.contextNoun = 0
            if let description = line.description, line.meantDescription == nil { takeCell(unquoted(description)) }
        }
    }

    private mutating func takeJSONCell(_ cell: Range<Int>) {
        let word = readWord(bytes, from: cell.lowerBound, to: cell.upperBound)
        if word.end == cell.upperBound, word.hash == KnownHashes.yes || word.hash == KnownHashes.no {
            scanner.writeValue(cell, value: scanner.text.jsonNumberHash(cell))
        } else if bytes[cell.lowerBound] == 0x7B || bytes[cell.lowerBound] == 0x5B || bytes[cell.lowerBound] == 0x22 {
            takeJSON(cell, under: scanner.contextNoun)
        } else {
            takeCell(unquoted(cell))
        }
    }

    private mutating func takeLine(_ line: Range<Int>) {
        if line.isEmpty {
            (heads, separator) = (nil, 0)
            return
        }
        if let fields = bracedHead(line) {
            heads = cells(fields).map { nounHash(bytes, $0) }
            for cell in cells(fields) { takeText(cell) }
            return
        }
        if heads == nil { startTable(line) } else { takeRow(line) }
    }

    private mutating func startTable(_ line: Range<Int>) {
        guard let found = Self.separators.first(where: { bytes[line].contains($0) }) else {
            scanner.contextNoun = 0
            scanner.scan(line)
            return
        }
        separator = found
        let fields = cells(line)
        let isHead =
            fields.count > 1 && fields.allSatisfy { $0.isEmpty || !(bytes[$0.lowerBound].isDigit || bytes[$0.lowerBound] == 0x2D) }
        heads = isHead ? fields.map { nounHash(bytes, $0) } : []
        if isHead { for cell in fields { takeText(cell) } } else { takeRow(line) }
    }

    /// The fields of `name[2]{a,b}:`, if the line is such a head. Sets the separator.
    private mutating func bracedHead(_ line: Range<Int>) -> Range<Int>? {
        guard line.count > 4, bytes[line.upperBound - 1] == 0x3A, bytes[line.upperBound - 2] == 0x7D,
            let open = bytes[line].firstIndex(of: 0x7B)
        else { return nil }
        let fields = (open + 1)..<(line.upperBound - 2)
        separator = Self.separators.first { bytes[fields].contains($0) } ?? 0x2C
        return fields
    }

    private mutating func takeRow(_ line: Range<Int>) {
        // |---|:-:|
        if bytes[line].allSatisfy({ $0 == 0x2D || $0 == 0x7C || $0 == 0x3A || $0 == 0x20 || $0 == 0x2B }) { return }
        for (index, cell) in cells(line).enumerated() where !cell.isEmpty {
            scanner.contextNoun = heads.flatMap { index < $0.count ? $0[index] : nil } ?? 0
            let word = readWord(bytes, from: cell.lowerBound, to: cell.upperBound)
            if word.end == cell.upperBound, word.hash == KnownHashes.yes || word.hash == KnownHashes.no {
                scanner.writeValue(cell, value: scanner.text.jsonNumberHash(cell))
            } else {
                takeCell(cell)
            }
        }
        scanner.contextNoun = 0
    }

    /// A short cell of words is a quote, as a short JSON string is; what it holds counts too.
    private mutating func takeCell(_ cell: Range<Int>) {
        let isNumeral = cell.allSatisfy {
            bytes[$0].isDigit || bytes[$0] == 0x2E || bytes[$0] == 0x2D || bytes[$0] == 0x2C || bytes[$0] == 0x25
        }
        if cell.count <= 80, !isNumeral {
            let hash = wordSequenceHash(bytes, cell)
            if hash != 0 { scanner.facts.append(Fact(kind: .quote, range: cell, key: chained(FactClass.quote.seed, hash))) }
        }
        scanner.scan(cell)
    }

    /// A head's words.
    private mutating func takeText(_ cell: Range<Int>) {
        guard !cell.isEmpty else { return }
        scanner.facts.append(Fact(kind: .word, range: cell, key: chained(FactClass.word.seed, nounHash(bytes, cell))))
    }

    /// The cells of a line, white space and quotes around them left out. A separator inside double quotes separates nothing.
    private func cells(_ line: Range<Int>) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var line = line
        if separator == 0x7C {
            if bytes[line.lowerBound] == 0x7C { line = (line.lowerBound + 1)..<line.upperBound }
            if !line.isEmpty, bytes[line.upperBound - 1] == 0x7C { line = line.lowerBound..<(line.upperBound - 1) }
        }
        var start = line.lowerBound
        var isQuoted = false
        for at in line {
            if bytes[at] == 0x22 { isQuoted.toggle() }
            if bytes[at] == separator, !isQuoted {
                cells.append(unquoted(trimmed(start..<at)))
                start = at + 1
            }
        }
        cells.append(unquoted(trimmed(start..<line.upperBound)))
        return cells
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, isBlank(bytes[lower]) { lower &+= 1 }
        while lower < upper, isBlank(bytes[upper - 1]) { upper &-= 1 }
        return lower..<upper
    }

    /// Tabs separate, so at a cell's ends they are no white space but where it is cut.
    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || (byte == 0x09 && separator != 0x09) }

    private func unquoted(_ cell: Range<Int>) -> Range<Int> {
        guard cell.count > 1, bytes[cell.lowerBound] == 0x22, bytes[cell.upperBound - 1] == 0x22 else { return cell }
        return (cell.lowerBound + 1)..<(cell.upperBound - 1)
    }

    private static let separators: [UInt8] = [0x7C, 0x09, 0x3B, 0x2C]
}
