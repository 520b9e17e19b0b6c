// Tekken (Mistral Nemo and later): `O200kFamily` without contractions, and every digit is a piece.

/// The pre-tokenizer of Mistral's Tekken vocabularies.
package enum TekkenPreTokenizer: O200kFamily {
    package static let patterns = [
        [
            #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#
                + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#
                + #"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ]
    ]
    package static var takesContractions: Bool { false }
    package static var longestNumber: Int { 1 }
}
