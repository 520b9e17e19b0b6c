/// A JSON value that keeps the order of its members and the text of its numbers, and prints itself as tools do: two spaces a level.
enum JSONText {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONText])
    case object([(String, JSONText)])

    static func number(_ value: Int) -> JSONText { .number(String(value)) }

    /// The value as pretty-printed text, without a final newline. The depth is that of our own records, so recursion is safe.
    func pretty(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text): return text
        case .string(let text): return quoted(text)
        case .array(let elements):
            if elements.isEmpty { return "[]" }
            return "[\n" + elements.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            return "{\n" + members.map { "\(inner)\(quoted($0.0)): \($0.1.pretty(indent: inner))" }.joined(separator: ",\n")
                + "\n\(indent)}"
        }
    }

    /// Our strings hold no control characters, so quotes and backslashes are all there is to escape.
    private func quoted(_ text: String) -> String {
        var out = "\""
        for character in text {
            if character == "\"" || character == "\\" { out.append("\\") }
            out.append(character)
        }
        return out + "\""
    }
}
