// How the items of an ordered list are numbered: from a number on, upward or down, in digits, letters or Roman numerals, as its attributes say.

import PithSystem

/// The numbers of a list's items, in turn.
struct ItemNumbers {
    private var next: Int
    private let step: Int
    private let form: UInt8

    /// `form`: the attribute `type`, `1`, `a`, `A`, `i` or `I`.
    init(from start: Int, isReversed: Bool, form: UInt8) { (next, step, self.form) = (start, isReversed ? -1 : 1, form) }

    /// The number of the next item, with its full stop: what the item itself says, or one on from the last.
    mutating func take(_ given: Int?) -> [UInt8] {
        let number = given ?? next
        next = number + step
        return Array(written(number).utf8) + [0x2E, 0x20]
    }

    private func written(_ number: Int) -> String {
        let isCapital = form == 0x41 || form == 0x49
        var text = ""
        switch form {
        case 0x61 where (1...26).contains(number), 0x41 where (1...26).contains(number): text = String(UnicodeScalar(UInt8(0x60 + number)))
        case 0x69 where (1...Self.greatestRoman).contains(number), 0x49 where (1...Self.greatestRoman).contains(number):
            var left = number
            for (value, sign) in Self.roman { while left >= value { (text, left) = (text + sign, left - value) } }
        default: return String(number)
        }
        return isCapital ? text.uppercased() : text
    }

    private static let greatestRoman = 89
    private static let roman = [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
}
