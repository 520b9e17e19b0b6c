// pith tasks: whether task files measure what they seem to, and what is left of them when they do not.

import ArgumentParser
import PithEvaluation
import PithJSON
import PithSystem

struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "Work on task files (Documentation/TaskFormat.md).", subcommands: [Check.self, Clean.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Validate task files, line by line; exit 1 when something is to be mended.",
            discussion: """
                Besides the form of each line: ids are unique, every group holds in the task's own context and none in an empty output,
                conversations are conversations.

                  pith tasks check corpora/tasks/*.jsonl
                """)

        @Argument(help: ArgumentHelp("Task files.", valueName: "tasks"), completion: .file(extensions: ["jsonl", "gz"]))
        var paths: [String]

        @Flag(help: "Print {\"file\", \"tasks\", \"groups\", \"problems\": [{\"line\", \"message\"}]}, a line a file.")
        var json = false

        func run() throws {
            var isClean = true
            for path in paths {
                let check: TaskFileCheck
                do { check = try TaskChecker.check(path) } catch { throw Failure.badData(error.description) }
                if !check.problems.isEmpty { isClean = false }
                try File.standardOutput().write(json ? Self.json(check, path) : Array(Self.text(check, path).utf8))
            }
            if !isClean { throw QuietFailure(status: .notMet) }
        }

        private static func text(_ check: TaskFileCheck, _ path: String) -> String {
            let problems = check.problems.map { "\(path):\($0.line): \($0.message)\n" }.joined()
            return problems + "\(path): \(check.taskCount) tasks, \(check.groupCount) groups, \(check.problems.count) problems\n"
        }

        private static func json(_ check: TaskFileCheck, _ path: String) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { file in
                file.member("file", path)
                file.member("tasks", check.taskCount)
                file.member("groups", check.groupCount)
                file.member(
                    "problems",
                    array: { problems in
                        for problem in check.problems {
                            problems.object {
                                $0.member("line", problem.line)
                                $0.member("message", problem.message)
                            }
                        }
                    })
            }
            return writer.bytes + [0x0A]
        }
    }

    struct Clean: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clean",
            abstract: "Write a task file without what its own contexts do not satisfy.",
            discussion: """
                Groups that do not hold in the task's context, or that hold in an empty output, are left out, and so are tasks without a group and
                lines that are no tasks; the rest is copied byte for byte. What was left out is counted on standard error.

                  pith tasks clean converted.jsonl > tasks.jsonl
                """)

        @Argument(help: ArgumentHelp("The task file.", valueName: "tasks"), completion: .file(extensions: ["jsonl", "gz"]))
        var path: String

        func run() throws {
            let cleaned: CleanedTasks
            do { cleaned = try CleanedTasks(path) } catch { throw Failure.badData(error.description) }
            try File.standardOutput().write(cleaned.lines)
            let (tasks, groups) = (cleaned.droppedTaskCount, cleaned.droppedGroupCount)
            Diagnostics.report("\(path): \(cleaned.keptTaskCount) tasks kept; \(tasks) tasks and \(groups) groups left out\n")
        }
    }
}
