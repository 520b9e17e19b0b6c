// What one contestant at one setting made of one task.

import PithCompression

package struct Measurement: Sendable {
    /// The share of the task's expectations visible in the output.
    package let score: Double
    /// The same for what can be had back from the output; equal to `score` where nothing can.
    package let recoverableScore: Double
    package let outputTokenCount: Int
    package let milliseconds: Double
    package let peakMemoryByteCount: Int?
    /// Why there was no output. It then counts as an empty one.
    package let failure: String?
    /// Which facts the output still shows, when the run takes the census.
    package let facts: FactCount?
    /// The output, when the run keeps them.
    package var output: [UInt8]?
    /// What became of each segment, when the run keeps outputs and the contestant can tell.
    package var explanation: (@Sendable () -> Explanation)?
}

/// One task of a suite as it was run: its context, and a measurement for each contestant's settings.
package struct TaskMeasurements: Sendable {
    package let id: String
    package let contextTokenCount: Int
    /// The score of the context itself, by which the others are divided.
    package let fullScore: Double
    /// The task itself, when the run keeps outputs of it.
    package var task: EvaluationTask?
    /// By contestant, then by setting.
    package var measurements: [[Measurement]]

    /// The figures alone.
    var withoutOutputs: TaskMeasurements {
        var figures = self
        figures.task = nil
        for contestant in figures.measurements.indices {
            for setting in figures.measurements[contestant].indices {
                figures.measurements[contestant][setting].output = nil
                figures.measurements[contestant][setting].explanation = nil
            }
        }
        return figures
    }
}
