// Comments that are found from mark to mark are those that a walk from byte to byte finds, and they bind as all their words say.

import PithPrompt
import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

/// The comments and their places, found byte by byte.
private func plainComments(_ bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage) -> [CodeComment] {
    var comments: [CodeComment] = []
    var at = range.lowerBound, atLineStart = true
    var unclosedUpTo = language.quotes.map { _ in range.lowerBound }
    func stands(_ mark: [UInt8]) -> Bool { bytes[at..<range.upperBound].starts(with: mark) }
    func lineEnd(_ from: Int) -> Int { bytes[min(from, range.upperBound)..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound }
    while at < range.upperBound {
        let byte = bytes[at]
        if byte == 0x0A {
            (atLineStart, at) = (true, at + 1)
        } else if byte.isBlank || byte == 0x0D {
            at += 1
        } else if atLineStart, stands(Array("```".utf8)) || stands(Array("~~~".utf8)) {
            at = lineEnd(at)
        } else if stands(language.lineComment), atLineStart || bytes[at - 1].isBlank {
            let next = lineEnd(at)
            comments.append(CodeComment(form: .line, range: at..<next - (bytes[next - 1] == 0x0D ? 1 : 0), ownsLine: atLineStart))
            at = next
        } else if let block = language.blockComment, stands(block.open) {
            let end = CodeComments.close(bytes, at + block.open.count, range.upperBound, block.close, escapes: false, spansLines: true)
            comments.append(CodeComment(form: .block, range: at..<(end ?? range.upperBound), ownsLine: atLineStart))
            (atLineStart, at) = (false, end ?? range.upperBound)
        } else if let kind = language.quotes.firstIndex(where: { stands($0.open) }) {
            let quote = language.quotes[kind], start = at + quote.open.count
            var end: Int?
            if start > unclosedUpTo[kind] || unclosedUpTo[kind] == range.lowerBound {
                end = CodeComments.close(bytes, start, range.upperBound, quote.close, escapes: true, spansLines: quote.spansLines)
                if end == nil { unclosedUpTo[kind] = quote.spansLines ? range.upperBound : lineEnd(start) }
            }
            if let end, language.hasDocstrings, quote.spansLines, atLineStart, CodeComments.documents(bytes, at, end, range) {
                comments.append(CodeComment(form: .docstring, range: at..<end, ownsLine: true))
            }
            (atLineStart, at) = (false, end ?? at + quote.open.count)
        } else {
            (atLineStart, at) = (false, at + 1)
        }
    }
    return comments
}

@Test(arguments: UInt64(0)..<40)
func commentsAreThoseOfAWalkFromByteToByte(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = [
        "#", "//", "/*", "*/", "\"", "'", "`", "\"\"\"", "'''", "```", "~~~", "~", "\\", "\n", "\n", "\n", "\r\n", "\r", " ", " ", "\t",
        ":", "x", "take", "http://a", "é",
        "=", "--", "/",
    ]
    let bytes = (0..<random.number(1...160)).flatMap { _ in Array(random.pick(parts).utf8) }
    let range = random.number(0...bytes.count / 3)..<bytes.count
    for language in CodeLanguage.all {
        let found = CodeComments.scan(bytes, range, language).comments, plain = plainComments(bytes, range, language)
        #expect(found.map(\.range) == plain.map(\.range), "seed \(seed), \(language.fenceNames)")
        #expect(found.map(\.ownsLine) == plain.map(\.ownsLine) && found.map(\.form) == plain.map(\.form), "seed \(seed)")
    }
}

@Test(arguments: UInt64(0)..<40)
func commentsBindAsTheirWordsSay(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = [
        "must", "Must", "mustNot", "can", "warnings", "warned", "notes", "notify", "nightly", "never", "ever", "TODO", "to", "do", "ts",
        "t", "s", "xxx", "safety_first",
        "ensure", "ensures", "é", "e\u{301}", " ", " ", " ", ".", "_", "-", "\n", "1",
    ]
    let bindingWords = TermSet(ofWords: Comments.bindingWords)
    for _ in 0..<50 {
        let bytes = (0..<random.number(1...8)).flatMap { _ in Array(random.pick(parts).utf8) }
        let range = random.number(0...bytes.count / 3)..<bytes.count
        #expect(
            Comments.binds(bytes, range) == Terms.areAny(in: bytes, range, among: bindingWords),
            "seed \(seed), \(String(decoding: bytes[range], as: UTF8.self))")
    }
}
