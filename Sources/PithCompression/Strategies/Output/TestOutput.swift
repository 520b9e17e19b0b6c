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
            let bytes = context.prompt.views[segment.view].bytes
            return Self.runs(in: bytes, segment.range).compactMap { run -> Proposal? in
                guard !context.prompt.views[segment.view].isProtected(run.range) else { return nil }
                let edit = Self.edit(segment.view, run.range, to: run.note)
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
                runs.append(Run(range: start..<end, note: CutMark.saying("\(lineCount - 1) lines like it: \(told)")))
            }
            (words, group, lineCount) = ([], nil, 0)
        }
        // Lines that were read, and which of them comes next.
        var read: [TextLine] = []
        read.reserveCapacity(shortestRun)
        var at = range.lowerBound, next = 0
        while true {
            // Where no run is open, the last line of the shortest that could begin here is looked at first: if it has no form, no line up to it begins one.
            if lineCount == 0 {
                read.removeFirst(next)
                next = 0
                while read.count < shortestRun, let line = textLine(in: bytes, from: &at, range.upperBound) { read.append(line) }
                guard read.count == shortestRun else { break }
                guard OutputLine.of(bytes, read[shortestRun - 1].content) != nil else {
                    read.removeAll(keepingCapacity: true)
                    continue
                }
            }
            if next == read.count {
                read.removeAll(keepingCapacity: true)
                next = 0
                guard let line = textLine(in: bytes, from: &at, range.upperBound) else { break }
                read.append(line)
            }
            let (content, nextLine) = read[next]
            next += 1
            guard let form = OutputLine.of(bytes, content) else {
                close()
                continue
            }
            if form.group != group { close() }
            group = form.group
            lineCount += 1
            if lineCount == 1 {
                start = nextLine
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

    private typealias TextLine = (content: Range<Int>, next: Int)

    /// The first line from `at` on that is not blank, without its end, and where the next begins; `at` is moved behind it.
    private static func textLine(in bytes: [UInt8], from at: inout Int, _ limit: Int) -> TextLine? {
        while at < limit {
            let start = at
            at = min(lineEnd(in: bytes, from: start, limit: limit) + 1, limit)
            let content = DiffText.withoutLineEnd(bytes, start..<at)
            var first = start
            while first < content.upperBound, bytes[first].isBlank { first += 1 }
            if first < content.upperBound { return (content, at) }
        }
        return nil
    }
}
