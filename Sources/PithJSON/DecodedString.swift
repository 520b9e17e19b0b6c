// The inside of a JSON string literal, decoded, with a map back to the literal's bytes.
//
// Between escapes decoded and literal bytes run in step, so the map is a list of the places where they stop doing so: after each escape
// one pair (decoded offset, literal offset). An offset is looked up by binary search; a literal without escapes has an empty map.
//
// How long an escape's character is need not be stored: by how much the literal ran ahead over an escape says which sort it was (\n: 2 bytes
// for 1; \u0041: 6 for 1; \u00e9: 6 for 2; \u20ac: 6 for 3; a surrogate pair: 12 for 4), and no two sorts run ahead by the same.

import PithSystem

/// Decoded string bytes that know where each of them came from.
public struct DecodedString: Sendable {
    /// The text, escapes undone. A lone surrogate, which no UTF-8 can hold, reads as U+FFFD.
    public let bytes: [UInt8]
    /// True when some escape was a lone surrogate: the decoded bytes do not lead back to the literal.
    public let hasLoneSurrogate: Bool
    private let decodedOffsets: [Int]
    private let literalOffsets: [Int]

    /// Decodes the content of a string literal: the part of `literal` in `range`, without the quotes, already known to be well formed.
    public init(literalContent literal: [UInt8], in range: Range<Int>) {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var decodedOffsets: [Int] = [], literalOffsets: [Int] = []
        var lone = false
        var at = range.lowerBound
        while at < range.upperBound {
            let run = firstOffset(of: 0x5C, in: literal, at..<range.upperBound)
            decoded.append(contentsOf: literal[at..<run])
            at = run
            guard at < range.upperBound else { break }
            at += Self.unescape(literal, at: at, end: range.upperBound, into: &decoded, lone: &lone)
            decodedOffsets.append(decoded.count)
            literalOffsets.append(at - range.lowerBound)
        }
        (bytes, hasLoneSurrogate) = (decoded, lone)
        (self.decodedOffsets, self.literalOffsets) = (decodedOffsets, literalOffsets)
    }

    /// The offset in the literal's content of the byte at `offset` of the decoded text; the end maps to the end.
    /// An offset inside a character that one escape stands for maps to the end of that escape. Cost: log of the escapes.
    public func literalOffset(ofDecoded offset: Int) -> Int {
        // The first escape that ends after `offset`.
        let low = decodedOffsets.partitioningIndex { $0 > offset }
        let (decodedBefore, literalBefore) = low == 0 ? (0, 0) : (decodedOffsets[low - 1], literalOffsets[low - 1])
        if low < decodedOffsets.count {
            let ranAhead = (literalOffsets[low] - literalBefore) - (decodedOffsets[low] - decodedBefore)
            let characterLength = ranAhead == 8 ? 4 : ranAhead == 3 ? 3 : ranAhead == 4 ? 2 : 1
            if offset > decodedOffsets[low] - characterLength { return literalOffsets[low] }
        }
        return literalBefore + (offset - decodedBefore)
    }

    /// Appends what the escape at `at` stands for; returns its length in the literal.
    private static func unescape(_ literal: [UInt8], at: Int, end: Int, into decoded: inout [UInt8], lone: inout Bool) -> Int {
        switch literal[at + 1] {
        case 0x62: decoded.append(0x08)
        case 0x66: decoded.append(0x0C)
        case 0x6E: decoded.append(0x0A)
        case 0x72: decoded.append(0x0D)
        case 0x74: decoded.append(0x09)
        case 0x75:
            let first = fourDigits(literal, at + 2)
            var length = 6
            var scalar = first
            if first & 0xFC00 == 0xD800, at + 12 <= end, literal[at + 6] == 0x5C, literal[at + 7] == 0x75 {
                let second = fourDigits(literal, at + 8)
                if second & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
                    length = 12
                }
            }
            if Unicode.Scalar(scalar) == nil { lone = true }
            decoded.append(contentsOf: UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}")!)
            return length
        default: decoded.append(literal[at + 1])
        }
        return 2
    }

    private static func fourDigits(_ literal: [UInt8], _ at: Int) -> UInt32 {
        literal[at..<at + 4].reduce(0) { $0 << 4 | (hexadecimalValue($1) ?? 0) }
    }
}
