// The parts of comments that can go by themselves.

struct CommentParts {
    struct Part {
        /// What is said.
        let text: Range<Int>
        /// What goes with it: line ends, blanks before a comment that follows code.
        let cut: Range<Int>
    }

    let bytes: [UInt8]
    let segment: Range<Int>
    let comments: [CodeComment]

    /// The parts that may go, ascending and apart. The first sentence of a documenting comment is none.
    var droppable: [Part] {
        var parts: [Part] = []
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
                appendLines(comments[index..<end], to: &parts)
                index = end
                continue
            case .line:
                var start = comment.range.lowerBound
                while start > segment.lowerBound, isBlank(bytes[start - 1]) { start -= 1 }
                parts.append(Part(text: comment.range, cut: start..<comment.range.upperBound))
            case .block:
                let after = comment.range.upperBound
                if comment.ownsLine, after >= segment.upperBound || isLineEnd(bytes[after]), !documents(comment) {
                    parts.append(Part(text: comment.range, cut: lineStart(comment.range.lowerBound)..<nextLine(after)))
                } else if comment.ownsLine {
                    appendSentences(
                        of: comment.range.lowerBound + 2..<max(comment.range.lowerBound + 2, comment.range.upperBound - 2), to: &parts)
                }
            case .docstring:
                appendSentences(
                    of: comment.range.lowerBound + 3..<max(comment.range.lowerBound + 3, comment.range.upperBound - 3), to: &parts)
            }
            index += 1
        }
        return parts
    }

    /// Lines of comment, parted after each that ends a sentence. What documents (`///`, or stands over a declaration) keeps its first part.
    private func appendLines(_ lines: ArraySlice<CodeComment>, to parts: inout [Part]) {
        guard let first = lines.first else { return }
        var isDocumentation = bytes[first.range].starts(with: "///".utf8) || bytes[first.range].starts(with: "//!".utf8)
        var start = lines.startIndex
        for index in lines.indices {
            let text = bytes[lines[index].range]
            let isRule = !text.contains { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 >= 0x80 }
            let endsSentence = text.last.map { [0x2E, 0x21, 0x3F, 0x3A, 0x3B].contains($0) } ?? true
            guard endsSentence || isRule || index == lines.endIndex - 1 else { continue }
            let range = lines[start].range.lowerBound..<lines[index].range.upperBound
            if !isDocumentation || isRule {
                parts.append(Part(text: range, cut: lineStart(range.lowerBound)..<nextLine(range.upperBound)))
            } else {
                isDocumentation = false
            }
            start = index + 1
        }
    }

    /// The sentences of a documenting text but the first; the white space before them goes with them.
    private func appendSentences(of range: Range<Int>, to parts: inout [Part]) {
        let sentences = SentenceSplitter.sentences(in: bytes, range)
        for sentence in sentences.dropFirst() {
            var start = sentence.lowerBound, end = sentence.upperBound
            while start > range.lowerBound, isBlank(bytes[start - 1]) || isLineEnd(bytes[start - 1]) { start -= 1 }
            while end > sentence.lowerBound, isBlank(bytes[end - 1]) || isLineEnd(bytes[end - 1]) { end -= 1 }
            guard end > sentence.lowerBound else { continue }
            // The closing marks of a block of lines stay where they are.
            parts.append(Part(text: sentence.lowerBound..<end, cut: start..<end))
        }
    }

    private func documents(_ comment: CodeComment) -> Bool {
        bytes[comment.range].starts(with: "/**".utf8) || bytes[comment.range].starts(with: "/*!".utf8)
    }

    /// Whether `below` stands on the line after `above`, at the same depth.
    private func isNextLine(_ above: CodeComment, _ below: CodeComment) -> Bool {
        let between = bytes[above.range.upperBound..<below.range.lowerBound]
        return between.count { $0 == 0x0A } == 1 && depth(above) == depth(below)
    }

    private func depth(_ comment: CodeComment) -> Int { comment.range.lowerBound - lineStart(comment.range.lowerBound) }

    private func lineStart(_ offset: Int) -> Int {
        var at = offset
        while at > segment.lowerBound, isBlank(bytes[at - 1]) { at -= 1 }
        return at
    }

    private func nextLine(_ offset: Int) -> Int {
        var at = offset
        if at < segment.upperBound, bytes[at] == 0x0D { at += 1 }
        if at < segment.upperBound, bytes[at] == 0x0A { at += 1 }
        return at
    }
}
