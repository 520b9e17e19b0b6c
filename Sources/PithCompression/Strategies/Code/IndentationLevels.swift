// The indentation of Python with one blank a level, which is the same program: a block is told by being deeper, not by how much.
//
//     class Pool:                                     class Pool:
//         def take(self, timeout=None):                def take(self, timeout=None):
//             """Take a worker.                         """Take a worker.
//
//             Waits, if need be.                →       Waits, if need be.
//             """                                       """
//             return self.wait(                         return self.wait(
//                 timeout=timeout,                     timeout=timeout,
//             )                                        )
//
// Lines of an expression that goes on, between brackets or behind a backslash, keep one blank. A string that documents moves with its block; the lines
// of other strings stay as they are. Where brackets do not pair up, or tabs stand among the blanks, nothing is touched.
//
// Only in the preset, for a budget cuts lines by how deep they stand; and not in sessions, where an agent finds the lines that it edits by their text. It runs
// first: a reference to lines seen before says nothing of their brackets.

import PithPrompt
import PithSystem

/// Folds the indentation of Python.
struct IndentationLevels: Strategy {
    static let name = "indentation-levels"
    static let summary = "Python with an indentation of one blank a level"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.folded
    static let runsFirstInPreset = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.options.mode == .preset, !context.options.isSession else { return [] }
        return context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            guard Self.mayChange(view.bytes, segment.range), let language = CodeLanguage.of(view.bytes[segment.range]),
                language.hasDocstrings
            else { return nil }
            let changes = Self.changes(in: view.bytes, segment.range, language)
            guard !changes.isEmpty, changes.allSatisfy({ !view.isProtected($0.range) }) else { return nil }
            return Proposal(
                edits: changes.map {
                    Edit(
                        view: segment.view, range: $0.range, replacement: Array(repeating: 0x20, count: $0.count), strategy: Self.name,
                        effect: Self.effect)
                })
        }
    }

    /// Whether below some line with a colon at its end one stands deeper by two blanks or more: it is asked again when nothing is left to do. Cost: linear.
    private static func mayChange(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        func depth(_ at: Int) -> Int { bytes[at..<range.upperBound].prefix(while: \.isBlank).count }
        var at = range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            if end > at, bytes[end - 1] == 0x3A, depth(min(end + 1, range.upperBound)) >= depth(at) + 2 { return true }
            at = end + 1
        }
        return false
    }

    /// The blanks that open lines, and how many are to stand there instead; none where it cannot be told which lines go on. Cost: linear.
    private static func changes(in bytes: [UInt8], _ range: Range<Int>, _ language: CodeLanguage) -> [(range: Range<Int>, count: Int)] {
        let lines = CodeComments.lines(in: bytes, range, language)
        // What begins further in stands in something else, and what goes on further in behind it would stand deeper than it does.
        guard lines.areBracketsPaired, range.isEmpty || !bytes[range.lowerBound].isBlank, !standsIn(bytes, range.upperBound) else {
            return []
        }
        var changes: [(Range<Int>, Int)] = []
        /// How deep the blocks are that the line at hand stands in, outermost first.
        var depths = [0]
        func level(of depth: Int) -> Int { max(0, (depths.lastIndex { $0 <= depth }) ?? 0) }
        var nextString = 0, nextComment = 0, nextContinued = 0
        var at = range.lowerBound
        while at < range.upperBound {
            let start = at, end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            at = end + 1
            var text = start
            while text < end, bytes[text].isBlank { text += 1 }
            while nextString < lines.strings.count, lines.strings[nextString].upperBound <= start { nextString += 1 }
            while nextComment < lines.comments.count, lines.comments[nextComment].range.upperBound <= start { nextComment += 1 }
            while nextContinued < lines.continued.count, lines.continued[nextContinued] < start { nextContinued += 1 }
            guard text < end, bytes[text] != 0x0D else { continue }
            let depth = text - start
            guard !bytes[start..<text].contains(0x09) else { return [] }
            let comment = nextComment < lines.comments.count ? lines.comments[nextComment] : nil
            let count: Int
            if nextString < lines.strings.count, lines.strings[nextString].lowerBound < start {
                guard let comment, comment.form == .docstring, comment.range == lines.strings[nextString] else { continue }
                let first = comment.range.lowerBound
                let own = first - (bytes[range.lowerBound..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? range.lowerBound)
                guard depth >= own else { continue }
                count = level(of: own) + depth - own
            } else if nextContinued < lines.continued.count, lines.continued[nextContinued] == start {
                // What begins a block is no part of an expression.
                if opensBlock(bytes[text..<end]) { return [] }
                count = min(depth, 1)
            } else if let comment, comment.form == .line, comment.range.lowerBound == text {
                count = min(depth, level(of: depth))
            } else {
                while let last = depths.last, last > depth { depths.removeLast() }
                if depth > depths[depths.count - 1] { depths.append(depth) }
                count = min(depth, depths.count - 1)
            }
            if count != depth { changes.append((start..<text, count)) }
        }
        return changes
    }

    /// Whether the first line of text from `place` on stands in from the edge.
    private static func standsIn(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard let text = bytes[place...].firstIndex(where: { !$0.isSpace }), text > place else { return false }
        return bytes[text - 1].isBlank
    }

    private static func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
        ["def ", "class ", "import ", "return ", "while ", "try:", "with ", "raise "].contains { line.starts(with: $0.utf8) }
    }
}
