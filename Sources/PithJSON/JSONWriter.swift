// Writing JSON: compact, keys in the order they are given, the fewest escapes the grammar allows.

import PithSystem

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
        var rest = text
        while true {
            let at = escaped.firstIndex(in: rest)
            output.append(contentsOf: rest[..<at])
            guard at < rest.endIndex else { return }
            let byte = rest[at]
            output.append(0x5C)
            switch byte {
            case 0x0A: output.append(0x6E)
            case 0x0D: output.append(0x72)
            case 0x09: output.append(0x74)
            case 0x08: output.append(0x62)
            case 0x0C: output.append(0x66)
            case 0..<0x20: output.append(contentsOf: [0x75, 0x30, 0x30, hexadecimalDigit(byte >> 4), hexadecimalDigit(byte & 15)])
            default: output.append(byte)
            }
            rest = rest[(at + 1)...]
        }
    }

    private static let escaped = ByteSet { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

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
