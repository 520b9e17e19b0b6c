// A row of a table, written as the JSON object that it stands for.

import PithSystem

struct TableRowWriter {
    let bytes: [UInt8]
    let header: TableHeader

    func write(_ cells: [Range<Int>?], to output: inout [UInt8]) {
        var open: [[UInt8]] = []
        // The object that stands in a string: where it begins, and how it is spaced.
        var text: (start: Int, spacing: JSONSpacing)?
        func close(_ output: inout [UInt8]) {
            output.append(0x7D)
            open.removeLast()
            guard open.isEmpty, let object = text else { return }
            let literal = object.spacing.applied(to: output[object.start...])
            output.removeSubrange(object.start...)
            output.append(0x22)
            JSONWriter.escape(literal[...], into: &output)
            output.append(0x22)
            text = nil
        }
        output.append(0x7B)
        for index in header.columns.indices {
            let column = header.columns[index]
            guard let value = value(index, cells) else { continue }
            // Close the nested objects that this column is not in, open those that it is in.
            let parents = column.path.dropLast()
            var shared = 0
            while shared < min(open.count, parents.count), open[shared] == parents[parents.startIndex + shared] { shared += 1 }
            while open.count > shared { close(&output) }
            separate(&output)
            for name in parents.dropFirst(shared) {
                output += name + [0x3A]
                if open.isEmpty { text = column.spacing.map { (output.count, $0) } }
                output.append(0x7B)
                open.append(name)
            }
            output += column.path[column.path.count - 1] + [0x3A] + value
        }
        while !open.isEmpty { close(&output) }
        output.append(0x7D)
    }

    /// Writes, without names, those values of the row itself that may be no JSON: the object of all its values is well formed when this one is, given that the
    /// first row's is.
    func writeDoubtful(_ cells: [Range<Int>?], _ row: Range<Int>, to output: inout [UInt8]) {
        output.append(0x7B)
        writeDoubtfulValues(cells, row, to: &output)
        output.append(0x7D)
    }

    private func writeDoubtfulValues(_ cells: [Range<Int>?], _ row: Range<Int>, to output: inout [UInt8]) {
        for index in header.cellColumns {
            // A bare text becomes a number, a word of JSON or a string that is written here: only what is JSON already can be wrong.
            guard let cell = cells[index], row.contains(cell.lowerBound), let first = bytes[cell].first, [0x22, 0x5B, 0x7B].contains(first)
            else { continue }
            if first == 0x5B, let inner = header.columns[index].list, let elements = inner.elements(bytes, cell.lowerBound, cell.upperBound)
            {
                let writer = TableRowWriter(bytes: bytes, header: inner)
                for element in elements.rows { writer.writeDoubtfulValues(element, cell, to: &output) }
            } else if let value = json(cell, isText: header.columns[index].isText && !header.columns[index].isList) {
                separate(&output)
                output += [0x22, 0x22, 0x3A] + value
            }
        }
    }

    private func separate(_ output: inout [UInt8]) {
        if let last = output.last, last != 0x7B { output.append(0x2C) }
    }

    /// The JSON of a column's value in the row; nil when the object has no such member.
    func value(_ index: Int, _ cells: [Range<Int>?]) -> [UInt8]? {
        let column = header.columns[index]
        switch column.source {
        case .constant(let range): return Array(bytes[range])
        case .column(let other): return value(other, cells)
        case .map(let entries, let other):
            guard let cell = cells[other], let found = entries[text(of: cell)] else { return nil }
            return Array(bytes[found])
        case .composed(let before, let other, let after):
            guard let inner = value(other, cells) else { return nil }
            return [0x22] + bytes[before] + (inner.first == 0x22 ? inner.dropFirst().dropLast() : inner[...]) + bytes[after] + [0x22]
        case .cells: return cells[index].flatMap { json($0, isText: column.isText) }
        case .list(let header): return cells[index].flatMap { list($0, header) }
        }
    }

    /// An array of objects.
    private func list(_ cell: Range<Int>, _ header: TableHeader) -> [UInt8]? {
        guard bytes[cell.lowerBound] == 0x5B, let elements = header.elements(bytes, cell.lowerBound, cell.upperBound) else {
            return json(cell, isText: false)
        }
        var text: [UInt8] = [0x5B]
        let writer = TableRowWriter(bytes: bytes, header: header)
        for (index, row) in elements.rows.enumerated() {
            if index > 0 { text.append(0x2C) }
            writer.write(row, to: &text)
        }
        return text + [0x5D]
    }

    private func json(_ cell: Range<Int>, isText: Bool) -> [UInt8]? {
        let text = bytes[cell]
        if text.elementsEqual("-".utf8) { return nil }
        if text.elementsEqual("null".utf8) || text.first == 0x22 { return Array(text) }
        if !isText, isJSONLiteral(text) { return Array(text) }
        var literal: [UInt8] = [0x22]
        JSONWriter.escape(text, into: &literal)
        return literal + [0x22]
    }

    /// The text of a cell, a string literal's decoded.
    private func text(of cell: Range<Int>) -> [UInt8] {
        guard bytes[cell.lowerBound] == 0x22, cell.count >= 2 else { return Array(bytes[cell]) }
        return DecodedString(literalContent: bytes, in: cell.lowerBound + 1..<cell.upperBound - 1).bytes
    }
}

/// Whether a JSON reader would take `text`, which has no white space at its ends, for a number, true, false or null.
package func isJSONLiteral(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case 0x2D, 0x30...0x39: return isJSONNumber(text)
    case 0x74: return text.elementsEqual("true".utf8)
    case 0x66: return text.elementsEqual("false".utf8)
    case 0x6E: return text.elementsEqual("null".utf8)
    case 0x5B, 0x7B: return true
    default: return false
    }
}

/// Whether JSON writes a number so. Cost: linear.
package func isJSONNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text.first == 0x2D ? text.dropFirst() : text
    let whole = rest.prefix(while: \.isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else { return false }
    rest = rest[whole.endIndex...]
    if rest.first == 0x2E {
        let fraction = rest.dropFirst().prefix(while: \.isDigit)
        guard !fraction.isEmpty else { return false }
        rest = rest[fraction.endIndex...]
    }
    if rest.first == 0x65 || rest.first == 0x45 {
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        let exponent = rest.prefix(while: \.isDigit)
        guard !exponent.isEmpty else { return false }
        rest = rest[exponent.endIndex...]
    }
    return rest.isEmpty
}
