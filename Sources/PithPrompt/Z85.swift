// Base 85: four bytes as five printable characters (ZeroMQ RFC 32, Z85), for bytes that no JSON string can hold cheaply. The alphabet has
// neither quote nor backslash, so inside a JSON string nothing grows further. A last group of n bytes takes n + 1 characters.

package enum Z85 {
    private static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)

    private static let digits: [UInt8?] = {
        var digits = [UInt8?](repeating: nil, count: 256)
        for (digit, character) in alphabet.enumerated() { digits[Int(character)] = UInt8(digit) }
        return digits
    }()

    /// The characters for `bytes`: 1.25 times as many.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 4 * 5 + 5)
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let group = bytes[start..<min(start + 4, bytes.count)]
            var value = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            // A short group is filled with zeros; the characters that then say nothing are left out.
            value <<= UInt32(8 * (4 - group.count))
            var characters: [UInt8] = []
            for _ in 0..<5 {
                characters.append(alphabet[Int(value % 85)])
                value /= 85
            }
            text.append(contentsOf: characters.reversed().prefix(group.count + 1))
        }
        return text
    }

    /// The bytes that `text` stands for, or nil when it stands for none.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 5 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 5 * 4 + 4)
        for start in stride(from: 0, to: text.count, by: 5) {
            let group = text[start..<min(start + 5, text.count)]
            var value: UInt64 = 0
            for character in group {
                guard let digit = digits[Int(character)] else { return nil }
                value = value * 85 + UInt64(digit)
            }
            // The characters that were left out can only have raised the value: filling with the highest digit and cutting gives it back.
            for _ in group.count..<5 { value = value * 85 + 84 }
            guard value <= 0xFFFF_FFFF else { return nil }
            for index in 0..<group.count - 1 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(24 - 8 * index))) }
        }
        return bytes
    }
}
