// Words that are looked for by what they begin with are found where reading every word finds them.

import PithTestSupport
import Testing

@testable import PithCompression

/// The share worked out from the stretches themselves.
private func plainShare(of sentence: ArraySlice<UInt8>, in code: [ArraySlice<UInt8>]) -> Double {
    func apart(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        for byte in text {
            if byte &- 0x41 < 26, let last = out.last, last &- 0x61 < 26 { out.append(0x20) }
            out.append(byte == 0x5F ? 0x20 : byte)
        }
        return out
    }
    let wanted = Terms.all(in: apart(sentence)).filter { !Terms.stopWords.contains($0) }
    let said = Set(code.flatMap { Terms.all(in: apart($0)) })
    return wanted.isEmpty ? 1 : Double(wanted.count { said.contains($0) }) / Double(wanted.count)
}

@Test(arguments: UInt64(0)..<16)
func sharesAreThoseOfTheStretches(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = [
        "currentPosition", "read_the_file", " ", "\n", "\n", "    ", "größeLesen", "(x)", "été", "Position", "files", "\r\n", "current",
        "e\u{301}A", "a", "aB", "x_y", "Reading", "reads", "the", "ﬁle", "\u{212A}elvin", "kelvin",
        String(repeating: "longName", count: 60), "读取文件", "\u{FFFD}",
    ]
    let bytes = (0..<random.number(1...120)).flatMap { _ in Array(random.pick(parts).utf8) }
    let start = random.number(0...bytes.count / 3)
    let segment = start..<bytes.count
    guard !segment.isEmpty else { return }
    /// A place in the segment, mostly where a line begins.
    func place() -> Int {
        let offset = random.number(segment.lowerBound...segment.upperBound)
        return random.oneIn(4) ? offset : bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? segment.upperBound
    }
    for _ in 0..<12 {
        let ends = [place(), place()].sorted(), sentence = [place(), place()].sorted()
        let stretches = [ends[0]..<ends[1], ends[1]..<segment.upperBound]
        let share = plainShare(of: bytes[sentence[0]..<sentence[1]], in: stretches.map { bytes[$0] })
        let words = CodeWords(bytes[sentence[0]..<sentence[1]])
        for least in [0, 0.25, 0.5, 1] {
            #expect(
                words.areSaid(in: stretches, of: bytes, leastShare: least) == (share >= least),
                "seed \(seed), share \(share), least \(least)")
        }
    }
}
