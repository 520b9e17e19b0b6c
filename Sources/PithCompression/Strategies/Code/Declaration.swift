// Whether a line of program text declares something that goes on below it: a word of the table at its beginning, after those that only qualify; or
// the form of a function that no word announces.
//
//     static int backoff(int attempt)        C at the line's beginning: names, a parenthesis, no semicolon
//         void drain(Pool& pool) const {     methods of C++, Java, C#, JavaScript: the same, further in, when a brace opens
//     export const load = async (id) => {    functions of JavaScript under a name

import PithSystem

enum Declaration {
    private static let words: Set<String> = [
        "def", "class", "func", "fn", "function", "struct", "enum", "interface", "impl", "extension", "protocol", "trait", "mod",
        "namespace",
        "actor", "object", "record", "module", "type", "init", "subscript", "constructor", "fun", "deinit", "sub",
    ]
    private static let qualifiers: Set<String> = [
        "public", "private", "protected", "internal", "package", "fileprivate", "open", "static", "final", "abstract", "override", "async",
        "export", "default", "pub", "unsafe", "const", "inline", "virtual", "mutating", "nonisolated", "indirect", "sealed", "data",
        "extern",
        "synchronized", "suspend", "convenience", "required", "template", "typedef", "declare",
    ]

    /// Cost: constant.
    static func opens(_ line: ArraySlice<UInt8>) -> Bool { word(of: line) != nil || hasFormOfFunction(line) }

    private static let functionWords: Set<String> = [
        "def", "func", "fn", "fun", "function", "sub", "init", "subscript", "constructor", "deinit",
    ]

    /// Whether the line begins a function or what has a body like one, and no type or module. Cost: constant.
    static func opensFunction(_ line: ArraySlice<UInt8>) -> Bool {
        if let word = word(of: line) {
            // `struct item *first(struct list *list)` returns one.
            let returnsType = word == "struct" || word == "enum"
            return functionWords.contains(word) || (returnsType && isFunctionOfC(line))
        }
        let text = line.prefix(longestLine).drop(while: \.isBlank)
        let first = text.prefix { isNameByte($0) }
        return !statements.contains(String(decoding: first, as: UTF8.self)) && hasFormOfFunction(line)
    }

    private static func hasFormOfFunction(_ line: ArraySlice<UInt8>) -> Bool { isFunctionOfC(line) || isMethod(line) || isNamedArrow(line) }

    /// The word that announces a declaration, if one does.
    private static func word(of line: ArraySlice<UInt8>) -> String? {
        var rest = line.prefix(200).drop(while: \.isBlank)
        for _ in 0..<6 {
            let word = rest.prefix(while: \.isLetter)
            guard !word.isEmpty, word.count <= 12 else { break }
            let name = String(decoding: word, as: UTF8.self)
            if words.contains(name) { return name }
            guard qualifiers.contains(name) else { break }
            rest = rest.dropFirst(word.count)
            // pub(crate)
            if rest.first == 0x28, let close = rest.firstIndex(of: 0x29) { rest = rest[(close + 1)...] }
            rest = rest.drop(while: \.isBlank)
        }
        return nil
    }

    /// Words before a parenthesis and a brace that declare nothing.
    private static let statements: Set<String> = [
        "if", "for", "while", "switch", "catch", "return", "else", "do", "with", "guard", "using", "lock", "match", "case", "when",
        "repeat", "try",
        "new", "throw", "await", "select", "loop", "unless", "assert", "defer", "foreach", "elseif", "elif", "until", "fixed",
        "synchronized",
    ]

    /// `override fun run(job: Job): Int {`: names before the first parenthesis, none of a statement, a brace at the end and no arrow.
    private static func isMethod(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.prefix(longestLine).drop(while: \.isBlank)
        guard text.last(where: { !$0.isSpace }) == 0x7B, let open = text.firstIndex(of: 0x28) else { return false }
        var head = text[..<open]
        while let last = head.last, last.isBlank { head = head.dropLast() }
        guard let first = head.first, isNameByte(first) || first == 0x7E, first &- 0x30 >= 10, let last = head.last,
            isNameByte(last) || last == 0x3E,
            head.allSatisfy({ isNameByte($0) || $0.isBlank || typeMarks.contains($0) }), !contains(text, "=>".utf8),
            !contains(text[open...], "function".utf8)
        else { return false }
        return !head.split(whereSeparator: \.isBlank).contains { statements.contains(String(decoding: $0, as: UTF8.self)) }
    }

    /// `const load = async (id) => {`
    private static func isNamedArrow(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.prefix(longestLine).drop(while: \.isBlank)
        guard text.last(where: { !$0.isSpace }) == 0x7B, let equals = text.firstIndex(of: 0x3D),
            text[..<equals].allSatisfy({ isNameByte($0) || $0.isBlank || typeMarks.contains($0) })
        else { return false }
        let value = text[(equals + 1)...].drop(while: \.isBlank)
        if value.begins(with: "function") || value.begins(with: "async function") { return true }
        // An arrow after parameters, not one that a call is given: `(id) => {` or `id => {`, but not `items.map(id => {`.
        guard contains(value, "=>".utf8) else { return false }
        let parameters = value.begins(with: "async") ? value.dropFirst(5).drop(while: \.isBlank) : value
        return parameters.first == 0x28 || parameters.prefix { $0 != 0x3D }.allSatisfy { isNameByte($0) || $0.isBlank }
    }

    private static let longestLine = 400
    /// Marks of types: generic ones, references, arrays, namespaces, destructors.
    private static let typeMarks: Set<UInt8> = Set("<>,*&:~[].?@#".utf8)

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == 0x24 || byte >= 0x80
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ part: String.UTF8View) -> Bool {
        let part = Array(part)
        return text.indices.contains { text[$0...].starts(with: part) }
    }

    /// `static int backoff(int attempt)` or `void Pool::drain() {` at the line's beginning: names, one opening parenthesis, no semicolon.
    private static func isFunctionOfC(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first.isLetter || first == 0x5F, let open = line.prefix(200).firstIndex(of: 0x28) else {
            return false
        }
        let name = line[..<open]
        guard name.contains(where: \.isBlank), !name.contains(0x3D), let last = line.last(where: { !$0.isSpace }) else {
            return false
        }
        return last == 0x7B || last == 0x29 || last == 0x2C
    }
}
