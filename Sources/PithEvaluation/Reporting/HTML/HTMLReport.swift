// The report as one page that needs nothing else: no script, no font, no network. For each suite its curves, its figures, and some tasks with what each
// contestant took out.

/// Writes a run as HTML.
package enum HTMLReport {
    package static func page(of result: EvaluationResult, summary: EvaluationSummary, version: String) -> [UInt8] {
        var body = ""
        for (place, suite) in summary.suites.enumerated() { body += section(suite, place, result, summary) }
        let page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Tokens saved against fidelity kept</title>
            <style>
            \(HTMLStyle.sheet)
            </style></head><body><main>
            <h1>Tokens saved against fidelity kept</h1>
            <p>Each contestant makes outputs from the contexts of a suite's tasks. Fidelity is what an output still says of what its task looks for, divided by what the
            whole context says. R90 is the smallest share of the tokens at which fidelity is still 0.90, straight between measured points over the logarithm of the share.
            Bands and ranges are 95% intervals: bootstrap over tasks, \(summary.resampleCount) draws, seed \(summary.seed). Tokens: \(HTMLText.escaped(summary.encodingName)).</p>
            \(body)</main><footer><p class="quiet">Written by pith \(HTMLText.escaped(version)).</p></footer></body></html>

            """
        return Array(page.utf8)
    }

    private static func section(_ suite: SuiteSummary, _ place: Int, _ result: EvaluationResult, _ summary: EvaluationSummary) -> String {
        var html = "<section aria-labelledby=\"suite-\(place)\"><h2 id=\"suite-\(place)\">\(HTMLText.escaped(suite.name))</h2>\n"
        html += "<p class=\"quiet\">\(suite.taskIDs.count) tasks, \(suite.contextTokenCount) tokens.\(omissions(suite))</p>\n"
        if suite.taskIDs.isEmpty { return html + "</section>\n" }
        html +=
            "<figure>\(RateChart.svg(of: suite, id: "chart-\(place)"))\(legend(suite))<figcaption>Dotted: the Pareto front, the points that none beats in both."
        html += " Diamonds: contestants with one setting of their own.</figcaption></figure>\n"
        html += figures(suite) + points(suite) + comparisons(suite, summary.comparisonWish)
        let kept = result.suites[place].tasks.map { TaskView.html(of: $0, columns: result.columns) }.joined()
        if !kept.isEmpty {
            html +=
                "<h3>What was taken out</h3>\n<p class=\"quiet\">Removed words are struck through on red, words that the output adds stand on green.</p>\n"
                + kept
        }
        return html + "</section>\n"
    }

    private static func omissions(_ suite: SuiteSummary) -> String {
        (suite.leftOutTaskCount > 0 ? " The run was interrupted: \(suite.leftOutTaskCount) tasks are not in it." : "")
            + (suite.unusableTaskCount > 0 ? " \(suite.unusableTaskCount) tasks whose own context scores 0 are left out." : "")
    }

    private static func legend(_ suite: SuiteSummary) -> String {
        let items = suite.contestants.enumerated().map { place, contestant in
            let mark =
                contestant.points.count > 1
                ? "<line x1=\"0\" x2=\"36\" y1=\"6\" y2=\"6\" \(RateChart.stroke(place)) stroke-width=\"2.5\"/>"
                : "<path d=\"M18 0l6 6-6 6-6-6z\" fill=\"var(--c\(place % 8))\"/>"
            return "<li><svg viewBox=\"0 0 36 12\" aria-hidden=\"true\">\(mark)</svg>\(HTMLText.escaped(contestant.name))</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>\n"
    }

    private static func figures(_ suite: SuiteSummary) -> String {
        let rows = suite.contestants.map { contestant in
            [
                contestant.name, share(of: contestant.r90), range(contestant.r90Interval),
                contestant.r90 == .notReached ? "–" : TableReport.percent(1 - contestant.r90.share),
                TableReport.duration(contestant.points.map(\.millisecondsPerTask).max() ?? .nan),
                contestant.startUpMilliseconds.map(TableReport.duration) ?? "–",
                contestant.peakMemoryByteCount.map { TableReport.decimal(Double($0) / 1e6, 0) } ?? "–",
            ]
        }
        return table(
            "Where each contestant leaves 0.90", ["contestant", "R90", "95%", "saved there", "ms a task", "start-up ms", "MB"], rows)
    }

    private static func points(_ suite: SuiteSummary) -> String {
        let rows = suite.contestants.flatMap { contestant in
            contestant.points.map { point in
                [
                    contestant.name, point.setting.label, TableReport.percent(point.share), TableReport.decimal(point.fidelity, 3),
                    "\(TableReport.decimal(point.interval.low, 2))–\(TableReport.decimal(point.interval.high, 2))",
                    TableReport.decimal(point.recoverableFidelity, 2), point.billedTokens.map { TableReport.decimal($0, 0) } ?? "–",
                    hardFacts(point), "\(point.failureCount)",
                ]
            }
        }
        let headings = ["contestant", "setting", "share", "fidelity", "95%", "recoverable", "billed", "hard facts visible", "failures"]
        return "<details><summary>Every point</summary>\(table("Every measured point", headings, rows))</details>\n"
    }

    private static func hardFacts(_ point: PointSummary) -> String {
        point.facts.map { $0.hardTotal == 0 ? "–" : TableReport.percent(Double($0.hardVisible) / Double($0.hardTotal)) } ?? "–"
    }

    private static func comparisons(_ suite: SuiteSummary, _ wish: ComparisonWish?) -> String {
        guard let wish, !suite.comparisons.isEmpty else { return "" }
        let rows = suite.comparisons.map { comparison in
            let result = comparison.result
            return [
                comparison.name, comparison.setting.label, TableReport.decimal(result.difference, 3),
                "\(TableReport.decimal(result.interval.low, 3)) to \(TableReport.decimal(result.interval.high, 3))",
                result.verdict.rawValue,
            ]
        }
        let caption = "Fidelity less that of \(wish.reference), task by task; margin \(TableReport.decimal(wish.margin, 2))"
        return table(caption, ["contestant", "setting", "difference", "95%", "verdict"], rows)
    }

    private static func share(of r90: R90) -> String {
        switch r90 {
        case .at(let share): TableReport.percent(share)
        case .atMost(let share): "≤ " + TableReport.percent(share)
        case .notReached: "not reached"
        }
    }

    private static func range(_ interval: Interval) -> String {
        func end(_ value: Double) -> String { value.isFinite ? TableReport.percent(value) : "not reached" }
        return "\(end(interval.low)) to \(end(interval.high))"
    }

    static func table(_ caption: String, _ headings: [String], _ rows: [[String]]) -> String {
        let head = headings.map { "<th scope=\"col\">\(HTMLText.escaped($0))</th>" }.joined()
        let body = rows.map { row in
            "<tr>"
                + row.enumerated().map { place, cell in
                    place == 0 ? "<th scope=\"row\">\(HTMLText.escaped(cell))</th>" : "<td>\(HTMLText.escaped(cell))</td>"
                }.joined() + "</tr>\n"
        }.joined()
        return
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"\(HTMLText.escaped(caption))\"><table><caption>\(HTMLText.escaped(caption))</caption>"
            + "<thead><tr>\(head)</tr></thead><tbody>\n\(body)</tbody></table></div>\n"
    }
}
