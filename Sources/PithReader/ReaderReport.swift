// The report of a reader run, for people and for programs.

import PithEvaluation
import PithJSON

package enum ReaderReport {
    package static let schema = "pith-reader/1"

    /// A table a suite, and what the figures mean.
    package static func text(of summary: ReaderSummary, model: String) -> String {
        var text = ""
        for suite in summary.suites {
            text += "\(suite.name): \(suite.taskCount) tasks, asked of \(model)"
            if suite.incompleteTaskCount > 0 {
                text += "; \(suite.incompleteTaskCount) tasks left out, not every context of theirs has a reply"
            }
            text += "\n"
            guard !suite.arms.isEmpty else { continue }
            var rows = [
                [
                    "  context", "tokens", "exact", "F1", "95%", "contained", "fidelity", "95%", "F1 − full", "95%", "answer there: right",
                    "not there: right", "tokens out", "ms",
                ]
            ]
            for arm in suite.arms { rows.append(row(arm, taskCount: suite.taskCount)) }
            text += TableReport.aligned(rows)
            for arm in suite.arms {
                guard let difference = arm.difference else { continue }
                text += "  \(arm.arm): \(verdict(difference, margin: summary.margin))\n"
                if arm.showsDistraction {
                    text +=
                        "  \(arm.arm): the reader is distracted by what this context leaves out (F1 \(signed(difference.difference))); fidelity counts as 1\n"
                }
            }
            text += "\n"
        }
        text += """
            Exact, F1, contained: SQuAD's normalisation; the best over the right answers. Fidelity: F1 ÷ F1 with the full context, at most 1.
            95%: bootstrap over tasks, \(summary.resampleCount) draws, seed \(summary.seed). Replies: \(summary.paidCallCount) new, \(summary.cachedReplyCount) from the cache.

            """
        if summary.failureCount > 0 { text += "\(summary.failureCount) questions failed; the first: \(summary.firstFailure ?? "")\n" }
        if summary.notAskedCount > 0 { text += "\(summary.notAskedCount) questions were not asked.\n" }
        return text
    }

    private static func row(_ arm: ArmSummary, taskCount: Int) -> [String] {
        func share(_ value: Double) -> String { TableReport.decimal(value, 2) }
        func range(_ interval: Interval) -> String { "\(share(interval.low))–\(share(interval.high))" }
        return [
            "  \(arm.arm)", TableReport.decimal(arm.meanTokenCount, 0), share(arm.mean.exactMatch), share(arm.mean.f1),
            range(arm.f1Interval),
            share(arm.mean.contained), arm.fidelity.map(share) ?? "–", arm.fidelityInterval.map(range) ?? "–",
            arm.difference.map { signed($0.difference) } ?? "–",
            arm.difference.map { "\(signed($0.interval.low)) to \(signed($0.interval.high))" } ?? "–",
            "\(arm.rightWhereVisibleCount) of \(arm.visibleTaskCount)",
            "\(arm.rightWhereNotVisibleCount) of \(taskCount - arm.visibleTaskCount)",
            TableReport.decimal(arm.meanOutputTokenCount, 1), TableReport.duration(arm.meanMilliseconds),
        ]
    }

    private static func verdict(_ comparison: PairedComparison, margin: Double) -> String {
        let shown = TableReport.decimal(margin, 2)
        return switch comparison.verdict {
        case .superior: "better than the full context"
        case .nonInferior: "not worse than the full context by more than \(shown)"
        case .inferior: "worse than the full context by more than \(shown)"
        case .inconclusive: "these tasks cannot tell whether it is worse than the full context by more than \(shown): take more"
        }
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + TableReport.decimal(value, 2) }

    /// One line of JSON.
    package static func bytes(of summary: ReaderSummary, model: String, version: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { report in
            report.member("schema", schema)
            report.member("pith", version)
            report.member("model", model)
            report.member("margin", number: summary.margin)
            report.member(
                "bootstrap",
                object: {
                    $0.member("resamples", summary.resampleCount)
                    $0.member("seed", Int(truncatingIfNeeded: summary.seed))
                    $0.member("level", number: 0.95)
                })
            report.member("newReplyCount", summary.paidCallCount)
            report.member("cachedReplyCount", summary.cachedReplyCount)
            report.member("failureCount", summary.failureCount)
            if let failure = summary.firstFailure { report.member("firstFailure", failure) }
            report.member("notAskedCount", summary.notAskedCount)
            report.member(
                "suites",
                array: { suites in
                    for suite in summary.suites {
                        suites.object { object in
                            object.member("suite", suite.name)
                            object.member("taskCount", suite.taskCount)
                            object.member("incompleteTaskCount", suite.incompleteTaskCount)
                            object.member("contexts", array: { arms in for arm in suite.arms { arms.object { write(arm, to: &$0) } } })
                        }
                    }
                })
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ arm: ArmSummary, to writer: inout JSONWriter) {
        func write(_ name: String, _ interval: Interval, to writer: inout JSONWriter) {
            writer.member(
                name,
                array: {
                    $0.number(interval.low)
                    $0.number(interval.high)
                })
        }
        writer.member("contestant", arm.arm.contestant)
        writer.member("setting", arm.arm.setting)
        writer.member("meanTokenCount", number: arm.meanTokenCount, decimals: 1)
        writer.member("exactMatch", number: arm.mean.exactMatch)
        writer.member("f1", number: arm.mean.f1)
        write("f1Interval", arm.f1Interval, to: &writer)
        writer.member("contained", number: arm.mean.contained)
        if let fidelity = arm.fidelity { writer.member("fidelity", number: fidelity) }
        if let interval = arm.fidelityInterval { write("fidelityInterval", interval, to: &writer) }
        if let difference = arm.difference {
            writer.member("f1Difference", number: difference.difference)
            write("f1DifferenceInterval", difference.interval, to: &writer)
            writer.member("verdict", difference.verdict.rawValue)
            writer.member("showsDistraction", arm.showsDistraction)
        }
        writer.member("visibleTaskCount", arm.visibleTaskCount)
        writer.member("rightWhereVisibleCount", arm.rightWhereVisibleCount)
        writer.member("rightWhereNotVisibleCount", arm.rightWhereNotVisibleCount)
        writer.member("meanInputTokenCount", number: arm.meanInputTokenCount, decimals: 1)
        writer.member("meanOutputTokenCount", number: arm.meanOutputTokenCount, decimals: 1)
        writer.member("meanMilliseconds", number: arm.meanMilliseconds, decimals: 1)
    }
}
