// What a caller of `Encoding` can get wrong.

import PithVocabulary

/// What a caller of `Encoding` can get wrong.
public enum EncodingError: Error, Equatable, CustomStringConvertible {
    case unknownName(String, nearest: String?)
    case unknownID(Int, encoding: String)
    case vocabulary(VocabularyError)
    case unknownModel(String, nearest: String?)
    case vocabularyNeeded(model: String, name: String, file: String)

    public var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            "no encoding named '\(name)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "") + " List them: pith vocabularies"
        case .unknownID(let id, let encoding):
            "\(encoding) has no token with id \(id). Decode with the encoding that made the ids: --encoding NAME"
        case .vocabulary(let error): error.description
        case .unknownModel(let model, let nearest):
            "no model named '\(model)' is known." + (nearest.map { " Did you mean '\($0)'?" } ?? "")
                + " Name its encoding instead: --encoding NAME"
        case .vocabularyNeeded(let model, let name, let file):
            "\(model) is counted with a vocabulary that is not part of Pith. Get its file (\(file)), and add it once: "
                + "pith vocabularies add \(name) FILE"
        }
    }
}
