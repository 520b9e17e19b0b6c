// Indentation goes from diffs of files in languages with braces, as CodeIndentation takes it from program text: an indented line keeps one blank behind its
// mark. Then most lines are indented as the line above, and need not say so (DenseHunk).
//
//     @@ -40,3 +40,3 @@ class Pool {                     @@ -40,3 +40,3 @@ class Pool {
//              while (queue.length > 0) {                 while (queue.length > 0) {
//     -            taken.push(queue.pop());        →     - taken.push(queue.pop());
//     +            taken.push(queue.shift());            + taken.push(queue.shift());
//              }                                          }
//
// Where a line changed in its indentation alone that is the news, and the hunk stays as it is. So does one with a string that may go over lines.

import PithPrompt
import PithSystem

/// Folds the indentation in diffs of languages with braces.
struct DiffIndentation: Strategy {
    static let name = "diff-indentation"
    static let summary = "diffs of program text in languages with braces without its indentation"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.isSession else { return [] }
        return context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            let diff = context.diffs.value[segment]
            var hasBraces = false
            var edits: [Edit] = []
            for (hunk, opensFile) in zip(diff.hunks, diff.opensFile) {
                if opensFile {
                    hasBraces =
                        DiffText.file(above: hunk, in: view.bytes, from: segment.range.lowerBound).map { file in
                            if case .code(let marks) = file { marks.hasBraces } else { false }
                        } ?? false
                }
                guard hasBraces, hunk.form != .dense else { continue }
                edits += Self.indentations(of: hunk, in: view.bytes).filter { !view.isProtected($0) }.map {
                    Edit(view: segment.view, range: $0, replacement: [0x20], strategy: Self.name, effect: Self.effect)
                }
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The blanks that open the hunk's lines behind their marks, two or more or a tab; none where they tell something. Cost: linear.
    private static func indentations(of hunk: DiffHunk, in bytes: [UInt8]) -> [Range<Int>] {
        guard let first = hunk.lines.first, let last = hunk.lines.last,
            !mayHoldLongString(bytes[first.lowerBound..<last.upperBound])
        else { return [] }
        var found: [Range<Int>] = []
        /// The texts of removed lines, without indentation; and whether one of the added lines is the same.
        var removed: Set<ArraySlice<UInt8>> = []
        var added: [ArraySlice<UInt8>] = []
        for line in hunk.lines where bytes[line.lowerBound] != 0x5C {
            let content = DiffText.withoutLineEnd(bytes, line)
            guard content.count > 1 else { continue }
            let start = content.lowerBound + 1
            let end = start + bytes[start..<content.upperBound].prefix(while: \.isBlank).count
            guard end < content.upperBound else { continue }
            let text = bytes[end..<content.upperBound]
            if text.count >= shortestText {
                if bytes[line.lowerBound] == 0x2D { removed.insert(text) }
                if bytes[line.lowerBound] == 0x2B { added.append(text) }
            }
            if end - start > 1 || end > start && bytes[start] == 0x09 { found.append(start..<end) }
        }
        return !removed.isEmpty && added.contains(where: removed.contains) ? [] : found
    }

    /// Shorter lines (braces) are the same in most hunks.
    private static let shortestText = 4

    /// Whether there are marks of strings that go over lines: three quotes, one of a pair of backticks on its line, what opens a raw string or a here-document.
    private static func mayHoldLongString(_ text: ArraySlice<UInt8>) -> Bool {
        var quotes = 0, ticks = 0
        var before: UInt8 = 0
        for byte in text {
            quotes = byte == 0x22 ? quotes + 1 : 0
            if byte == 0x60 { ticks += 1 }
            if byte == 0x0A {
                if !ticks.isMultiple(of: 2) { return true }
                ticks = 0
            }
            if quotes == 3 || byte == 0x28 && before == 0x22 || byte == 0x3C && before == 0x3C { return true }
            before = byte
        }
        return false
    }
}
