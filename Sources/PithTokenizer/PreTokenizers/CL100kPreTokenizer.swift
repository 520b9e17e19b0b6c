// cl100k (GPT-3.5, GPT-4). The published expression, its alternatives tried in this order at each place:
//
//   1  '(?i:[sdmt]|ll|ve|re)
//   2  [^\r\n\p{L}\p{N}]?+\p{L}++
//   3  \p{N}{1,3}+
//   4   ?[^\s\p{L}\p{N}]++[\r\n]*+
//   5  \s++$
//   6  \s*[\r\n]
//   7  \s+(?!\S)
//   8  \s
//
// `?+`, `++` and `*+` never give back what they took, so nothing here needs to be tried twice. Marks are not letters in this one.

/// The pre-tokenizer of `cl100k_base`.
package enum CL100kPreTokenizer: CL100kFamily {
    package static let patterns = [
        [#"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#]
    ]
    package static var longestNumber: Int { 3 }
    package static var takesEndOfTextFirst: Bool { true }
}
