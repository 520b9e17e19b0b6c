// Output of tests and builds to what went wrong: a run of lines that each say that one more thing went as it should (OutputLine) keeps its
// first line and becomes a count of the others, told apart by what they say. All other lines stay: failures with what stands around them,
// warnings, skipped tests, totals.
//
//     tests/test_pool.py::test_open PASSED                    [  2%]
//     [… 41 lines like it: 41 passed]
//     tests/test_pool.py::test_close FAILED                   [ 86%]

import PithPrompt
import PithSystem

/// Folds what passed.
struct TestOutput: Strategy {
    static let name = "test-output"
    static let summary = "test and build output with runs of what passed, started or was built as exact counts; failures and warnings stay"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list, .log, .code, .search, .stackTrace, .table]
    static let effect = EditEffect.folded
    static let isLocal = true

    private static let shortestRun = 5

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.mustStayJSON else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return Self.runs(in: view.bytes, segment.range).compactMap { run -> Proposal? in
                guard !view.isProtected(run.range) else { return nil }
                let edit = Edit(view: segment.view, range: run.range, replacement: run.note, strategy: Self.name, effect: Self.effect)
                return Proposal(edits: [edit])
            }
        }
    }

    struct Run {
        /// All lines but the first, the last line's end left out.
        let range: Range<Int>
        let note: [UInt8]
    }

    /// The runs in `range`. Cost: linear.
    static func runs(in bytes: [UInt8], _ range: Range<Int>) -> [Run] {
        var runs: [Run] = []
        var words: [(word: String, count: Int)] = []
        var group: OutputLine.Group?
        /// Where the second line of the run begins, and where its last line ends.
        var start = 0, end = 0, lineCount = 0
        func close() {
            if lineCount >= shortestRun {
                let told = words.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
                runs.append(Run(range: start..<end, note: Array("[… \(lineCount - 1) lines like it: \(told)]".utf8)))
            }
            (words, group, lineCount) = ([], nil, 0)
        }
        let lines = textLines(in: bytes, range)
        var at = 0
        while at < lines.count {
            // Where no run is open, the last line of the shortest that could begin here is looked at first: if it has no form, no line up to it begins one.
            if lineCount == 0 {
                let last = at + shortestRun - 1
                guard last < lines.count else { break }
                guard OutputLine.of(bytes, lines[last].content) != nil else {
                    at = last + 1
                    continue
                }
            }
            let (content, next) = lines[at]
            at += 1
            guard let form = OutputLine.of(bytes, content) else {
                close()
                continue
            }
            if form.group != group { close() }
            group = form.group
            lineCount += 1
            if lineCount == 1 {
                start = next
            } else if let index = words.firstIndex(where: { $0.word == form.word }) {
                words[index].count += 1
            } else {
                words.append((form.word, 1))
            }
            end = content.upperBound
        }
        close()
        return runs
    }

    /// The lines in `range` that are not blank, without their ends, and where the next begins.
    private static func textLines(in bytes: [UInt8], _ range: Range<Int>) -> [(content: Range<Int>, next: Int)] {
        let lines = lineRanges(in: bytes, range)
        var found: [(content: Range<Int>, next: Int)] = []
        found.reserveCapacity(lines.count)
        for line in lines {
            let content = DiffText.withoutLineEnd(bytes, line)
            if !bytes[content].allSatisfy(\.isBlank) { found.append((content, line.upperBound)) }
        }
        return found
    }
}
