// JSON without the quotes it can do without: what a tool returned, as a reader reads it.
//
//     {name:Ada Lovelace,zip:"10148",seats:4}        quotes only where a text would be read as something else
//     {path:src/pool.c                               members of a long outermost object on lines of their own
//     content:"""                                    a text of several lines as it is, between fences that it does not hold (see FieldFence)
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
//     [{from:Ada,body:"""                            objects that are mostly texts of several lines, each by itself
//     Hello,
//     the crane stops.
//     """},{from:Ben,body:Thanks.}]
//
// Read back: a bracket followed by a line end opens a table; elsewhere a line end stands for a comma. A text without quotes is one that is not
// written like a number, true, false or null, has none of , " { } [ ] \ and no blank at either end.

import PithJSON
import PithPrompt
import PithSystem
import PithTokenizer

struct FieldsWriter {
    private let document: JSONDocument
    private var bytes: [UInt8] { document.bytes }
    private let options: CompressionOptions
    private var encoding: Encoding { options.encoding }
    /// Whether it will stand in a string, where each line end and quote is an escape.
    private let isEscaped: Bool
    /// The fence of the text that it will stand in.
    private let outerFence: FieldFence?
    private(set) var out: [UInt8] = []
    /// The bytes of the strings that became texts of several lines.
    private(set) var textByteCount = 0

    /// Deeper values are written as JSON: the writer is recursive.
    private static let maximumDepth = 40
    private static let longObjectByteCount = 200

    /// Writes the value that fills `document`. Cost: linear in the value, times the depth of tables.
    init(_ document: JSONDocument, _ options: CompressionOptions, isEscaped: Bool, inside outerFence: FieldFence? = nil) {
        (self.document, self.options, self.isEscaped, self.outerFence) = (document, options, isEscaped, outerFence)
        write(document.root, depth: 0)
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        guard depth < Self.maximumDepth else { return out.append(contentsOf: bytes[value.range]) }
        switch value.kind {
        case .object:
            let start = out.count, textsBefore = textByteCount
            write(membersOf: value, depth: depth)
            if let table = tableByName(of: value), count(table[...]) < count(out[start...]) {
                out.replaceSubrange(start..., with: table)
                textByteCount = textsBefore
            }
        case .array:
            let elements = Array(value.elements)
            if let rows = table(of: elements, in: document)?.bytes(threadCount: options.threadCount) {
                let table = [0x5B, 0x0A] + rows + [0x5D]
                if !writeAsTexts(elements, depth, orAs: table) { out += table }
                return
            }
            if writeTables(elements) { return }
            write(elements, depth: depth)
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
            if !writeText(member) { write(member, depth: depth + 1) }
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
        return [0x7B, 0x5B, 0x0A] + table.bytes(threadCount: options.threadCount) + [0x5D, 0x7D]
    }

    private mutating func write(_ elements: [JSONValue], depth: Int) {
        out.append(0x5B)
        for (index, element) in elements.enumerated() {
            if index > 0 { out.append(0x2C) }
            if !writeText(element) { write(element, depth: depth + 1) }
        }
        out.append(0x5D)
    }

    /// Writes a text between fences, on lines of its own; false where the value is none.
    private mutating func writeText(_ value: JSONValue) -> Bool {
        guard let text = text(value) else { return false }
        out += text.fence.bytes + [0x0A] + text.bytes + [0x0A] + text.fence.bytes
        textByteCount += value.range.count
        return true
    }

    /// Writes objects each by itself when most of what they say are texts of several lines, and that is fewer tokens than the table: in a row each line end is an
    /// escape, and no line can be told to stand elsewhere. False when a table it is.
    private mutating func writeAsTexts(_ objects: [JSONValue], _ depth: Int, orAs table: [UInt8]) -> Bool {
        let texts = objects.flatMap { $0.members.compactMap { text($0.value)?.bytes } }
        guard texts.reduce(0, { $0 + $1.count }) * 2 >= objects.reduce(0, { $0 + $1.range.count }) else { return false }
        var writer = self
        writer.out = []
        writer.write(objects, depth: depth)
        let said = Self.bytesSaidBefore(texts) / Self.bytesOfToken
        guard count(writer.out[...]) - said <= count(table[...]) else { return false }
        out += writer.out
        textByteCount = writer.textByteCount
        return true
    }

    private static let bytesOfToken = 5
    private static let bytesOfLine = 24

    /// The bytes of the lines that stand in a text further up already, quoted or not.
    private static func bytesSaidBefore(_ texts: [[UInt8]]) -> Int {
        var known = KeyTable(), byteCount = 0
        for text in texts {
            for line in text.split(separator: 0x0A) {
                let words = line[(QuoteMark.ends(of: line).last ?? line.startIndex)...]
                if words.count >= bytesOfLine, known.keep(0, for: ByteHash.of(words)) != nil { byteCount += words.count }
            }
        }
        return byteCount
    }

    private func count(_ text: ArraySlice<UInt8>) -> Int {
        guard isEscaped else { return encoding.count(text) }
        var literal: [UInt8] = []
        JSONWriter.escape(text, into: &literal)
        return encoding.count(literal)
    }

    private func table(of objects: [JSONValue], in document: JSONDocument) -> TableText? {
        guard let columns = JSONColumns(objects, in: document, threadCount: options.threadCount) else { return nil }
        let cells = TableColumn.columns(columns.columns, document, threadCount: options.threadCount)
        let plan = TablePlan(cells, rowCount: columns.rowCount, options)
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

    /// A text that may stand as it is, between two fences: of three lines or more, a long one, or JSON. A reference in it that Pith wrote would lead to other lines
    /// than it did. Cost: linear.
    private func text(_ value: JSONValue) -> (bytes: [UInt8], fence: FieldFence)? {
        guard value.kind == .string, value.contentRange.count >= Self.longTextByteCount || bytes[value.contentRange].contains(0x5C),
            let text = value.decodedString, !text.hasLoneSurrogate
        else { return nil }
        var lineEndCount = 0
        for byte in text.bytes {
            if byte == 0x0A { lineEndCount += 1 } else if byte == 0 { return nil }
        }
        guard lineEndCount > 1 || text.bytes.count >= Self.longTextByteCount || isJSON(text.bytes) else { return nil }
        guard !text.bytes.split(separator: 0x0A).contains(where: isReferenceOrCut) else { return nil }
        return FieldFence(for: text.bytes, inside: outerFence).map { (text.bytes, $0) }
    }

    private static let longTextByteCount = 1000
    private static let fewestBytesOfJSON = 100

    /// Whether the text is one array or object that is worth a look.
    private func isJSON(_ text: [UInt8]) -> Bool {
        guard text.count >= Self.fewestBytesOfJSON, let first = text.first(where: { !isJSONSpace($0) }), first == 0x7B || first == 0x5B
        else { return false }
        return (try? JSONDocument(text))?.root.isContainer ?? false
    }

    /// Whether a string's content reads back as a text without its quotes.
    private func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, first != 0x20, last != 0x20, !text.begins(with: "'''") else { return false }
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
