import Foundation
import PithJSON
import PithSystem
import Testing

@testable import PithEvaluation

@Suite struct ScorerTests {
    @Test func agreesWithTheReferenceScorerOnEverySharedVector() throws {
        let vectors = try Cases.lines(of: "score-vectors.jsonl")
        #expect(vectors.count >= 200)
        for vector in vectors {
            let name = try #require(vector["name"]?.string)
            let output = try #require(vector["output"]?.decodedString?.bytes)
            let groups = try #require(vector["expect"])
            var line = JSONWriter()
            line.object { line in
                line.member("id", name)
                line.member("format", vector["format"]?.string ?? "")
                line.member("context", "")
                line.key("expect")
                line.raw(Array(groups.document.bytes[groups.range]))
            }
            let task = try TaskReader.task(from: line.bytes, in: 0..<line.bytes.count, defaultSuite: "")
            #expect(Scorer(for: task).score(output) == vector["score"]?.number, "\(name)")
        }
    }

    @Test func normalisesCodePointsInContextAsUnicode14Does() throws {
        let blocks = try Cases.lines(of: "normalised-digests.jsonl")
        #expect(blocks.count == 11)
        for block in blocks {
            let first = try UInt32(#require(block["first"]?.integer))
            var text = ""
            for c in (first..<first + 0x1000).compactMap(Unicode.Scalar.init) {
                if !text.isEmpty { text += "\n" }
                text.unicodeScalars.append(
                    contentsOf: "\(c)a\(c)\u{301}b\u{323}\(c)\u{307} \u{391}\u{3A3}\(c)\u{392} \u{391}\(c)\u{3A3} \u{391}\u{3A3}\(c)|"
                        .unicodeScalars)
            }
            #expect(SHA256.hexDigest(of: Normaliser.normalise(text)) == block["sha256"]?.string, "block U+\(String(first, radix: 16))")
        }
    }

    @Test func nearByWindowEqualsNearByTryingEveryCombination() {
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &random)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let lists = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in Int.random(in: 0...40, using: &generator) }
            }
            let within = Double(Int.random(in: 0...20, using: &generator))
            var combinations: [[Int]] = [[]]
            for list in lists { combinations = combinations.flatMap { start in list.map { start + [$0] } } }
            let expected = combinations.contains { Double($0.max()! - $0.min()!) <= within }
            #expect(Scorer.standNear(lists, within: within) == expected, "seed \(seed): \(lists) within \(within)")
        }
    }

    @Test func findsPhrasesAsAPlainSearchDoes() {
        let seed: UInt64 = 7
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("aab1 -é ".utf8)
        func randomText(_ length: Int) -> [UInt8] { (0..<length).map { _ in alphabet.randomElement(using: &generator)! } }
        for round in 0..<500 {
            let text = randomText(120)
            var automaton = PhraseAutomaton()
            let phrases = (0..<12).map { _ in randomText(Int.random(in: 1...6, using: &generator)) }
            let numbers = phrases.map { automaton.add($0, limit: 5) }
            automaton.link()
            let matches = automaton.matches(in: text)
            for (phrase, number) in zip(phrases, numbers) {
                #expect(matches.startOffsets[number] == Array(plainPlaces(of: phrase, in: text).prefix(5)), "seed \(seed), round \(round)")
            }
        }
    }

    /// Every place of the phrase at word boundaries, in characters: the definition, word for word.
    private func plainPlaces(of phrase: [UInt8], in text: [UInt8]) -> [Int] {
        func isWord(_ byte: UInt8) -> Bool { byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte) }
        guard text.count >= phrase.count else { return [] }
        return (0...text.count - phrase.count).compactMap { start in
            let end = start + phrase.count
            guard text[start..<end].elementsEqual(phrase) else { return nil }
            if isWord(phrase[0]), start > 0, isWord(text[start - 1]) { return nil }
            if isWord(phrase[phrase.count - 1]), end < text.count, isWord(text[end]) { return nil }
            return text[..<start].count { $0 & 0xC0 != 0x80 }
        }
    }
}
