// Qwen up to Qwen 3: as Llama 3, but every digit is a piece.

/// The pre-tokenizer of Qwen, Qwen 2 and Qwen 3.
package enum Qwen2PreTokenizer: CL100kFamily {
    package static let patterns = [
        [#"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#]
    ]
    package static var longestNumber: Int { 1 }
}
