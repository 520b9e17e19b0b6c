// A JSON number as Python writes it after reading: an integer digit by digit, anything else as the shortest text that reads back as the
// same double, with an exponent below 1e-4 and from 1e16 on.

enum PythonNumber {
    static func text(of literal: ArraySlice<UInt8>) -> [UInt8] {
        let isInteger = !literal.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
        if isInteger { return Array(literal.elementsEqual("-0".utf8) ? literal.dropFirst() : literal) }
        guard let value = Double(String(decoding: literal, as: UTF8.self)) else { return Array(literal) }
        return Array(text(of: value).utf8)
    }

    static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        let sign = value.sign == .minus ? "-" : ""
        if value.isInfinite { return sign + "Infinity" }
        if value == 0 { return sign + "0.0" }
        let (digits, exponent) = shortestDigits(of: value.magnitude)
        // The value is 0.DIGITS × 10^exponent.
        if exponent < -3 || exponent > 16 {
            let power = exponent - 1
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let two = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
            return "\(sign)\(digits.prefix(1))\(fraction)e\(power < 0 ? "-" : "+")\(two)"
        }
        if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
        if digits.count <= exponent { return sign + digits + String(repeating: "0", count: exponent - digits.count) + ".0" }
        return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    }

    /// The shortest decimal digits that read back as `value`, no zeros at either end, and the place of the point before them. Swift finds the same
    /// digits as Python, and differs only in when it writes an exponent.
    private static func shortestDigits(of value: Double) -> (digits: String, exponent: Int) {
        let parts = "\(value)".split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var digits = mantissa.joined()
        exponent += mantissa[0].count
        while digits.first == "0" {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.last == "0" { digits.removeLast() }
        return (digits, exponent)
    }
}
