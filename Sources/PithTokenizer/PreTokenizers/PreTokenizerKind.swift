// The table of pre-tokenizers. Each is one file here, and one line below.

import PithBPE

/// A pre-tokenizer by name, ready to be walked with.
package struct PreTokenizerKind: Sendable {
    /// The name that `pith vocabularies add --pattern` takes.
    package let name: String
    /// What it was published as (`PreTokenizer.patterns`).
    package let patterns: [[String]]
    package let cutter: any PreTokenizer.Type
    let count: @Sendable (Encoding, TextBytes, _ limit: Int) -> Int?
    let append: @Sendable (Encoding, TextBytes, _ ids: inout [Int], PieceCounter) -> Void
    /// `append` for ids of 32 bits.
    let appendNarrow: @Sendable (Encoding, TextBytes, _ ids: inout [UInt32], PieceCounter) -> Void

    package static let o200k = PreTokenizerKind("o200k", O200kPreTokenizer.self)
    package static let cl100k = PreTokenizerKind("cl100k", CL100kPreTokenizer.self)
    package static let r50k = PreTokenizerKind("r50k", R50kPreTokenizer.self)
    package static let llama3 = PreTokenizerKind("llama3", Llama3PreTokenizer.self)
    package static let qwen2 = PreTokenizerKind("qwen2", Qwen2PreTokenizer.self)
    package static let qwen35 = PreTokenizerKind("qwen3.5", Qwen35PreTokenizer.self)
    package static let deepseek = PreTokenizerKind("deepseek", DeepSeekPreTokenizer.self)
    package static let tekken = PreTokenizerKind("tekken", TekkenPreTokenizer.self)

    package static let all = [o200k, cl100k, r50k, llama3, qwen2, qwen35, deepseek, tekken]

    /// The walk over a text is compiled for each pre-tokenizer; a table of closures picks the right one.
    private init<Cutter: PreTokenizer>(_ name: String, _ cutter: Cutter.Type) {
        (self.name, self.cutter) = (name, cutter)
        patterns = Cutter.patterns
        count = { encoding, text, limit in encoding.count(text, upTo: limit, Cutter.self) }
        append = { encoding, text, ids, counter in encoding.append(text, to: &ids, counter, Cutter.self) }
        appendNarrow = { encoding, text, ids, counter in encoding.append(text, to: &ids, counter, Cutter.self) }
    }

    /// The pre-tokenizer with this name, or that was published as this one expression; nil when there is none.
    package static func named(_ text: String) -> PreTokenizerKind? {
        all.first { $0.name == text } ?? published(as: [text])
    }

    /// The pre-tokenizer that was published as these expressions; nil when there is none.
    package static func published(as patterns: [String]) -> PreTokenizerKind? { all.first { $0.patterns.contains(patterns) } }
}
