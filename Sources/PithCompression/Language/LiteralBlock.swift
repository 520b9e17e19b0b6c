// Text that is shown to the letter: what stands in below a line that ends in "::", below a directive of reStructuredText that shows code, and below a key
// of YAML whose lines count ("hint: |"). Its reader copies it: no line of it is joined, no sentence of it goes, and nothing in it is markup. So it is with
// lines that stand four columns in, as code does in Markdown, behind a blank line below one that ends in a colon ("This is what it says:").
//
// A block ends above the first line that stands no further in than the line that opened it; below an item, than the item's text. Below a sentence it ends at
// the next blank line.

import PithPrompt
import PithSystem

struct LiteralBlock {
    /// The line that opens it, without the white space around it.
    let opening: Range<Int>
    /// From its first word to the end of its last.
    let body: Range<Int>

    /// The blocks of a text, in the order of what opens them. Cost: linear, and little where few colons open one.
    static func all(in bytes: [UInt8]) -> [LiteralBlock] {
        var blocks: [LiteralBlock] = []
        var at = 0
        while at < bytes.count {
            let colon = firstOffset(of: 0x3A, in: bytes, at..<bytes.count)
            at = colon + 1
            guard at < bytes.count, let opening = opening(in: bytes, with: colon) else { continue }
            at = opening.upperBound
            let isBelowSentence = at == colon + 1
            guard let body = body(in: bytes, below: opening, isBelowSentence) else { continue }
            blocks.append(LiteralBlock(opening: opening, body: body))
            // A paragraph may open a block itself.
            if !isBelowSentence { at = body.upperBound }
        }
        return blocks
    }

    /// The line that opens a block with the colon at `colon`.
    private static func opening(in bytes: [UInt8], with colon: Int) -> Range<Int>? {
        if bytes[colon + 1] != 0x3A {
            if colon > 0, bytes[colon - 1] != 0x3A, endOfLine(in: bytes, from: colon + 1) != nil {
                return startOfLine(in: bytes, before: colon)..<colon + 1
            }
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

    private static let widthOfCode = 4

    private static func body(in bytes: [UInt8], below opening: Range<Int>, _ isBelowSentence: Bool) -> Range<Int>? {
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
            if isBelowSentence, (body == nil) != line.isBehindBlank || body == nil && indent < margin + widthOfCode { break }
            body = (body?.lowerBound ?? line.text.lowerBound)..<line.text.upperBound
        }
        return body
    }
}

/// Whether stretches of a prompt lie in literal blocks or between marks that show text; those of a view are found when it is first asked about.
struct ShownText {
    private let prompt: Prompt
    private var view: Int?
    private var bodies: [Range<Int>] = []

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// What such blocks hold, in order and apart. Cost: linear.
    static func all(in bytes: [UInt8]) -> [Range<Int>] { union(LiteralBlock.all(in: bytes).map(\.body) + ShownBlocks.all(in: bytes)) }

    /// Whether such a block holds some of `range`. Cost: log of the blocks of the view; linear in the view where the last was asked about another.
    mutating func overlaps(_ range: Range<Int>, ofView index: Int) -> Bool {
        if view != index {
            (view, bodies) = (index, Self.all(in: prompt.views[index].bytes))
        }
        return !bodies.overlapping(range).isEmpty
    }
}
