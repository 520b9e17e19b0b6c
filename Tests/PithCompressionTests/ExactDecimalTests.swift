// Sums of numbers as they are written are exact.

import PithTestSupport
import Testing

@testable import PithCompression

@Test func decimalsAddUpWithoutRounding() {
    func sum(_ texts: [String]) -> String {
        let numbers = texts.map { ExactDecimal(Array($0.utf8)[...]) }
        #expect(!numbers.contains(nil))
        return String(decoding: numbers.compactMap { $0 }.reduce(.zero, +).text, as: UTF8.self)
    }
    #expect(sum(["0.1", "0.2"]) == "0.3")
    #expect(sum(["1.50", "-0.75", "7"]) == "7.75")
    #expect(sum(["-0.05", "0.02"]) == "-0.03")
    #expect(sum(["2.50", "2.50"]) == "5.00")
    #expect(sum(Array(repeating: "99999999999999.999", count: 1000)) == "99999999999999999.000")
}

@Test(arguments: ["", "-", "1e5", "1.", ".5", "1.2.3", "12a", "1 000", "1234567890123456789", "0.1234567891", "+1"])
func whatIsNoPlainDecimalIsLeftAlone(_ text: String) {
    #expect(ExactDecimal(Array(text.utf8)[...]) == nil)
}

@Test(arguments: 0..<UInt64(20)) func decimalsCompareAsTheirValues(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
        // Hundredths, written with two places, one, or none.
        func written(_ hundredths: Int) -> String {
            let whole = hundredths / 100, rest = hundredths % 100
            if rest == 0 { return "\(whole)" }
            return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
        }
        let a = random.number(0...2000), b = random.number(0...2000)
        let x = ExactDecimal(Array(written(a).utf8)[...]), y = ExactDecimal(Array(written(b).utf8)[...])
        #expect(x != nil && y != nil)
        if let x, let y { #expect((x < y) == (a < b) && (x == y) == (a == b), "seed \(seed): \(written(a)) and \(written(b))") }
    }
}
