// Whether a line of program text declares something that goes on below it: a word of the table at its beginning, after those that only qualify.

enum Declaration {
    private static let words: Set<String> = [
        "def", "class", "func", "fn", "function", "struct", "enum", "interface", "impl", "extension", "protocol", "trait", "mod",
        "namespace",
        "actor", "object", "record", "module", "type", "init", "subscript", "constructor",
    ]
    private static let qualifiers: Set<String> = [
        "public", "private", "protected", "internal", "package", "fileprivate", "open", "static", "final", "abstract", "override", "async",
        "export", "default", "pub", "unsafe", "const", "inline", "virtual", "mutating", "nonisolated", "indirect", "sealed", "data",
        "extern",
        "synchronized", "suspend", "convenience", "required", "template", "typedef", "declare",
    ]

    /// Cost: constant.
    static func opens(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line.prefix(200).drop(while: isBlank)
        for _ in 0..<6 {
            let word = rest.prefix { ($0 | 0x20) &- 0x61 < 26 }
            guard !word.isEmpty, word.count <= 12 else { break }
            let name = String(decoding: word, as: UTF8.self)
            if words.contains(name) { return true }
            guard qualifiers.contains(name) else { break }
            rest = rest.dropFirst(word.count)
            // pub(crate)
            if rest.first == 0x28, let close = rest.firstIndex(of: 0x29) { rest = rest[(close + 1)...] }
            rest = rest.drop(while: isBlank)
        }
        return isFunctionOfC(line)
    }

    /// `static int backoff(int attempt)` or `void Pool::drain() {` at the line's beginning: names, one opening parenthesis, no semicolon.
    private static func isFunctionOfC(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, (first | 0x20) &- 0x61 < 26 || first == 0x5F, let open = line.prefix(200).firstIndex(of: 0x28) else {
            return false
        }
        let name = line[..<open]
        guard name.contains(where: isBlank), !name.contains(0x3D), let last = line.last(where: { !isBlank($0) && !isLineEnd($0) }) else {
            return false
        }
        return last == 0x7B || last == 0x29 || last == 0x2C
    }
}
