// The vocabularies that are part of the program. Touching one reads its header and nothing else.

import CVocabulary
import PithBPE

extension Vocabulary {
    /// GPT-4o and later.
    package static let o200kBase = Vocabulary(
        table: embedded(pith_vocabulary_o200k_base),
        specialTokens: [SpecialToken("<|endoftext|>", 199_999), SpecialToken("<|endofprompt|>", 200_018)])

    /// GPT-3.5 and GPT-4.
    package static let cl100kBase = Vocabulary(
        table: embedded(pith_vocabulary_cl100k_base),
        specialTokens: [
            SpecialToken("<|endoftext|>", 100_257), SpecialToken("<|fim_prefix|>", 100_258), SpecialToken("<|fim_middle|>", 100_259),
            SpecialToken("<|fim_suffix|>", 100_260), SpecialToken("<|endofprompt|>", 100_276),
        ])

    /// Codex and the later GPT-3.
    package static let p50kBase = Vocabulary(
        table: embedded(pith_vocabulary_p50k_base), specialTokens: [SpecialToken("<|endoftext|>", 50_256)])

    /// GPT-2 and the first GPT-3.
    package static let r50kBase = Vocabulary(
        table: embedded(pith_vocabulary_r50k_base), specialTokens: [SpecialToken("<|endoftext|>", 50_256)])

    /// gpt-oss: the tokens of `o200kBase`, and the marks of a chat format as special tokens.
    package static let o200kHarmony = Vocabulary(
        table: o200kBase.table,
        specialTokens: [
            SpecialToken("<|startoftext|>", 199_998), SpecialToken("<|endoftext|>", 199_999), SpecialToken("<|reserved_200000|>", 200_000),
            SpecialToken("<|reserved_200001|>", 200_001), SpecialToken("<|return|>", 200_002), SpecialToken("<|constrain|>", 200_003),
            SpecialToken("<|reserved_200004|>", 200_004), SpecialToken("<|channel|>", 200_005), SpecialToken("<|start|>", 200_006),
            SpecialToken("<|end|>", 200_007), SpecialToken("<|message|>", 200_008), SpecialToken("<|reserved_200009|>", 200_009),
            SpecialToken("<|reserved_200010|>", 200_010), SpecialToken("<|reserved_200011|>", 200_011), SpecialToken("<|call|>", 200_012),
        ] + (200_013..<201_088).map { SpecialToken($0 == 200_018 ? "<|endofprompt|>" : "<|reserved_\($0)|>", $0) })

    private static func embedded(_ data: (UnsafeMutablePointer<Int>?) -> UnsafePointer<UInt8>?) -> VocabularyTable {
        var byteCount = 0
        let bytes = data(&byteCount)
        // SAFETY: the bytes are constants of the program: they are never freed and never change.
        guard let table = VocabularyTable(UnsafeRawBufferPointer(start: bytes, count: byteCount)) else {
            preconditionFailure("an embedded vocabulary has a valid header, because the packer writes one; rebuild the .bin files with it")
        }
        return table
    }
}
