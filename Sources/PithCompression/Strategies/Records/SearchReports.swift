// What search tools of agents and editors report, in the form of ripgrep, as other strategies read it: a path over its numbered lines.
//
//     src/pool.py:                     src/pool.py
//       Line 16:     used = 0          16:    used = 0
//       Line 31:     used += 1         31:    used += 1
//
//     ---                              ---
//     File: src/pool.py                src/pool.py
//     L16: used = 0                    16:used = 0
//     ---
//     File: src/lease.py               src/lease.py
//     L7: used = 1                     7:used = 1
//
// A file that is shown whole looks much the same; so its numbers must jump, as those of lines found do.

import PithPrompt
import PithSystem

/// Writes the reports of search tools as listings.
struct SearchReports: Strategy {
    static let name = "search-reports"
    static let summary = "what search tools of agents and editors report, as paths over numbered lines"
    static let kinds: Set<SegmentKind> = [.code, .prose, .list]
    static let effect = EditEffect.folded
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return Self.stretches(of: context.segments).flatMap { stretch -> [Proposal] in
            let view = context.prompt.views[stretch.view]
            return Self.reports(in: view.bytes, stretch.range).compactMap { report in
                guard !view.isProtected(report.range) else { return nil }
                return Proposal(edits: report.changes(in: view.bytes).map { Self.edit(stretch.view, $0.range, to: $0.text) })
            }
        }
    }

    /// Segments that follow one another in a view, as one: a blank line between two files may part paragraphs.
    private static func stretches(of segments: [Segment]) -> [(view: Int, range: Range<Int>)] {
        var stretches: [(view: Int, range: Range<Int>)] = []
        for segment in segments {
            if let last = stretches.last, last.view == segment.view, last.range.upperBound == segment.range.lowerBound {
                stretches[stretches.count - 1].range = last.range.lowerBound..<segment.range.upperBound
            } else {
                stretches.append((segment.view, segment.range))
            }
        }
        return stretches
    }

    /// The reports in `range`. Cost: linear.
    private static func reports(in bytes: [UInt8], _ range: Range<Int>) -> [SearchReport] {
        var reports: [SearchReport] = []
        var lines = LineCursor(bytes, range)
        var above: Range<Int>?
        while let line = lines.next() {
            defer { above = line }
            // Rows are told sooner than paths, and are fewer.
            guard let row = SearchReport.Row(bytes, line), let head = above, let path = SearchReport.path(bytes, head) else { continue }
            lines.goBack(to: line)
            var report = SearchReport(row.form, SearchReport.File(line: head, path: path))
            lines.take(into: &report)
            if report.isOfLinesFound(in: bytes) { reports.append(report) }
        }
        return reports
    }

    /// The lines of a stretch, one after another, without their line feeds.
    private struct LineCursor {
        private let bytes: [UInt8]
        private var at: Int
        private let end: Int

        init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, at, end) = (bytes, range.lowerBound, range.upperBound) }

        func peek() -> Range<Int>? { at < end ? at..<lineEnd(in: bytes, from: at, limit: end) : nil }

        mutating func next() -> Range<Int>? {
            guard let line = peek() else { return nil }
            at = line.upperBound + 1
            return line
        }

        /// `line` comes next.
        mutating func goBack(to line: Range<Int>) { at = line.lowerBound }

        /// Adds the lines that go on with the report: rows of its form, paths over such rows, and what stands between them.
        mutating func take(into report: inout SearchReport) {
            var ahead = self
            var mark: Range<Int>?
            while let line = ahead.next() {
                if let row = SearchReport.Row(bytes, line), row.form == report.form {
                    guard report.add(row, behind: mark) else { return }
                    (mark, self) = (nil, ahead)
                } else if let path = SearchReport.path(bytes, line), let next = ahead.peek().flatMap({ SearchReport.Row(bytes, $0) }),
                    next.form == report.form
                {
                    report.open(SearchReport.File(line: line, path: path), behind: mark)
                    mark = nil
                } else if SearchReport.isMark(bytes, line), mark == nil {
                    mark = line
                } else {
                    return
                }
            }
        }
    }
}

/// Files with the lines found in them, by their places in the text.
private struct SearchReport {
    /// How the lines of a report begin.
    struct Form: Equatable {
        var isIndented: Bool
        var word: Word

        enum Word: Equatable { case none, line, letter }
    }

    struct Row {
        let form: Form
        let number: Range<Int>
        let value: Int
        /// A colon behind the number of a match, a dash or a blank behind that of a line near one.
        let isMatch: Bool
        let text: Range<Int>
        let start: Int
        /// The line between it and the row above that stands for lines left out.
        var mark: Range<Int>?

        /// `  Line 16: text`, `L16: text`, `  16: text`, `  17- text`; nil for a line of another form, and for one that stands in no report.
        init?(_ bytes: [UInt8], _ line: Range<Int>) {
            start = line.lowerBound
            var at = start
            while at < line.upperBound, at - line.lowerBound < 8, bytes[at] == 0x20 { at += 1 }
            let isIndented = at > line.lowerBound
            var word = Form.Word.none
            if bytes[at..<line.upperBound].begins(with: "Line ") {
                (word, at) = (.line, at + 5)
            } else if at < line.upperBound, bytes[at] == 0x4C {
                (word, at) = (.letter, at + 1)
            }
            guard isIndented || word != .none else { return nil }
            let digits = bytes[at..<line.upperBound].prefix(8).prefix(while: \.isDigit)
            guard (1...7).contains(digits.count), digits.first != 0x30, digits.endIndex < line.upperBound else { return nil }
            switch bytes[digits.endIndex] {
            case 0x3A: isMatch = true
            case 0x2D: isMatch = false
            case 0x20 where word == .none: isMatch = false
            default: return nil
            }
            form = Form(isIndented: isIndented, word: word)
            number = digits.startIndex..<digits.endIndex
            value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            text = digits.endIndex + 1..<line.upperBound
        }
    }

    struct File {
        let line: Range<Int>
        let path: Range<Int>
        var rows: [Row] = []
        /// The line between it and the file above.
        var mark: Range<Int>?
    }

    let form: Form
    private(set) var end: Int
    private var files: [File]
    private var matchCount = 0, rowCount = 0, stretchCount = 0, stretchesFromTop = 0

    var range: Range<Int> { files[0].line.lowerBound..<end }

    init(_ form: Form, _ file: File) { (self.form, end, files) = (form, file.line.upperBound, [file]) }

    mutating func open(_ file: File, behind mark: Range<Int>?) {
        files.append(file)
        files[files.count - 1].mark = mark
    }

    /// Adds a row to the last file; false where it stands below one of a higher number.
    mutating func add(_ row: Row, behind mark: Range<Int>?) -> Bool {
        let last = files[files.count - 1].rows.last?.value
        if let last, row.value <= last { return false }
        if last != row.value - 1 {
            stretchCount += 1
            if row.value == 1 { stretchesFromTop += 1 }
        }
        if row.isMatch { matchCount += 1 }
        rowCount += 1
        var row = row
        row.mark = mark
        files[files.count - 1].rows.append(row)
        end = row.text.upperBound
        return true
    }

    private static let fewestRows = 3, mostRowsOfStretch = 12

    /// Whether the lines are some that were found: no file that is shown from its top, and no mapping of numbers (`443: https` below `host.example:`).
    func isOfLinesFound(in bytes: [UInt8]) -> Bool {
        if form.word == .none, !files.allSatisfy({ bytes[$0.path].contains(0x2F) }) { return false }
        return rowCount >= Self.fewestRows && matchCount * Self.mostRowsOfStretch >= rowCount
            && stretchCount * Self.mostRowsOfStretch >= rowCount
            && stretchCount > 1 && stretchesFromTop * 2 < stretchCount
    }

    /// What is written otherwise, in order.
    func changes(in bytes: [UInt8]) -> [(range: Range<Int>, text: [UInt8])] {
        // A blank before every text belongs to the form.
        let isSetOff = files.allSatisfy { $0.rows.allSatisfy { $0.text.isEmpty || bytes[$0.text.lowerBound] == 0x20 } }
        var changes: [(range: Range<Int>, text: [UInt8])] = []
        for file in files {
            if let mark = file.mark, !mark.isEmpty { changes.append((mark, [])) }
            changes.append((file.line.lowerBound..<file.path.lowerBound, []))
            changes.append((file.path.upperBound..<file.line.upperBound, []))
            for row in file.rows {
                if let mark = row.mark { changes.append((mark, [0x2D, 0x2D])) }
                changes.append((row.start..<row.number.lowerBound, []))
                let blank = isSetOff && !row.text.isEmpty ? 1 : 0
                changes.append((row.number.upperBound..<row.text.lowerBound + blank, [row.isMatch ? 0x3A : 0x2D]))
            }
        }
        return changes.filter { !areSame(bytes[$0.range], $0.text[...]) }
    }

    /// `src/pool.py` of `src/pool.py:`, `File: src/pool.py` and `# src/pool.py`, or of the path alone.
    static func path(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var path = line
        for opening: StaticString in ["File: ", "# ", "## "] where bytes[line].begins(with: opening) {
            path = line.lowerBound + opening.utf8CodeUnitCount..<line.upperBound
        }
        if path.count > 1, bytes[path.upperBound - 1] == 0x3A { path = path.lowerBound..<path.upperBound - 1 }
        return SearchLine.isPathLine(bytes, path) ? path : nil
    }

    /// What stands between files, and between stretches of one: nothing, or dashes.
    static func isMark(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        line.isEmpty || (2...4).contains(line.count) && line.allSatisfy { bytes[$0] == 0x2D }
    }
}
