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
