// Every output of a run as a line of JSON: what `--outputs` reads again, and what `pith-reader` asks a model about.
//
//     {"suite", "id", "format", "contestant", "setting", "query", "answers", "tokenCount", "score", "milliseconds", "output"}
//
// Tasks end in any order on several threads; lines are written in the order of the tasks, as soon as those before them are there.

import PithJSON
import PithSystem
import Synchronization

/// Writes outputs while a run goes on.
package final class OutputWriter: Sendable {
    private struct State {
        var waiting: [Int: [UInt8]] = [:]
        var next = 0
        var failure: FileError?
    }

    private let path: String
    private let columns: [EvaluationResult.Column]
    private let state = Mutex(State())

    /// Empties the file at `path`, or makes it.
    package init(path: String, columns: [EvaluationResult.Column]) throws(EvaluationError) {
        do { try File.writing(path).write([]) } catch { throw .file(error.description) }
        (self.path, self.columns) = (path, columns)
    }

    /// Takes what was made of the task at `place` of the run.
    package func add(_ measured: TaskMeasurements, of task: EvaluationTask, at place: Int) {
        let lines = lines(of: measured, task)
        state.withLock { state in
            state.waiting[place] = lines
            while let ready = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
                write(ready, &state)
            }
        }
    }

    /// Writes what an interruption kept waiting. Throws what went wrong since the beginning.
    package func finish() throws(EvaluationError) {
        let failure = state.withLock { state -> FileError? in
            for place in state.waiting.keys.sorted() { write(state.waiting[place]!, &state) }
            state.waiting = [:]
            return state.failure
        }
        if let failure { throw .file(failure.description) }
    }

    private func write(_ lines: [UInt8], _ state: inout State) {
        guard state.failure == nil else { return }
        do { try File.writing(path, appending: true).write(lines) } catch { state.failure = error }
    }

    private func lines(of measured: TaskMeasurements, _ task: EvaluationTask) -> [UInt8] {
        var lines: [UInt8] = []
        for (column, measurements) in zip(columns, measured.measurements) {
            for (setting, measurement) in zip(column.settings, measurements) {
                // A failure has no output; who reads the file again counts it as one.
                guard let output = measurement.output else { continue }
                var writer = JSONWriter()
                writer.object { line in
                    line.member("suite", task.suite)
                    line.member("id", task.id)
                    line.member("format", task.format.rawValue)
                    line.member("contestant", column.contestant)
                    if case .share(let share) = setting {
                        line.member("setting", number: share)
                    } else {
                        line.member("setting", setting.label)
                    }
                    if let query = task.query { line.member("query", query) }
                    if !task.answers.isEmpty { line.member("answers", array: { answers in task.answers.forEach { answers.string($0) } }) }
                    line.member("tokenCount", measurement.outputTokenCount)
                    line.member("score", number: measurement.score)
                    line.member("milliseconds", number: measurement.milliseconds, decimals: 3)
                    line.key("output")
                    line.string(String(decoding: output, as: UTF8.self))
                }
                lines += writer.bytes + [0x0A]
            }
        }
        return lines
    }
}
