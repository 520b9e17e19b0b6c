// The fact census of an output, or of all outputs of a suite: how many facts of each class the contexts have, and how many are still visible.
//
// A census is no score: fidelity is what tasks ask for. It tells what kind of thing a contestant gives up first.

import PithFacts
import PithPrompt

/// Facts by class, in the order of `FactClass.allCases`.
package struct FactCount: Sendable, Equatable {
    package private(set) var totals = [Int](repeating: 0, count: FactClass.allCases.count)
    package private(set) var visible = [Int](repeating: 0, count: FactClass.allCases.count)

    package init() {}

    /// Takes the census of `output` against the task's context. What cannot be parsed in the task's format is read as text; nil where even the
    /// context cannot (NUL bytes).
    init?(of task: EvaluationTask, output: [UInt8]) {
        func parsed(_ bytes: [UInt8]) -> Prompt? {
            (try? Prompt(parsing: bytes, as: task.format)) ?? (try? Prompt(parsing: bytes, as: .text))
        }
        guard let original = parsed(task.context), let output = parsed(output) else { return nil }
        for (place, row) in Census(original: original, output: output).rows.enumerated() {
            totals[place] = row.total
            visible[place] = row.visible
        }
    }

    mutating func add(_ other: FactCount) {
        for place in totals.indices {
            totals[place] += other.totals[place]
            visible[place] += other.visible[place]
        }
    }

    package var hardTotal: Int { zip(FactClass.allCases, totals).reduce(0) { $0 + ($1.0.isHard ? $1.1 : 0) } }
    package var hardVisible: Int { zip(FactClass.allCases, visible).reduce(0) { $0 + ($1.0.isHard ? $1.1 : 0) } }
}
