// A contestant is anything that makes a prompt smaller: a strategy of Pith's, a baseline, another tool. It is swept over its settings, and
// each setting gives one point of its rate–fidelity curve.

import PithCompression
import PithTokenizer

/// One setting of a contestant.
package enum Setting: Sendable, Hashable {
    /// At most this share of the context's tokens.
    case share(Double)
    /// The contestant's own, by its name.
    case own(String)

    var isShare: Bool {
        if case .share = self { true } else { false }
    }

    /// As tables and reports name it: `0.25`, `default`.
    package var label: String {
        switch self {
        case .share(let share): share == 1 ? "1" : "\(share)"
        case .own(let name): name
        }
    }
}

/// A task with what every contestant needs to know of it, worked out once.
package struct TaskInput: Sendable {
    package let task: EvaluationTask
    package let encoding: Encoding
    /// The ids of the context's tokens.
    let tokens: [Int]

    package init(_ task: EvaluationTask, encoding: Encoding) {
        (self.task, self.encoding) = (task, encoding)
        tokens = encoding.encode(task.context)
    }

    package var tokenCount: Int { tokens.count }

    /// How many tokens a share of the context is.
    package func budget(at setting: Setting) -> Int {
        guard case .share(let share) = setting else { return tokenCount }
        return Int((Double(tokenCount) * share).rounded(.down))
    }
}

/// What a contestant made of a prompt.
package struct ContestantOutput: Sendable {
    package var bytes: [UInt8]
    /// The text that can be had back from the output and what was stored beside it; nil when that is the output alone.
    package var recoverable: [UInt8]?
    /// What became of each segment and why, for a page that shows it; worked out when it is asked for.
    package var explanation: (@Sendable () -> Explanation)?
    /// Wall time, where the contestant knows better than the caller's clock (it excludes the start of a process, say).
    package var milliseconds: Double?
    /// The largest resident size of the contestant's process.
    package var peakMemoryByteCount: Int?

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// What a contestant costs as a program of its own, which is how most people run one.
package struct ProcessCost: Sendable {
    /// From nothing to the output for a text of one word.
    package var startUpMilliseconds: Double?
    /// The largest resident size while it works on a suite's largest context.
    package var peakMemoryByteCount: Int?

    package init(startUpMilliseconds: Double? = nil, peakMemoryByteCount: Int? = nil) {
        (self.startUpMilliseconds, self.peakMemoryByteCount) = (startUpMilliseconds, peakMemoryByteCount)
    }
}

/// Why there is no output. It becomes a row of the report, and never ends the run.
package struct ContestantFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Something that makes prompts smaller.
package protocol Contestant: Sendable {
    /// As users type it and tables print it.
    var name: String { get }

    /// The settings to run it at, when `shares` are asked for; one or more.
    func settings(for shares: [Double]) -> [Setting]

    /// What it costs as a program, tried on a suite's `largest` context; nil where it is none.
    func processCost(largest: TaskInput, shares: [Double]) -> ProcessCost?

    /// What it makes of the task's context. Called from several threads at once.
    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput
}

extension Contestant {
    package func processCost(largest: TaskInput, shares: [Double]) -> ProcessCost? { nil }

    package func settings(for shares: [Double]) -> [Setting] { shares.map { .share($0) } }
}
