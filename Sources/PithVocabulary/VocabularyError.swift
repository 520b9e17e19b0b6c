/// A vocabulary that cannot be read, packed or found.
public enum VocabularyError: Error, Equatable, CustomStringConvertible {
    case malformedLine(number: Int, text: String)
    case digestMismatch(path: String, expected: String, found: String)
    case notPackable(String)
    case notAVocabulary(String)
    /// A kind of vocabulary that Pith does not count, and what to do.
    case unsupported(String, instead: String)
    case unknownPattern([String], known: [String])
    case patternNeeded(known: [String])
    case badName(String)
    case notAdded(String)
    case damaged(name: String, path: String, reason: String)
    case noFolder

    public var description: String {
        switch self {
        case .malformedLine(let number, let text):
            "line \(number) is not 'BASE64 RANK': '\(text)'. A .tiktoken file has one token a line, ranks counting up from 0"
        case .digestMismatch(let path, let expected, let found):
            "\(path) is not the published file: its SHA-256 is \(found), not \(expected). Get it again"
        case .notPackable(let reason): "this vocabulary cannot be packed: \(reason)"
        case .notAVocabulary(let reason): "this is no vocabulary: \(reason). Pith reads .tiktoken and tokenizer.json files"
        case .unsupported(let kind, let instead): "\(kind) is not supported: Pith counts exactly or not at all. Instead, \(instead)"
        case .unknownPattern(let patterns, let known):
            "no pre-tokenizer cuts text by \(patterns.map { "'\($0.prefix(300))'" }.joined(separator: " then ")). Known: "
                + "\(known.joined(separator: ", ")). If one of them cuts alike, name it: --pattern NAME"
        case .patternNeeded(let known):
            "a .tiktoken file does not say how text is cut. Name a pre-tokenizer: --pattern NAME, one of \(known.joined(separator: ", "))"
        case .badName(let name):
            "'\(name)' cannot name a vocabulary: names have letters, digits, '.', '_' and '-', start with a letter or digit, and are not those of "
                + "built-in ones. Choose another"
        case .notAdded(let name): "no vocabulary named '\(name)' was added. List them: pith vocabularies"
        case .damaged(let name, let path, let reason):
            "the vocabulary '\(name)' in \(path) cannot be used: \(reason). Add it again: pith vocabularies add \(name) FILE"
        case .noFolder:
            "there is no place for vocabularies: neither XDG_CACHE_HOME nor HOME is set. Set one: export XDG_CACHE_HOME=/some/folder"
        }
    }
}
