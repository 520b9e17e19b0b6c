// Text in parts: appended, cut over cores, truncated.

import Testing

@testable import PithTokenizer

@Suite struct StreamingTests {
    private func randomBytes(_ random: inout SeededGenerator, partCount: Int, breaking: Bool) -> [UInt8] {
        var bytes = (0..<partCount).flatMap { _ in Array((DifferentialTests.parts.randomElement(using: &random) ?? "").utf8) }
        if breaking, !bytes.isEmpty {
            for _ in 0..<4 { bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        }
        return bytes
    }

    @Test(arguments: GoldenTests.names) func anAppendedTextCountsAsTheWholeAtEveryCut(_ name: String) throws {
        let encoding = try Encoding.named(name)
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let bytes = randomBytes(&random, partCount: 60, breaking: seed % 3 == 0)
            var counter = TokenCounter(encoding)
            var place = 0
            while place < bytes.count {
                let next = min(bytes.count, place + Int.random(in: 1...9, using: &random))
                counter.append(Array(bytes[place..<next]))
                place = next
                #expect(counter.count == encoding.count(bytes[..<place]), "seed \(seed), \(place) bytes")
            }
        }
    }

    @Test(arguments: GoldenTests.names) func safeCutsAddUp(_ name: String) throws {
        let encoding = try Encoding.named(name)
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let bytes = randomBytes(&random, partCount: 120, breaking: seed % 3 == 0)
            let parts = encoding.parts(of: bytes, atLeast: Int(seed))
            #expect(parts.map { encoding.count(bytes[$0]) }.reduce(0, +) == encoding.count(bytes), "seed \(seed)")
            #expect(parts.flatMap { bytes[$0] } == bytes, "seed \(seed)")
        }
    }

    @Test func coresCountWhatOneDoes() async {
        var random = SeededGenerator(seed: 7)
        let bytes = randomBytes(&random, partCount: 60_000, breaking: true)
        let expected = Encoding.o200kBase.count(bytes)
        for threads in [1, 2, 3, 8] {
            let counted = await Encoding.o200kBase.count(bytes, threadCount: threads)
            #expect(counted == expected, "\(threads) threads")
        }
        let texts = (0..<1000).map { Array(bytes[$0 * 20..<$0 * 20 + 20]) }
        let each = await Encoding.o200kBase.count(each: texts, threadCount: 4)
        #expect(each == texts.map { Encoding.o200kBase.count($0) })
    }

    /// One piece of 140 kB: it is merged in parts, whatever came before it.
    @Test(arguments: GoldenTests.names) func coresShareOnePiece(_ name: String) async throws {
        let encoding = try Encoding.named(name)
        var random = SeededGenerator(seed: 8)
        let han = (0x4E00...0x9FA5).compactMap { Unicode.Scalar($0) }
        for (beginning, end) in [("", ""), ("Of it: it's", ". And on."), ("說'll", "。"), ("中\u{3042}", "a"), ("A", "É")] {
            for letters in [han.shuffled(using: &random).prefix(40) + [], han, (97...122).map { Unicode.Scalar(UInt8($0)) }] {
                var text = String.UnicodeScalarView(beginning.unicodeScalars)
                for _ in 0..<(letters.count == 26 ? 140_000 : 47_000) {
                    text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
                }
                text.append(contentsOf: end.unicodeScalars)
                let bytes = Array(String(text).utf8)
                let expected = encoding.count(bytes)
                #expect(await encoding.count(bytes, threadCount: 2) == expected, "\(beginning)…\(end), \(letters.count) letters")
                guard beginning.isEmpty, end.isEmpty else { continue }
                let shared = await encoding.countUncut(bytes, 0..<bytes.count, size: 1 << 16, threadCount: 2)
                #expect(shared == expected, "\(letters.count) letters were not counted in parts")
            }
        }
    }

    /// Nothing in it begins a character, so there is no place to part it at.
    @Test func coresCountBytesWithoutCharacters() async {
        for bytes in [[UInt8](repeating: 0x80, count: 140_000), [0x61] + [UInt8](repeating: 0xBF, count: 200_000)] {
            #expect(await Encoding.o200kBase.count(bytes, threadCount: 2) == Encoding.o200kBase.count(bytes))
        }
    }

    @Test(arguments: GoldenTests.names) func truncationKeepsTheLimitAndCharacters(_ name: String) throws {
        let encoding = try Encoding.named(name)
        for seed in 1...80 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text = (0..<40).map { _ in DifferentialTests.parts.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let total = encoding.count(bytes)
            for limit in [0, 1, 2, 5, total / 2, total - 1, total, total + 5] where limit >= 0 {
                for end in [Encoding.KeptEnd.head, .tail] {
                    let range = encoding.truncate(bytes, toTokens: limit, keeping: end)
                    #expect(encoding.count(bytes[range]) <= limit, "seed \(seed), \(limit) from \(end)")
                    #expect(String(validating: bytes[range], as: UTF8.self) != nil, "seed \(seed), \(limit) from \(end)")
                    if limit >= total { #expect(range == 0..<bytes.count) }
                    #expect(end == .head ? range.lowerBound == 0 : range.upperBound == bytes.count)
                }
            }
        }
        #expect(encoding.truncate(Array("one two three".utf8), toTokens: 2) == 0..<7)
        #expect(encoding.truncate(Array("one two three".utf8), toTokens: 2, keeping: .tail) == 3..<13)
    }
}
