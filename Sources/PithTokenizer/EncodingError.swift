/// What a caller of `Encoding` can get wrong.
public enum EncodingError: Error, Equatable, CustomStringConvertible {
    case unknownName(String, nearest: String?)
    case unknownID(Int, encoding: String)

    public var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            "no encoding named '\(name)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "") + " List them: pith vocabularies"
        case .unknownID(let id, let encoding):
            "\(encoding) has no token with id \(id). Decode with the encoding that made the ids: --encoding NAME"
        }
    }
}
