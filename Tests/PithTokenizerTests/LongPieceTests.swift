// Pieces that are merged in windows, token by token, or as repetitions (`LongMerger`), against merging as it is defined.

import PithBPE
import Testing

@testable import PithTokenizer

@Suite struct LongPieceTests {
    /// Each is cut into few pieces or one: seams in the middle of words, of characters, of repetitions.
    static let alphabets = [
        "a", "ab", "aab", "e", "é", "aé", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "etaoinshrdlu", " ", "\n", " \n",
        "\t", "=", "=-",
        "*#/_-=", "的一是不了人我在有他这中大来上国", "漢字仮名交じり文", "ปัจจุบันภาษาไทย", "한국어", "अनुच्छेद", "😀😃🏽\u{200d}👩", "\u{301}a", "ſſs", "𠜎𠜱",
        "ÃÂ©", "\u{e000}\u{10FFFF}",
    ].map { Array($0.unicodeScalars) }

    static func text(_ random: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        let length = Int.random(in: 65...260, using: &random)
        let alphabet = alphabets.randomElement(using: &random) ?? []
        let other = alphabets.randomElement(using: &random) ?? []
        // Plain random, or runs of one character, or a pattern that comes again and again, some of it changed.
        let kind = Int.random(in: 0..<4, using: &random)
        let pattern = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
        while String(scalars).utf8.count < length {
            switch kind {
            case 0: alphabet.randomElement(using: &random).map { scalars.append($0) }
            case 1:
                guard let one = alphabet.randomElement(using: &random) else { break }
                for _ in 0..<Int.random(in: 1...150, using: &random) { scalars.append(one) }
            case 2: scalars.append(contentsOf: Int.random(in: 0..<8, using: &random) == 0 ? pattern.dropLast() : pattern[...])
            default: ((Bool.random(using: &random) ? alphabet : other).randomElement(using: &random)).map { scalars.append($0) }
            }
        }
        return String(scalars)
    }

    @Test(arguments: GoldenTests.names) func longPiecesAreMergedAsDefined(_ name: String) throws {
        let encoding = try Encoding.named(name)
        let plain = PlainTokenizer(encoding)
        for seed in 1...(CaseFiles.isExhaustive ? 3000 : 150) as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text = Self.text(&random)
            let expected = plain.encode(text)
            let count = encoding.count(text), ids = encoding.encode(text)
            #expect(count == expected.count && ids == expected, "seed \(seed): \(text.debugDescription)")
            if ids != expected { return }
        }
    }

    /// Lengths at which windows, words of bits and repetitions begin and end.
    @Test func everyLengthOfARepetition() {
        let plain = PlainTokenizer(.o200kBase)
        for unit in ["a", " ", "\n", "-", "=", "*", "ab", "é", "的"] {
            for length in Array(1...70) + Array(120...132) + Array(188...196) + Array(252...260) + [511, 640] {
                let text = String(repeating: unit, count: length)
                #expect(Encoding.o200kBase.encode(text) == plain.encode(text), "\(length) times \(unit.debugDescription)")
            }
        }
    }

    /// Long runs, alone and among other things: what is merged as a list of runs, and how that meets what is merged in windows.
    @Test(arguments: GoldenTests.names) func runsAreMergedAsDefined(_ name: String) throws {
        let encoding = try Encoding.named(name)
        let plain = PlainTokenizer(encoding)
        let bytes = Array("-=*#/_.~+!a<> \n中")
        for seed in 1...(CaseFiles.isExhaustive ? 2000 : 40) as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var text = ""
            while text.utf8.count < 65 || Int.random(in: 0..<6, using: &random) > 0 {
                let longest = [1, 4, 20, 90, 400].randomElement(using: &random) ?? 1
                let one = bytes[Int.random(in: 0..<(seed % 2 == 0 ? 4 : bytes.count), using: &random)]
                text += String(repeating: one, count: Int.random(in: 1...longest, using: &random))
            }
            let expected = plain.encode(text)
            #expect(encoding.encode(text) == expected && encoding.count(text) == expected.count, "seed \(seed): \(text.debugDescription)")
        }
    }

    /// What is remembered, what falls out and comes back, and what was never seen give the same ids, whatever the caches hold.
    @Test(arguments: [10, 12, 19]) func rememberedPiecesHaveTheirIDs(_ cacheBits: Int) {
        let encoding = Encoding.o200kBase
        let plain = PlainTokenizer(encoding)
        let counter = PieceCounter(encoding.vocabulary.table, largestCacheBits: cacheBits)
        var random = SeededGenerator(seed: 11)
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éß漢字")
        // Pieces of every number of tokens: short ones of up to fifteen, long ones, and words of the vocabulary.
        let pieces = (0..<3000).map { number -> String in
            let length = Int.random(in: 1...(number % 10 == 0 ? 40 : 15), using: &random)
            return " " + String((0..<length).compactMap { _ in letters.randomElement(using: &random) })
        }
        let expected = pieces.map { plain.encode($0) }
        for round in 0..<3 {
            let order = round == 0 ? Array(pieces.indices) : pieces.indices.shuffled(using: &random)
            let text = Array(order.map { pieces[$0] + "." }.joined().utf8)
            let whole = order.flatMap { expected[$0] + plain.encode(".") }
            var narrow: [UInt32] = []
            var wide: [Int] = []
            var count = 0
            text.withUnsafeBufferPointer { buffer in
                encoding.append(TextBytes(buffer), to: &narrow, counter, O200kPreTokenizer.self)
                encoding.append(TextBytes(buffer), to: &wide, counter, O200kPreTokenizer.self)
                var walk = PieceWalk<O200kPreTokenizer, CountingSink>(CountingSink(counter, byteCount: 0))
                walk.run(TextBytes(buffer), counter)
                count = walk.sink.tokenCount
            }
            #expect(wide == whole, "round \(round)")
            #expect(narrow == whole.map { UInt32($0) }, "round \(round)")
            #expect(count == whole.count, "round \(round)")
        }
    }

    /// Ids of a large text are written to where they stay; its parts' ids are those of the whole.
    @Test func largeTextsHaveTheIDsOfTheirParts() throws {
        var random = SeededGenerator(seed: 12)
        let lines = (0..<15_000).map { _ in
            (0..<8).map { _ in DifferentialTests.parts.randomElement(using: &random) ?? "" }.joined().filter { !$0.isNewline } + "x\n"
        }
        let encoding = Encoding.o200kBase
        let text = lines.joined()
        #expect(text.utf8.count > 1 << 17)
        let ids = encoding.encode(text)
        #expect(try encoding.decode(ids) == Array(text.utf8))
        #expect(ids.count == encoding.count(text))
        #expect(encoding.encode(Array(text.utf8), as: UInt32.self) == ids.map { UInt32($0) })
    }
}
