// Reads fields back into JSON: shares nothing with the code that writes them.

/// The minified JSON that a text of fields stands for; nil when it is none.
package func jsonFromFields(_ text: [UInt8]) -> [UInt8]? {
    var reader = FieldsReader(bytes: text)
    guard let value = reader.value(ends: []), reader.at == text.count else { return nil }
    return value
}

private struct FieldsReader {
    let bytes: [UInt8]
    var at = 0
    private var latestHead: [Column] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func value(ends: Set<UInt8>) -> [UInt8]? {
        switch byte {
        case 0x7B: return object()
        case 0x5B: return bytes.dropFirst(at + 1).first == 0x0A ? table() : array()
        case 0x22: return quoted()
        default: return bare(ends)
        }
    }

    private mutating func quoted() -> [UInt8]? {
        if bytes[at...].starts(with: Array("\"\"\"\n".utf8)) {
            let start = at + 4
            var end = start
            while end + 4 <= bytes.count, !bytes[end...].starts(with: Array("\n\"\"\"".utf8)) { end += 1 }
            guard end + 4 <= bytes.count else { return nil }
            at = end + 4
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

    private indirect enum Column {
        case cell([UInt8])
        case constant([UInt8], [UInt8])
        case group([UInt8], [Column])
    }

    private mutating func head(closing: UInt8) -> [Column]? {
        var columns: [Column] = []
        repeat {
            if !columns.isEmpty { at += 1 }
            guard let name = name([0x2C, 0x3D, 0x7B, 0x7D, 0x0A]) else { return nil }
            if byte == 0x3D {
                at += 1
                guard let value = value(ends: [0x2C, 0x7D, 0x0A]) else { return nil }
                columns.append(.constant(name, value))
            } else if byte == 0x7B {
                at += 1
                guard let inner = head(closing: 0x7D) else { return nil }
                columns.append(.group(name, inner))
            } else {
                columns.append(.cell(name))
            }
        } while byte == 0x2C
        guard byte == closing else { return nil }
        at += 1
        return columns
    }

    private mutating func row(_ columns: [Column], _ isFirst: inout Bool) -> [UInt8]? {
        var members: [[UInt8]] = []
        for column in columns {
            switch column {
            case .constant(let name, let value): members.append(name + [0x3A] + value)
            case .group(let name, let inner):
                guard let value = row(inner, &isFirst) else { return nil }
                members.append(name + [0x3A] + value)
            case .cell(let name):
                if !isFirst {
                    guard byte == 0x2C else { return nil }
                    at += 1
                }
                isFirst = false
                guard let value = value(ends: [0x2C, 0x0A]) else { return nil }
                members.append(name + [0x3A] + value)
            }
        }
        return [0x7B] + Array(members.joined(separator: [0x2C])) + [0x7D]
    }

    private mutating func table() -> [UInt8]? {
        at += 2
        let columns: [Column]
        if byte == 0x5E {
            at += 2
            columns = latestHead
        } else {
            guard let head = head(closing: 0x0A) else { return nil }
            columns = head
        }
        var rows: [[UInt8]] = []
        while byte != 0x5D {
            var isFirst = true
            guard let row = row(columns, &isFirst), byte == 0x0A else { return nil }
            at += 1
            rows.append(row)
        }
        at += 1
        // Set last: tables within the rows are not the one before.
        latestHead = columns
        return [0x5B] + Array(rows.joined(separator: [0x2C])) + [0x5D]
    }
}
