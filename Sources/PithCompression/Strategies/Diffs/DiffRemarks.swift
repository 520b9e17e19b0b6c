// What changed lines of a diff say to people and not to machines: lines of comment, comments over lines, strings that document, and prose that was
// removed. Such text is cut into parts, each up to a line that ends a sentence or says nothing; the first part of what documents is none of them.
//
//     +def drain(pool):
//     +    """Empty the pool.                 documents: stays
//     +
//     +    Workers that wait are called       ┐ a part
//     +    one after the other.               ┘
//     +    Nobody is asked twice.             ← the next, and they follow each other
//     +    """
//
// What is told from the lines of one mark that stand together. A string documents below a line that ends with a colon, or at the head of a file.
// The licences that everybody knows are found among the comments of new files.

import PithPrompt
import PithSystem

struct DiffRemarks {
    struct Line {
        /// What goes.
        let content: Range<Int>
        /// What is said.
        let text: Range<Int>
    }
    typealias Part = [Line]

    /// Parts that may go, if nothing hard stands in them, and follow each other.
    struct Run {
        var parts: [Part] = []
        /// Whether they are prose, where a quotation or a small number is a fact like any other.
        let isProse: Bool
    }

    private(set) var runs: [Run] = []
    /// Texts of licences, and what is to stand instead of each.
    private(set) var licences: [(range: Range<Int>, note: [UInt8])] = []

    private let bytes: [UInt8]
    private let lines: [Range<Int>]
    private var file: NamedFile?
    /// The lines of comment or of removed prose above the one at hand, and how they begin.
    private var open: [Line] = [], opening: ArraySlice<UInt8> = []
    /// For both marks, whether a string on the next line documents.
    private var documents = (added: false, removed: false)
    /// For each mark that closes, up to which line none stands.
    private var unclosed: [(close: [UInt8], end: Int)] = []

    private static let shortestText = 16

    /// The remarks of a diff. Cost: linear.
    init(in bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        lines = lineRanges(in: bytes, range).map { DiffText.withoutLineEnd(bytes, $0) }
        var isHunk = false
        var at = 0
        while at < lines.count {
            let line = bytes[lines[at]]
            if line.begins(with: "@@ ") {
                close()
                isHunk = true
                let opensFile = line.begins(with: "@@ -0,0 +1") || line.begins(with: "@@ 1 @@")
                documents = (opensFile, false)
                if opensFile { findLicence(below: at) }
            } else if line.begins(with: "diff ") || line.begins(with: "+++ ") || line.begins(with: "--- ") {
                close()
                if !line.elementsEqual("+++ /dev/null".utf8) { file = NamedFile(named: line) }
                isHunk = false
            } else if isHunk, let next = read(at) {
                at = next
                continue
            } else {
                close()
                note(line)
            }
            at += 1
        }
        close()
    }

    /// The line after the remark that begins on line `at`; nil where none does.
    private mutating func read(_ at: Int) -> Int? {
        let line = bytes[lines[at]]
        guard let mark = line.first, mark == 0x2B || mark == 0x2D else { return nil }
        switch file {
        case nil: return nil
        case .prose:
            // Titles and directives tell what the text below is.
            let words = line.dropFirst().drop(while: \.isBlank)
            guard mark == 0x2D, words.contains(where: \.isWordlike), words.first != 0x23, !words.begins(with: "..") else { return nil }
            let content = lines[at].lowerBound + 1..<lines[at].upperBound
            continueRun(Line(content: content, text: content.lowerBound + indentation(content)..<content.upperBound), line.prefix(1))
            return at + 1
        case .code(let marks):
            if let text = marks.text(of: line) {
                continueRun(Line(content: lines[at].lowerBound + 1..<lines[at].upperBound, text: text), line[..<text.lowerBound])
                return at + 1
            }
            let words = line.dropFirst().drop(while: \.isBlank)
            if marks.hasBraces { return words.begins(with: "/*") ? block(at, mark, words) : nil }
            return marks.hasDocstrings ? docstring(at, mark, words) : nil
        }
    }

    // MARK: Lines of comment

    private mutating func continueRun(_ line: Line, _ lineOpening: ArraySlice<UInt8>) {
        if !open.isEmpty, lineOpening != opening { close() }
        opening = lineOpening
        open.append(line)
    }

    private mutating func close() {
        guard !open.isEmpty else { return }
        take(open, keepsFirst: CommentMarks.document(opening.drop { $0 == 0x2B || $0 == 0x2D || $0.isBlank }))
        open = []
    }

    /// Cuts what follows each other into parts.
    private mutating func take(_ lines: [Line], keepsFirst: Bool) {
        var parts: [Part] = [[]]
        for line in lines {
            let isEmpty = !bytes[line.text].contains(where: \.isWordlike)
            if isEmpty, parts[parts.count - 1].isEmpty { continue }
            parts[parts.count - 1].append(line)
            if isEmpty || endsSentence(bytes[line.text]) { parts.append([]) }
        }
        if keepsFirst { parts.removeFirst() }
        let isProse = if case .prose = file { true } else { false }
        var run = Run(isProse: isProse)
        for part in parts {
            if part.reduce(0, { $0 + $1.text.count }) >= Self.shortestText {
                run.parts.append(part)
            } else if !run.parts.isEmpty, !part.isEmpty {
                runs.append(run)
                run.parts = []
            }
        }
        if !run.parts.isEmpty { runs.append(run) }
    }

    private func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
        switch text.last {
        case 0x2E, 0x21, 0x3F, 0x3A: true
        default: false
        }
    }

    // MARK: Comments over lines

    /// The line after the comment that `/*` opens and a later line closes.
    private mutating func block(_ at: Int, _ mark: UInt8, _ words: ArraySlice<UInt8>) -> Int? {
        guard let end = lastLine(from: at, mark, opensAt: words.startIndex + 2, Array("*/".utf8)) else { return nil }
        close()
        let isDocumentation = words.begins(with: "/**") || words.begins(with: "/*!")
        take(
            body(at, end, opensAt: words.startIndex + (isDocumentation ? 3 : 2)) { line in
                // A star and a blank open each line of many.
                let star = line.first == 0x2A ? line.dropFirst() : line
                return star.drop(while: \.isBlank).startIndex
            }, keepsFirst: isDocumentation)
        return end + 1
    }

    /// The line after the string that documents, from line `at` on.
    private mutating func docstring(_ at: Int, _ mark: UInt8, _ words: ArraySlice<UInt8>) -> Int? {
        guard mark == 0x2B ? documents.added : documents.removed else { return nil }
        let quote = words.first == 0x72 || words.first == 0x52 ? words.dropFirst() : words
        guard quote.begins(with: "\"\"\"") || quote.begins(with: "'''") else { return nil }
        let marks = Array(quote.prefix(3))
        guard let end = lastLine(from: at, mark, opensAt: quote.startIndex + 3, marks) else { return nil }
        close()
        take(body(at, end, opensAt: quote.startIndex + 3) { $0.startIndex }, keepsFirst: true)
        note([mark] + marks)
        return end + 1
    }

    /// The line below that holds the closing mark, all lines up to it having the same mark of change; nil where there is none, or the opening line does.
    private mutating func lastLine(from at: Int, _ mark: UInt8, opensAt start: Int, _ close: [UInt8]) -> Int? {
        guard !contains(start..<lines[at].upperBound, close), unclosed.first(where: { $0.close == close })?.end ?? 0 <= at else {
            return nil
        }
        var end = at + 1
        while end < lines.count, bytes[lines[end]].first == mark {
            if contains(lines[end], close) { return end }
            end += 1
        }
        unclosed.removeAll { $0.close == close }
        unclosed.append((close, end))
        return nil
    }

    /// The lines of a text that opens at `start` on line `first`, without those that hold the closing mark; `textStart` tells where an indented line
    /// begins to say something.
    private func body(_ first: Int, _ last: Int, opensAt start: Int, textStart: (ArraySlice<UInt8>) -> Int) -> [Line] {
        let opened = start + indentation(start..<lines[first].upperBound)..<lines[first].upperBound
        let inner = lines[first + 1..<last].map { line in
            let content = line.lowerBound + 1..<line.upperBound
            let words = bytes[content].dropFirst(indentation(content))
            return Line(content: content, text: min(textStart(words), content.upperBound)..<content.upperBound)
        }
        return [Line(content: opened, text: opened)] + inner
    }

    private func indentation(_ range: Range<Int>) -> Int { bytes[range].prefix(while: \.isBlank).count }

    private func contains(_ range: Range<Int>, _ mark: [UInt8]) -> Bool {
        var rest = bytes[range]
        while let at = rest.firstIndex(of: mark[0]) {
            if bytes[at..<range.upperBound].starts(with: mark) { return true }
            rest = rest[(at + 1)...]
        }
        return false
    }

    /// Remembers whether a string below the line documents.
    private mutating func note(_ line: some Collection<UInt8>) {
        guard let mark = line.first, let last = line.dropFirst().reversed().first(where: { !$0.isBlank }) else { return }
        if mark != 0x2D { documents.added = last == 0x3A }
        if mark != 0x2B { documents.removed = last == 0x3A }
    }

    // MARK: Licences

    private static let longestLicence = 4096

    /// Notes the licence in the first lines below the head of a new file.
    private mutating func findLicence(below head: Int) {
        guard case .code = file, head + 1 < lines.count else { return }
        let limit = lines[head].upperBound + 2 * Self.longestLicence
        var end = head + 1
        while end < lines.count, lines[end].upperBound < limit, bytes[lines[end]].first == 0x2B { end += 1 }
        guard end > head + 1, let found = LicenceText.text(in: bytes, lines[head + 1].lowerBound..<lines[end - 1].upperBound) else {
            return
        }
        let covered = lines[head + 1..<end].filter { found.range.contains($0.lowerBound) }
        // Each line is one of comment.
        guard covered.first?.lowerBound == found.range.lowerBound,
            covered.allSatisfy({ line in
                let words = bytes[line].dropFirst().drop(while: \.isBlank)
                return words.first == 0x23 || words.first == 0x2A || words.begins(with: "//")
            })
        else { return }
        licences.append((found.range, found.note + Array(repeating: [0x0A, 0x2B], count: covered.count - 1).joined()))
    }
}
