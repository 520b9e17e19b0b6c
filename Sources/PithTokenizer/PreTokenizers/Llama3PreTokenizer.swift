// Llama 3, and with it many that came after (GLM 4, MiniCPM, …). It is cl100k as it was first published: of white space, the part up to the last
// line break goes first, at the end of the text as elsewhere.

/// The pre-tokenizer of Llama 3.
package enum Llama3PreTokenizer: CL100kFamily {
    package static let patterns = [
        [
            #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ]
    ]
    package static var longestNumber: Int { 3 }
}
