/// A vocabulary that cannot be read or packed.
public enum VocabularyError: Error, Equatable, CustomStringConvertible {
    case malformedLine(number: Int, text: String)
    case digestMismatch(path: String, expected: String, found: String)
    case notPackable(String)

    public var description: String {
        switch self {
        case .malformedLine(let number, let text):
            "line \(number) is not 'BASE64 RANK': '\(text)'. A .tiktoken file has one token a line, ranks counting up from 0"
        case .digestMismatch(let path, let expected, let found):
            "\(path) is not the published file: its SHA-256 is \(found), not \(expected). Get it again"
        case .notPackable(let reason): "this vocabulary cannot be packed: \(reason)"
        }
    }
}
