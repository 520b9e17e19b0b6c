// Indentation goes where braces say the same: in the languages of C's family, Swift and JavaScript a block ends with its brace, and how far a line
// stands in says nothing more. An indented line keeps one blank, which costs no token, so that top-level lines still show.
//
// A string that goes over lines (a template literal, a Swift or raw string, one of Rust) and a here-document hold their blanks as text, and they stay. Text that is parted by
// brackets alone may hold other languages within; so a stretch counts only when its braces pair up. YAML with a script in it is told by its keys (MappingOpeners).
//
// Not in sessions: an agent finds the lines that it edits by their text.

import PithPrompt
import PithSystem

/// Folds the indentation of program text in languages with braces.
struct CodeIndentation: Strategy {
    static let name = "code-indentation"
    static let summary = "program text in languages with braces without its indentation"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.isSession else { return [] }
        return context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            guard let language = CodeLanguage.of(view.bytes, segment.range), language.hasBraces, language.quotesAllText,
                Self.hasBalancedBraces(view.bytes[segment.range]), !MappingOpeners.nestKeys(view.bytes, segment.range)
            else { return nil }
            let edits = Self.indentations(in: view.bytes, segment.range, language).filter { !view.isProtected($0) }.map {
                Self.edit(segment.view, $0, to: [0x20])
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
