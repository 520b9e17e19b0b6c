// The comments in program text, found by a light lexer: it knows strings and comments and nothing else.
//
// A string without its closing mark ends with its line, unless its kind goes over lines; so a mark that is no string (in a regular
// expression, a character literal, prose) misleads the lexer for a line at most. A comment after code begins after a blank: `http://` opens none.
//
// Where a mark was found not to close, later ones of its kind are known not to: so marks without a partner cost one look ahead, not one each.
//
// What a here-document holds is no comment (HereDocuments). Whether a string without its mark on its line goes on below hangs on the language (Rust, a line
// that ends with a backslash): for what must not touch a string it does, for what looks for comments it does not.

import PithPrompt
import PithSystem

/// A comment, or a string that documents.
struct CodeComment {
    enum Form { case line, block, docstring }

    let form: Form
    /// From the first byte of its mark to the last byte of the comment, without the line end.
    let range: Range<Int>
    /// Whether nothing but blanks stands before it on its line.
    let ownsLine: Bool
}

enum CodeComments {
    /// The comments in `range`, ascending. Cost: linear.
    static func find(in bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage) -> [CodeComment] {
        let documents = HereDocuments.all(in: bytes, range)
        let comments = scan(bytes, range, language).comments
        return documents.isEmpty ? comments : comments.filter { documents.overlapping($0.range).isEmpty }
    }

    /// The strings in `range` that go over line ends, or may do so, and here-documents; ascending and apart. Cost: linear.
    static func stringsOverLines(in bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage) -> [Range<Int>] {
        union(scan(bytes, range, language).strings + HereDocuments.all(in: bytes, range))
    }

    static func scan(
        _ bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage
    ) -> (comments: [CodeComment], strings: [Range<Int>]) {
        var comments: [CodeComment] = []
        var strings: [Range<Int>] = []
        var at = range.lowerBound
        /// Whether only blanks stand before `at` on its line: what stands between two marks is looked at once.
        var atLineStart: Bool {
            var start = at
            while start > range.lowerBound, bytes[start - 1].isBlank || bytes[start - 1] == 0x0D { start -= 1 }
            return start == range.lowerBound || bytes[start - 1] == 0x0A
        }
        /// For each kind of quote, where the search for a closing mark ended last that found none.
        var unclosedUpTo = language.quotes.map { _ in range.lowerBound }
        /// Where the string ends that began last without a closing mark on its line.
        var endOverLines = range.lowerBound
        func stands(_ mark: [UInt8]) -> Bool { at + mark.count <= range.upperBound && bytes[at..<at + mark.count].elementsEqual(mark) }
        func opensComment() -> Bool {
            let next = at + language.lineComment.count
            return language.opensNoComment == nil || next == range.upperBound || bytes[next] != language.opensNoComment
        }
        func lineEnd(_ from: Int) -> Int { PithSystem.lineEnd(in: bytes, from: min(from, range.upperBound), limit: range.upperBound) }
        while true {
            at = language.marks.firstOffset(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { break }
            let byte = bytes[at]
            if byte == 0x60 || byte == 0x7E, atLineStart, stands([byte, byte, byte]) {
                at = lineEnd(at)
            } else if byte == language.lineComment[0], stands(language.lineComment), atLineStart || bytes[at - 1].isBlank, opensComment() {
                var end = lineEnd(at)
                let next = end
                if end > at, bytes[end - 1] == 0x0D { end -= 1 }
                comments.append(CodeComment(form: .line, range: at..<end, ownsLine: atLineStart))
                at = next
            } else if let block = language.blockComment, byte == block.open[0], stands(block.open) {
                let end =
                    close(bytes, at + block.open.count, range.upperBound, block.close, escapes: false, spansLines: true) ?? range.upperBound
                comments.append(CodeComment(form: .block, range: at..<end, ownsLine: atLineStart))
                at = end
            } else if let kind = language.quotes.firstIndex(where: { byte == $0.open[0] && stands($0.open) }) {
                let quote = language.quotes[kind], start = at + quote.open.count
                var end: Int?
                if start > unclosedUpTo[kind] || unclosedUpTo[kind] == range.lowerBound {
                    end = close(
                        bytes, start, range.upperBound, quote.close, escapes: true, spansLines: quote.spansLines, stops: quote.stops)
                    if end == nil { unclosedUpTo[kind] = quote.spansLines ? range.upperBound : lineEnd(start) }
                }
                if let end, language.hasDocstrings, quote.spansLines, atLineStart, documents(bytes, at, end, range) {
                    comments.append(CodeComment(form: .docstring, range: at..<end, ownsLine: true))
                }
                if let end, bytes[at..<end].contains(0x0A) { strings.append(at..<end) }
                if end == nil, language.hasBraces, byte == 0x22, quote.open.count == 1 {
                    if start > endOverLines {
                        endOverLines =
                            close(bytes, start, range.upperBound, quote.close, escapes: true, spansLines: true, stops: quote.stops)
                            ?? range.upperBound
                    }
                    if endOverLines < range.upperBound { strings.append(at..<endOverLines) }
                }
                // A mark without its pair may be none.
                at = end ?? at + quote.open.count
            } else {
                at += 1
            }
        }
        return (comments, strings)
    }

    /// The offset after the closing mark, or nil when the string does not close where it must.
    static func close(
        _ bytes: [UInt8], _ from: Int, _ limit: Int, _ mark: [UInt8], escapes: Bool, spansLines: Bool, stops: ByteSet? = nil
    ) -> Int? {
        var at = from
        while at + mark.count <= limit {
            if let stops {
                at = stops.firstOffset(in: bytes, at..<limit)
                if at + mark.count > limit { break }
            }
            if escapes, bytes[at] == 0x5C {
                at += 2
            } else if bytes[at] == mark[0], bytes[at..<at + mark.count].elementsEqual(mark) {
                return at + mark.count
            } else if bytes[at] == 0x0A, !spansLines {
                return nil
            } else {
                at += 1
            }
        }
        return nil
    }

    /// Whether the string that fills its lines is the first thing after a line that ends with a colon.
    static func documents(_ bytes: [UInt8], _ start: Int, _ end: Int, _ range: Range<Int>) -> Bool {
        guard end >= range.upperBound || bytes[end].isLineEnd else { return false }
        var before = start
        while before > range.lowerBound, bytes[before - 1].isSpace { before -= 1 }
        return before > range.lowerBound && bytes[before - 1] == 0x3A
    }
}
