// What is wrong with a task file, line by line: lines that are no tasks, and tasks that would measure something else than they seem to.

import PithSystem

/// Something to mend in a task file.
package struct TaskProblem: Sendable, Equatable {
    package let line: Int
    package let message: String
}

/// What is in a task file.
package struct TaskFileCheck: Sendable {
    package let taskCount: Int
    package let groupCount: Int
    package let problems: [TaskProblem]
}

package enum TaskChecker {
    /// Looks at every line of the file at `path`. Throws only when the file cannot be read. Cost: linear.
    package static func check(_ path: String) throws(EvaluationError) -> TaskFileCheck {
        var bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        if Gzip.isGzip(bytes) { bytes = try Gzip.unpacked(bytes, path: path) }
        var problems: [TaskProblem] = []
        var lineOfTask: [String: Int] = [:]
        var groupCount = 0
        let lines = TaskReader.lines(of: bytes)
        for (line, range) in lines {
            do {
                let task = try TaskReader.task(from: bytes, in: range, defaultSuite: TaskReader.suiteName(of: path))
                groupCount += task.expectations.count
                let name = "\(task.suite)\u{0}\(task.id)"
                if let earlier = lineOfTask[name] {
                    problems.append(TaskProblem(line: line, message: "the id \"\(task.id)\" is that of line \(earlier) already"))
                }
                lineOfTask[name] = lineOfTask[name] ?? line
                problems += Self.problems(with: task).map { TaskProblem(line: line, message: $0) }
            } catch {
                problems.append(TaskProblem(line: line, message: error.reason))
            }
        }
        if lines.isEmpty { problems.append(TaskProblem(line: 1, message: "no tasks in the file")) }
        return TaskFileCheck(taskCount: lines.count, groupCount: groupCount, problems: problems)
    }

    /// What would make the task's figures mean less than they seem to.
    private static func problems(with task: EvaluationTask) -> [String] {
        var problems: [String] = []
        let scorer = Scorer(for: task)
        for (group, holds) in scorer.expectationsHeld(by: task.context).enumerated() where !holds {
            problems.append("group \(group + 1) of \"expect\" does not hold in the context itself: leave it out")
        }
        for (group, holds) in scorer.expectationsHeld(by: []).enumerated() where holds {
            problems.append("group \(group + 1) of \"expect\" holds in an empty output: it asks for nothing")
        }
        for (group, expectation) in task.expectations.enumerated() {
            if case .together = expectation, task.format != .messages {
                problems.append(
                    "group \(group + 1) of \"expect\" is \"together\", which asks for messages, in a task of format \"\(task.format.rawValue)\""
                )
            }
            if case .any(_, let support, let minimum) = expectation, !support.isEmpty, !(minimum > 0 && minimum <= 1) {
                problems.append("group \(group + 1) of \"expect\": \"min\" is a share, above 0 and at most 1")
            }
        }
        if task.format == .messages, ConversationTexts.normalised(of: task.context) == nil {
            problems.append("the format is \"messages\" and the context is no JSON array of messages with roles")
        }
        return problems
    }
}
