// What can be wrong with what the caller asks of the census.

/// Why a limit on lost facts cannot be read.
public enum FactsError: Error, Sendable, Equatable, CustomStringConvertible {
    case notALimit(String)
    case unknownClass(String, nearest: String?)
    case notACount(String, kind: String)

    public var description: String {
        switch self {
        case .notALimit(let text): "'\(text)' is no limit. Write CLASS=N, for example negation=0"
        case .unknownClass(let name, let nearest):
            "no class of facts is called '\(name)'.\(nearest.map { " Did you mean \($0)?" } ?? "") There are: "
                + (CensusLimits.names.joined(separator: ", "))
        case .notACount(let text, let kind): "'\(text)' is no count. Write a whole number of facts that may be lost, for example \(kind)=0"
        }
    }
}
