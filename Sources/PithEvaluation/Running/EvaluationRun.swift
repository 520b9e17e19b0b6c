// Runs contestants over tasks. One task is one piece of work: its scorer and its tokens are made once and serve every contestant, and tasks are
// shared out over the cores. When the run is interrupted, tasks that have not begun are left out; those that have are finished, so every
// contestant was measured on the same tasks and the partial result is a fair one.

import PithSystem
import PithTokenizer

/// What is to be run.
package struct EvaluationRun: Sendable {
    package var contestants: [any Contestant]
    /// The shares of tokens that contestants with a budget are swept over.
    package var shares: [Double] = EvaluationRun.defaultShares
    package var encoding: Encoding = .o200kBase
    package var threadCount: Int = 1
    /// Keeps the outputs of the first so many tasks of each suite, for a report that shows them.
    package var keptOutputTaskCount = 0
    /// Takes the fact census of every output: several times the cost of scoring it.
    package var takesCensus = false

    /// Starts contestants that are programs a few times a suite, to learn what that costs.
    package var measuresProcesses = false
    /// What tokens that are sent cost.
    package var costModel: CostModel?
    /// Is handed each task with what was made of it, outputs included, from any thread. `place`: the task's place among all tasks of the run.
    package var record: (@Sendable (_ place: Int, _ task: EvaluationTask, _ measured: TaskMeasurements) -> Void)?

    package static let defaultShares = [1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01]

    package init(contestants: [any Contestant]) { self.contestants = contestants }

    /// What is run: contestants with their settings, in order.
    package var columns: [EvaluationResult.Column] {
        contestants.map { EvaluationResult.Column(contestant: $0.name, settings: $0.settings(for: shares)) }
    }

    /// Runs every contestant on every task. `progress` is told, from any thread, that a task was done; `isCancelled` is asked before each.
    package func run(
        _ suites: [(name: String, tasks: [EvaluationTask])], progress: @Sendable () -> Void = {},
        isCancelled: @Sendable () -> Bool = { false }
    ) -> EvaluationResult {
        let work = suites.enumerated().flatMap { suite, entry in entry.tasks.indices.map { (suite: suite, task: $0) } }
        let columns = columns
        let settings = columns.map(\.settings)
        let measured = Parallel.map(work.count, threadCount: threadCount) { place -> TaskMeasurements? in
            if isCancelled() { return nil }
            defer { progress() }
            let (suite, task) = work[place]
            let keepsOutputs = task < keptOutputTaskCount
            let measured = measure(suites[suite].tasks[task], settings: settings, keepsOutputs: keepsOutputs || record != nil)
            record?(place, suites[suite].tasks[task], measured)
            return keepsOutputs ? measured : measured.withoutOutputs
        }
        var bySuite = [[TaskMeasurements]](repeating: [], count: suites.count)
        for (place, task) in zip(work, measured) { if let task { bySuite[place.suite].append(task) } }
        let results = zip(suites, bySuite).map { suite, tasks in
            let largest = isCancelled() || !measuresProcesses ? nil : suite.tasks.max { $0.context.count < $1.context.count }
            let input = largest.map { TaskInput($0, encoding: encoding) }
            return SuiteMeasurements(
                name: suite.name, tasks: tasks, leftOutTaskCount: suite.tasks.count - tasks.count,
                processCosts: contestants.map { contestant in input.flatMap { contestant.processCost(largest: $0, shares: shares) } })
        }
        return EvaluationResult(columns: columns, suites: results, encodingName: encoding.name, costModel: costModel)
    }

    private func measure(_ task: EvaluationTask, settings: [[Setting]], keepsOutputs: Bool) -> TaskMeasurements {
        let scorer = Scorer(for: task)
        let input = TaskInput(task, encoding: encoding)
        let measurements = zip(contestants, settings).map { contestant, settings in
            settings.map { measure(contestant, on: input, at: $0, scorer: scorer, keepsOutput: keepsOutputs) }
        }
        return TaskMeasurements(
            id: task.id, contextTokenCount: input.tokenCount, fullScore: scorer.score(task.context),
            task: keepsOutputs ? task : nil, measurements: measurements)
    }

    private func measure(
        _ contestant: any Contestant, on input: TaskInput, at setting: Setting, scorer: Scorer, keepsOutput: Bool
    ) -> Measurement {
        let watch = Stopwatch()
        do {
            let output = try contestant.output(for: input, at: setting)
            let milliseconds = output.milliseconds ?? watch.milliseconds
            let score = scorer.score(output.bytes)
            return Measurement(
                score: score, recoverableScore: output.recoverable.map { max(score, scorer.score($0)) } ?? score,
                outputTokenCount: encoding.count(output.bytes), milliseconds: milliseconds, peakMemoryByteCount: output.peakMemoryByteCount,
                failure: nil, facts: takesCensus ? FactCount(of: input.task, output: output.bytes) : nil,
                output: keepsOutput ? output.bytes : nil, explanation: keepsOutput ? output.explanation : nil)
        } catch {
            return Measurement(
                score: scorer.score([]), recoverableScore: 0, outputTokenCount: 0, milliseconds: watch.milliseconds,
                peakMemoryByteCount: nil,
                failure: error.description, facts: takesCensus ? FactCount(of: input.task, output: []) : nil, output: nil)
        }
    }
}

/// The tasks of one suite as they were run.
package struct SuiteMeasurements: Sendable {
    package let name: String
    package let tasks: [TaskMeasurements]
    /// Tasks that an interruption kept from being run.
    package let leftOutTaskCount: Int
    /// By contestant; nil where it is no program, or nothing was tried.
    package let processCosts: [ProcessCost?]
}

/// Everything that was measured.
package struct EvaluationResult: Sendable {
    package struct Column: Sendable {
        package let contestant: String
        package let settings: [Setting]
    }
    package let columns: [Column]
    package let suites: [SuiteMeasurements]
    package let encodingName: String
    /// What tokens that are sent cost; nil when nobody asked.
    package let costModel: CostModel?
}
