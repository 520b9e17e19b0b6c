// What one place of a template holds over all its lines: the values, how often each, and between which bounds the numbers lie.

import PithSystem

/// The values that stand at one token of a template's lines.
struct LogColumn {
    struct Value {
        /// Where it stands first.
        let range: Range<Int>
        /// The row (line of the template) in which it stands first.
        let row: Int
        var count: Int
    }

    /// Distinct values in the order of their appearance, and the rows they are in.
    private(set) var values: [Value] = []
    private(set) var rowCount = 0
    /// The number in each row, while every value so far is one number between fixed bytes.
    private(set) var numbers: [Double]?
    /// Equal for columns whose rows hold the same values.
    private(set) var sequenceHash: UInt64 = LogTokenizer.seed
    private(set) var ascents = 0
    private var indexOfValue = KeyTable()
    private var latest = -1
    private var affixes: UInt64 = 0
    private var longestNumber = 0

    /// Longer ones are names, not quantities.
    private static let longestQuantity = 11

    /// Adds the value of the next row.
    mutating func add(_ range: Range<Int>, in bytes: [UInt8]) {
        if latest >= 0, areSame(bytes[values[latest].range], bytes[range]) { return addLatest(times: 1) }
        defer { rowCount += 1 }
        let hash = ByteHash.of(bytes[range])
        sequenceHash = LogTokenizer.mixed(sequenceHash, hash)
        if let known = indexOfValue.keep(values.count, for: hash) {
            values[known].count += 1
            compare(known, bytes)
        } else {
            values.append(Value(range: range, row: rowCount, count: 1))
            compare(values.count - 1, bytes)
        }
        noteNumber(range, bytes)
    }

    /// Adds the value of the latest row again, for `count` rows.
    mutating func addLatest(times count: Int) {
        values[latest].count += count
        if let same = numbers?.last { for _ in 0..<count { numbers?.append(same) } }
        ascents += count
        for _ in 0..<count { sequenceHash = LogTokenizer.mixed(sequenceHash, 1) }
        rowCount += count
    }

    private mutating func compare(_ next: Int, _ bytes: [UInt8]) {
        if latest >= 0 {
            let before = bytes[values[latest].range], after = bytes[values[next].range]
            if before.count == after.count ? precedes(before, after) : before.count < after.count { ascents += 1 }
        }
        latest = next
    }

    private mutating func noteNumber(_ range: Range<Int>, _ bytes: [UInt8]) {
        if rowCount == 0 { numbers = [] }
        guard numbers != nil else { return }
        guard let parts = LogNumber(bytes, range), rowCount == 0 || parts.affixes == affixes else {
            numbers = nil
            return
        }
        affixes = parts.affixes
        longestNumber = max(longestNumber, parts.byteCount)
        numbers?.append(parts.value)
    }

    var varies: Bool { values.count > 1 }
    var isQuantity: Bool { numbers != nil && longestNumber <= Self.longestQuantity }
    /// A counter or a clock: it goes up from row to row.
    var isSequence: Bool { rowCount > 6 && ascents * 20 >= (rowCount - 1) * 19 && values.count > 6 }
    /// Nearly every row has a value of its own.
    var isIdentifier: Bool { values.count * 5 > rowCount * 3 && values.count > 4 }
}

/// A token that is one number, with what stands before and after it.
struct LogNumber {
    let value: Double
    /// Its bytes, the sign with it.
    let range: Range<Int>
    var byteCount: Int { range.count }
    /// A hash of the bytes around the number.
    let affixes: UInt64

    init?(_ bytes: [UInt8], _ token: Range<Int>) {
        guard token.count <= 64 else { return nil }
        var hash = LogTokenizer.seed
        var start = token.lowerBound
        while start < token.upperBound, !bytes[start].isDigit {
            hash = LogTokenizer.mixed(hash, UInt64(bytes[start]))
            start += 1
        }
        // A letter before the first number (eth0, R02), or a second number, makes it a name.
        guard start < token.upperBound, start == token.lowerBound || !bytes[start - 1].isLetter else { return nil }
        var end = start
        var value = 0.0, scale = 0.0
        while end < token.upperBound {
            if bytes[end].isDigit {
                value = value * 10 + Double(bytes[end] - 0x30)
                scale *= 10
            } else if bytes[end] == 0x2E, scale == 0, end + 1 < token.upperBound, bytes[end + 1].isDigit {
                scale = 1
            } else if bytes[end] != 0x2C || scale > 0 || !Self.isThousands(bytes, comma: end, in: start..<token.upperBound) {
                break
            }
            end += 1
        }
        // `0,123` may be a fraction.
        if bytes[start] == 0x30, bytes[start..<end].contains(0x2C) { return nil }
        let exponent = Self.exponent(bytes, end..<token.upperBound)
        end = exponent.end
        let isNegative = start == token.lowerBound + 1 && bytes[start - 1] == 0x2D
        if isNegative {
            start -= 1
            hash = LogTokenizer.seed
        }
        for at in end..<token.upperBound {
            if bytes[at].isDigit { return nil }
            hash = LogTokenizer.mixed(hash, UInt64(bytes[at]) &+ 0x100)
        }
        range = start..<end
        self.value = (isNegative ? -value : value) / (scale == 0 ? 1 : scale) * exponent.factor
        affixes = hash
    }

    /// Whether the comma parts the thousands of a number that stands in `token`: one to three digits before it and three behind it. Whether these are zeros
    /// does not matter: the tokens of lines that differ in digits alone are the same.
    static func isThousands(_ bytes: [UInt8], comma: Int, in token: Range<Int>) -> Bool {
        var start = comma
        while start > token.lowerBound, comma - start < 4, bytes[start - 1].isDigit { start -= 1 }
        guard (1...3).contains(comma - start), comma + 3 < token.upperBound, bytes[comma + 1..<comma + 4].allSatisfy(\.isDigit),
            comma + 4 >= token.upperBound || !bytes[comma + 4].isNameByte
        else { return false }
        guard start > token.lowerBound else { return true }
        let before = bytes[start - 1]
        if before == 0x2C { return comma - start == 3 }
        return before != 0x2E && before != 0x3A && !before.isNameByte
    }

    /// What `e-6` at the beginning of `range` multiplies by, and where it ends: 1 and the range's beginning where there is none with a sign.
    private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> (factor: Double, end: Int) {
        let none = (factor: 1.0, end: range.lowerBound)
        guard range.count >= 3, bytes[range.lowerBound] | 0x20 == 0x65 else { return none }
        let sign = bytes[range.lowerBound + 1]
        guard sign == 0x2D || sign == 0x2B else { return none }
        let digits = bytes[(range.lowerBound + 2)..<range.upperBound].prefix(while: \.isDigit)
        guard (1...2).contains(digits.count) else { return none }
        let power = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let factor = (0..<power).reduce(1.0) { product, _ in product * 10 }
        return (sign == 0x2D ? 1 / factor : factor, digits.endIndex)
    }
}
