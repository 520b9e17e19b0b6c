// What a vocabulary file says, read and understood, before it is packed.

import PithUnicode

/// A vocabulary as read from a file.
package struct VocabularySource: Sendable {
    /// The tokens that text is cut into, in the order of merging.
    package var tokens: [[UInt8]]
    /// The id of each, where it is not its place in the list.
    package var ids: [UInt32]?
    /// Where each token's parts meet (`VocabularyPacker.pack`); nil where the tokens' order alone tells.
    package var leftLengths: [Int]?
    /// Tokens that stand for no text, and tokens that are read before the text is cut.
    package var specialTokens: [SpecialToken] = []
    /// Tokens with bytes that no text is ever cut into: ids that can be decoded only.
    package var unreachableTokens: [(id: Int, bytes: [UInt8])] = []
    /// How the text is cut: expressions, as `PreTokenizer.patterns` has them; nil where the file does not say.
    package var patterns: [String]?
    /// What is done with the text before anything else.
    package var normalization: NormalizationForm?

    /// Reads a `tokenizer.json` or a `.tiktoken` file: whichever it is.
    package init(_ file: [UInt8]) throws(VocabularyError) {
        switch file.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): self = try TokenizerJSON.source(file)
        case nil: throw .notAVocabulary("it is empty")
        default:
            if file.starts(with: [0x0A]), file.contains(0) || !TiktokenFile.looksLikeOne(file) {
                throw .unsupported(
                    "a SentencePiece model (tokenizer.model)", instead: "use the tokenizer.json beside it, if its model is byte-level BPE")
            }
            (tokens, ids) = try TiktokenFile.tokens(file)
            guard !tokens.isEmpty else { throw .notAVocabulary("it holds no tokens") }
        }
    }

    init(tokens: [[UInt8]], ids: [UInt32]?, leftLengths: [Int]?) { (self.tokens, self.ids, self.leftLengths) = (tokens, ids, leftLengths) }
}
