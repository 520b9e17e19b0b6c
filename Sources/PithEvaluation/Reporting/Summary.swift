// From measurements to figures: for each suite and contestant its curve, its R90, and how sure one can be of both.
//
// A task whose own context scores 0 says nothing about an output and is left out, with a count. An output that scores more than its context (it can
// where the context is no valid conversation, say) counts as 1: fidelity is what was kept.

/// One setting of a contestant over a suite.
package struct PointSummary: Sendable {
    package let setting: Setting
    /// Tokens of all outputs ÷ tokens of all contexts.
    package let share: Double
    /// The mean over the tasks of score(output) ÷ score(context).
    package let fidelity: Double
    package let interval: Interval
    /// As `fidelity`, for what can be had back from the output.
    package let recoverableFidelity: Double
    package let outputTokenCount: Int
    /// What the outputs cost, each sent once, in fresh input tokens; nil when no cost model was named.
    package let billedTokens: Double?
    package let millisecondsPerTask: Double
    package let peakMemoryByteCount: Int?
    package let failureCount: Int
    /// The first task's that failed.
    package let firstFailure: String?
    /// The facts of all contexts, and those that the outputs still show; nil when no census was taken.
    package let facts: FactCount?
    /// One fidelity a task, in the suite's order.
    package let fidelities: [Double]

    package var tokensSavedFraction: Double { 1 - share }
}

/// A contestant over a suite.
package struct ContestantSummary: Sendable {
    package let name: String
    package let points: [PointSummary]
    package let r90: R90
    /// From nothing to the output for one word, as a program of its own; nil where that was not tried.
    package let startUpMilliseconds: Double?
    /// The largest resident size of the contestant's process.
    package let peakMemoryByteCount: Int?
    /// The 95% interval of the share; its ends are infinite where draws did not reach 0.90.
    package let r90Interval: Interval
}

/// A suite.
package struct SuiteSummary: Sendable {
    package let name: String
    package let taskIDs: [String]
    package let contextTokenCount: Int
    /// What the contexts cost, each sent once; nil when no cost model was named.
    package let contextBilledTokens: Double?
    package let contestants: [ContestantSummary]
    package let leftOutTaskCount: Int
    /// Tasks whose own context scores 0.
    package let unusableTaskCount: Int
    /// Every other contestant against the one that was named, at each setting that both have.
    package let comparisons: [SettingComparison]
}

/// Two contestants at one setting, task by task.
package struct SettingComparison: Sendable {
    package let name: String
    package let setting: Setting
    /// The mean over the tasks of the contestant's fidelity less that of the one it is compared with.
    package let result: PairedComparison
}

/// The contestant to compare the others with, and the largest loss of fidelity that would not matter.
package struct ComparisonWish: Sendable {
    package let reference: String
    package let margin: Double

    package init(reference: String, margin: Double) { (self.reference, self.margin) = (reference, margin) }
}

/// The figures of a whole run.
package struct EvaluationSummary: Sendable {
    package let suites: [SuiteSummary]
    package let encodingName: String
    package let seed: UInt64
    package let resampleCount: Int
    package let comparisonWish: ComparisonWish?
    package let costModel: CostModel?

    /// Cost: resamples × tasks × points.
    package init(of result: EvaluationResult, seed: UInt64 = 1, resampleCount: Int = 1000, comparing wish: ComparisonWish? = nil) {
        (self.seed, self.resampleCount, encodingName, comparisonWish) = (seed, resampleCount, result.encodingName, wish)
        costModel = result.costModel
        suites = result.suites.map { Self.summary(of: $0, in: result, seed: seed, resampleCount: resampleCount, wish) }
    }

    private static func summary(
        of suite: SuiteMeasurements, in result: EvaluationResult, seed: UInt64, resampleCount: Int, _ wish: ComparisonWish?
    ) -> SuiteSummary {
        let (columns, costModel) = (result.columns, result.costModel)
        let tasks = suite.tasks.filter { $0.fullScore > 0 }
        let bootstrap = Bootstrap(taskCount: tasks.count, resampleCount: tasks.isEmpty ? 0 : resampleCount, seed: seed)
        let contestants = columns.indices.map { column in
            let points = columns[column].settings.indices.map { setting in
                point(columns[column].settings[setting], tasks.map { ($0, $0.measurements[column][setting]) }, costModel, bootstrap)
            }
            let process = suite.processCosts[column]
            let memory = points.compactMap(\.peakMemoryByteCount) + (process?.peakMemoryByteCount.map { [$0] } ?? [])
            return ContestantSummary(
                name: columns[column].contestant, points: points,
                r90: R90(of: points.map { RatePoint(share: $0.share, fidelity: $0.fidelity) }),
                startUpMilliseconds: process?.startUpMilliseconds, peakMemoryByteCount: memory.max(),
                r90Interval: r90Interval(of: points, tasks: tasks, column: column, bootstrap))
        }
        return SuiteSummary(
            name: suite.name, taskIDs: tasks.map(\.id), contextTokenCount: tasks.reduce(0) { $0 + $1.contextTokenCount },
            contextBilledTokens: costModel.map { model in
                tasks.reduce(0) { $0 + model.billedTokens(promptTokenCount: $1.contextTokenCount, sharedTokenCount: 0) }
            },
            contestants: contestants,
            leftOutTaskCount: suite.leftOutTaskCount, unusableTaskCount: suite.tasks.count - tasks.count,
            comparisons: tasks.isEmpty ? [] : wish.map { comparisons(of: contestants, $0, bootstrap) } ?? [])
    }

    private static func point(
        _ setting: Setting, _ measured: [(task: TaskMeasurements, measurement: Measurement)], _ costModel: CostModel?,
        _ bootstrap: Bootstrap
    ) -> PointSummary {
        let fidelities = measured.map { min(1, $0.measurement.score / $0.task.fullScore) }
        let recoverable = measured.map { min(1, $0.measurement.recoverableScore / $0.task.fullScore) }
        let outputTokenCount = measured.reduce(0) { $0 + $1.measurement.outputTokenCount }
        let contextTokenCount = measured.reduce(0) { $0 + $1.task.contextTokenCount }
        let failures = measured.compactMap(\.measurement.failure)
        let censuses = measured.compactMap(\.measurement.facts)
        var facts = FactCount()
        for census in censuses { facts.add(census) }
        return PointSummary(
            setting: setting, share: contextTokenCount == 0 ? 0 : Double(outputTokenCount) / Double(contextTokenCount),
            fidelity: mean(fidelities),
            interval: fidelities.isEmpty ? Interval(low: .nan, high: .nan) : bootstrap.interval(ofMean: fidelities),
            recoverableFidelity: mean(recoverable), outputTokenCount: outputTokenCount,
            billedTokens: costModel.map { model in
                measured.reduce(0) { $0 + model.billedTokens(promptTokenCount: $1.measurement.outputTokenCount, sharedTokenCount: 0) }
            },
            millisecondsPerTask: mean(measured.map(\.measurement.milliseconds)),
            peakMemoryByteCount: measured.compactMap(\.measurement.peakMemoryByteCount).max(), failureCount: failures.count,
            firstFailure: failures.first, facts: censuses.isEmpty ? nil : facts, fidelities: fidelities)
    }

    /// R90 of every draw: shares and fidelities both follow the draw.
    private static func r90Interval(of points: [PointSummary], tasks: [TaskMeasurements], column: Int, _ bootstrap: Bootstrap) -> Interval {
        guard !tasks.isEmpty else { return Interval(low: .nan, high: .nan) }
        let contextTokens = tasks.map { Double($0.contextTokenCount) }
        let outputTokens = points.indices.map { point in tasks.map { Double($0.measurements[column][point].outputTokenCount) } }
        return bootstrap.interval { weights in
            let contextMean = Bootstrap.mean(contextTokens, weights: weights)
            let drawn = points.indices.map { point in
                RatePoint(
                    share: contextMean == 0 ? 0 : Bootstrap.mean(outputTokens[point], weights: weights) / contextMean,
                    fidelity: Bootstrap.mean(points[point].fidelities, weights: weights))
            }
            return R90(of: drawn).share
        }
    }

    private static func comparisons(
        of contestants: [ContestantSummary], _ wish: ComparisonWish, _ bootstrap: Bootstrap
    ) -> [SettingComparison] {
        guard let reference = contestants.first(where: { $0.name == wish.reference }) else { return [] }
        return contestants.filter { $0.name != wish.reference }.flatMap { contestant in
            contestant.points.compactMap { point in
                // A contestant with one setting of its own is what every setting is held against.
                let other =
                    reference.points.first { $0.setting == point.setting } ?? (reference.points.count == 1 ? reference.points[0] : nil)
                guard let other else { return nil }
                let result = PairedComparison(point.fidelities, against: other.fidelities, margin: wish.margin, bootstrap: bootstrap)
                return SettingComparison(name: contestant.name, setting: point.setting, result: result)
            }
        }
    }

    private static func mean(_ values: [Double]) -> Double { values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count) }
}
