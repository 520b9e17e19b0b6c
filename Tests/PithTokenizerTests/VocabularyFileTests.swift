// Vocabulary files: what is read is exact, what cannot be is refused by its name, and no bytes make a trap.

import Foundation
import PithVocabulary
import Testing

@testable import PithTokenizer

@Suite struct VocabularyFileTests {
    private static func tinyFile() throws -> String {
        try String(contentsOf: CaseFiles.cases.appending(path: "tiny.tokenizer.json"), encoding: .utf8)
    }

    private static func tiny() throws -> Encoding { try Encoding(named: "tiny", vocabularyFile: Array(tinyFile().utf8)) }

    @Test func anAwkwardVocabularyHasTheReferenceIDs() throws {
        let encoding = try Self.tiny()
        let rows = try #require(CaseFiles.rows(CaseFiles.cases.appending(path: "tiny.strings.jsonl")))
        #expect(rows.count == 400)
        for row in rows {
            #expect(encoding.encode(row.bytes, allowSpecial: true) == row.ids, "\(row.text ?? "")")
            #expect(encoding.encode(row.bytes) == row.plain, "\(row.text ?? "")")
            #expect(encoding.count(row.bytes) == row.plain?.count)
            #expect(encoding.count(row.bytes, upTo: row.plain!.count) == row.plain?.count)
            if !row.ids.isEmpty { #expect(encoding.count(row.bytes, upTo: row.plain!.count - 1) == nil) }
            let normal = row.bytes.withUnsafeBufferPointer { encoding.vocabulary.normalization?.normalized($0) } ?? row.bytes
            #expect(try encoding.decode(row.ids) == encoding.decode(row.plain!))
            #expect(try encoding.decode(row.plain!).count <= normal.count + 8)
        }
    }

    @Test func anAppendedTextCountsAsTheWhole() throws {
        let encoding = try Self.tiny()
        let rows = try #require(CaseFiles.rows(CaseFiles.cases.appending(path: "tiny.strings.jsonl")))
        for row in rows {
            var counter = TokenCounter(encoding)
            for (index, byte) in row.bytes.enumerated() {
                counter.append([byte])
                #expect(counter.count == encoding.count(row.bytes[...index]), "\(row.text ?? "") after \(index + 1) bytes")
            }
            let parts = encoding.parts(of: row.bytes, atLeast: 3)
            #expect(parts.reduce(0) { $0 + encoding.count(row.bytes[$1]) } == encoding.count(row.bytes), "\(row.text ?? "")")
            let limit = (row.plain?.count ?? 0) / 2
            for end in [Encoding.KeptEnd.head, .tail] {
                let range = encoding.truncate(row.bytes, toTokens: limit, keeping: end)
                #expect(encoding.count(row.bytes[range]) <= limit, "\(row.text ?? "")")
            }
        }
    }

    /// A change of the file, and a word of the refusal.
    static let refusals = [
        (#""type":"BPE""#, #""type":"Unigram""#, "Unigram (SentencePiece)"), (#""type":"BPE""#, #""type":"WordPiece""#, "WordPiece"),
        (#""byte_fallback":false"#, #""byte_fallback":true"#, "byte_fallback"), (#""dropout":null"#, #""dropout":0.1"#, "dropout"),
        (#""type":"NFC""#, #""type":"Lowercase""#, "the normalizer Lowercase"), (#""type":"Split""#, #""type":"Metaspace""#, "Metaspace"),
        (#""add_prefix_space":false"#, #""add_prefix_space":true"#, "add_prefix_space"),
        (#""lstrip":false"#, #""lstrip":true"#, "lstrip"), (#"\\p{N}|"#, #"\\p{N}{1,2}|"#, "no pre-tokenizer cuts text by"),
        (#""behavior":"Isolated""#, #""behavior":"MergedWithNext""#, "Split"), (#""merges":[["#, #""merges":[["?!?","x"],["#, "merge 1"),
        (#""vocab":{"#, #""vocab":{"x y":1.5,"#, "token 1"), (#""model":"#, #""mode":"#, "no \"model\""),
    ]

    @Test(arguments: refusals) func whatCannotBeCountedIsRefusedByItsName(_ find: String, _ replacement: String, _ word: String) throws {
        let file = try Self.tinyFile()
        let range = try #require(file.range(of: find))
        let changed = file.replacingCharacters(in: range, with: replacement)
        do {
            _ = try Encoding(named: "changed", vocabularyFile: Array(changed.utf8))
            Issue.record("accepted")
        } catch { #expect("\(error)".contains(word), "\(error)") }
    }

    @Test func noBytesMakeATrap() throws {
        let files = [Array(try Self.tinyFile().utf8), Array("IQ== 0\nIg== 1\nIyE= 2\n".utf8), [0x0A, 0x0E, 0x0A, 0x05, 0, 0x3C], []]
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var file = files[Int(seed) % files.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) where !file.isEmpty {
                let place = Int.random(in: file.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: file[place] = UInt8.random(in: 0...255, using: &random)
                case 1: file.removeSubrange(place..<min(file.count, place + Int.random(in: 1...40, using: &random)))
                default: file.insert(contentsOf: Array("\"[{}],:9".utf8).shuffled(using: &random), at: place)
                }
            }
            // Whatever becomes of it: an encoding that works, or an error with a message.
            do {
                let encoding = try Encoding(named: "damaged", vocabularyFile: file, preTokenizer: "llama3")
                #expect(encoding.count("the lamp <think> é") > 0, "seed \(seed)")
            } catch { #expect(!error.description.isEmpty, "seed \(seed)") }
        }
    }

    @Test func aDamagedAddedFileIsRefused() throws {
        let packed = try Encoding.packed(Array(Self.tinyFile().utf8), preTokenizer: nil, normalization: nil, sourceName: "tiny")
        #expect(throws: Never.self) { try AddedVocabulary(copying: packed, name: "tiny") }
        for seed in 1...100 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var file = packed
            if seed % 2 == 0 { file.removeLast(Int.random(in: 1...file.count, using: &random)) }
            if !file.isEmpty { file[Int.random(in: 0..<min(file.count, 24), using: &random)] ^= 1 }
            #expect(throws: VocabularyError.self, "seed \(seed)") { try AddedVocabulary(copying: file, name: "tiny") }
        }
    }

    @Test(arguments: [
        ("gpt-4o", "o200k_base"), ("openai/gpt-4o-mini", "o200k_base"), ("gpt-5.1-codex", "o200k_base"), ("o3", "o200k_base"),
        ("o4-mini-2025", "o200k_base"), ("gpt-4.1-nano", "o200k_base"), ("GPT-4", "cl100k_base"), ("gpt-4-0613", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"), ("text-embedding-3-small", "cl100k_base"), ("text-davinci-003", "p50k_base"),
        ("davinci", "r50k_base"),
        ("gpt2", "r50k_base"), ("gpt-oss-20b", "o200k_harmony"), ("ft:gpt-4o:me", "o200k_base"), ("ft:gpt-4:me", "cl100k_base"),
    ]) func modelsHaveTheirEncodings(_ model: String, _ encoding: String) throws {
        let counting = try ModelCounting(model: model)
        #expect(counting.encoding.name == encoding)
        #expect(counting.estimate == nil)
    }

    @Test func estimatesAreLabelledAndKeepAMargin() throws {
        let counting = try ModelCounting(model: "anthropic/claude-sonnet-4-5")
        let estimate = try #require(counting.estimate)
        #expect(estimate.error == "unknown" && estimate.base == "o200k_base")
        #expect(counting.count(Array("one two three".utf8)) == (3 * estimate.percent + 99) / 100)
        for budget in [0, 1, 7, 1000, 123_456, Int.max] {
            let base = estimate.baseBudget(budget)
            #expect(base >= 0 && base <= budget)
            if budget < 1_000_000 { #expect(estimate.tokens(base) * (100 + estimate.marginPercent) <= budget * 100 + 200) }
        }
        #expect(throws: EncodingError.unknownModel("hgpt-4o", nearest: "gpt-4o")) { try ModelCounting(model: "hgpt-4o") }
    }
}
