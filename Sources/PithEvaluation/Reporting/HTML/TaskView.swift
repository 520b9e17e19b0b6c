// One task in the report: what was asked, and for each contestant its text with removals marked and what is no longer said.

import PithCompression

enum TaskView {
    private static let wordLimit = 4000
    private static let shownRunLength = 40

    /// A task of which the run kept the outputs; empty when it did not.
    static func html(of measured: TaskMeasurements, columns: [EvaluationResult.Column]) -> String {
        guard let task = measured.task else { return "" }
        let scorer = Scorer(for: task)
        let contextWords = Array(RemovalMarks.words(of: task.context).prefix(wordLimit))
        var html = "<details><summary>Task \(HTMLText.escaped(task.id))"
        html += task.query.map { ": \(HTMLText.escaped($0))" } ?? ""
        html +=
            "</summary>\n<p class=\"quiet\">\(measured.contextTokenCount) tokens. It asks for \(HTMLText.escaped(wishes(of: task))).</p>\n"
        for (column, measurements) in zip(columns, measured.measurements) {
            // The setting nearest to a quarter of the tokens says most: far fewer show nothing, far more everything.
            let settings = column.settings.indices.filter { measurements[$0].output != nil }
            guard let place = settings.min(by: { distance(column.settings[$0]) < distance(column.settings[$1]) }) else { continue }
            let measurement = measurements[place]
            guard let output = measurement.output else { continue }
            let missing = zip(task.expectations, scorer.expectationsHeld(by: output)).filter { !$1 }.map { wish(of: $0.0) }
            html += "<details><summary>\(HTMLText.escaped(column.contestant)) at \(HTMLText.escaped(column.settings[place].label)): "
            html += "\(measurement.outputTokenCount) tokens, score \(TableReport.decimal(measurement.score, 2))</summary>\n"
            if !missing.isEmpty {
                html += "<p class=\"warning\">No longer said: \(HTMLText.escaped(missing.prefix(8).joined(separator: "; ")))</p>\n"
            }
            html += "<pre>\(marked(contextWords, RemovalMarks.words(of: output)))</pre>"
            html += (measurement.explanation.map { explained($0()) } ?? "") + "</details>\n"
        }
        return html + "</details>\n"
    }

    /// What was chosen for each segment and why, as `pith compress --explain` tells it.
    private static func explained(_ explanation: Explanation) -> String {
        let rows = explanation.parts.prefix(segmentLimit).map { part in
            [
                "\(part.lines.lowerBound)–\(part.lines.upperBound)", part.kind.rawValue, "\(part.tokenCount)", "\(part.outputTokenCount)",
                "\(part.visibleHardFactCount) of \(part.hardFactCount)", part.relevance.map { TableReport.decimal($0, 2) } ?? "–",
                part.choice.rawValue, part.reason, part.strategies.joined(separator: ", "),
            ]
        }
        guard !rows.isEmpty else { return "" }
        let headings = ["lines", "segment", "tokens", "left", "hard facts", "relevance", "choice", "why", "by"]
        let count = explanation.parts.count
        return HTMLReport.table(
            "What was chosen for \(count > segmentLimit ? "the first \(segmentLimit) of \(count) segments" : "each segment"), and why",
            headings, rows)
    }

    private static let segmentLimit = 100

    private static func distance(_ setting: Setting) -> Double {
        guard case .share(let share) = setting else { return 0 }
        return (share - 0.25).magnitude
    }

    private static func marked(_ context: [ArraySlice<UInt8>], _ output: [ArraySlice<UInt8>]) -> String {
        var html = ""
        for piece in RemovalMarks(context: context, output: output).pieces {
            switch piece {
            case .kept(let range): html += text(context, range)
            case .removed(let range):
                if range.count > 2 * shownRunLength {
                    let head = range.lowerBound..<range.lowerBound + shownRunLength / 2,
                        tail = range.upperBound - shownRunLength / 2..<range.upperBound
                    html += "<del>\(text(context, head)) … \(range.count - shownRunLength) words … \(text(context, tail))</del>"
                } else {
                    html += "<del>\(text(context, range))</del>"
                }
            case .added(let range): html += "<ins>\(text(output, range.clamped(to: 0..<wordLimit)))</ins>"
            }
        }
        return html
    }

    private static func text(_ words: [ArraySlice<UInt8>], _ range: Range<Int>) -> String { HTMLText.escaped(words[range].joined()) }

    private static func wishes(of task: EvaluationTask) -> String {
        let wishes = task.expectations.prefix(6).map(wish(of:))
        return wishes.joined(separator: "; ") + (task.expectations.count > 6 ? "; and \(task.expectations.count - 6) more" : "")
    }

    private static func wish(of expectation: Expectation) -> String {
        func list(_ strings: [String], _ joint: String) -> String {
            strings.prefix(4).map { "“\($0.prefix(60))”" }.joined(separator: joint)
        }
        return switch expectation {
        case .any(let strings, let support, _):
            list(strings, " or ") + (support.isEmpty ? "" : " with words such as \(list(support, ", "))")
        case .all(let strings): list(strings, " and ")
        case .near(let lists, _): lists.map { list($0, " or ") }.joined(separator: " near ")
        case .together(let sets): sets.prefix(2).map { list($0, " with ") }.joined(separator: " or ")
        }
    }
}
