// The parts of comments that can go by themselves, and the texts that document a declaration, which are judged as a whole.

import PithSystem

struct CommentParts {
    struct Part: Sendable {
        /// What is said.
        let text: Range<Int>
        /// What goes with it: line ends, blanks before a comment that follows code.
        let cut: Range<Int>
    }

    /// A text that documents a declaration.
    struct Documentation: Sendable {
        /// Its first sentence, which stays unless the code says the same.
        let first: Range<Int>
        let rest: [Part]
        /// All of it with its marks and its lines; nil where it must not go whole, for the body would be empty.
        let whole: Range<Int>?
        /// White space before the closing marks: it can go when only the first sentence is left.
        let closing: Range<Int>
        /// The declaration and the lines below it.
        let code: [Range<Int>]
    }

    let bytes: [UInt8]
    let segment: Range<Int>
    let comments: [CodeComment]
    /// The parts that may go, ascending and apart; those of documentation are not among them.
    private(set) var droppable: [Part] = []
    /// Ascending.
    private(set) var documentation: [Documentation] = []

    /// The lines of code below a declaration that are compared with what documents it.
    private static let comparedLines = 25

    init(bytes: [UInt8], segment: Range<Int>, comments: [CodeComment]) {
        (self.bytes, self.segment, self.comments) = (bytes, segment, comments)
        collect()
    }

    private mutating func collect() {
        var index = 0
        while index < comments.count {
            let comment = comments[index]
            switch comment.form {
            case .line where comment.ownsLine:
                var end = index + 1
                while end < comments.count, comments[end].form == .line, comments[end].ownsLine,
                    isNextLine(comments[end - 1], comments[end])
                {
                    end += 1
                }
                appendLines(comments[index..<end])
                index = end
                continue
            case .line:
                var start = comment.range.lowerBound
                while start > segment.lowerBound, bytes[start - 1].isBlank { start -= 1 }
                droppable.append(Part(text: comment.range, cut: start..<comment.range.upperBound))
            case .block:
                let after = comment.range.upperBound
                if comment.ownsLine, after >= segment.upperBound || bytes[after].isLineEnd, !documents(comment) {
                    droppable.append(Part(text: comment.range, cut: lineStart(comment.range.lowerBound)..<nextLine(after)))
                } else if comment.ownsLine {
                    appendSentences(of: comment, marks: 2)
                } else if after >= segment.upperBound || bytes[after].isLineEnd, !bytes[comment.range].contains(0x0A), !documents(comment) {
                    // After code, up to the line's end: as a line comment would stand there.
                    var start = comment.range.lowerBound
                    while start > segment.lowerBound, bytes[start - 1].isBlank { start -= 1 }
                    droppable.append(Part(text: comment.range, cut: start..<after))
                }
            case .docstring: appendSentences(of: comment, marks: 3)
            }
            index += 1
        }
    }

    /// Lines of comment, parted after each that ends a sentence. What documents (`///`, or stands over a declaration) keeps its first part.
    private mutating func appendLines(_ lines: ArraySlice<CodeComment>) {
        guard let opening = lines.first, let closing = lines.last else { return }
        let isDocumentation = bytes[opening.range].begins(with: "///") || bytes[opening.range].begins(with: "//!")
        var first: Range<Int>?
        var parts: [Part] = []
        var start = lines.startIndex
        for index in lines.indices {
            let text = bytes[lines[index].range]
            let isRule = !text.contains(where: \.isWordlike)
            let endsSentence = text.last.map { [0x2E, 0x21, 0x3F, 0x3A, 0x3B].contains($0) } ?? true
            guard endsSentence || isRule || index == lines.endIndex - 1 else { continue }
            let range = lines[start].range.lowerBound..<lines[index].range.upperBound
            if isDocumentation, !isRule, first == nil {
                first = range
            } else {
                parts.append(Part(text: range, cut: lineStart(range.lowerBound)..<nextLine(range.upperBound)))
            }
            start = index + 1
        }
        guard let first else { return droppable += parts }
        let end = nextLine(closing.range.upperBound)
        documentation.append(
            Documentation(
                first: first, rest: parts, whole: lineStart(opening.range.lowerBound)..<end,
                closing: closing.range.upperBound..<closing.range.upperBound, code: [end..<comparedEnd(below: end)]))
    }

    /// The sentences of a documenting text; the white space before those that go goes with them.
    private mutating func appendSentences(of comment: CodeComment, marks: Int) {
        let range = comment.range.lowerBound + marks..<max(comment.range.lowerBound + marks, comment.range.upperBound - marks)
        let sentences = SentenceSplitter.sentences(in: bytes, range)
        guard let first = sentences.first else { return }
        var parts: [Part] = []
        for sentence in sentences.dropFirst() {
            var start = sentence.lowerBound
            let end = trimmedEnd(sentence)
            while start > range.lowerBound, bytes[start - 1].isSpace { start -= 1 }
            guard end > sentence.lowerBound else { continue }
            // The closing marks of a block of lines stay where they are.
            parts.append(Part(text: sentence.lowerBound..<end, cut: start..<end))
        }
        let lastEnd = parts.last?.cut.upperBound ?? trimmedEnd(first)
        let below = nextLine(comment.range.upperBound)
        let isAlone = below > comment.range.upperBound || comment.range.upperBound == segment.upperBound
        let whole = isAlone ? lineStart(comment.range.lowerBound)..<below : nil
        var code = [below..<comparedEnd(below: below)]
        if comment.form == .docstring { code.insert(declaration(above: comment)..<comment.range.lowerBound, at: 0) }
        documentation.append(
            Documentation(
                first: first.lowerBound..<trimmedEnd(first), rest: parts,
                whole: comment.form == .docstring && !bodyGoesOn(below, depth: depth(comment)) ? nil : whole,
                closing: comment.form == .docstring ? lastEnd..<max(lastEnd, range.upperBound) : lastEnd..<lastEnd, code: code))
    }

    private func trimmedEnd(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isSpace { end -= 1 }
        return end
    }

    /// Where the lines end that are compared with what documents them: at most so many below `offset`.
    private func comparedEnd(below offset: Int) -> Int {
        var at = offset
        for _ in 0..<Self.comparedLines where at < segment.upperBound {
            let limit = min(segment.upperBound, at + 400)
            at = min(PithSystem.lineEnd(in: bytes, from: at, limit: limit) + 1, limit)
        }
        return at
    }

    /// Where the declaration begins that the docstring stands in: the nearest line above that is less deep.
    private func declaration(above comment: CodeComment) -> Int {
        let limit = max(segment.lowerBound, comment.range.lowerBound - 600)
        var end = lineStart(comment.range.lowerBound)
        while end > limit {
            var start = end - 1
            while start > limit, bytes[start - 1] != 0x0A { start -= 1 }
            if bytes[start..<end].prefix(while: \.isBlank).count < depth(comment) { return start }
            end = start
        }
        return end
    }

    /// Whether code at the given depth follows, perhaps after blank lines.
    private func bodyGoesOn(_ offset: Int, depth: Int) -> Bool {
        var at = offset
        while at < segment.upperBound {
            let indentation = bytes[at..<segment.upperBound].prefix(while: \.isBlank).count
            guard at + indentation < segment.upperBound, bytes[at + indentation].isLineEnd else {
                return indentation == depth && depth > 0
            }
            at += indentation + 1
        }
        return false
    }

    private func documents(_ comment: CodeComment) -> Bool {
        bytes[comment.range].begins(with: "/**") || bytes[comment.range].begins(with: "/*!")
    }

    /// Whether `below` stands on the line after `above`, at the same depth.
    private func isNextLine(_ above: CodeComment, _ below: CodeComment) -> Bool {
        let between = bytes[above.range.upperBound..<below.range.lowerBound]
        return between.count { $0 == 0x0A } == 1 && depth(above) == depth(below)
    }

    private func depth(_ comment: CodeComment) -> Int { comment.range.lowerBound - lineStart(comment.range.lowerBound) }

    private func lineStart(_ offset: Int) -> Int {
        var at = offset
        while at > segment.lowerBound, bytes[at - 1].isBlank { at -= 1 }
        return at
    }

    private func nextLine(_ offset: Int) -> Int {
        var at = offset
        if at < segment.upperBound, bytes[at] == 0x0D { at += 1 }
        if at < segment.upperBound, bytes[at] == 0x0A { at += 1 }
        return at
    }
}
