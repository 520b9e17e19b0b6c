// The lines of a hunk written densely, and how they are read back. The head `@@346 heading` says that they are.
//
//     @@346 def lines(parts):
//                      line_len = len(prefix) - 1      its indentation stands on it
//     +line_count = len(lines)                         indented as the line above
//     +            lines.append(indent)
//     ~append←extend                                   removed: the added line above with `extend` for `append`
//     \class Column:                                   not indented at all
//
// 1. A line without blanks in front is indented as the nearest line above in the hunk that is not blank; a backslash in front says that it
//    is not indented. Lines of white space alone, `~` lines and `\ No newline` stand apart from this.
// 2. `~new←old; new←old` is a removed line: the added line above with each `new` replaced by `old`, found from left to right (LineSubstitution).
//    A `~` alone says what the `~` line above it in the same file does. In a run of changed lines that has one, all removed lines come before all
//    added ones.
// 3. An empty line is an unchanged empty line, where a line of the hunk follows; the first line is never empty.

import PithSystem

struct DenseHunk {
    /// A line of a hunk: its mark and the text after it, without the line end.
    struct Line: Equatable {
        let mark: UInt8
        let text: ArraySlice<UInt8>
    }

    static let substitutionMark: UInt8 = 0x7E

    /// Whether a line of a dense hunk may begin with `byte`.
    static func isMark(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2B || byte == 0x2D || byte == 0x5C || byte == substitutionMark
    }

    /// The dense lines, without line ends. `substitution` gives the text of a `~` line for an added and a removed line (by their indices),
    /// or nil where it does not pay. `latest` is the text of the last such line above.
    static func write(
        _ lines: [Line], latest: inout [UInt8], substitution: (_ added: Int, _ removed: Int) -> [UInt8]?
    ) -> [[UInt8]] {
        var out: [[UInt8]] = []
        var above: ArraySlice<UInt8> = []
        func put(_ index: Int) {
            let line = lines[index]
            guard line.mark != 0x5C, let first = line.text.first(where: { !$0.isBlank }) else {
                let isEmptyContext = line.mark == 0x20 && line.text.isEmpty && index > 0 && index < lines.count - 1
                out.append(isEmptyContext ? [] : [line.mark] + line.text)
                return
            }
            let indentation = line.text.prefix(while: \.isBlank)
            if indentation.isEmpty, !above.isEmpty || first == 0x5C {
                out.append([line.mark, 0x5C] + line.text)
            } else if indentation == above, first != 0x5C {
                out.append([line.mark] + line.text.dropFirst(indentation.count))
            } else {
                out.append([line.mark] + line.text)
            }
            above = indentation
        }
        var at = 0
        while at < lines.count {
            guard let run = run(lines, at) else {
                put(at)
                at += 1
                continue
            }
            var removed = run.removed.lowerBound, added = run.added.lowerBound
            for pair in pairs(run.removed, run.added, substitution) {
                while removed < pair.removed { put(removed); removed += 1 }
                while added <= pair.added { put(added); added += 1 }
                out.append(pair.text == latest ? [substitutionMark] : [substitutionMark] + pair.text)
                latest = pair.text
                removed += 1
            }
            while removed < run.removed.upperBound { put(removed); removed += 1 }
            while added < run.added.upperBound { put(added); added += 1 }
            at = run.added.upperBound
        }
        return out
    }

    private typealias Pair = (removed: Int, added: Int, text: [UInt8])
    /// How many removed lines an added one is compared with.
    private static let candidateCount = 6

    /// Removed lines and the added ones that they became, both ascending.
    private static func pairs(_ removed: Range<Int>, _ added: Range<Int>, _ substitution: (Int, Int) -> [UInt8]?) -> [Pair] {
        var pairs: [Pair] = []
        var next = removed.lowerBound
        for index in added where next < removed.upperBound {
            var best: Pair?
            for candidate in next..<min(next + candidateCount, removed.upperBound) {
                guard let text = substitution(index, candidate), text.count < best?.text.count ?? .max else { continue }
                best = (candidate, index, text)
            }
            guard let best else { continue }
            pairs.append(best)
            next = best.removed + 1
        }
        return pairs
    }

    /// The run of removed lines and added ones after them that begins at `start`, nothing changed beside it; nil when there is none.
    private static func run(_ lines: [Line], _ start: Int) -> (removed: Range<Int>, added: Range<Int>)? {
        guard lines[start].mark == 0x2D, start == 0 || lines[start - 1].mark == 0x20 else { return nil }
        var at = start
        while at < lines.count, lines[at].mark == 0x2D { at += 1 }
        let middle = at
        while at < lines.count, lines[at].mark == 0x2B { at += 1 }
        guard at > middle, at == lines.count || lines[at].mark == 0x20 else { return nil }
        return (start..<middle, middle..<at)
    }

    /// The lines that dense ones stand for; nil where they are no dense lines. `latest` is the text of the last `~` line above. Cost: linear.
    static func read(_ dense: [ArraySlice<UInt8>], latest: inout [UInt8]) -> [Line]? {
        var lines: [Line] = []
        var above: ArraySlice<UInt8> = []
        /// The run of changed lines at hand: whether it has a `~` line, its removed and its added lines.
        var runStart = 0, hasSubstitution = false
        func closeRun() {
            if hasSubstitution {
                // No slice may be alive when the lines change: they would be copied as a whole.
                let ordered = lines[runStart...].filter { $0.mark == 0x2D } + lines[runStart...].filter { $0.mark == 0x2B }
                lines.replaceSubrange(runStart..., with: ordered)
            }
            (runStart, hasSubstitution) = (lines.count, false)
        }
        for line in dense {
            guard let mark = line.first else {
                closeRun()
                lines.append(Line(mark: 0x20, text: []))
                runStart = lines.count
                continue
            }
            var text = line.dropFirst()
            if mark == substitutionMark {
                if text.isEmpty { text = latest[...] } else { latest = Array(text) }
                guard !text.isEmpty, lines.count > runStart, let added = lines.last(where: { $0.mark == 0x2B }),
                    let removed = LineSubstitution.apply(text, to: added.text)
                else { return nil }
                hasSubstitution = true
                lines.append(Line(mark: 0x2D, text: removed[...]))
                continue
            }
            if mark != 0x5C, let first = text.first(where: { !$0.isBlank }) {
                if first == 0x5C, text.first == 0x5C {
                    (above, text) = ([], text.dropFirst())
                } else if text.first.map(\.isBlank) == true {
                    above = text.prefix(while: \.isBlank)
                } else {
                    text = ArraySlice(above + text)
                }
            }
            if mark == 0x20 || mark == 0x5C { closeRun() }
            lines.append(Line(mark: mark, text: text))
            if mark == 0x20 || mark == 0x5C { runStart = lines.count }
        }
        closeRun()
        return lines
    }
}
