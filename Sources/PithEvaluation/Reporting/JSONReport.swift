// The report for programs. Documentation/EvaluationReport.md describes it; a change that a reader could notice raises the version.

import PithFacts
import PithJSON

/// Writes a summary as JSON.
package enum JSONReport {
    package static let schema = "pith-evaluation/1"

    /// One line of JSON. `version`: the program's.
    package static func bytes(of summary: EvaluationSummary, version: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { report in
            report.member("schema", schema)
            report.member("pith", version)
            report.member("encoding", summary.encodingName)
            if let model = summary.costModel { report.member("costModel", model.name) }
            report.member("complete", summary.suites.allSatisfy { $0.leftOutTaskCount == 0 })
            report.member("threshold", number: R90.threshold)
            report.member("interpolation", "linear in the logarithm of the share")
            report.member(
                "bootstrap",
                object: { bootstrap in
                    bootstrap.member("resamples", summary.resampleCount)
                    bootstrap.member("seed", Int(truncatingIfNeeded: summary.seed))
                    bootstrap.member("level", number: 0.95)
                })
            report.member(
                "suites",
                array: { suites in
                    for suite in summary.suites { suites.object { write(suite, summary.comparisonWish, to: &$0) } }
                })
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ suite: SuiteSummary, _ wish: ComparisonWish?, to writer: inout JSONWriter) {
        writer.member("suite", suite.name)
        writer.member("taskCount", suite.taskIDs.count)
        writer.member("notRunTaskCount", suite.leftOutTaskCount)
        writer.member("unusableTaskCount", suite.unusableTaskCount)
        writer.member("contextTokenCount", suite.contextTokenCount)
        if let billed = suite.contextBilledTokens { writer.member("contextBilledTokens", number: billed, decimals: 1) }
        writer.member("tasks", array: { ids in suite.taskIDs.forEach { ids.string($0) } })
        writer.member(
            "contestants",
            array: { contestants in
                for contestant in suite.contestants { contestants.object { write(contestant, to: &$0) } }
            })
        if let wish { writer.member("comparison", object: { write(suite.comparisons, wish, to: &$0) }) }
    }

    private static func write(_ contestant: ContestantSummary, to writer: inout JSONWriter) {
        writer.member("name", contestant.name)
        writer.member(
            "r90",
            object: { r90 in
                switch contestant.r90 {
                case .at(let share):
                    r90.member("status", "reached")
                    r90.member("share", number: share)
                case .atMost(let share):
                    r90.member("status", "at most")
                    r90.member("share", number: share)
                case .notReached:
                    r90.member("status", "not reached")
                    r90.key("share")
                    r90.null()
                }
                write(contestant.r90Interval, to: &r90)
            })
        if let milliseconds = contestant.startUpMilliseconds { writer.member("startUpMilliseconds", number: milliseconds, decimals: 3) }
        if let memory = contestant.peakMemoryByteCount { writer.member("peakMemoryByteCount", memory) }
        writer.member(
            "points",
            array: { points in
                for point in contestant.points { points.object { write(point, to: &$0) } }
            })
    }

    private static func write(_ point: PointSummary, to writer: inout JSONWriter) {
        writer.member("setting", point.setting.label)
        writer.member("share", number: point.share)
        writer.member("tokensSavedFraction", number: point.tokensSavedFraction)
        writer.member("outputTokenCount", point.outputTokenCount)
        if let billed = point.billedTokens { writer.member("billedTokens", number: billed, decimals: 1) }
        writer.member("fidelity", number: point.fidelity)
        write(point.interval, to: &writer)
        writer.member("recoverableFidelity", number: point.recoverableFidelity)
        writer.member("millisecondsPerTask", number: point.millisecondsPerTask, decimals: 3)
        if let memory = point.peakMemoryByteCount { writer.member("peakMemoryByteCount", memory) }
        writer.member("failureCount", point.failureCount)
        if let failure = point.firstFailure { writer.member("firstFailure", failure) }
        if let facts = point.facts {
            writer.key("facts")
            writer.object { object in
                for (place, kind) in FactClass.allCases.enumerated() {
                    object.key(kind.rawValue)
                    object.object {
                        $0.member("total", facts.totals[place])
                        $0.member("visible", facts.visible[place])
                    }
                }
            }
        }
        writer.member("taskFidelities", array: { values in point.fidelities.forEach { values.number($0) } })
    }

    private static func write(_ comparisons: [SettingComparison], _ wish: ComparisonWish, to writer: inout JSONWriter) {
        writer.member("with", wish.reference)
        writer.member("margin", number: wish.margin)
        writer.member(
            "differences",
            array: { differences in
                for comparison in comparisons {
                    differences.object { difference in
                        difference.member("name", comparison.name)
                        difference.member("setting", comparison.setting.label)
                        difference.member("difference", number: comparison.result.difference)
                        write(comparison.result.interval, to: &difference)
                        difference.member("verdict", comparison.result.verdict.rawValue)
                    }
                }
            })
    }

    /// The ends of an interval; null where one is infinite.
    private static func write(_ interval: Interval, to writer: inout JSONWriter) {
        writer.member(
            "interval",
            array: { ends in
                ends.number(interval.low)
                ends.number(interval.high)
            })
    }
}
