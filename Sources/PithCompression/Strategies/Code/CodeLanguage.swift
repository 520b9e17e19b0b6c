// What a light lexer must know of a programming language, as data: how comments and strings begin and end.

import PithSystem

/// The comments and strings of a family of languages.
struct CodeLanguage: Sendable {
    struct Quote: Sendable {
        let open: [UInt8]
        let close: [UInt8]
        /// Whether the string may go over line ends.
        let spansLines: Bool
        /// Where a search for the closing mark must look: at its first byte, a backslash, a line end.
        let stops: ByteSet

        init(open: [UInt8], close: [UInt8], spansLines: Bool) {
            (self.open, self.close, self.spansLines) = (open, close, spansLines)
            stops = ByteSet { $0 == close[0] || $0 == 0x5C || $0 == 0x0A }
        }
    }

    let fenceNames: [StaticString]
    let lineComment: [UInt8]
    let blockComment: (open: [UInt8], close: [UInt8])?
    /// Longer openings before shorter ones.
    let quotes: [Quote]
    /// Whether a string that stands alone on its lines documents what it stands in.
    let hasDocstrings: Bool
    /// Whether braces tell where a block ends, and indentation nothing more.
    let hasBraces: Bool
    /// Whether its strings and documents are known by their quotes alone. Perl's `q{…}` and POD are not, and hold text whose indentation counts.
    let quotesAllText: Bool
    /// What matters behind the first byte of a line that is none of these: a line end, and what a comment or a string may begin with.
    let marks: ByteSet

    private init(
        fenceNames: [StaticString], lineComment: [UInt8], blockComment: (open: [UInt8], close: [UInt8])?, quotes: [Quote],
        hasDocstrings: Bool,
        hasBraces: Bool, quotesAllText: Bool = true
    ) {
        (self.fenceNames, self.lineComment, self.blockComment, self.quotes) = (fenceNames, lineComment, blockComment, quotes)
        (self.hasDocstrings, self.hasBraces, self.quotesAllText) = (hasDocstrings, hasBraces, quotesAllText)
        let first: [UInt8] = [0x0A, lineComment[0]] + (blockComment.map { [$0.open[0]] } ?? []) + quotes.map { $0.open[0] }
        marks = ByteSet { first.contains($0) }
    }

    private static func quote(_ mark: String, spansLines: Bool = false) -> Quote {
        Quote(open: Array(mark.utf8), close: Array(mark.utf8), spansLines: spansLines)
    }

    static let python = CodeLanguage(
        fenceNames: ["python", "py", "python3"], lineComment: Array("#".utf8), blockComment: nil,
        quotes: [quote("\"\"\"", spansLines: true), quote("'''", spansLines: true), quote("\""), quote("'")], hasDocstrings: true,
        hasBraces: false)

    static let javaScript = CodeLanguage(
        fenceNames: ["javascript", "js", "jsx", "typescript", "ts", "tsx", "mjs"], lineComment: Array("//".utf8),
        blockComment: (Array("/*".utf8), Array("*/".utf8)), quotes: [quote("`", spansLines: true), quote("\""), quote("'")],
        hasDocstrings: false, hasBraces: true)

    static let swift = CodeLanguage(
        fenceNames: ["swift", "kotlin", "kt", "scala"], lineComment: Array("//".utf8), blockComment: (Array("/*".utf8), Array("*/".utf8)),
        quotes: [quote("\"\"\"", spansLines: true), quote("\"")], hasDocstrings: false, hasBraces: true)

    static let cFamily = CodeLanguage(
        fenceNames: ["c", "h", "cpp", "c++", "cc", "hpp", "java", "csharp", "cs", "objc", "go", "rust", "rs"],
        lineComment: Array("//".utf8),
        blockComment: (Array("/*".utf8), Array("*/".utf8)),
        quotes: [
            Quote(open: Array("R\"(".utf8), close: Array(")\"".utf8), spansLines: true),
            Quote(open: Array("r#\"".utf8), close: Array("\"#".utf8), spansLines: true), quote("\"\"\"", spansLines: true),
            quote("`", spansLines: true), quote("\""), quote("'"),
        ], hasDocstrings: false, hasBraces: true)

    static let ruby = CodeLanguage(
        fenceNames: ["ruby", "rb"], lineComment: Array("#".utf8), blockComment: nil, quotes: [quote("\""), quote("'")],
        hasDocstrings: false, hasBraces: false)

    static let perl = CodeLanguage(
        fenceNames: ["perl", "pl"], lineComment: Array("#".utf8), blockComment: nil, quotes: [quote("\""), quote("'")],
        hasDocstrings: false, hasBraces: true, quotesAllText: false)

    static let all = [python, javaScript, swift, cFamily, ruby, perl]

    /// The language of a stretch of program text: what its fence says, or what its first lines look like; nil when that is unsure.
    /// Cost: linear in the first 32 KB.
    static func of(_ bytes: [UInt8], _ range: Range<Int>) -> CodeLanguage? {
        let text = bytes[range]
        if text.begins(with: "```") || text.begins(with: "~~~") {
            let name = text.dropFirst(3).prefix(20).prefix { !$0.isSpace }.map { $0.lowered }[...]
            func isName(_ known: StaticString) -> Bool { known.utf8CodeUnitCount == name.count && name.begins(with: known) }
            if !name.isEmpty { return all.first { $0.fenceNames.contains(where: isName) } }
        }
        var scores = all.map { _ in 0 }
        let limit = min(range.upperBound, range.lowerBound + 32_768)
        var next = range.lowerBound
        while next < limit {
            let start = next, feed = lineEnd(in: bytes, from: start, limit: limit)
            let end = firstOffset(of: 0x0D, in: bytes, start..<feed)
            next = end + 1
            let line = bytes[start..<end].drop(while: \.isBlank)
            guard let last = line.last(where: { !$0.isBlank }) else { continue }
            if last == 0x3A, pythonBlocks.open(line) { scores[0] += 3 }
            if imports.open(line), last != 0x3B, last != 0x27, last != 0x22 { scores[0] += 1 }
            if scriptWords.open(line) { scores[1] += 2 }
            if last != 0x3B, swiftWords.open(line) { scores[2] += 1 }
            if nativeWords.open(line) { scores[3] += 2 }
            if line.elementsEqual("end".utf8) { scores[4] += 3 }
            if last != 0x3A, rubyWords.open(line) { scores[4] += 1 }
            if perlWords.open(line) { scores[5] += 3 }
            if last == 0x3B { scores[1] += 1; scores[3] += 1; scores[5] += 1 }
            if last == 0x7B { scores[1] += 1; scores[2] += 1; scores[3] += 1; scores[5] += 1 }
        }
        guard let best = scores.max(), best >= 4, let index = scores.firstIndex(of: best) else { return nil }
        return all[index]
    }

    private static let pythonBlocks = Openings([
        "def ", "class ", "if ", "for ", "while ", "try:", "else:", "elif ", "except", "with ", "async def ",
    ])
    private static let imports = Openings(["from ", "import "])
    private static let scriptWords = Openings(["const ", "let ", "export ", "function ", "async function ", "import {", "} from "])
    private static let swiftWords = Openings(["func ", "guard ", "let ", "struct ", "extension ", "import ", "public ", "private "])
    private static let rubyWords = Openings(["def ", "module ", "require ", "require_relative ", "attr_", "unless ", "elsif "])
    private static let perlWords = Openings([
        "my $", "my @", "my %", "my (", "our $", "our @", "our %", "sub ", "local $", "use strict;", "elsif (",
    ])
    private static let nativeWords = Openings([
        "#include", "#define", "#ifdef", "static ", "public class ", "package ", "fn ", "impl ", "use ", "void ", "func ",
    ])

    /// What lines may begin with.
    private struct Openings {
        private let texts: [StaticString]
        private let firstOfText: [UInt8]
        /// A bit for each of their first bytes, all of which are ASCII: most lines begin with none of these.
        private let firsts: (UInt64, UInt64)

        init(_ texts: [StaticString]) {
            self.texts = texts
            firstOfText = texts.map { $0.firstByte ?? 0 }
            firsts = firstOfText.reduce(into: (0, 0)) { bits, first in
                if first < 64 { bits.0 |= 1 << UInt64(first) } else { bits.1 |= 1 << UInt64(first - 64) }
            }
        }

        func open(_ line: ArraySlice<UInt8>) -> Bool {
            guard let first = line.first, first < 0x80, (first < 64 ? firsts.0 : firsts.1) >> UInt64(first & 63) & 1 != 0 else {
                return false
            }
            for index in texts.indices where firstOfText[index] == first && line.begins(with: texts[index]) { return true }
            return false
        }
    }
}
