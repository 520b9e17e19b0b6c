// JSON with tables in it, read back to values from the words of its documentation alone: minified JSON in which `[` may be followed by a line
// end; then come a header line, one line for each object, and a line that begins with `]`. `lines[` in place of the first bracket stands
// for objects on lines of their own.
//
// The header names the columns; each is followed by one byte, and so is its cell in every row; the last cell runs to the end of the line.

import PithJSON

/// The value with tables that begins at `offset`, as JSON, and where it ends. Lists of tools are read by the decoder, which ToolSchemasTests hold
/// to their form.
func tabledValue(_ bytes: [UInt8], at offset: Int) -> (json: [UInt8], end: Int)? {
    if let table = PlainTable(bytes, at: offset) { return (table.json, table.end) }
    guard opensTabledJSON(bytes[offset...]), let table = TabledJSON(bytes, startingAt: offset, limit: bytes.count) else { return nil }
    return (table.expanded, table.range.upperBound)
}

/// What a text with tables stands for: the values as JSON text, and where the text ends.
struct PlainTable {
    let json: [UInt8]
    let end: Int

    /// Reads the tabled JSON that begins at `offset`; nil when there is none, or none with a table.
    init?(_ bytes: [UInt8], at offset: Int) {
        var reader = TableReader(bytes: bytes, at: offset)
        if bytes[offset...].starts(with: "lines[\n".utf8) {
            reader.at += 6
            guard let rows = reader.table() else { return nil }
            (json, end) = (Array(rows.joined(separator: [0x0A])), reader.at)
        } else {
            guard bytes[offset] == 0x5B || bytes[offset] == 0x7B, let value = reader.value(depth: 0), reader.tableCount > 0 else {
                return nil
            }
            (json, end) = (value, reader.at)
        }
    }
}

private struct TableColumn {
    enum Source {
        case cells, constant([UInt8]), same([UInt8]), map([(key: [UInt8], value: [UInt8])], by: [UInt8])
        case composed([UInt8], [UInt8], [UInt8])
    }

    /// The names from the outermost object inward, as string literals.
    var path: [[UInt8]]
    /// The name as it stands in the header, without its marks.
    var name: [UInt8]
    var source = Source.cells
    var isText = false
    var hasDitto = false
    /// Whether each of its cells stands behind its name and an equals sign.
    var isLabelled = false
    var separator: UInt8 = 0
}

private struct TableReader {
    let bytes: [UInt8]
    var at: Int
    var tableCount = 0

    init(bytes: [UInt8], at: Int) { (self.bytes, self.at) = (bytes, at) }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }
    private mutating func take(_ expected: UInt8) -> Bool {
        guard byte == expected else { return false }
        at += 1
        return true
    }

    /// The JSON text of the value that begins here.
    mutating func value(depth: Int) -> [UInt8]? {
        guard depth < 200, let first = byte else { return nil }
        switch first {
        case 0x7B:
            at += 1
            var members: [[UInt8]] = []
            if take(0x7D) { return Array("{}".utf8) }
            repeat {
                guard byte == 0x22, let key = literal(), take(0x3A), let member = value(depth: depth + 1) else { return nil }
                members.append(key + [0x3A] + member)
            } while take(0x2C)
            return take(0x7D) ? [0x7B] + members.joined(separator: [0x2C]) + [0x7D] : nil
        case 0x5B where at + 1 < bytes.count && bytes[at + 1] == 0x0A:
            return table().map { [0x5B] + $0.joined(separator: [0x2C]) + [0x5D] }
        case 0x5B:
            at += 1
            var elements: [[UInt8]] = []
            if take(0x5D) { return Array("[]".utf8) }
            repeat {
                guard let element = value(depth: depth + 1) else { return nil }
                elements.append(element)
            } while take(0x2C)
            return take(0x5D) ? [0x5B] + elements.joined(separator: [0x2C]) + [0x5D] : nil
        default: return literal()
        }
    }

    /// A string, number or word.
    private mutating func literal() -> [UInt8]? {
        let start = at
        if byte == 0x22 {
            at += 1
            while let next = byte, next != 0x22 { at += next == 0x5C ? 2 : 1 }
            at += 1
        } else {
            while let next = byte, ![0x2C, 0x5D, 0x7D, 0x0A, 0x3A, 0x20].contains(next) { at += 1 }
        }
        return at <= bytes.count && at > start && PlainJSON(Array(bytes[start..<at])) != nil ? Array(bytes[start..<at]) : nil
    }

    /// The objects of the table whose opening bracket is here, as JSON.
    mutating func table() -> [[UInt8]]? {
        var rows: [[UInt8]] = []
        // `][` closes one table and opens the next of the same array.
        repeat {
            guard take(0x5B), take(0x0A), let more = rowsOfTable() else { return nil }
            rows += more
        } while byte == 0x5B && bytes.dropFirst(at + 1).first == 0x0A
        return rows
    }

    private mutating func rowsOfTable() -> [[UInt8]]? {
        guard let columns = header() else { return nil }
        var rows: [[UInt8]] = []
        var previous: [[UInt8]?] = Array(repeating: nil, count: columns.count)
        while byte != 0x5D {
            // The mark of rows that were cut.
            if bytes[at...].starts(with: "[…".utf8) {
                guard let feed = bytes[at...].firstIndex(of: 0x0A) else { return nil }
                at = feed + 1
                continue
            }
            // An object by itself, where rows have two cells or more.
            let hasCells = columns.count { if case .cells = $0.source { true } else { false } } > 1
            if hasCells, byte == 0x7B, let json = PlainJSON(bytes, at: at), bytes[json.range.upperBound...].first == 0x0A {
                rows.append(Array(bytes[json.range]))
                at = json.range.upperBound + 1
                continue
            }
            guard let cells = row(columns, previous) else { return nil }
            previous = cells
            guard let object = object(columns, cells) else { return nil }
            rows.append(object)
        }
        at += 1
        tableCount += 1
        return rows
    }

    private mutating func header() -> [TableColumn]? {
        var columns: [TableColumn] = []
        while true {
            let start = at
            var path: [[UInt8]] = []
            repeat {
                if byte == 0x22 {
                    guard let name = literal() else { return nil }
                    path.append(name)
                } else {
                    let first = at
                    while let next = byte, Self.isNameByte(next) { at += 1 }
                    guard at > first else { return nil }
                    path.append([0x22] + bytes[first..<at] + [0x22])
                }
            } while take(0x2E)
            var column = TableColumn(path: path, name: Array(bytes[start..<at]))
            if bytes[at...].starts(with: "\"\"".utf8) { (column.isText, at) = (true, at + 2) }
            if byte == 0x5E { (column.hasDitto, at) = (true, at + 1) }
            if byte == 0x3D, at + 1 < bytes.count, " ,|;\t\n".utf8.contains(bytes[at + 1]) {
                column.isLabelled = true
                at += 1
            } else if take(0x3D) {
                guard let source = source() else { return nil }
                column.source = source
            }
            guard let separator = byte else { return nil }
            column.separator = separator
            at += 1
            columns.append(column)
            if separator == 0x0A { return columns }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x5F, 0x2D, 0x24, 0x40].contains(byte)
    }

    /// What stands after the equals sign of a column without cells.
    private mutating func source() -> TableColumn.Source? {
        let start = at
        if byte == 0x7B {
            // A map that a column's name in brackets follows, or a constant object.
            at += 1
            var pairs: [(key: [UInt8], value: [UInt8])] = []
            repeat {
                guard byte == 0x22, let key = literal(), take(0x3A), let member = value(depth: 1) else { break }
                pairs.append((key, member))
            } while take(0x2C)
            if take(0x7D), take(0x5B) {
                let name = at
                while let next = byte, next != 0x5D, next != 0x0A { at += 1 }
                let key = Array(bytes[name..<at])
                return take(0x5D) ? .map(pairs, by: key) : nil
            }
            at = start
        }
        if let json = PlainJSON(bytes, at: at) {
            at = json.range.upperBound
            let value = Array(bytes[json.range])
            guard byte == 0x2B, value.first == 0x22 else { return .constant(value) }
            at += 1
            return composed(behind: Array(value.dropFirst().dropLast()))
        }
        if let constant = literal() { return .constant(constant) }
        at = start
        return composed(behind: [])
    }

    /// A column's name, and the text behind a plus sign.
    private mutating func composed(behind text: [UInt8]) -> TableColumn.Source? {
        let start = at
        while let next = byte, Self.isNameByte(next) || next == 0x2E { at += 1 }
        guard at > start else { return nil }
        let name = Array(bytes[start..<at])
        guard take(0x2B) else { return text.isEmpty ? .same(name) : .composed(text, name, []) }
        guard byte == 0x22, let after = literal() else { return nil }
        return .composed(text, name, Array(after.dropFirst().dropLast()))
    }

    /// The cells of a row as JSON; an empty one where the object has no such member.
    private mutating func row(_ columns: [TableColumn], _ previous: [[UInt8]?]) -> [[UInt8]?]? {
        var cells: [[UInt8]?] = Array(repeating: nil, count: columns.count)
        let withCells = columns.indices.filter { if case .cells = columns[$0].source { true } else { false } }
        for index in withCells {
            let end = index == withCells.last ? 0x0A : columns[index].separator
            if columns[index].isLabelled {
                let label = columns[index].name + [0x3D]
                guard bytes[at...].starts(with: label) else { return nil }
                at += label.count
            }
            if byte == 0x22 || (!columns[index].isText && (byte == 0x5B || byte == 0x7B)) {
                guard let cell = value(depth: 1) else { return nil }
                cells[index] = cell
            } else {
                let start = at
                while let next = byte, next != end, next != 0x0A { at += 1 }
                let text = Array(bytes[start..<at])
                guard !text.isEmpty else { return nil }
                switch text {
                case [0x5E] where columns[index].hasDitto: cells[index] = previous[index]
                case [0x2D]: cells[index] = []
                default:
                    let isLiteral = PlainJSON(text) != nil && (!columns[index].isText || text == Array("null".utf8))
                    cells[index] = isLiteral ? text : Self.quoted(text)
                }
            }
            guard take(end) else { return nil }
        }
        return cells
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        [0x22] + text.flatMap { $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] } + [0x22]
    }

    /// A row as an object, columns without cells filled in.
    private func object(_ columns: [TableColumn], _ cells: [[UInt8]?]) -> [UInt8]? {
        var members: [([[UInt8]], [UInt8])] = []
        for (index, column) in columns.enumerated() {
            let cell: [UInt8]?
            switch column.source {
            case .cells: cell = cells[index]
            case .constant(let value): cell = value
            case .same(let name): cell = columns.firstIndex { $0.name == name }.flatMap { cells[$0] }
            case .composed(let before, let name, let after):
                cell = columns.firstIndex { $0.name == name }.flatMap { cells[$0] }.map { other in
                    [0x22] + before + (other.first == 0x22 ? other.dropFirst().dropLast() : other[...]) + after + [0x22]
                }
            case .map(let pairs, let name):
                let key = columns.firstIndex { $0.name == name }.flatMap { cells[$0] }
                cell = pairs.first { $0.key == key }?.value
            }
            guard let cell else { return nil }
            if !cell.isEmpty { members.append((column.path, cell)) }
        }
        return Self.nested(members)
    }

    /// Members with paths as nested objects, neighbours with a common beginning in one.
    private static func nested(_ members: [([[UInt8]], [UInt8])]) -> [UInt8] {
        var parts: [[UInt8]] = []
        var at = 0
        while at < members.count {
            let (path, value) = members[at]
            if path.count == 1 {
                parts.append(path[0] + [0x3A] + value)
                at += 1
                continue
            }
            var end = at
            while end < members.count, members[end].0.count > 1, members[end].0[0] == path[0] { end += 1 }
            parts.append(path[0] + [0x3A] + nested(members[at..<end].map { (Array($0.0.dropFirst()), $0.1) }))
            at = end
        }
        return [0x7B] + parts.joined(separator: [0x2C]) + [0x7D]
    }
}
