// The report for a terminal: a table a suite. Contestants that take a budget stand in the upper part, one column a share; those with settings of
// their own in the lower, one row a setting.

import PithFacts

/// Lays a summary out as text.
package enum TableReport {
    /// The tables, and under them what the figures mean.
    package static func text(of summary: EvaluationSummary) -> String {
        var text = ""
        for suite in summary.suites { text += table(of: suite) + census(of: suite) + comparisons(of: suite, summary.comparisonWish) + "\n" }
        return text + legend(summary)
    }

    private static func table(of suite: SuiteSummary) -> String {
        var text = "\(suite.name): \(suite.taskIDs.count) tasks, \(suite.contextTokenCount) tokens"
        if suite.leftOutTaskCount > 0 { text += "; interrupted, \(suite.leftOutTaskCount) tasks not run" }
        if suite.unusableTaskCount > 0 { text += "; \(suite.unusableTaskCount) tasks left out, their own context scores 0" }
        text += "\n"
        let shares = suite.contestants.lazy.compactMap { swept($0) ? $0.points.map(\.setting.label) : nil }.first ?? []
        var rows: [[String]] = []
        if suite.contestants.contains(where: swept) {
            rows.append(["  fidelity at a share of"] + shares.map { percent(of: $0) } + ["R90", "95%", "saved", "ms", "start ms", "MB"])
            for contestant in suite.contestants where swept(contestant) {
                let milliseconds = contestant.points.map(\.millisecondsPerTask).max() ?? 0
                rows.append(
                    ["  " + contestant.name] + contestant.points.map { fidelity($0) }
                        + [r90(contestant.r90), interval(contestant.r90Interval), saved(contestant.r90), duration(milliseconds)]
                        + process(contestant))
            }
            text += aligned(withoutIdleColumns(rows)) + notes(on: suite, where: swept)
        }
        rows = []
        if !suite.contestants.allSatisfy(swept) {
            rows.append(["  own setting", "", "share", "fidelity", "95%", "saved", "billed", "ms", "start ms", "MB"])
            for contestant in suite.contestants where !swept(contestant) {
                for point in contestant.points {
                    rows.append(
                        [
                            "  " + contestant.name, point.setting.label, percent(point.share), fidelity(point),
                            "\(decimal(point.interval.low, 2))–\(decimal(point.interval.high, 2))", percent(1 - point.share),
                            billed(point, suite), duration(point.millisecondsPerTask),
                        ] + process(contestant))
                }
            }
            text += aligned(withoutIdleColumns(rows)) + notes(on: suite) { !swept($0) }
        }
        return text
    }

    /// The share of the contexts' facts that outputs still show, hard ones first, then by class.
    private static func census(of suite: SuiteSummary) -> String {
        let counted = suite.contestants.flatMap { contestant in
            contestant.points.compactMap { point in point.facts.map { (contestant, point, $0) } }
        }
        guard let totals = counted.first?.2 else { return "" }
        let classes = FactClass.allCases.indices.filter { totals.totals[$0] > 0 }
        var rows = [
            ["  facts visible, of", "", "\(totals.hardTotal) hard"]
                + classes.map { "\(totals.totals[$0]) \(FactClass.allCases[$0].rawValue)" }
        ]
        for (contestant, point, facts) in counted {
            func share(_ visible: Int, _ total: Int) -> String { total == 0 ? "–" : percent(Double(visible) / Double(total)) }
            let label = point.setting.isShare ? percent(of: point.setting.label) : point.setting.label
            rows.append(
                ["  " + contestant.name, label, share(facts.hardVisible, facts.hardTotal)]
                    + classes.map { share(facts.visible[$0], facts.totals[$0]) })
        }
        return aligned(rows)
    }

    private static func comparisons(of suite: SuiteSummary, _ wish: ComparisonWish?) -> String {
        guard let wish, !suite.comparisons.isEmpty else { return "" }
        var rows = [
            ["  fidelity less that of \(wish.reference)", "at", "difference", "95%", "with a margin of \(decimal(wish.margin, 2))"]
        ]
        for comparison in suite.comparisons {
            let (result, setting) = (comparison.result, comparison.setting)
            rows.append([
                "  " + comparison.name, setting.isShare ? percent(of: setting.label) : setting.label, signed(result.difference),
                "\(signed(result.interval.low)) to \(signed(result.interval.high))", result.verdict.rawValue,
            ])
        }
        return aligned(rows)
    }

    /// A difference with its sign.
    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + decimal(value, 3) }

    /// Failures, and budgets that were not kept.
    private static func notes(on suite: SuiteSummary, where chosen: (ContestantSummary) -> Bool) -> String {
        var text = ""
        for contestant in suite.contestants where chosen(contestant) {
            for point in contestant.points where point.failureCount > 0 {
                let reason = point.firstFailure.map { ": \($0)" } ?? ""
                text +=
                    "  ! \(contestant.name) at \(point.setting.label): \(point.failureCount) of \(suite.taskIDs.count) tasks failed\(reason)\n"
            }
            for point in contestant.points {
                guard case .share(let asked) = point.setting, point.share > asked * 1.01 + 1e-9 else { continue }
                text += "  ! \(contestant.name) at \(point.setting.label): the outputs have \(percent(point.share)) of the tokens\n"
            }
        }
        return text
    }

    private static func legend(_ summary: EvaluationSummary) -> String {
        """
        Fidelity: score of the output ÷ score of the context, the mean over tasks. Tokens: \(summary.encodingName), of outputs ÷ of contexts.
        \(summary.costModel.map { "Billed: outputs ÷ contexts, each sent once, by \($0.name) (\($0.readInMonth)). " } ?? "")ms: a task. start ms, MB: a process for one word; its largest size.
        R90: the smallest share at which fidelity is still 0.90, straight between measured points over the logarithm of the share;
        ≤ where it holds at the smallest share measured, – where it is not reached. 95%: bootstrap over tasks, \(summary.resampleCount) draws, seed \(summary.seed).

        """
    }

    private static func swept(_ contestant: ContestantSummary) -> Bool {
        contestant.points.allSatisfy(\.setting.isShare)
    }

    private static func fidelity(_ point: PointSummary) -> String { point.fidelity.isNaN ? "–" : decimal(point.fidelity, 2) }

    private static func r90(_ r90: R90) -> String {
        switch r90 {
        case .at(let share): percent(share)
        case .atMost(let share): "≤" + percent(share)
        case .notReached: "–"
        }
    }

    /// What the outputs cost of what the contexts cost.
    private static func billed(_ point: PointSummary, _ suite: SuiteSummary) -> String {
        guard let billed = point.billedTokens, let whole = suite.contextBilledTokens, whole > 0 else { return "–" }
        return percent(billed / whole)
    }

    /// Start-up and memory.
    private static func process(_ contestant: ContestantSummary) -> [String] {
        [
            contestant.startUpMilliseconds.map(duration) ?? "–",
            contestant.peakMemoryByteCount.map { decimal(Double($0) / 1e6, 0) } ?? "–",
        ]
    }

    private static func saved(_ r90: R90) -> String { r90 == .notReached ? "–" : percent(1 - r90.share) }

    private static func interval(_ interval: Interval) -> String {
        func end(_ value: Double) -> String { value.isFinite ? percent(value) : "–" }
        return "\(end(interval.low)) to \(end(interval.high))"
    }

    private static func percent(of label: String) -> String { Double(label).map { percent($0) } ?? label }

    /// A share as a percentage of two or three digits.
    package static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        let percentage = share * 100
        return decimal(percentage, percentage.magnitude < 9.95 && percentage != percentage.rounded() ? 1 : 0) + "%"
    }

    package static func duration(_ milliseconds: Double) -> String {
        milliseconds.isFinite ? decimal(milliseconds, milliseconds < 9.95 ? 2 : milliseconds < 99.5 ? 1 : 0) : "–"
    }

    /// A number with so many decimals, halves away from zero.
    package static func decimal(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value.magnitude * scale + 1e-9).rounded())
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = value < 0 && scaled != 0 ? "-" : ""
        return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// The rows without columns in which nobody has a figure.
    private static func withoutIdleColumns(_ rows: [[String]]) -> [[String]] {
        let idle = rows[0].indices.filter { column in column > 1 && rows.dropFirst().allSatisfy { $0[column] == "–" } }
        return rows.map { row in row.indices.filter { !idle.contains($0) }.map { row[$0] } }
    }

    /// Columns as wide as their widest cell: the first to the left, the others to the right.
    package static func aligned(_ rows: [[String]]) -> String {
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : "  " + padding + cell
            }.joined() + "\n"
        }.joined()
    }
}
