// Text that is shown to the letter: what stands in below a line that ends in "::", below a directive of reStructuredText that shows code, and below a key
// of YAML whose lines count ("hint: |"). Its reader copies it: no line of it is joined, no sentence of it goes, and nothing in it is markup.
//
// A block ends above the first line that stands no further in than the line that opened it; below an item, than the item's text.

import PithPrompt
import PithSystem

struct LiteralBlock {
    /// The line that opens it, without the white space around it.
    let opening: Range<Int>
    /// From its first word to the end of its last.
    let body: Range<Int>

    /// The blocks of a text, in order and apart. Cost: linear, and little where few colons open one.
    static func all(in bytes: [UInt8]) -> [LiteralBlock] {
        var blocks: [LiteralBlock] = []
        var at = 0
        while at < bytes.count {
            let colon = firstOffset(of: 0x3A, in: bytes, at..<bytes.count)
            at = colon + 1
            guard at < bytes.count, let opening = opening(in: bytes, with: colon) else { continue }
            at = opening.upperBound
            guard let body = body(in: bytes, below: opening) else { continue }
            blocks.append(LiteralBlock(opening: opening, body: body))
            at = body.upperBound
        }
        return blocks
    }

    /// The line that opens a block with the colon at `colon`.
    private static func opening(in bytes: [UInt8], with colon: Int) -> Range<Int>? {
        if bytes[colon + 1] != 0x3A {
            // "hint: |", "hint: >-"
            guard bytes[colon + 1].isBlank, let mark = bytes[colon...].dropFirst().firstIndex(where: { !$0.isBlank }),
                bytes[mark] == 0x7C || bytes[mark] == 0x3E,
                let end = endOfLine(in: bytes, from: mark + 1) ?? endOfLine(in: bytes, from: mark + 2)
            else { return nil }
            return startOfLine(in: bytes, before: colon)..<end
        }
        let name = bytes[..<colon].suffix(longestName).reversed().prefix { !$0.isSpace && $0 != 0x3A }.count
        let dots = colon - name - directive.count
        if dots >= 0, bytes[dots..<colon - name].elementsEqual(directive), [nil, 0x0A].contains(bytes[..<dots].last { !$0.isBlank }) {
            let end = lineEnd(in: bytes, from: colon, limit: bytes.count)
            let last = bytes[colon..<end].lastIndex { !$0.isSpace } ?? colon
            return directives.contains { bytes[colon - name..<colon].elementsEqual($0) } ? dots..<last + 1 : nil
        }
        guard let end = endOfLine(in: bytes, from: colon + 2) else { return nil }
        let start = startOfLine(in: bytes, before: colon)
        // ".. note::" shows nothing.
        return bytes[start..<end].starts(with: directive) ? nil : start..<end
    }

    private static let directive: [UInt8] = [0x2E, 0x2E, 0x20]
    private static let directives = [
        "code", "code-block", "sourcecode", "parsed-literal", "prompt", "ipython", "doctest", "testcode", "testoutput", "example",
        "literalinclude",
    ].map { Array($0.utf8) }
    private static let longestName = 16

    /// `offset`, where nothing but white space follows on its line.
    private static func endOfLine(in bytes: [UInt8], from offset: Int) -> Int? {
        guard offset <= bytes.count else { return nil }
        let next = bytes[offset...].first { !$0.isBlank && $0 != 0x0D }
        return next == nil || next == 0x0A ? offset : nil
    }

    /// Where the first word of the line begins that goes on to `offset`.
    private static func startOfLine(in bytes: [UInt8], before offset: Int) -> Int {
        let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return bytes[start..<offset].firstIndex { !$0.isBlank } ?? offset
    }

    private static func body(in bytes: [UInt8], below opening: Range<Int>) -> Range<Int>? {
        let edge = bytes[..<opening.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        var margin = bytes[edge..<opening.lowerBound].columnCount
        var body: Range<Int>?
        for line in WordedLines(bytes, opening.upperBound..<bytes.count) {
            let indent = bytes[line.start..<line.text.lowerBound].columnCount
            if body == nil, let content = TextBlock.itemContent(bytes, opening.lowerBound, opening.upperBound) {
                let column = bytes[edge..<content].columnCount
                if indent > column { margin = column }
            }
            guard indent > margin else { break }
            body = (body?.lowerBound ?? line.text.lowerBound)..<line.text.upperBound
        }
        return body
    }
}

/// Whether stretches of a prompt lie in literal blocks; those of a view are found when it is first asked about.
struct ShownText {
    private let prompt: Prompt
    private var view: Int?
    private var bodies: [Range<Int>] = []

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// Whether a literal block holds some of `range`. Cost: log of the blocks of the view; linear in the view where the last was asked about another.
    mutating func overlaps(_ range: Range<Int>, ofView index: Int) -> Bool {
        if view != index { (view, bodies) = (index, LiteralBlock.all(in: prompt.views[index].bytes).map(\.body)) }
        return !bodies.overlapping(range).isEmpty
    }
}
