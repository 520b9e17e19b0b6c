// Pattern source to tree, by recursive descent; groups may nest 100 deep.
//
//     choice   = sequence ("|" sequence)*
//     sequence = (atom repeat?)*
//     repeat   = ("*" | "+" | "?" | "{m}" | "{m,}" | "{m,n}") "?"?
//     atom     = literal | "." | "[" class "]" | "(" choice ")" | "^" | "$" | escape

struct PatternParser {
    private let source: String
    private let characters: [Unicode.Scalar]
    private var at = 0
    private var ignoresCase = false
    private var depth = 0

    init(_ source: String) {
        self.source = source
        characters = Array(source.unicodeScalars)
    }

    mutating func parse() throws(PatternError) -> PatternTree {
        let tree = try choice()
        guard at == characters.count else { throw failure("')' without '('; for the character write \\)") }
        return tree
    }

    private mutating func choice() throws(PatternError) -> PatternTree {
        var alternatives = [try sequence()]
        while take("|") { alternatives.append(try sequence()) }
        return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let next = peek, next != "|", next != ")" {
            let start = at
            var part = try atom()
            var isRepeated = false
            while let (least, most) = try repeatCounts() {
                if case .assertion = part, next != "(" { throw failure("nothing to repeat", at: start) }
                if isRepeated { throw failure("a repeat of a repeat; put the first in a group: (…)", at: start) }
                isRepeated = true
                part = .repeated(part, least: least, most: most, isLazy: take("?"))
                if take("+") { throw PatternError.unsupported("a possessive repeat (such as a*+)", mend: "Leave the second + out") }
            }
            parts.append(part)
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> PatternTree {
        let start = at
        let character = characters[at]
        at += 1
        switch character {
        case "(": return try group(from: start)
        case "[": return .characters(try bracketClass(from: start))
        case ".": return .characters(.anyButLineFeed)
        case "^": return .assertion(.lineStart)
        case "$": return .assertion(.lineEnd)
        case "*", "+", "?": throw failure("nothing to repeat; for the character write \\\(character)", at: start)
        case "\\": return try escape(from: start)
        default: return literal(character)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternTree { .characters(cased(CharacterClass(scalar))) }

    private func cased(_ set: CharacterClass) -> CharacterClass { ignoresCase ? set.ignoringCase : set }

    private mutating func group(from start: Int) throws(PatternError) -> PatternTree {
        depth += 1
        guard depth <= 100 else { throw failure("groups nested more than 100 deep", at: start) }
        defer { depth -= 1 }
        let outer = ignoresCase
        if take("?") {
            if take("i") {
                ignoresCase = true
                // `(?i)` holds for the rest of the group that it stands in.
                if take(")") { return .empty }
                guard take(":") else { throw failure("only the flag i is known: (?i) or (?i:…)", at: start) }
            } else if take("<") || (take("P") && take("<")) {
                if peek == "=" || peek == "!" {
                    throw PatternError.unsupported(
                        "look-behind (\(quote(start, at + 1)))", mend: "Match the whole text instead; all of it is then pinned")
                }
                while let next = peek, next.properties.isAlphabetic || next == "_" || next.properties.numericType != nil { at += 1 }
                guard take(">") else { throw failure("a group's name that does not end with '>'", at: start) }
            } else if peek == "=" || peek == "!" {
                throw PatternError.unsupported(
                    "look-ahead (\(quote(start, at + 1)))", mend: "Match the whole text instead; all of it is then pinned")
            } else if peek == ">" {
                throw PatternError.unsupported("an atomic group (?>", mend: "Write (?: instead")
            } else if !take(":") {
                throw failure("an unknown kind of group; known are (…), (?:…), (?<name>…) and (?i)", at: start)
            }
        }
        let inner = try choice()
        ignoresCase = outer
        guard take(")") else { throw failure("a '(' that never closes; for the character write \\(", at: start) }
        return inner
    }

    /// The counts of a repeat that stands here, or nil. A `{` that begins no count is a literal, as elsewhere.
    private mutating func repeatCounts() throws(PatternError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = at
        guard take("{"), let least = number() else {
            at = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            at = start
            return nil
        }
        if let most, most < least { throw failure("a repeat {\(least),\(most)} whose end is below its start", at: start) }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let next = peek, let digit = Int(String(next)), next.isASCII {
            value = min((value ?? 0) * 10 + digit, 1_000_000)
            at += 1
        }
        return value
    }

    private mutating func escape(from start: Int) throws(PatternError) -> PatternTree {
        guard let next = peek else { return .characters(try escapedClass(from: start)) }
        switch next {
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "A": return assertion(.textStart)
        case "z", "Z": return assertion(.textEnd)
        case "1"..."9", "k":
            throw PatternError.unsupported("a back-reference (\(quote(start, at + 1)))", mend: "Write what it refers to once more")
        default: return .characters(cased(try escapedClass(from: start)))
        }
    }

    private mutating func assertion(_ assertion: PatternAssertion) -> PatternTree {
        at += 1
        return .assertion(assertion)
    }

    /// The characters that the escape after the backslash at `start` stands for.
    private mutating func escapedClass(from start: Int) throws(PatternError) -> CharacterClass {
        guard let character = peek else { throw failure("a backslash at the end; for the character write \\\\", at: start) }
        at += 1
        switch character {
        case "d": return .digits
        case "D": return CharacterClass.digits.inverted
        case "w": return .words
        case "W": return CharacterClass.words.inverted
        case "s": return .spaces
        case "S": return CharacterClass.spaces.inverted
        case "n": return CharacterClass("\n")
        case "r": return CharacterClass("\r")
        case "t": return CharacterClass("\t")
        case "f": return CharacterClass("\u{C}")
        case "v": return CharacterClass("\u{B}")
        case "0": return CharacterClass("\0")
        case "x": return CharacterClass(try codePoint(digits: 2, from: start))
        case "u": return CharacterClass(try codePoint(digits: 4, from: start))
        case "p", "P":
            throw PatternError.unsupported(
                "a Unicode property (\(quote(start, at)))", mend: "Pith has none; use \\w, \\s or a class such as [а-я]")
        default:
            guard !character.isASCII || !(character.properties.isAlphabetic || character.properties.numericType != nil) else {
                throw failure("an unknown escape \(quote(start, at))", at: start)
            }
            return CharacterClass(character)
        }
    }

    private mutating func codePoint(digits: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
        let braced = take("{")
        var value: UInt32 = 0, count = 0
        while let next = peek, let digit = next.properties.isASCIIHexDigit ? UInt32(String(next), radix: 16) : nil,
            count < (braced ? 6 : digits)
        {
            (value, count) = (value << 4 | digit, count + 1)
            at += 1
        }
        guard braced ? count > 0 && take("}") : count == digits, let scalar = Unicode.Scalar(value) else {
            throw failure("no character \(quote(start, at)); write \\x41, \\u0041 or \\x{1F600}", at: start)
        }
        return scalar
    }

    private mutating func bracketClass(from start: Int) throws(PatternError) -> CharacterClass {
        let isInverted = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while true {
            guard let next = peek else { throw failure("a '[' that never closes; for the character write \\[", at: start) }
            if next == "]", !isFirst { break }
            isFirst = false
            if next == "[", at + 1 < characters.count, characters[at + 1] == ":" {
                throw failure("a POSIX class; write \\d, \\w, \\s or the characters")
            }
            let low = try classMember()
            if peek == "-", at + 1 < characters.count, characters[at + 1] != "]", let first = low.single {
                at += 1
                guard let last = try classMember().single, first <= last else { throw failure("a range that does not ascend", at: start) }
                ranges.append(first...last)
            } else {
                ranges += low.ranges
            }
        }
        at += 1
        let set = cased(CharacterClass(ranges))
        return isInverted ? set.inverted : set
    }

    private mutating func classMember() throws(PatternError) -> CharacterClass {
        let start = at
        guard let character = peek else { throw failure("a '[' that never closes; for the character write \\[") }
        at += 1
        guard character == "\\" else { return CharacterClass(character) }
        if take("b") { return CharacterClass("\u{8}") }
        return try escapedClass(from: start)
    }

    private var peek: Unicode.Scalar? { at < characters.count ? characters[at] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == character else { return false }
        at += 1
        return true
    }

    private func quote(_ start: Int, _ end: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters[start..<min(end, characters.count)])
        return String(text)
    }

    private func failure(_ reason: String, at offset: Int? = nil) -> PatternError {
        .syntax(reason, source: source, characterOffset: offset ?? at)
    }
}

extension CharacterClass {
    /// The one character in it, if it holds just one.
    fileprivate var single: UInt32? { ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil }
}
