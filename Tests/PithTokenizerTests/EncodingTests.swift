// What the promises of `Encoding` say, beyond the reference's own strings.

import Testing

@testable import PithTokenizer

@Suite struct EncodingTests {
    @Test func theNearestNameIsOffered() throws {
        #expect(throws: EncodingError.unknownName("o200k", nearest: "o200k_base")) { try Encoding.named("o200k") }
        #expect(throws: EncodingError.unknownName("zzzzzzzzzzzzzzzz", nearest: nil)) { try Encoding.named("zzzzzzzzzzzzzzzz") }
        #expect(
            "\(EncodingError.unknownName("o200k", nearest: "o200k_base"))"
                == "no encoding named 'o200k'. Did you mean 'o200k_base'? List them: pith vocabularies")
        #expect(try Encoding.named("cl100k_base").name == "cl100k_base")
    }

    @Test(arguments: [-1, 199_998, 200_000, 1_000_000, .max, .min]) func unknownIDsAreNamed(_ id: Int) {
        #expect(throws: EncodingError.unknownID(id, encoding: "o200k_base")) { try Encoding.o200kBase.decode([13225, id]) }
    }

    @Test func specialTokensDecode() throws {
        #expect(try Encoding.o200kBase.decode([199_999]) == Array("<|endoftext|>".utf8))
    }

    @Test(arguments: GoldenTests.names) func everyTokenDecodesAndEncodesToItself(_ name: String) throws {
        let encoding = try Encoding.named(name)
        var whole = 0
        for id in 0..<encoding.vocabulary.table.tokenCount {
            let bytes = try encoding.decode([id])
            guard String(validating: bytes, as: UTF8.self) != nil else { continue }
            let ids = encoding.encode(bytes)
            let decoded = try encoding.decode(ids)
            if decoded != bytes { Issue.record("token \(id) does not survive") }
            if ids == [id] { whole += 1 }
        }
        #expect(whole > encoding.vocabulary.table.tokenCount * 9 / 10)
    }

    @Test(arguments: GoldenTests.names) func randomBytesSurviveUpToReplacement(_ name: String) throws {
        let encoding = try Encoding.named(name)
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let ids = encoding.encode(bytes)
            #expect(try encoding.decode(ids) == Array(String(decoding: bytes, as: UTF8.self).utf8), "seed \(seed)")
            #expect(encoding.count(bytes) == ids.count, "seed \(seed)")
        }
    }
}
