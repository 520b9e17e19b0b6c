// Vocabularies that are no part of Pith, loaded from the files they are published as, against the reference's own output. The files have
// licences of their own: `make vocabularies` gets them into out/vocabularies; without them, and without the reference data, nothing is tested.

import Foundation
import PithVocabulary
import Testing

@testable import PithTokenizer

@Suite struct LoadedVocabularyTests {
    /// The reference data, by the name that the vocabulary is added under.
    static let names = ["llama3", "llama4", "qwen", "qwen_raw", "qwen3_6", "deepseek_litellm", "deepseek_v4", "anthropic_legacy"]

    /// The encoding of a vocabulary that `make vocabularies` added; nil, with a message, when it did not.
    static func encoding(_ name: String) throws -> Encoding? {
        let file = CaseFiles.projectRoot.appending(path: "out/vocabularies/pith/vocabularies/\(name).pithvocabulary")
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("skipped: \(file.path) is not there; get it with make vocabularies")
            return nil
        }
        return try Encoding(name: name, AddedVocabulary(path: file.path, name: name), path: file.path)
    }

    @Test(arguments: names) func goldenStringsHaveTheReferenceIDs(_ name: String) throws {
        guard let golden = CaseFiles.sharedFile("golden/\(name).jsonl"), let encoding = try Self.encoding(name) else {
            return withKnownSkip()
        }
        let rows = try #require(CaseFiles.rows(golden))
        #expect(rows.count >= 100)
        for row in rows {
            // The references read special tokens of a tokenizer.json, and none of a .tiktoken file.
            let allowsSpecial = ["deepseek_litellm", "deepseek_v4", "anthropic_legacy"].contains(name)
            #expect(encoding.encode(row.bytes, allowSpecial: allowsSpecial) == row.ids, "\(row.text ?? "")")
            let ids = encoding.encode(row.bytes)
            #expect(encoding.count(row.bytes) == ids.count)
            let normal = encoding.vocabulary.normalization.map { form in
                row.bytes.withUnsafeBufferPointer { form.normalized($0) ?? row.bytes }
            }
            #expect(try encoding.decode(ids) == normal ?? row.bytes)
        }
    }

    @Test(arguments: names) func randomTextMatchesPlainMerging(_ name: String) throws {
        guard let encoding = try Self.encoding(name) else { return withKnownSkip() }
        let plain = PlainTokenizer(encoding)
        for seed in 1...(CaseFiles.isExhaustive ? 10_000 : 300) as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text = (0..<30).map { _ in PreTokenizerTests.parts.randomElement(using: &random) ?? "" }.joined()
            let form = encoding.vocabulary.normalization
            let normal =
                Array(text.utf8).withUnsafeBufferPointer { form?.normalized($0) }.map { String(decoding: $0, as: UTF8.self) } ?? text
            let expected = plain.encode(normal)
            let ids = encoding.encode(text)
            #expect(ids == expected, "seed \(seed): \(text.debugDescription)")
            #expect(encoding.count(text) == expected.count, "seed \(seed): \(text.debugDescription)")
            if ids != expected { return }
        }
    }

    @Test(arguments: names) func anAppendedTextCountsAsTheWhole(_ name: String) throws {
        guard let encoding = try Self.encoding(name) else { return withKnownSkip() }
        let parts =
            PreTokenizerTests.parts + encoding.vocabulary.specialTokens.prefix(40).map(\.text) + ["<think>", "<", "｜", "e\u{301}\u{323}"]
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<60).flatMap { _ in Array((parts.randomElement(using: &random) ?? "").utf8) }
            var counter = TokenCounter(encoding)
            var place = 0
            while place < bytes.count {
                let next = min(bytes.count, place + Int.random(in: 1...9, using: &random))
                counter.append(Array(bytes[place..<next]))
                place = next
                #expect(counter.count == encoding.count(bytes[..<place]), "seed \(seed), \(place) bytes")
            }
            let ranges = encoding.parts(of: bytes, atLeast: Int(seed))
            #expect(ranges.map { encoding.count(bytes[$0]) }.reduce(0, +) == encoding.count(bytes), "seed \(seed)")
        }
    }
}
