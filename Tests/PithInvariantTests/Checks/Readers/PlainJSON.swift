// A JSON reader that shares nothing with the encoder: recursive descent over RFC 8259, values as trees, number text and key order kept,
// strings as bytes with their escapes undone (a lone surrogate as the three bytes that it would take). Plain, and the oracle.

struct PlainJSON: Equatable {
    indirect enum Value: Equatable {
        case word(String)
        case number(String)
        case string([UInt8])
        case array([PlainJSON])
        case object([Member])
    }

    struct Member: Equatable {
        let key: [UInt8]
        let value: PlainJSON
    }

    let value: Value
    /// Where the value stands in the bytes; no part of what it is.
    let range: Range<Int>

    static func == (a: PlainJSON, b: PlainJSON) -> Bool { a.value == b.value }

    /// The value that fills `bytes`, white space around it and a byte order mark before it allowed; nil when there is none, or it is nested too deep.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        guard reader.at == bytes.count else { return nil }
        self = value
    }

    /// The array or object that begins at `offset`, whatever follows it.
    init?(_ bytes: [UInt8], at offset: Int) {
        var reader = Reader(bytes: bytes, at: offset)
        guard bytes[offset] == 0x5B || bytes[offset] == 0x7B, let value = reader.value(depth: 0) else { return nil }
        self = value
    }

    fileprivate init(_ value: Value, _ range: Range<Int>) { (self.value, self.range) = (value, range) }

    /// The members of an object, or nothing.
    var members: [Member] { if case .object(let members) = value { members } else { [] } }
    /// The elements of an array, or nothing.
    var elements: [PlainJSON] { if case .array(let elements) = value { elements } else { [] } }
    var string: [UInt8]? { if case .string(let bytes) = value { bytes } else { nil } }
    var text: String? { string.map { String(decoding: $0, as: UTF8.self) } }
    var isArray: Bool { if case .array = value { true } else { false } }
    var isObject: Bool { if case .object = value { true } else { false } }

    subscript(key: String) -> PlainJSON? { members.last { $0.key.elementsEqual(key.utf8) }?.value }
}

private struct Reader {
    let bytes: [UInt8]
    var at: Int
    /// Deeper nesting is not read: this reader is recursive.
    static let maximumDepth = 500

    mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    mutating func value(depth: Int) -> PlainJSON? {
        skipSpace()
        let start = at
        guard at < bytes.count, depth < Self.maximumDepth else { return nil }
        let value: PlainJSON.Value?
        switch bytes[at] {
        case 0x22: value = string().map { .string($0) }
        case 0x5B: value = array(depth: depth + 1)
        case 0x7B: value = object(depth: depth + 1)
        case 0x74: value = word("true")
        case 0x66: value = word("false")
        case 0x6E: value = word("null")
        default: value = number()
        }
        return value.map { PlainJSON($0, start..<at) }
    }

    private mutating func word(_ word: String) -> PlainJSON.Value? {
        guard bytes[at...].starts(with: word.utf8) else { return nil }
        at += word.utf8.count
        return .word(word)
    }

    private mutating func number() -> PlainJSON.Value? {
        let start = at
        func digits() -> Bool {
            let first = at
            while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
            return at > first
        }
        _ = take(0x2D)
        if take(0x30) {
            // A number that begins with 0 goes on with nothing, a fraction or an exponent.
        } else if !digits() {
            return nil
        }
        if take(0x2E), !digits() { return nil }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            if !digits() { return nil }
        }
        return .number(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    private mutating func array(depth: Int) -> PlainJSON.Value? {
        at += 1
        var elements: [PlainJSON] = []
        skipSpace()
        if take(0x5D) { return .array([]) }
        repeat {
            guard let element = value(depth: depth) else { return nil }
            elements.append(element)
            skipSpace()
        } while take(0x2C)
        return take(0x5D) ? .array(elements) : nil
    }

    private mutating func object(depth: Int) -> PlainJSON.Value? {
        at += 1
        var members: [PlainJSON.Member] = []
        skipSpace()
        if take(0x7D) { return .object([]) }
        repeat {
            skipSpace()
            guard at < bytes.count, bytes[at] == 0x22, let key = string() else { return nil }
            skipSpace()
            guard take(0x3A), let value = value(depth: depth) else { return nil }
            members.append(PlainJSON.Member(key: key, value: value))
            skipSpace()
        } while take(0x2C)
        return take(0x7D) ? .object(members) : nil
    }

    private mutating func string() -> [UInt8]? {
        at += 1
        var out: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == 0x22 { return out }
            if byte < 0x20 { return nil }
            guard byte == 0x5C else {
                out.append(byte)
                continue
            }
            guard at < bytes.count else { return nil }
            let escape = bytes[at]
            at += 1
            let simple: [UInt8: UInt8] = [0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9]
            if let plain = simple[escape] {
                out.append(plain)
            } else if escape == 0x75, let unit = hexadecimal() {
                appendUnit(unit, to: &out)
            } else {
                return nil
            }
        }
        return nil
    }

    private mutating func appendUnit(_ unit: UInt32, to out: inout [UInt8]) {
        var scalar = unit
        if unit >> 10 == 0x36, at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 {
            let back = at
            at += 2
            if let low = hexadecimal(), low >> 10 == 0x37 { scalar = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF } else { at = back }
        }
        switch scalar {
        case 0..<0x80: out.append(UInt8(scalar))
        case 0x80..<0x800: out += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 63)]
        case 0x800..<0x10000: out += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 63), UInt8(0x80 | scalar & 63)]
        default:
            out += [UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 63), UInt8(0x80 | scalar >> 6 & 63), UInt8(0x80 | scalar & 63)]
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard at + 4 <= bytes.count, let text = String(validating: bytes[at..<at + 4], as: UTF8.self),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) }),
            let unit = UInt32(text, radix: 16)
        else { return nil }
        at += 4
        return unit
    }
}
