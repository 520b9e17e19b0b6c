// What is asked of each line before more is: no line is passed over that has what is looked for.

import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct LineGateTests {
    @Test(arguments: 0..<300) func linesAreFoundByTheirFirstByte(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let bytes = (0..<random.number(0...90)).map { _ in random.pick([0x0A, 0x0A, 0x20, 0x60, 0x61, 0x62, 0x63, 0xFF] as [UInt8]) }
        let start = random.number(0...bytes.count), range = start..<random.number(start...bytes.count)
        let openers = ByteSet { $0 == 0x60 || $0 == 0xFF }
        let plain = range.first { (bytes[$0] == 0x60 || bytes[$0] == 0xFF) && ($0 == range.lowerBound || bytes[$0 - 1] == 0x0A) }
        #expect(openers.firstLine(in: bytes, range) == plain ?? range.upperBound, "seed \(seed)")
    }

    @Test(arguments: 0..<300) func partsAreFound(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let bytes = (0..<random.number(0...40)).map { _ in UInt8(random.number(0x61...0x62)) }
        let part = (0..<random.number(0...4)).map { _ in UInt8(random.number(0x61...0x62)) }
        let start = random.number(0...bytes.count), text = bytes[start..<random.number(start...bytes.count)]
        let plain = (text.startIndex...text.endIndex).first { text[$0...].starts(with: part) }
        #expect(text.firstOffset(of: part[...]) == plain, "seed \(seed)")
    }

    /// Each form with all that it asks for is told as the first in the table that fits.
    @Test func linesOfOutputHaveTheirForms() {
        for form in OutputLine.all {
            let line = form.isWhole ? form.prefix : form.prefix + "x" + form.part + "y" + form.suffix
            let bytes = Array(line.utf8)
            let plain = OutputLine.all.first { other in
                line.hasPrefix(other.prefix) && line.hasSuffix(other.suffix) && (other.part.isEmpty || line.contains(other.part))
                    && (!other.isWhole || line == other.prefix) && (!other.isOneWord || !line.dropFirst(other.prefix.count).contains(" "))
            }
            let found = OutputLine.of(bytes, 0..<bytes.count)
            #expect(found?.prefix == plain?.prefix && found?.part == plain?.part && found?.suffix == plain?.suffix, "\(line)")
        }
    }
}
