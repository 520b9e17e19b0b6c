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
    /// A line of an outputs file holds no output.
    case badOutput(path: String, line: Int)
    /// A file with outputs of others only.
    case noOutputs(of: String, path: String, others: [String])
    /// No contestant has the name.
    case unknownContestant(String, nearest: String?)
    /// An --outputs that is not NAME=FILE.
    case badOutputsOption(String)
    /// The contestant to compare with is not one of those that run.
    case nothingToCompareWith(String, contestants: [String])
    /// No cost model has the name.
    case unknownCostModel(String, nearest: String?)
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
        case .badOutput(let path, let line):
            "\(path):\(line): expected a line like {\"id\": \"task\", \"output\": \"text\", \"setting\": 0.25}"
        case .noOutputs(let name, let path, let others):
            "\(path): no outputs of '\(name)' in it. Take one that it has: --outputs \(others[0])=\(path)"
        case .unknownContestant(let name, let nearest):
            "no strategy named '\(name)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "") List them: pith eval --list"
        case .badOutputsOption(let text): "'\(text)' does not name a file. Try --outputs NAME=FILE"
        case .nothingToCompareWith(let name, let contestants):
            "'\(name)' is not evaluated here, so nothing can be compared with it. Name one of \(contestants.joined(separator: ", "))"
        case .unknownCostModel(let name, let nearest):
            "no cost model named '\(name)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "") List them: pith bill --list"
        case .badShare(let text): "'\(text)' is not a share: give numbers above 0 and at most 1, as in --at 1,0.5,0.1"
        }
    }
}
