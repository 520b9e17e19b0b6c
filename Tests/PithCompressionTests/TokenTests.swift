// Tokens of a whole text and of its sentences, and the language that they tell.

import PithTestSupport
import Testing

@testable import PithCompression

struct TokenTests {
    private static let pieces = [
        "the", "of", "and", "der", "une", "Pump", "don't", "well-known", "l’accès", "3.5", "1,200", "日本", "が", "é", "½", ".", ",", " ",
        "  ", "\n", "-", "'", "’", "x",
    ]

    private static func text(_ count: Int, _ random: inout SplitMix64) -> [UInt8] {
        (0..<random.number(0...count)).flatMap { _ in Array(random.pick(pieces).utf8) }
    }

    /// Wherever the sentences are cut, inside of what would be one token too.
    @Test(arguments: 0..<100) func sentencesHaveTheTokensThatTheyHaveByThemselves(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = Self.text(60, &random)
        let cuts = (0..<random.number(0...8)).map { _ in random.number(0...bytes.count) }.sorted()
        let sentences = zip([0] + cuts, cuts + [bytes.count]).map { $0..<$1 }
        let among = TextToken.all(in: bytes, of: sentences, among: TextToken.all(in: bytes, bytes.indices))
        let alone = TextToken.all(in: bytes, of: sentences, among: nil)
        #expect(among.map { $0.map(\.range) } == alone.map { $0.map(\.range) })
        #expect(among.map { $0.map(\.hash) } == alone.map { $0.map(\.hash) })
    }

    @Test(arguments: 0..<100) func aTextIsInALanguageWhenItsLanguageIsTold(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = Self.text(80, &random)
        let language = KnownLanguages.language(reading: bytes, bytes.indices)
        #expect(KnownLanguages.isInOne(bytes, bytes.indices) == (language != nil))
        #expect(KnownLanguages.language(reading: TextToken.all(in: bytes, bytes.indices)) == language)
    }
}
