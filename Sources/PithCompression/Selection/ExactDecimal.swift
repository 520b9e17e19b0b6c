// Numbers as they are written, added without rounding.

import PithSystem

/// A decimal number: `units` times ten to the power of −`places`.
struct ExactDecimal: Comparable {
    private var units: Int128
    private var places: Int

    /// More digits, and numbers with an exponent, are left alone.
    private static let mostDigits = 18
    private static let mostPlaces = 9

    static let zero = ExactDecimal(units: 0, places: 0)

    private init(units: Int128, places: Int) { (self.units, self.places) = (units, places) }

    /// The number that `text` spells: a sign, digits, a point and digits. Nil for any other text.
    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        let isNegative = rest.first == 0x2D
        if isNegative { rest = rest.dropFirst() }
        guard let first = rest.first, first.isDigit, rest.count <= Self.mostDigits else { return nil }
        var units: Int128 = 0
        var places: Int?
        for byte in rest {
            if byte == 0x2E, places == nil {
                places = 0
            } else if byte.isDigit {
                units = units * 10 + Int128(byte - 0x30)
                places = places.map { $0 + 1 }
            } else {
                return nil
            }
        }
        guard places != 0, places ?? 0 <= Self.mostPlaces else { return nil }
        self.init(units: isNegative ? -units : units, places: places ?? 0)
    }

    var isWhole: Bool { places == 0 }

    private func scaled(to places: Int) -> Int128 {
        var units = units
        for _ in self.places..<places { units *= 10 }
        return units
    }

    static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
        let places = max(a.places, b.places)
        return a.scaled(to: places) < b.scaled(to: places)
    }

    static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
        let places = max(a.places, b.places)
        return a.scaled(to: places) == b.scaled(to: places)
    }

    static func + (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
        let places = max(a.places, b.places)
        return ExactDecimal(units: a.scaled(to: places) + b.scaled(to: places), places: places)
    }

    /// Near enough to compare spreads.
    var approximation: Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return Double(units) / scale
    }

    /// As it is written, zeros at the end of the fraction with it.
    var text: [UInt8] {
        var digits = Array("\(units.magnitude)".utf8)
        while digits.count <= places { digits.insert(0x30, at: 0) }
        if places > 0 { digits.insert(0x2E, at: digits.count - places) }
        return (units < 0 ? [0x2D] : []) + digits
    }
}
