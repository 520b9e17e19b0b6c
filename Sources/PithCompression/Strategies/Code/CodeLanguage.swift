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
            stops = ByteSet([close[0], 0x5C, 0x0A])
        }
    }

    let fenceNames: [StaticString]
    let lineComment: [UInt8]
    /// What follows the mark of a comment where it opens none: a value put into a text, as in Ruby's `%Q(Dear #{name})`.
    let opensNoComment: UInt8?
    let blockComment: (open: [UInt8], close: [UInt8])?
    /// Longer openings before shorter ones.
    let quotes: [Quote]
    /// Whether a string that stands alone on its lines documents what it stands in.
    let hasDocstrings: Bool
    /// Whether braces tell where a block ends, and indentation nothing more.
    let hasBraces: Bool
    /// Whether its strings and documents are known by their quotes alone. Perl's `q{…}` and POD are not, and hold text whose indentation counts.
    let quotesAllText: Bool
    /// What a comment, a string or a fence may begin with.
    let marks: ByteSet

    private init(
        fenceNames: [StaticString], lineComment: [UInt8], opensNoComment: UInt8? = nil, blockComment: (open: [UInt8], close: [UInt8])?,
        quotes: [Quote], hasDocstrings: Bool, hasBraces: Bool, quotesAllText: Bool = true
    ) {
        (self.fenceNames, self.lineComment, self.opensNoComment) = (fenceNames, lineComment, opensNoComment)
        (self.blockComment, self.quotes) = (blockComment, quotes)
        (self.hasDocstrings, self.hasBraces, self.quotesAllText) = (hasDocstrings, hasBraces, quotesAllText)
        let first: [UInt8] = [0x60, 0x7E, lineComment[0]] + (blockComment.map { [$0.open[0]] } ?? []) + quotes.map { $0.open[0] }
        marks = ByteSet(first)
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
        fenceNames: ["ruby", "rb"], lineComment: Array("#".utf8), opensNoComment: 0x7B, blockComment: nil,
        quotes: [quote("\""), quote("'")], hasDocstrings: false, hasBraces: false)

    static let perl = CodeLanguage(
        fenceNames: ["perl", "pl"], lineComment: Array("#".utf8), blockComment: nil, quotes: [quote("\""), quote("'")],
        hasDocstrings: false, hasBraces: true, quotesAllText: false)

    static let all = [python, javaScript, swift, cFamily, ruby, perl]

    /// The language of a stretch of program text: what its fence says, or what its first lines look like; nil when that is unsure.
    /// Cost: linear in the first 32 KB.
    static func of(_ bytes: [UInt8], _ range: Range<Int>) -> CodeLanguage? {
        let text = bytes[range]
        if text.begins(with: "```") || text.begins(with: "~~~") {
            // Longer fences stand around text that holds shorter ones.
            let name = text.dropFirst(3).drop { $0 == text.first }.prefix(20).prefix { !$0.isSpace }.map { $0.lowered }[...]
            func isName(_ known: StaticString) -> Bool { known.utf8CodeUnitCount == name.count && name.begins(with: known) }
            if !name.isEmpty { return all.first { $0.fenceNames.contains(where: isName) } }
        }
        var scores = all.map { _ in 0 }
        var openBraceCount = 0
        let limit = min(range.upperBound, range.lowerBound + 32_768)
        var next = range.lowerBound
        let openings = openings, hasReturns = firstOffset(of: 0x0D, in: bytes, next..<limit) < limit
        while next < limit {
            let start = next, feed = lineEnd(in: bytes, from: start, limit: limit)
            let end = hasReturns ? firstOffset(of: 0x0D, in: bytes, start..<feed) : feed
            next = end + 1
            var from = start, to = end
            while from < to, bytes[from].isBlank { from += 1 }
            while from < to, bytes[to - 1].isBlank { to -= 1 }
            guard from < to else { continue }
            let line = bytes[from..<end], first = bytes[from], last = bytes[to - 1]
            for number in openings.places(first) {
                let opening = openings.all[number]
                if opening.tells(line, last) { scores[opening.language] += opening.points }
            }
            if first == 0x65, line.elementsEqual("end".utf8) { scores[4] += 3 }
            if last == 0x3B { scores[1] += 1; scores[3] += 1; scores[5] += 1 }
            if last == 0x7B { openBraceCount += 1 }
        }
        // Dictionaries of Python are opened so, too: braces tell nothing where its words tell more than those of any other.
        if scores.dropFirst().contains(where: { $0 >= scores[0] }) { for index in [1, 2, 3, 5] { scores[index] += openBraceCount } }
        guard let best = scores.max(), best >= 4, let index = scores.firstIndex(of: best) else { return nil }
        // Statements alone are those of any language with braces, but `$size // 0` holds no comment.
        if index != 5, scores[5] == best, hasSigils(bytes, range.lowerBound..<limit) { return nil }
        return all[index]
    }

    /// Whether a name with a `$` before it stands there.
    private static func hasSigils(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = firstOffset(of: 0x24, in: bytes, range)
        while at + 1 < range.upperBound {
            if bytes[at + 1].isWordlike { return true }
            at = firstOffset(of: 0x24, in: bytes, at + 1..<range.upperBound)
        }
        return false
    }

    private static let openings = Openings([
        Opening.all(
            ["def ", "class ", "if ", "for ", "while ", "try:", "else:", "elif ", "except", "with ", "async def "], of: 0, points: 3, .colon
        ),
        Opening.all(["from ", "import "], of: 0, points: 1, .noneOfScripts),
        Opening.all(["const ", "let ", "export ", "function ", "async function ", "import {", "} from "], of: 1, points: 2),
        Opening.all(
            ["func ", "guard ", "let ", "struct ", "extension ", "import ", "public ", "private "], of: 2, points: 1, .noSemicolon),
        Opening.all(
            [
                "#include", "#define", "#ifdef", "static ", "public class ", "package ", "fn ", "impl ", "use ", "void ", "func ",
            ], of: 3, points: 2),
        Opening.all(["def ", "module ", "require ", "require_relative ", "attr_", "unless ", "elsif "], of: 4, points: 1, .noColon),
        Opening.all(
            ["my $", "my @", "my %", "my (", "our $", "our @", "our %", "sub ", "local $", "use strict;", "elsif ("], of: 5, points: 3),
    ])

    /// What a line of a language may begin with. Of those of one language with the same points no line begins with two.
    private struct Opening {
        /// What the last byte of such a line must be, or must not be.
        enum Last { case any, colon, noColon, noSemicolon, noneOfScripts }

        let text: StaticString
        /// Its place among all languages.
        let language: Int
        let points: Int
        let last: Last

        static func all(_ texts: [StaticString], of language: Int, points: Int, _ last: Last = .any) -> [Opening] {
            texts.map { Opening(text: $0, language: language, points: points, last: last) }
        }

        func tells(_ line: ArraySlice<UInt8>, _ end: UInt8) -> Bool {
            guard line.begins(with: text) else { return false }
            return switch last {
            case .any: true
            case .colon: end == 0x3A
            case .noColon: end != 0x3A
            case .noSemicolon: end != 0x3B
            case .noneOfScripts: end != 0x3B && end != 0x27 && end != 0x22
            }
        }
    }

    /// Openings by their first bytes: most lines begin with none of these.
    private struct Openings {
        let all: [Opening]
        /// Where those begin that open with a byte.
        private let starts: [Int]

        init(_ openings: [[Opening]]) {
            let sorted = openings.joined().sorted { ($0.text.firstByte ?? 0) < ($1.text.firstByte ?? 0) }
            all = sorted
            var counts = Array(repeating: 0, count: 256)
            for opening in sorted { counts[Int(opening.text.firstByte ?? 0)] += 1 }
            starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        }

        /// The places of those that open with the byte.
        func places(_ first: UInt8) -> Range<Int> { starts[Int(first)]..<starts[Int(first) + 1] }
    }
}
