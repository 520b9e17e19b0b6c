// JSON without the quotes it can do without: what a tool returned, as a reader reads it.
//
//     {name:Ada Lovelace,zip:"10148",seats:4}        quotes only where a text would be read as something else
//     {path:src/pool.c                               members of a long outermost object on lines of their own
//     content:"""                                    a text of several lines as it is, between """ lines
//     int pool;
//     int used;
//     """}
//     [                                              objects as a table, as in JSON (see TabledJSON): a line of names, a line for each
//     flight status="open" seats{economy business}
//     HAT112 11 19
//     HAT190 3 3
//     ]                                              (the head ^ is that of the table before in the same array, and what
//                                                    ^ in a row looks back on goes on from there)
//     {[                                             objects of one shape by their names: a table whose first column has the names
//     key status="open" seats
//     HAT112 11
//     HAT190 3
//     ]}
//
// Read back: a bracket followed by a line end opens a table; elsewhere a line end stands for a comma. A text without quotes is one that is not
// written like a number, true, false or null, has none of , " { } [ ] \ and no blank at either end.

import PithJSON
import PithSystem
import PithTokenizer

struct FieldsWriter {
    private let document: JSONDocument
    private var bytes: [UInt8] { document.bytes }
    private let encoding: Encoding
    private let rowsDepend: Bool
    private(set) var out: [UInt8] = []

    /// Deeper values are written as JSON: the writer is recursive.
    private static let maximumDepth = 40
    private static let longObjectByteCount = 200

    /// Writes the value that fills `document`. Cost: linear in the value, times the depth of tables.
    init(_ document: JSONDocument, _ options: CompressionOptions) {
        (self.document, encoding, rowsDepend) = (document, options.encoding, options.losesNothing)
        write(document.root, depth: 0)
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        guard depth < Self.maximumDepth else { return out.append(contentsOf: bytes[value.range]) }
        switch value.kind {
        case .object:
            let start = out.count
            write(membersOf: value, depth: depth)
            if let table = tableByName(of: value), encoding.count(table) < encoding.count(Array(out[start...])) {
                out.replaceSubrange(start..., with: table)
            }
        case .array:
            let elements = Array(value.elements)
            if let table = table(of: elements, in: document) {
                out += [0x5B, 0x0A] + table.bytes + [0x5D]
                return
            }
            if writeTables(elements) { return }
            out.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(0x2C) }
                write(element, depth: depth + 1)
            }
            out.append(0x5D)
        case .string:
            if isPlain(bytes[value.contentRange]) { out += bytes[value.contentRange] } else { out += bytes[value.range] }
        default: out += bytes[value.range]
        }
    }

    private mutating func write(membersOf object: JSONValue, depth: Int) {
        let separator: UInt8 = depth == 0 && object.range.count > Self.longObjectByteCount ? 0x0A : 0x2C
        out.append(0x7B)
        var isFirst = true
        for (key, member) in object.members {
            if !isFirst { out.append(separator) }
            isFirst = false
            write(name: key)
            out.append(0x3A)
            if depth == 0, let lines = block(member) { out += lines } else { write(member, depth: depth + 1) }
        }
        out.append(0x7D)
    }

    private static let nameColumn = Array("\"key\"".utf8)
    private static let fewestNamed = 3

    /// The members of an object, objects themselves, as a table with their names in the first column; nil where they make none. Cost: linear in the value.
    private func tableByName(of object: JSONValue) -> [UInt8]? {
        var rows: [UInt8] = []
        var count = 0
        for (key, member) in object.members {
            let members = member.members
            guard member.kind == .object, !members.contains(where: { bytes[$0.key.range].elementsEqual(Self.nameColumn) }),
                let first = members.first(where: { _ in true })
            else { return nil }
            rows += (count == 0 ? [0x5B, 0x7B] : [0x2C, 0x7B]) + Self.nameColumn + [0x3A] + bytes[key.range] + [0x2C]
            rows += bytes[first.key.range.lowerBound..<member.range.upperBound]
            count += 1
        }
        guard count >= Self.fewestNamed, let named = try? JSONDocument(rows + [0x5D]),
            let table = table(of: Array(named.root.elements), in: named), table.header.starts(with: Self.nameColumn.dropFirst().dropLast())
        else { return nil }
        return [0x7B, 0x5B, 0x0A] + table.bytes + [0x5D, 0x7D]
    }

    private func table(of objects: [JSONValue], in document: JSONDocument) -> TableText? {
        guard let columns = JSONColumns(objects, in: document) else { return nil }
        let plan = TablePlan(
            columns.columns.map { TableColumn($0, document) }, rowCount: columns.rowCount, encoding: encoding, rowsDepend: rowsDepend)
        return plan.cellColumns.isEmpty ? nil : TableText(plan)
    }

    /// Tables of one shape in an array: `^` is the head of the table before. False when the elements are others.
    private mutating func writeTables(_ arrays: [JSONValue]) -> Bool {
        guard arrays.count > 1 else { return false }
        var objects: [JSONValue] = []
        var starts = [0]
        for array in arrays {
            guard array.kind == .array else { return false }
            objects += array.elements
            guard objects.count > starts[starts.count - 1] else { return false }
            starts.append(objects.count)
        }
        guard let table = table(of: objects, in: document) else { return false }
        for (index, (start, end)) in zip(starts, starts.dropFirst()).enumerated() {
            out += index == 0 ? [0x5B, 0x5B, 0x0A] + table.header : [0x2C, 0x5B, 0x0A, 0x5E]
            out += [0x0A] + table.rows(start..<end) + [0x5D]
        }
        out.append(0x5D)
        return true
    }

    private mutating func write(name: JSONValue) {
        let text = bytes[name.contentRange]
        let isBare =
            !text.isEmpty
            && text.allSatisfy { $0.isWordlike || [0x5F, 0x2D, 0x2E, 0x24, 0x2F].contains($0) }
        out += isBare ? text : bytes[name.range]
    }

    /// A text of three lines or more, as it is.
    private func block(_ value: JSONValue) -> [UInt8]? {
        guard value.kind == .string, let text = value.decodedString, !text.hasLoneSurrogate else { return nil }
        var lineEndCount = 0, quoteCount = 0
        for byte in text.bytes {
            if byte == 0x0A { lineEndCount += 1 }
            quoteCount = byte == 0x22 ? quoteCount + 1 : 0
            if quoteCount == 3 || (byte < 0x20 && byte != 0x0A && byte != 0x09) { return nil }
        }
        guard lineEndCount > 1 else { return nil }
        return Array("\"\"\"\n".utf8) + text.bytes + Array("\n\"\"\"".utf8)
    }

    /// Whether a string's content reads back as a text without its quotes.
    private func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, first != 0x20, last != 0x20 else { return false }
        for byte in text {
            if byte < 0x20 || byte == 0x7F { return false }
            switch byte {
            case 0x22, 0x2C, 0x5B, 0x5D, 0x5C, 0x7B, 0x7D: return false
            default: break
            }
        }
        if first == 0x2D || first.isDigit, (try? JSONDocument(Array(text))) != nil { return false }
        return !text.elementsEqual("true".utf8) && !text.elementsEqual("false".utf8) && !text.elementsEqual("null".utf8)
    }
}
