// Byte strings have the numbers that a dictionary would give them.

import PithSystem
import PithTestSupport
import Testing

@Test func byteStringsAreNumberedAsTheyComeUp() {
    var random = SplitMix64(seed: 7)
    var numbers = ByteNumbers(), known: [[UInt8]: Int] = [:]
    for _ in 0..<2000 {
        let name = (0..<random.number(0...3)).map { _ in UInt8(random.number(0...5)) }
        #expect(numbers.known(name[...], guess: random.number(0...9)) == known[name])
        let number = known[name] ?? known.count
        known[name] = number
        #expect(numbers.number(of: name[...], guess: random.number(0...9)) == number)
    }
    #expect(numbers.count == known.count)
}
