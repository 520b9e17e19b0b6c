// Reads fields back into JSON. Tables in them are read by the reader that the form of tables is documented by; the rest shares nothing with the
// code that writes it.

import PithJSON

/// The minified JSON that a text of fields stands for; nil when it is none.
package func jsonFromFields(_ text: [UInt8]) -> [UInt8]? {
    var reader = FieldsReader(bytes: text)
    guard let value = reader.value(ends: []), reader.at == text.count else { return nil }
    return value
}

private struct FieldsReader {
    let bytes: [UInt8]
    var at = 0
    private var latestHead: ArraySlice<UInt8> = []
    /// The rows of the tables since that head: what `^` in a row looks back on.
    private var rowsBefore: [UInt8] = []
    private var countBefore = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func value(ends: Set<UInt8>) -> [UInt8]? {
        switch byte {
        case 0x7B: return object()
        case 0x5B: return bytes.dropFirst(at + 1).first == 0x0A ? table() : array()
        case 0x22: return quoted()
        case 0x27 where fence() != nil: return quoted()
        default: return bare(ends)
        }
    }

    /// Three quotes or more that fill the rest of their line.
    private func fence() -> [UInt8]? {
        let quotes = bytes[at...].prefix { $0 == bytes[at] }
        return quotes.count > 2 && quotes.endIndex < bytes.count && bytes[quotes.endIndex] == 0x0A ? Array(quotes) : nil
    }

    private mutating func quoted() -> [UInt8]? {
        if let fence = fence() {
            let start = at + fence.count + 1
            // All lines of the text may be gone.
            if bytes[start...].starts(with: fence) {
                at = start + fence.count
                return literal([])
            }
            var end = start
            while end < bytes.count, !bytes[end...].starts(with: [0x0A] + fence) { end += 1 }
            guard end < bytes.count else { return nil }
            at = end + 1 + fence.count
            return literal(bytes[start..<end])
        }
        let start = at
        at += 1
        while let next = byte, next != 0x22 { at += next == 0x5C ? 2 : 1 }
        at += 1
        return at <= bytes.count ? Array(bytes[start..<at]) : nil
    }

    private func literal(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = [0x22]
        for byte in text {
            switch byte {
            case 0x0A: out += Array("\\n".utf8)
            case 0x09: out += Array("\\t".utf8)
            case 0x22, 0x5C: out += [0x5C, byte]
            case 0..<0x20: out += Array("\\u00\(byte < 16 ? "0" : "1")\(String(byte % 16, radix: 16))".utf8)
            default: out.append(byte)
            }
        }
        return out + [0x22]
    }

    private mutating func bare(_ ends: Set<UInt8>) -> [UInt8]? {
        let start = at
        while let next = byte, !ends.contains(next) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard !text.isEmpty else { return nil }
        let isNumber = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
        return isNumber || ["true", "false", "null"].contains(text) ? Array(text.utf8) : literal(bytes[start..<at])
    }

    private mutating func name(_ ends: Set<UInt8>) -> [UInt8]? {
        if byte == 0x22 { return quoted() }
        let start = at
        while let next = byte, !ends.contains(next) { at += 1 }
        return literal(bytes[start..<at])
    }

    private mutating func object() -> [UInt8]? {
        at += 1
        if bytes[at...].starts(with: [0x5B, 0x0A]) { return namedRows() }
        var out: [UInt8] = [0x7B]
        while byte != 0x7D {
            if out.count > 1 {
                guard byte == 0x2C || byte == 0x0A else { return nil }
                at += 1
                out.append(0x2C)
            }
            guard let name = name([0x3A]), byte == 0x3A else { return nil }
            at += 1
            guard let value = value(ends: [0x2C, 0x7D, 0x0A]) else { return nil }
            out += name + [0x3A] + value
        }
        at += 1
        return out + [0x7D]
    }

    /// The rows of a table as members by the name that each has first.
    private mutating func namedRows() -> [UInt8]? {
        guard let rows = table(), byte == 0x7D, let document = try? JSONDocument(rows) else { return nil }
        at += 1
        let members = document.root.elements.compactMap { row -> [UInt8]? in
            let members = Array(row.members)
            guard let first = members.first, first.value.kind == .string else { return nil }
            let rest = members.dropFirst().map { Array(rows[$0.key.range.lowerBound..<$0.value.range.upperBound]) }
            return Array(rows[first.value.range]) + [0x3A, 0x7B] + Array(rest.joined(separator: [0x2C])) + [0x7D]
        }
        return [0x7B] + Array(members.joined(separator: [0x2C])) + [0x7D]
    }

    private mutating func array() -> [UInt8]? {
        at += 1
        var out: [UInt8] = [0x5B]
        while byte != 0x5D {
            if out.count > 1 {
                guard byte == 0x2C else { return nil }
                at += 1
                out.append(0x2C)
            }
            guard let value = value(ends: [0x2C, 0x5D]) else { return nil }
            out += value
        }
        at += 1
        return out + [0x5D]
    }

    private mutating func table() -> [UInt8]? {
        func endOfLine(_ from: Int) -> Int? { bytes[from...].firstIndex(of: 0x0A) }
        guard let headEnd = endOfLine(at + 2) else { return nil }
        let head = bytes[at + 2..<headEnd]
        if !head.elementsEqual([0x5E]) { (latestHead, rowsBefore, countBefore) = (head, [], 0) }
        var end = headEnd + 1
        while end < bytes.count, bytes[end] != 0x5D {
            guard let next = endOfLine(end) else { return nil }
            end = next + 1
        }
        guard end < bytes.count else { return nil }
        rowsBefore += bytes[headEnd + 1..<end]
        at = end + 1
        let text = [0x5B, 0x0A] + latestHead + [0x0A] + rowsBefore + [0x5D]
        guard let json = TabledJSON(text, startingAt: 0, limit: text.count)?.expanded, let document = try? JSONDocument(json) else {
            return nil
        }
        let rows = document.root.elements.map { Array(json[$0.range]) }
        defer { countBefore = rows.count }
        return [0x5B] + Array(rows[countBefore...].joined(separator: [0x2C])) + [0x5D]
    }
}
