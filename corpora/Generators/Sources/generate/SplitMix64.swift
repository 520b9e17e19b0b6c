/// SplitMix64 (Steele, Lea and Flood, 2014): 64 bits of state, one addition and a mixing function a number.
///
/// The derived draws below are our own, because the standard library does not promise that
/// `Int.random(in:using:)` gives the same values in its next release, and a seed must name one file for ever.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number in the range. The bias of the multiplication is below 2⁻⁴⁰ for the small ranges used here.
    mutating func draw(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
    }

    /// True once in `n` draws, on average.
    mutating func oneIn(_ n: Int) -> Bool {
        draw(1...n) == 1
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[draw(0...elements.count - 1)]
    }

    /// Small values often, large ones rarely: latencies, sizes, waiting times.
    mutating func skewed(_ range: ClosedRange<Int>) -> Int {
        min(draw(range), draw(range), draw(range))
    }

    /// `count` lower-case hexadecimal digits.
    mutating func hex(_ count: Int) -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for _ in 0..<count {
            text.append(digits[draw(0...15)])
        }
        return text
    }

    /// A decimal number with a fixed count of places, written with the given separator.
    mutating func decimal(_ tenths: ClosedRange<Int>, separator: String = ".") -> String {
        let value = draw(tenths)
        return "\(value / 10)\(separator)\(abs(value % 10))"
    }
}
