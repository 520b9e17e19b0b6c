// Qwen 3.5 and later: as Qwen 2, but combining marks belong to words, so that words of Indic scripts stay whole.

import PithUnicode

/// The pre-tokenizer of Qwen 3.5 and later.
package enum Qwen35PreTokenizer: CL100kFamily {
    package static let patterns = [
        [
            #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ]
    ]
    package static var wordCharacters: CharacterClassSet { .letter | .mark }
    package static var signs: CharacterClassSet { .signButMark }
    package static var longestNumber: Int { 1 }
}
