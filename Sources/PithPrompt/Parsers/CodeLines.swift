// Code without fences, known by evidence: what lines begin with (keywords, braces, comment marks) and end with (braces, semicolons).
//
// A line scores 2 for a form that prose does not have, 1 for one that it seldom has. A paragraph is code when its lines score high enough
// together. Views of a file with line numbers in front (`12:text`, `12→text`, cat -n) are code by their numbers alone.

import PithSystem

/// Whether code stands before a paragraph that no fence closed, and whether its first line is no deeper than the paragraph. What stands further left than all
/// of it began is mostly the text that showed it.
enum CodeBefore: Sendable { case none, inner, deeper }

extension TextLines {
    /// Whether lines `range`, a paragraph, are code, by what stands before them.
    func isCode(_ range: Range<Int>, after codeBefore: CodeBefore) -> Bool {
        var score = 0, strong = 0
        for index in range {
            let evidence = codeEvidence(index)
            score += evidence
            if evidence >= 2 { strong += 1 }
        }
        switch codeBefore {
        // A body goes on after a blank line, indented.
        case .inner: return strong > 0 || lines[range.lowerBound].indent >= 2
        case .deeper: return strong > 0 && score >= range.count
        case .none: return range.count >= 2 && strong >= 2 && score >= range.count
        }
    }

    /// The line after a file view that begins with line `index`: at least three lines numbered one after another; nil when none does. A line whose comment was
    /// taken out may be its number alone.
    func endOfNumberedLines(at index: Int) -> Int? {
        guard var number = viewNumber(index) else { return nil }
        var at = index + 1
        while at < count, let next = viewNumber(at, mayStandAlone: true), next == number + 1 { (at, number) = (at + 1, next) }
        return at - index >= 3 ? at : nil
    }

    private func viewNumber(_ index: Int, mayStandAlone: Bool = false) -> Int? {
        let text = head(index)
        let digits = text.prefix(8).count(while: \.isDigit)
        guard digits > 0, digits < 8 else { return nil }
        let rest = text.dropFirst(digits)
        if mayStandAlone, rest.isEmpty { return text.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard rest.first == 0x3A || rest.first == 0x09 || rest.begins(with: "→") || rest.drop(while: { $0 == 0x20 }).first == 0x7C else {
            return nil
        }
        return text.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// 0 to 2: how much line `index` looks like program text.
    func codeEvidence(_ index: Int) -> Int {
        let text = head(index), end = tail(index)
        guard let first = text.first, let last = end.last else { return 0 }
        if text.count <= 3, text.allSatisfy(isBracketOrStop) { return 2 }
        if beginsWithKeyword(text, last) { return 2 }
        switch first {
        case 0x23
        where text.begins(with: "#!") || text.begins(with: "#include") || text.begins(with: "#define") || text.begins(with: "#if"): return 2
        case 0x23 where text.begins(with: "#endif") || text.begins(with: "#pragma") || text.begins(with: "#["): return 2
        case 0x23: return lines[index].indent > 0 ? 1 : 0
        case 0x2F where text.begins(with: "//") || text.begins(with: "/*"): return 2
        case 0x2A where lines[index].indent > 0 && (text.begins(with: "* ") || text.begins(with: "*/")): return 1
        case 0x40 where text.dropFirst().first.map(\.isLetter) == true && !text.contains(0x20): return 2
        case 0x22 where text.begins(with: "\"\"\""): return 2
        default: break
        }
        if last == 0x3B { return 2 }
        if last == 0x7B, first.isNameByte || first == 0x7D { return 2 }
        if last == 0x3A, end.dropLast().last == 0x29 { return 2 }
        let signs = lines[index].signs
        if signs.contains(.equals), assigns(text) { return 2 }
        if !signs.isDisjoint(with: [.angle, .colon, .semicolon]), holdsCodeMark(text.startIndex..<text.endIndex) { return 1 }
        if last == 0x29, text.contains(0x28), !text.contains(". ") { return lines[index].indent > 0 ? 2 : 1 }
        return lines[index].indent >= 2 && (last == 0x2C || last == 0x28 || last == 0x29 || last == 0x5B) ? 1 : 0
    }

    /// Whether ` = `, ` == `, ` != `, ` += ` or ` => ` stands in the text.
    private func assigns(_ text: ArraySlice<UInt8>) -> Bool {
        let range = text.startIndex..<text.endIndex
        func isBlank(_ at: Int) -> Bool { range.contains(at) && bytes[at] == 0x20 }
        var at = firstOffset(of: 0x3D, in: bytes, range)
        while at + 1 < range.upperBound {
            let before = at > range.lowerBound ? bytes[at - 1] : 0, behind = bytes[at + 1]
            if before == 0x20, behind == 0x20 || (behind == 0x3D || behind == 0x3E) && isBlank(at + 2) { return true }
            if behind == 0x20, before == 0x21 || before == 0x2B, isBlank(at - 2) { return true }
            at = firstOffset(of: 0x3D, in: bytes, at + 1..<range.upperBound)
        }
        return false
    }

    /// Whether `->`, `::` or `();` stands in the text.
    private func holdsCodeMark(_ text: Range<Int>) -> Bool {
        var at = text.lowerBound + 1
        while at < text.upperBound {
            switch bytes[at] {
            case 0x3E where bytes[at - 1] == 0x2D, 0x3A where bytes[at - 1] == 0x3A: return true
            case 0x3B where bytes[at - 1] == 0x29 && at - 2 >= text.lowerBound && bytes[at - 2] == 0x28: return true
            default: at &+= 1
            }
        }
        return false
    }

    func beginsWithKeyword(_ text: ArraySlice<UInt8>, _ last: UInt8) -> Bool {
        var at = text.startIndex
        var packed: UInt64 = 0
        while at < text.endIndex, at - text.startIndex < 12, let value = Self.value(bytes[at]) {
            packed = packed << 5 | value
            at += 1
        }
        // A capital ends no keyword.
        guard at > text.startIndex, at - text.startIndex < 12, at == text.endIndex || !bytes[at].isCapital else { return false }
        guard let keyword = Self.keywords[packed].flatMap({ Keyword(rawValue: $0) }) else { return false }
        let rest = text[at...]
        switch keyword {
        case .declaration: return rest.first == 0x20 && !(last == 0x2E)
        case .block: return last == 0x3A || last == 0x7B || rest.begins(with: "(") || rest.begins(with: " (")
        case .statement:
            return last == 0x3B || last == 0x29 || last == 0x5D || rest.isEmpty
                || rest.dropFirst().allSatisfy { $0.isNameByte || $0 == 0x2E }
        }
    }

    /// `{}()[];,`
    private func isBracketOrStop(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x7B, 0x7D, 0x28, 0x29, 0x5B, 0x5D, 0x3B, 0x2C: true
        default: false
        }
    }

    private enum Keyword: Int { case declaration, block, statement }

    /// A word of at most twelve small letters and underscores as one number; nil for others.
    private static func packed(_ word: some Collection<UInt8>) -> UInt64? {
        var packed: UInt64 = 0
        for byte in word {
            guard let value = value(byte) else { return nil }
            packed = packed << 5 | value
        }
        return packed
    }

    private static func value(_ byte: UInt8) -> UInt64? {
        byte &- 0x61 < 26 ? UInt64(byte - 0x60) : byte == 0x5F ? 27 : nil
    }

    private static let keywords: KeyTable = {
        var table = KeyTable()
        for (word, keyword) in keywordList { if let packed = packed(word.utf8) { table.keep(keyword.rawValue, for: packed) } }
        return table
    }()

    private static let keywordList: KeyValuePairs<String, Keyword> = [
        "def": .declaration, "func": .declaration, "fn": .declaration, "import": .statement, "package": .statement, "const": .declaration,
        "let": .declaration, "var": .declaration, "struct": .block, "enum": .block, "class": .block, "interface": .block, "impl": .block,
        "extension": .block, "protocol": .block, "namespace": .block, "public": .block, "private": .block, "static": .block,
        "protected": .block,
        "if": .block, "else": .block, "elif": .block, "for": .block, "while": .block, "switch": .block, "match": .block, "try": .block,
        "except": .block, "finally": .block, "catch": .block, "with": .block, "do": .block, "guard": .block, "async": .block,
        "export": .block,
        "function": .block, "return": .statement, "raise": .statement, "throw": .statement, "yield": .statement, "from": .statement,
        "pass": .statement, "break": .statement, "continue": .statement, "case": .block, "default": .block, "type": .block,
        "using": .statement,
        "mod": .statement, "use": .statement, "pub": .block, "typedef": .block, "template": .block, "void": .block, "int": .block,
        "del": .statement, "assert": .statement, "print": .block, "self": .block, "await": .block,
    ]
}
