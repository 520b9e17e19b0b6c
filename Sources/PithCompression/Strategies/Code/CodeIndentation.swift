// Indentation goes where braces say the same: in the languages of C's family, Swift and JavaScript a block ends with its brace, and how far a line
// stands in says nothing more. An indented line keeps one blank, which costs no token, so that top-level lines still show.
//
// A string that goes over lines (a template literal, a Swift or raw string) holds its blanks as text, and they stay. Text that is parted by
// brackets alone may hold other languages within; so a stretch counts only when its braces pair up.
//
// In Ruby `end` says it. There only in the preset, for a budget cuts lines by how deep they stand, and where no here-document may hold blanks as text.
//
// Not in sessions: an agent finds the lines that it edits by their text.

import PithPrompt
import PithSystem

/// Folds the indentation of program text where braces or a word end a block.
struct CodeIndentation: Strategy {
    static let name = "code-indentation"
    static let summary = "program text in languages with braces, and Ruby, without its indentation"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.isSession else { return [] }
        return context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            let text = view.bytes[segment.range]
            guard let language = CodeLanguage.of(text),
                language.hasBraces
                    ? Self.hasBalancedBraces(text)
                    : language.endsBlocksByWord && context.options.mode == .preset && Self.hasBlocksEndedByWord(text)
            else { return nil }
            let edits = Self.indentations(in: view.bytes, segment.range, language).filter { !view.isProtected($0) }.map {
                Edit(view: segment.view, range: $0, replacement: [0x20], strategy: Self.name, effect: Self.effect)
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// A closing brace for nearly each opening one: a part of a file may begin or end within a block.
    private static func hasBalancedBraces(_ text: ArraySlice<UInt8>) -> Bool {
        var opening = 0, closing = 0
        for byte in text {
            if byte == 0x7B { opening += 1 } else if byte == 0x7D { closing += 1 }
        }
        return opening >= 2 && abs(opening - closing) * 4 <= opening + 12
    }

    /// Whether lines `end` stand in the text, and nothing that opens a here-document.
    private static func hasBlocksEndedByWord(_ text: ArraySlice<UInt8>) -> Bool {
        var endCount = 0
        for line in text.split(separator: 0x0A) {
            let words = line.drop(while: \.isBlank)
            if words.begins(with: "end"), words.dropFirst(3).first.map({ !$0.isWordlike }) ?? true { endCount += 1 }
            if zip(words, words.dropFirst()).contains(where: { $0 == 0x3C && $1 == 0x3C }), opensHereDocument(words) { return false }
        }
        return endCount >= 2
    }

    /// Whether `<<` is followed by what names the end of a here-document. (`list << item` has a blank.)
    private static func opensHereDocument(_ line: ArraySlice<UInt8>) -> Bool {
        zip(line.indices, zip(line, line.dropFirst())).contains { at, pair in
            guard pair.0 == 0x3C, pair.1 == 0x3C, let next = line[at...].dropFirst(2).first else { return false }
            return next == 0x7E || next == 0x2D || next == 0x22 || next == 0x27 || next.isCapital
        }
    }

    /// The blanks that open lines, two or more or a tab, outside strings that go over lines. Cost: linear.
    private static func indentations(in bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage) -> [Range<Int>] {
        let strings = CodeComments.stringsOverLines(in: bytes, range, language)
        var found: [Range<Int>] = []
        var nextString = 0
        var at = range.lowerBound
        while at < range.upperBound {
            var end = at
            while end < range.upperBound, bytes[end].isBlank { end += 1 }
            while nextString < strings.count, strings[nextString].upperBound <= at { nextString += 1 }
            let isInString = nextString < strings.count && strings[nextString].lowerBound < at
            if end > at, !isInString, end < range.upperBound, !bytes[end].isLineEnd, end - at > 1 || bytes[at] == 0x09 {
                found.append(at..<end)
            }
            at = lineEnd(in: bytes, from: end, limit: range.upperBound) + 1
        }
        return found
    }
}
