// Encodings whose vocabulary is not part of the program: read from the files they are published as, or added once and mapped from then on.

import PithSystem
import PithUnicode
import PithVocabulary
import Synchronization

extension Encoding {
    /// The encoding of a vocabulary file: a `tokenizer.json` of the byte-level BPE family, or a `.tiktoken` file.
    ///
    ///     let qwen = try Encoding(named: "qwen3", vocabularyFile: bytesOfTokenizerJSON)
    ///
    /// - Parameters:
    ///   - preTokenizer: how text is cut, where the file does not say: the name of a pre-tokenizer (`llama3`), or the expression it was published as.
    ///   - normalization: the normal form text is brought into, `nfc`, `nfkc` or `none`, where the file does not say; nil for what is known of it.
    /// - Throws: `VocabularyError` for a file that is none, or of a family that cannot be counted exactly.
    ///
    /// Cost: about a second for 150,000 tokens. `pith vocabularies add` does it once for all.
    public init(named name: String, vocabularyFile file: [UInt8], preTokenizer: String? = nil, normalization: String? = nil)
        throws(VocabularyError)
    {
        let added = try Self.packed(file, preTokenizer: preTokenizer, normalization: normalization, sourceName: "")
        try self.init(name: name, AddedVocabulary(copying: added, name: name), path: "memory")
    }

    /// The file that an added vocabulary lies in, for the vocabulary file `file`.
    package static func packed(_ file: [UInt8], preTokenizer: String?, normalization: String?, sourceName: String) throws(VocabularyError)
        -> [UInt8]
    {
        var source = try VocabularySource(file)
        let digest = SHA256.hexDigest(of: file)
        var kind: PreTokenizerKind?
        if let patterns = source.patterns {
            kind = PreTokenizerKind.published(as: patterns)
            if kind == nil, preTokenizer == nil { throw .unknownPattern(patterns, known: PreTokenizerKind.all.map(\.name)) }
        } else if let known = KnownVocabularyFile.all.first(where: { $0.sha256 == digest }) {
            kind = PreTokenizerKind.named(known.preTokenizer)
            (source.normalization, source.specialTokens) = (known.normalization, known.specialTokens)
        } else if preTokenizer == nil {
            throw .patternNeeded(known: PreTokenizerKind.all.map(\.name))
        }
        if let preTokenizer {
            guard let named = PreTokenizerKind.named(preTokenizer) else {
                throw .unknownPattern([preTokenizer], known: PreTokenizerKind.all.map(\.name))
            }
            kind = named
        }
        if let normalization { source.normalization = NormalizationForm(rawValue: normalization) }
        guard let kind else { throw .patternNeeded(known: PreTokenizerKind.all.map(\.name)) }
        return try AddedVocabulary.file(source, preTokenizer: kind.name, sourceName: sourceName, sourceDigest: digest)
    }

    /// The encoding of an added vocabulary's file.
    init(name: String, _ added: AddedVocabulary, path: String) throws(VocabularyError) {
        guard let kind = PreTokenizerKind.named(added.preTokenizer) else {
            throw .damaged(name: name, path: path, reason: "this version of Pith has no pre-tokenizer '\(added.preTokenizer)'")
        }
        self.init(name: name, vocabulary: added.vocabulary, preTokenizer: kind)
    }

    /// Encodings of added vocabularies that were opened: they share their counters.
    private static let opened = Mutex<[String: Encoding]>([:])

    /// The encoding of an added vocabulary; nil when none has this name.
    static func added(_ name: String) throws(VocabularyError) -> Encoding? {
        if let known = opened.withLock({ $0[name] }) { return known }
        guard let vocabulary = try VocabularyFolder.open(name) else { return nil }
        let encoding = try Encoding(name: name, vocabulary, path: VocabularyFolder.file(of: name))
        return opened.withLock { table in
            if let known = table[name] { return known }
            table[name] = encoding
            return encoding
        }
    }

    /// Adds a vocabulary under `name`: from then on it is opened in no time, and `Encoding.named` knows it.
    ///
    /// - Returns: the path of the file that was written.
    package static func add(
        _ name: String, vocabularyFile file: [UInt8], preTokenizer: String?, normalization: String?, sourceName: String
    ) throws -> String {
        guard VocabularyFolder.isName(name), !all.contains(where: { $0.name == name }) else { throw VocabularyError.badName(name) }
        let path = try VocabularyFolder.file(of: name)
        let packed = try packed(file, preTokenizer: preTokenizer, normalization: normalization, sourceName: sourceName)
        try Folder.make(VocabularyFolder.path())
        try File.replace(path, with: packed)
        return path
    }
}
