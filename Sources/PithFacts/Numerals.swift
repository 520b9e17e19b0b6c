// Digits as they are written: separators of thousands, decimal commas, signs, exponents, digits of other scripts.

import PithSystem
import PithUnicode

extension ByteText {
    /// "1." and "2)" at a line's head are layout.
    func isListMarker(_ range: Range<Int>) -> Bool {
        range.count <= 3 && (byte(range.upperBound) == 0x2E || byte(range.upperBound) == 0x29) && isSpaceOrEnd(range.upperBound &+ 1)
    }

    /// 1.250.000
    func hasThousandsDots(_ compound: Compound) -> Bool {
        guard compound.first.range.count <= 3 else { return false }
        var length = 0
        for at in (compound.first.end &+ 1)..<compound.range.upperBound {
            if bytes[at] == 0x2E {
                if length != 3 { return false }
                length = 0
            } else {
                length &+= 1
            }
        }
        return length == 3
    }

    /// The hash of a numeral's digits, separators of thousands left out and a decimal comma made a point.
    func numeralHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        if isNegative(range.lowerBound) { hash.absorb(0x2D) }
        // A dot or comma that is followed by three digits and comes more than once, or a comma before three digits, separates thousands.
        var dots = 0
        for at in range where bytes[at] == 0x2E { dots &+= 1 }
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if byte.isDigit {
                hash.absorb(UInt64(byte))
            } else if byte == 0x2E {
                if dots == 1 { hash.absorb(0x2E) }
            } else if byte == 0x2C {
                let digitsBehind = range.upperBound &- at &- 1
                if digitsBehind < 3 { hash.absorb(0x2E) }
            } else if byte >= 0x80 {
                let (scalar, length) = decodeScalar(bytes, at, range.upperBound)
                if let digit = Self.digitValue(scalar) {
                    hash.absorb(UInt64(48 + digit))
                } else if TextClass(scalar) == .digit {
                    hash.absorb(UInt64(scalar))
                }
                at &+= length
                continue
            }
            at &+= 1
        }
        return hash.value
    }

    /// Whether a minus sign, not a hyphen, stands before `start`.
    func isNegative(_ start: Int) -> Bool {
        guard start > lineStart, byte(start &- 1) == 0x2D else { return false }
        let before = byte(start &- 2)
        return start &- 2 < lineStart || before == 0x20 || before == 0x28 || before == 0x3D || before == 0x3A || before == 0x5B
            || before == 0x2C
            || before == 0x22 || before == 0x0A
    }

    func smallValue(_ range: Range<Int>) -> Int {
        guard range.count <= 4, range.allSatisfy({ isDigit($0) }) else { return 0 }
        return range.reduce(0) { $0 &* 10 &+ Int(bytes[$1] &- 48) }
    }

    func isExponent(_ start: Int, _ stop: Int) -> Bool {
        let digits = byte(start) == 0x2D || byte(start) == 0x2B ? start &+ 1 : start
        return digits < stop && (digits..<stop).allSatisfy { isDigit($0) }
    }

    /// The length of the currency sign at `at`, if one stands there: $, ¢ £ ¤ ¥, and U+20A0…20C0.
    func currencySign(_ at: Int) -> Int? {
        switch byte(at) {
        case 0x24: 1
        case 0xC2 where byte(at &+ 1) >= 0xA2 && byte(at &+ 1) <= 0xA5: 2
        case 0xE2 where byte(at &+ 1) == 0x82 && byte(at &+ 2) >= 0xA0: 3
        default: nil
        }
    }

    func signHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        for at in range { hash.absorb(UInt64(byte(at))) }
        return hash.value
    }

    /// The value of a decimal digit of another script, of those in everyday use.
    static func digitValue(_ scalar: UInt32) -> UInt32? {
        for zero in zeros where scalar &- zero < 10 { return scalar &- zero }
        return nil
    }

    /// The zeros of Arabic, Persian, Devanagari, Bengali, Tamil, Thai, Lao, Tibetan, Burmese and Khmer digits and of the full-width forms.
    private static let zeros: [UInt32] = [0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0xFF10]

    /// The value of a number written as JSON writes it.
    func jsonNumberHash(_ range: Range<Int>) -> UInt64 {
        var hash = TextHash()
        for at in range where bytes[at] != 0x2B { hash.absorb(UInt64(bytes[at] >= 65 && bytes[at] <= 90 ? bytes[at] | 0x20 : bytes[at])) }
        return hash.value
    }
}
