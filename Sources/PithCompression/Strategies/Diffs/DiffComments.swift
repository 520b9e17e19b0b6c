// Comments among the changed lines of a diff, by the worth that Comments knows: what says nothing hard of its own, binds nobody and holds nothing
// of the question leaves its mark and goes. The line stays, so that line numbers and counts stay what they were.
//
//     +    # Ask the pool first. Most of the time                    +    # …
//     +    # a worker waits there.                              →    +    #
//     +    worker = pool.take()                                      +    worker = pool.take()
//
// A run of lines of comment is judged in parts, each up to a line that ends a sentence. The first part of what documents (`///`, `//!`, `#:`)
// stays. Which marks open a comment is told by the name of the file.

import PithPrompt
import PithSystem

/// Takes the text out of comments in diffs.
struct DiffComments: Strategy {
    static let name = "diff-comments"
    static let summary = "diffs with the marks alone of changed comments that hold no fact of their own, bind nobody and order no tool"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        var standing: StandingFacts?
        let asked = Comments.askedTerms(context.options.query)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let parts = Self.parts(in: view.bytes, segment.range)
            guard !parts.isEmpty else { return [] }
            var facts =
                standing ?? StandingFacts(context.prompt, context.facts, past: context.past, threadCount: context.options.threadCount)
            defer { standing = facts }
            facts.read(throughMessageOf: segment)
            return parts.compactMap { part -> Proposal? in
                let range = part.texts[0].lowerBound..<part.texts[part.texts.count - 1].upperBound
                let text = Array(part.texts.map { view.bytes[$0] }.joined(separator: [0x20]))
                guard !view.isProtected(range), !Comments.binds(text, text.indices), !Comments.mayAnswer(text[...], asked),
                    facts.release(range, of: segment, ignoring: { IncidentalFacts.contain($0, in: view.bytes) })
                else { return nil }
                return Proposal(
                    edits: part.texts.enumerated().map { index, text in
                        let range = index == 0 ? text : text.lowerBound - 1..<text.upperBound
                        let replacement = index == 0 ? Array("…".utf8) : []
                        return Self.edit(segment.view, range, to: replacement)
                    })
            }
        }
    }

    /// Lines of comment that go together.
    private struct Part {
        /// What stands behind the mark and a blank on each of them.
        var texts: [Range<Int>] = []
    }

    private static let shortestText = 16

    /// The parts of the comments in changed lines that may go, if nothing hard stands in them. Cost: linear.
    private static func parts(in bytes: [UInt8], _ range: Range<Int>) -> [Part] {
        var parts: [Part] = []
        var marks: CommentMarks?
        var isHunk = false
        /// The lines of comment with the same beginning above the one at hand.
        var run: [Range<Int>] = [], opening: ArraySlice<UInt8> = []
        func close() {
            defer { run = [] }
            guard !run.isEmpty else { return }
            var found: [Part] = [Part()]
            for text in run {
                found[found.count - 1].texts.append(text)
                if endsSentence(bytes[text]) { found.append(Part()) }
            }
            if CommentMarks.document(opening.drop { $0 == 0x2B || $0 == 0x2D || $0.isBlank }) { found.removeFirst() }
            parts += found.filter { part in part.texts.reduce(0) { $0 + $1.count } >= shortestText }
        }
        var at = range.lowerBound
        while at < range.upperBound {
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            let content = DiffText.withoutLineEnd(bytes, at..<next)
            let line = bytes[content]
            if line.begins(with: "@@ ") {
                close()
                isHunk = true
            } else if line.begins(with: "diff ") || line.begins(with: "+++ ") || line.begins(with: "--- ") {
                close()
                if !line.elementsEqual("+++ /dev/null".utf8) { marks = CommentMarks(ofFile: line) }
                isHunk = false
            } else if isHunk, let marks, line.first == 0x2B || line.first == 0x2D, let text = marks.text(of: line) {
                if !run.isEmpty, line[..<text.lowerBound] != opening { close() }
                opening = line[..<text.lowerBound]
                run.append(text)
            } else {
                close()
            }
            at = next
        }
        close()
        return parts
    }

    private static func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
        switch text.last {
        case 0x2E, 0x21, 0x3F, 0x3A: true
        default: false
        }
    }
}

/// What opens a line of comment in the files of some names.
private struct CommentMarks {
    private let marks: [[UInt8]]

    private static let hash = ["#:", "##", "#"].map { Array($0.utf8) }
    private static let slashes = ["///", "//!", "//"].map { Array($0.utf8) }
    private static let hashEndings: Set<String> = [
        "py", "pyi", "rb", "sh", "bash", "zsh", "pl", "pm", "yml", "yaml", "toml", "cfg", "cmake", "r", "jl", "ex", "exs", "nim", "tcl",
        "mk",
        "Makefile", "Dockerfile",
    ]
    private static let slashEndings: Set<String> = [
        "swift", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "java", "kt", "kts", "scala", "go", "rs", "js", "jsx", "mjs", "cjs",
        "ts", "tsx", "cs", "php", "dart", "zig", "proto", "gradle", "groovy", "scss", "less",
    ]

    /// The marks for the file that a line of a diff's head names last; nil where the name tells none.
    init?(ofFile line: ArraySlice<UInt8>) {
        let name = line.prefix { $0 != 0x09 }.split(whereSeparator: { $0 == 0x2F || $0 == 0x20 }).last ?? []
        let ending = String(decoding: name.suffix(while: { $0 != 0x2E }), as: UTF8.self)
        if Self.hashEndings.contains(ending) {
            marks = Self.hash
        } else if Self.slashEndings.contains(ending) {
            marks = Self.slashes
        } else {
            return nil
        }
    }

    /// What the changed line says behind a mark and a blank; nil where it is no comment alone.
    func text(of line: ArraySlice<UInt8>) -> Range<Int>? {
        let body = line.dropFirst().drop(while: \.isBlank)
        guard let mark = marks.first(where: { body.starts(with: $0) }) else { return nil }
        let start = body.startIndex + mark.count
        guard start + 1 < line.endIndex, line[start] == 0x20, line[start + 1] != 0x20 else { return nil }
        return start + 1..<line.endIndex
    }

    /// Whether a comment that begins so documents.
    static func document(_ opening: ArraySlice<UInt8>) -> Bool {
        opening.begins(with: "///") || opening.begins(with: "//!") || opening.begins(with: "#:")
    }
}

extension ArraySlice<UInt8> {
    /// The longest end all of whose bytes are such.
    fileprivate func suffix(while isSuch: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, isSuch(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
