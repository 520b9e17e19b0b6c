// JSON values from a seeded generator, and their text in the writings that senders use: compact, spaced as Python's, or pretty over lines.

package indirect enum RandomJSON: Sendable {
    case literal(String)
    case string(String)
    case array([RandomJSON])
    case object([(String, RandomJSON)])

    /// The text: compact with the separators of Python's `json.dumps`, or indented by two.
    package func text(pretty: Bool) -> String {
        var random = SplitMix64(seed: 0)
        return text(pretty: pretty, escaping: .least, using: &random)
    }

    package func text(pretty: Bool, escaping: JSONEscaping, indent: String = "", using random: inout SplitMix64) -> String {
        let inner = indent + "  "
        let (open, between, close) = pretty ? ("\n" + inner, ",\n" + inner, "\n" + indent) : ("", ", ", "")
        switch self {
        case .literal(let text): return text
        case .string(let text): return escaping.literal(text, using: &random)
        case .array(let elements):
            if elements.isEmpty { return "[]" }
            var parts: [String] = []
            for element in elements { parts.append(element.text(pretty: pretty, escaping: escaping, indent: inner, using: &random)) }
            return "[" + open + parts.joined(separator: between) + close + "]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            var parts: [String] = []
            for (key, value) in members {
                parts.append(
                    escaping.literal(key, using: &random) + ": "
                        + value.text(pretty: pretty, escaping: escaping, indent: inner, using: &random))
            }
            return "{" + open + parts.joined(separator: between) + close + "}"
        }
    }
}

/// How a writer escapes strings.
package enum JSONEscaping: Sendable, CaseIterable {
    /// Only what the grammar asks for.
    case least
    /// All beyond ASCII as \u escapes, as Python's default.
    case ascii
    /// A mix: any character may be escaped in any way that stands for it.
    case mixed

    /// `text` as a string literal, quotes with it.
    package func literal(_ text: String, using random: inout SplitMix64) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            let short: [Unicode.Scalar: String] = [
                "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b", "\u{C}": "\\f",
            ]
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if self == .mixed, random.oneIn(10) || (mustEscape && random.oneIn(3)) {
                out += Self.numeric(scalar, upper: random.oneIn(2))
            } else if self == .mixed, scalar == "/", random.oneIn(2) {
                out += "\\/"
            } else if let form = short[scalar] {
                out += form
            } else if mustEscape || (self == .ascii && scalar.value > 0x7E) {
                out += Self.numeric(scalar, upper: false)
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private static func numeric(_ scalar: Unicode.Scalar, upper: Bool) -> String {
        Character(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: upper)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

/// A value nested at most `depth` deep.
package func randomJSON(depth: Int, using random: inout SplitMix64) -> RandomJSON {
    switch random.number(0...(depth > 0 ? 9 : 4)) {
    case 0: return .literal(random.pick(["true", "false", "null"]))
    case 1: return .literal(random.pick(["0", "-1", "1.50", "1e5", "12345678901234567890", "0.10"]))
    case 2, 3, 4: return .string((0..<random.number(0...4)).map { _ in randomWord(using: &random) }.joined(separator: " "))
    case 5, 6: return .array((0..<random.number(0...5)).map { _ in randomJSON(depth: depth - 1, using: &random) })
    default:
        return .object((0..<random.number(0...5)).map { i in ("k\(i)", randomJSON(depth: depth - 1, using: &random)) })
    }
}
