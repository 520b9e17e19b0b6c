// An encoding is a vocabulary and the pre-tokenizer it was trained with: text goes in, token counts or ids come out.
//
// The way of a text: bytes that are not UTF-8 are replaced (only where there are any), the pre-tokenizer cuts pieces, each piece is
// looked up whole, and pieces that are no token are merged (`Merger`).

import PithBPE
import PithSystem
import PithVocabulary

/// Counts, encodes and decodes text exactly as a model's own tokenizer does.
///
///     Encoding.o200kBase.count("Hello, world!")      // 4
///     Encoding.o200kBase.encode("Hello, world!")     // [13225, 11, 2375, 0]
///
/// Values are cheap to copy and safe to share between threads. Bytes that are not valid UTF-8 count as the U+FFFD characters that
/// replace them, as Python's `bytes.decode("utf-8", "replace")` has it. Cost: linear in the text.
public struct Encoding: Sendable {
    /// The encoding's published name, such as `o200k_base`.
    public let name: String
    package let vocabulary: Vocabulary
    let preTokenizer: PreTokenizerKind
    let preparation: TextPreparation
    let counters: CounterPool

    init(name: String, vocabulary: Vocabulary, preTokenizer: PreTokenizerKind) {
        (self.name, self.vocabulary, self.preTokenizer) = (name, vocabulary, preTokenizer)
        preparation = TextPreparation(vocabulary)
        counters = CounterPool(vocabulary.table)
    }

    /// GPT-4o and later models. Nothing is loaded or built when it is first used.
    public static let o200kBase = Encoding(name: "o200k_base", vocabulary: .o200kBase, preTokenizer: .o200k)
    /// GPT-3.5 and GPT-4.
    public static let cl100kBase = Encoding(name: "cl100k_base", vocabulary: .cl100kBase, preTokenizer: .cl100k)

    /// Codex and the GPT-3 models named 002 and 003.
    public static let p50kBase = Encoding(name: "p50k_base", vocabulary: .p50kBase, preTokenizer: .r50k)
    /// GPT-2 and the first GPT-3.
    public static let r50kBase = Encoding(name: "r50k_base", vocabulary: .r50kBase, preTokenizer: .r50k)
    /// `o200kBase` with the special tokens of the gpt-oss models' chat format.
    public static let o200kHarmony = Encoding(name: "o200k_harmony", vocabulary: .o200kHarmony, preTokenizer: .o200k)

    /// The encodings that are part of the program.
    public static var all: [Encoding] { [.o200kBase, .cl100kBase, .p50kBase, .r50kBase, .o200kHarmony] }

    /// The encoding with this name: one that is part of the program, or one whose vocabulary was added (`pith vocabularies add`).
    ///
    /// - Throws: `EncodingError.unknownName`, with the nearest name there is; `EncodingError.vocabulary` when an added one cannot be used.
    public static func named(_ name: String) throws(EncodingError) -> Encoding {
        if let found = all.first(where: { $0.name == name }) { return found }
        do { if let found = try added(name) { return found } } catch { throw .vocabulary(error) }
        throw .unknownName(name, nearest: NearestName.of(name, among: all.map(\.name) + addedNames))
    }

    /// How many tokens the vocabulary has, special ones not counted.
    package var tokenCount: Int { vocabulary.table.tokenCount }
    /// The name of the pre-tokenizer.
    package var preTokenizerName: String { preTokenizer.name }

    /// The names of the encodings whose vocabularies were added.
    public static var addedNames: [String] { VocabularyFolder.names() }
}
