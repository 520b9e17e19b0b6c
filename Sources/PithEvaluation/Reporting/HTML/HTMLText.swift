// Text inside a page. Everything that comes from outside passes through here.

enum HTMLText {
    /// The text with the characters that mean something in HTML escaped. Bytes that are not UTF-8 show as U+FFFD, control characters as their pictures.
    static func escaped(_ bytes: some Sequence<UInt8>) -> String { escaped(String(decoding: Array(bytes), as: UTF8.self)) }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..<" ": escaped.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
