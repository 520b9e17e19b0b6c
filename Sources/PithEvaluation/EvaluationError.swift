// What can go wrong in an evaluation, said so that the reader can mend it.

/// Why an evaluation could not be done.
package enum EvaluationError: Error, Sendable, CustomStringConvertible {
    /// A file could not be read or written.
    case file(String)
    /// The file begins as gzip does, and is damaged.
    case damagedGzip(path: String, reason: String)
    /// A line of a task file is no task.
    case badTask(path: String, line: Int, reason: String)
    /// A file without a single task.
    case noTasks(path: String)
    /// No contestant has the name.
    case unknownContestant(String, nearest: String?)
    /// A share that is not a number above 0 and at most 1.
    case badShare(String)

    package var description: String {
        switch self {
        case .file(let message): message
        case .damagedGzip(let path, let reason):
            "\(path): damaged gzip data (\(reason)). Fetch it again, or unpack what is whole: gzip -dc \(path)"
        case .badTask(let path, let line, let reason):
            "\(path):\(line): \(reason). See what is wrong in the whole file: pith tasks check \(path)"
        case .noTasks(let path): "\(path): no tasks in it. One JSON object a line is expected: see Documentation/TaskFormat.md"
        case .unknownContestant(let name, let nearest):
            "no strategy named '\(name)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "") List them: pith eval --list"
        case .badShare(let text): "'\(text)' is not a share: give numbers above 0 and at most 1, as in --at 1,0.5,0.1"
        }
    }
}
