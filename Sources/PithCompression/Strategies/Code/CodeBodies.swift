// The bodies of functions in program text, found by how it is laid out: a line that declares a function, and below it lines that are deeper, up to
// one that is not. Where braces tell, that one must begin with the brace that closes; so text that is laid out otherwise has no bodies, and no
// bracket in a pattern or a macro can lead astray.
//
// Lines inside a string or a comment that goes over lines say nothing by their depth; neither do blank ones, directives of a preprocessor and labels
// at the line's beginning. A head may go over lines: it ends where its parentheses are closed and the body is opened. Linear: for each line the next one
// that is no deeper is known from one pass.

import PithSystem

struct CodeBodies {
    struct Body {
        /// The lines of its head, the line end of the last one left out.
        let head: Range<Int>
        /// What stands in it: of a body in braces all between them, of another its lines without the last line end, a text that documents apart.
        let range: Range<Int>
        /// Of a body without braces: the blanks in front of its first line.
        let indentation: Range<Int>?
    }

    private let bytes: [UInt8]
    private let language: CodeLanguage
    private var lines: [Line] = []
    /// For each line the first one below it that is no deeper, or the number of lines.
    private var next: [Int] = []

    private struct Line {
        /// Without its end.
        let range: Range<Int>
        let depth: Int
        /// Whether its depth says nothing.
        let isNeutral: Bool
        var isBlank: Bool { range.count == depth }
    }

    private static let longestHead = 40
    private static let fewestLines = 2

    /// The outermost bodies in `segment`, in order. Cost: linear.
    static func find(in bytes: [UInt8], _ segment: Range<Int>, _ language: CodeLanguage) -> [Body] {
        let comments = CodeComments.find(in: bytes, segment, language)
        var found = CodeBodies(bytes, segment, language, comments)
        return found.bodies(documentedBy: comments.filter { $0.form == .docstring }.map(\.range))
    }

    private init(_ bytes: [UInt8], _ segment: Range<Int>, _ language: CodeLanguage, _ comments: [CodeComment]) {
        (self.bytes, self.language) = (bytes, language)
        var inside =
            (CodeComments.stringsOverLines(in: bytes, segment, language) + comments.filter { $0.form == .block }.map(\.range))
            .sorted { $0.lowerBound < $1.lowerBound }[...]
        var at = segment.lowerBound
        while at < segment.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: segment.upperBound)
            while let first = inside.first, first.upperBound <= at { inside = inside.dropFirst() }
            let isInside = inside.first.map { $0.lowerBound < at } ?? false
            var content = end
            if content > at, bytes[content - 1] == 0x0D { content -= 1 }
            let depth = bytes[at..<content].prefix(while: \.isBlank).count
            lines.append(
                Line(range: at..<content, depth: depth, isNeutral: isInside || saysNothing(bytes[at + depth..<content], depth)))
            at = end + 1
        }
        next = Array(repeating: lines.count, count: lines.count)
        var open: [Int] = []
        for index in lines.indices where !lines[index].isNeutral {
            while let last = open.last, lines[last].depth >= lines[index].depth {
                next[last] = index
                open.removeLast()
            }
            open.append(index)
        }
    }

    /// A blank line, a directive, a label at the line's beginning.
    private func saysNothing(_ text: ArraySlice<UInt8>, _ depth: Int) -> Bool {
        guard let first = text.first else { return true }
        return first == 0x23 || language.hasBraces && depth == 0 && text.last == 0x3A && text.dropLast().allSatisfy { $0.isNameByte }
    }

    private mutating func bodies(documentedBy docstrings: [Range<Int>]) -> [Body] {
        var bodies: [Body] = []
        var docstrings = docstrings[...]
        var at = 0
        while at < lines.count {
            guard !lines[at].isNeutral, Declaration.opensFunction(bytes[lines[at].range]) || isHeadAlone(at),
                let opening = opening(from: at),
                let body = body(from: at, opening, &docstrings)
            else {
                at += 1
                continue
            }
            bodies.append(body)
            at = opening + 1
            while at < lines.count, lines[at].range.lowerBound < body.range.upperBound { at += 1 }
        }
        return bodies
    }

    /// Whether line `index` is `name(…)` over a line with a brace alone, as C has it where the type stands on the line above.
    private func isHeadAlone(_ index: Int) -> Bool {
        let text = bytes[lines[index].range]
        guard language.hasBraces, lines[index].depth == 0, text.last == 0x29, index + 1 < lines.count,
            bytes[lines[index + 1].range].elementsEqual([0x7B])
        else { return false }
        return text.prefix(while: \.isNameByte).endIndex == text.firstIndex(of: 0x28)
    }

    /// The line of the head that begins at line `start` on which the body is opened.
    private func opening(from start: Int) -> Int? {
        var depth = 0
        for index in start..<min(start + Self.longestHead, lines.count) {
            let text = bytes[lines[index].range]
            for byte in text {
                switch byte {
                case 0x28, 0x5B: depth += 1
                case 0x29, 0x5D: depth -= 1
                default: break
                }
            }
            guard depth <= 0 else { continue }
            switch text.last(where: { !$0.isBlank }) {
            case 0x7B where language.hasBraces, 0x3A where !language.hasBraces: return index
            case nil, 0x3B, 0x7D: return nil
            default: if !language.hasBraces { return nil }
            }
        }
        return nil
    }

    private func body(from start: Int, _ opening: Int, _ docstrings: inout ArraySlice<Range<Int>>) -> Body? {
        // The line of the head that is as deep as its first one, if the last one is: `) -> Int {`, `{`.
        let base = lines[opening].depth <= lines[start].depth ? opening : start
        guard !lines[base].isNeutral, lines[base].depth == lines[start].depth else { return nil }
        var end = next[base]
        if base == start { while end < lines.count, end <= opening { end = next[end] } }
        guard end - opening > Self.fewestLines else { return nil }
        let head = lines[start].range.lowerBound..<lines[opening].range.upperBound
        if language.hasBraces {
            guard end < lines.count, lines[end].depth == lines[start].depth else { return nil }
            let closing = lines[end].range.lowerBound + lines[end].depth
            guard bytes[closing] == 0x7D, let brace = bytes[head].lastIndex(of: 0x7B) else { return nil }
            return Body(head: head, range: brace + 1..<closing, indentation: nil)
        }
        var first = opening + 1
        while let docstring = docstrings.first, docstring.upperBound <= lines[opening].range.upperBound {
            docstrings = docstrings.dropFirst()
        }
        while first < end, lines[first].isBlank { first += 1 }
        if first < end, let docstring = docstrings.first, lines[first].range.contains(docstring.lowerBound) {
            while first < end, lines[first].range.lowerBound < docstring.upperBound { first += 1 }
        }
        while first < end, lines[first].isBlank { first += 1 }
        var last = end - 1
        // What stands between this function and the next is not of it.
        while last >= first,
            lines[last].isBlank || (lines[last].isNeutral && lines[last].depth <= lines[start].depth)
        {
            last -= 1
        }
        guard last - first + 1 >= Self.fewestLines else { return nil }
        let from = lines[first].range.lowerBound
        return Body(head: head, range: from..<lines[last].range.upperBound, indentation: from..<from + lines[first].depth)
    }
}
