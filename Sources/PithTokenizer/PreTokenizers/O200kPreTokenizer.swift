// o200k (GPT-4o and later, gpt-oss, Llama 4): `O200kFamily` with contractions and numbers of three digits.

/// The pre-tokenizer of `o200k_base`.
package enum O200kPreTokenizer: O200kFamily {
    package static let patterns = [
        [
            #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#
                + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#
                + #"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ]
    ]
    package static var takesContractions: Bool { true }
    package static var longestNumber: Int { 3 }
}
