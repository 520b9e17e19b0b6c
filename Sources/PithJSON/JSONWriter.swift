// Writing JSON: compact, keys in the order they are given, the fewest escapes the grammar allows.

/// Builds one JSON text.
///
///     var json = JSONWriter()
///     json.object { $0.member("tokens", 12); $0.member("file", "a.txt") }
///     String(decoding: json.bytes, as: UTF8.self)   // {"tokens":12,"file":"a.txt"}
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    public mutating func object(_ body: (inout JSONWriter) -> Void) { container(0x7B, 0x7D, body) }
    public mutating func array(_ body: (inout JSONWriter) -> Void) { container(0x5B, 0x5D, body) }
    public mutating func string(_ text: String) { string(Array(text.utf8)) }
    public mutating func integer(_ value: Int) { raw(Array("\(value)".utf8)) }
    public mutating func bool(_ value: Bool) { raw(Array((value ? "true" : "false").utf8)) }
    public mutating func null() { raw(Array("null".utf8)) }

    /// A number rounded to `decimals` places, 9 at most; null when it is not finite or not below 10^15.
    public mutating func number(_ value: Double, decimals: Int = 6) {
        guard value.isFinite, abs(value) < 1e15 else { return null() }
        let decimals = min(max(decimals, 0), 9)
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        raw(Array((rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)").utf8))
    }

    /// A string of bytes as they are; bytes that are not UTF-8 are copied.
    public mutating func string(_ text: [UInt8]) {
        separate()
        bytes.append(0x22)
        JSONWriter.escape(text[...], into: &bytes)
        bytes.append(0x22)
    }

    /// Text that is already JSON.
    public mutating func raw(_ text: [UInt8]) {
        separate()
        bytes.append(contentsOf: text)
    }

    /// A member's key; its value is what is written next.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    public mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    public mutating func member(_ name: String, _ value: Int) {
        key(name)
        integer(value)
    }

    public mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    public mutating func member(_ name: String, number value: Double, decimals: Int = 6) {
        key(name)
        number(value, decimals: decimals)
    }

    public mutating func member(_ name: String, object body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    public mutating func member(_ name: String, array body: (inout JSONWriter) -> Void) {
        key(name)
        array(body)
    }

    /// Appends `text` as it stands between the quotes of a JSON string: `"`, `\` and control characters escaped, all else copied.
    public static func escape(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for byte in text {
            switch byte {
            case 0x22, 0x5C: output += [0x5C, byte]
            case 0x0A: output += [0x5C, 0x6E]
            case 0x0D: output += [0x5C, 0x72]
            case 0x09: output += [0x5C, 0x74]
            case 0x08: output += [0x5C, 0x62]
            case 0x0C: output += [0x5C, 0x66]
            case 0..<0x20: output += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
    }

    private mutating func container(_ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(opening)
        needsComma = false
        body(&self)
        bytes.append(closing)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }
}
