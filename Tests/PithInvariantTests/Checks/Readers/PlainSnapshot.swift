// Snapshots of pages as a reader takes them, as browser tools write them or without bullets, brackets and told names: each line becomes its indentation, role, name,
// attributes, address and text. An element without a name that holds others is named by what they say.

enum PlainSnapshot {
    static func spelledOut(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
        }
        var elements = lines.map(Element.init)
        for index in elements.indices.reversed() {
            guard let element = elements[index], element.name == nil, element.text == nil, !element.isClickable else { continue }
            let words = wordsBelow(index, elements)
            elements[index]?.name = words
        }
        var out: [String] = []
        for (line, element) in zip(lines, elements) {
            guard let element else {
                out.append(line)
                continue
            }
            if element.role == "/url", let address = element.text, let last = out.indices.last, out[last].hasPrefix("<"),
                out[last].hasSuffix("|")
            {
                out[last] += "→ " + address
            } else {
                out.append(element.plain)
            }
        }
        return Array(out.joined(separator: "\n").utf8)
    }

    private static func wordsBelow(_ index: Int, _ elements: [Element?]) -> String? {
        var words: [String] = []
        var deepest = Int.max
        for case let element? in elements[(index + 1)...].prefix(while: { $0.map { $0.indent > elements[index]!.indent } ?? false }) {
            if element.indent > deepest || element.role.hasPrefix("/") { continue }
            deepest = element.name == nil ? .max : element.indent
            if let said = element.name ?? element.text { words.append(said) }
        }
        let name = words.joined(separator: " ").split(separator: " ").joined(separator: " ")
        return name.isEmpty ? nil : name
    }

    private struct Element {
        let indent: Int
        let role: String
        var name: String?
        let attributes: [String]
        let address: String?
        let text: String?

        var isClickable: Bool { attributes.contains("clickable") }

        var plain: String {
            "<\(indent) \(role) “\(name ?? "")” \(attributes.joined(separator: " ")) \(text ?? "")|" + (address.map { "→ " + $0 } ?? "")
        }

        init?(_ line: String) {
            let bare = line.drop { $0 == " " }
            var body = String(bare.hasPrefix("- ") ? bare.dropFirst(2) : bare)
            if let quoted = body.prefixMatch(of: /'((?:[^']|'')*)'(?!')/) {
                body = String(quoted.1.replacing("''", with: "'")) + body[quoted.range.upperBound...]
            }
            let form =
                /(\/?[a-z]+[1-6]?)(?: "((?:[^"\\]|\\.)*)")?((?: \[[^\]]*\]| [a-z][a-z0-9]*[0-9]| clickable)*)(?: → (.+)|:(?: (.*))?)?/
            guard let match = body.wholeMatch(of: form) else { return nil }
            indent = line.count - bare.count
            var role = String(match.1)
            attributes = match.3.split(separator: " ").compactMap { word in
                if word.hasPrefix("[level="), role == "heading" {
                    role = "h" + word.dropFirst(7).dropLast()
                    return nil
                }
                return word == "[cursor=pointer]"
                    ? "clickable" : word.hasPrefix("[ref=") ? String(word.dropFirst(5).dropLast()) : String(word)
            }
            self.role = role
            name = match.2.map { $0.split(separator: " ").joined(separator: " ") }
            address = match.4.map(Self.unquoted)
            text = match.5.map(Self.unquoted)
        }

        private static func unquoted(_ text: Substring) -> String {
            let isQuoted = text.count > 1 && text.first == text.last && (text.first == "\"" || text.first == "'")
            return String(isQuoted ? text.dropFirst().dropLast() : text)
        }
    }
}
