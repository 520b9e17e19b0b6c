// JSON escapes undone, with the way back. Unlike a JSON parser this takes any stretch of JSON, whole strings or parts, well formed or not.

import PithSystem

/// JSON as bytes.
struct JSONText {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The text of `content`, escapes undone, and for each of its bytes where it came from.
    func unescaped(_ content: Range<Int>) -> (text: [UInt8], origins: [Int]) {
        var text: [UInt8] = []
        var origins: [Int] = []
        text.reserveCapacity(content.count)
        origins.reserveCapacity(content.count + 1)
        var at = content.lowerBound
        func put(_ byte: UInt8, _ origin: Int) {
            text.append(byte)
            origins.append(origin)
        }
        while at < content.upperBound {
            guard bytes[at] == 0x5C, at &+ 1 < content.upperBound else {
                put(bytes[at], at)
                at &+= 1
                continue
            }
            switch bytes[at &+ 1] {
            case 0x6E, 0x72: put(0x0A, at)
            case 0x74, 0x62, 0x66: put(0x20, at)
            case 0x75:
                if let (scalar, length) = readEscapedScalar(at, content.upperBound) {
                    for byte in String(Character(scalar)).utf8 { put(byte, at) }
                    at &+= length
                    continue
                }
                put(0x20, at)
            default: put(bytes[at &+ 1], at)
            }
            at &+= 2
        }
        return (text, origins)
    }

    /// The scalar that `\uXXXX`, or two of them, stand for at `at`.
    private func readEscapedScalar(_ at: Int, _ end: Int) -> (Unicode.Scalar, Int)? {
        guard let first = fourDigits(at &+ 2, end) else { return nil }
        if first & 0xFC00 == 0xD800, at &+ 7 < end, bytes[at &+ 6] == 0x5C, bytes[at &+ 7] == 0x75, let second = fourDigits(at &+ 8, end),
            second & 0xFC00 == 0xDC00
        {
            return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)).map { ($0, 12) }
        }
        return Unicode.Scalar(first).map { ($0, 6) }
    }

    private func fourDigits(_ at: Int, _ end: Int) -> UInt32? {
        guard at &+ 4 <= end else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = bytes[at &+ offset]
            if byte.isDigit {
                value = value << 4 | UInt32(byte &- 48)
            } else if byte | 0x20 &- 97 < 6 {
                value = value << 4 | UInt32(byte | 0x20 &- 87)
            } else {
                return nil
            }
        }
        return value
    }
}
