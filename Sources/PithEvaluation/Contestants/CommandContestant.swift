// Any program as a contestant: it gets the context on standard input and writes what it made of it to standard output. `cmd:COMMAND` names it, and
// the shell runs it.
//
//     cmd:head -c 2000                            no placeholder: one setting, "default"
//     cmd:mytool --ratio {rate} --ask {query}     swept over the shares
//
// {budget} is the number of tokens allowed, {rate} the share, {query} the query as one word of the shell, {format} the task's format.

import PithSystem

/// A program that makes prompts smaller.
struct CommandContestant: Contestant {
    static let prefix = "cmd:"
    let command: String
    let timeLimitSeconds: Double

    var name: String { Self.prefix + command }

    func settings(for shares: [Double]) -> [Setting] {
        command.contains("{budget}") || command.contains("{rate}") ? shares.map { .share($0) } : [.own("default")]
    }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let result: CommandResult
        do {
            result = try Subprocess.run(filled(for: input, at: setting), input: input.task.context, timeLimitSeconds: timeLimitSeconds)
        } catch { throw ContestantFailure(error.description) }
        guard result.end == .exited(0) else { throw ContestantFailure(failure(of: result)) }
        var output = ContestantOutput(result.output)
        output.milliseconds = result.milliseconds
        output.peakMemoryByteCount = result.peakMemoryByteCount
        return output
    }

    /// The better of two runs on one word. Its memory is measured with every task.
    func processCost(largest: TaskInput, shares: [Double]) -> ProcessCost? {
        let word = TaskInput(
            EvaluationTask(id: "", suite: "", format: .text, query: largest.task.query, context: Array("word".utf8), expectations: []),
            encoding: largest.encoding)
        guard let setting = settings(for: shares).first else { return nil }
        let times = (0..<2).compactMap { _ in (try? output(for: word, at: setting))?.milliseconds }
        return ProcessCost(startUpMilliseconds: times.min())
    }

    /// The command with its placeholders filled in. One pass: what was filled in is not looked at again.
    private func filled(for input: TaskInput, at setting: Setting) -> String {
        let values = [
            "{budget}": "\(input.budget(at: setting))", "{rate}": setting.label, "{query}": Subprocess.quoted(input.task.query ?? ""),
            "{format}": input.task.format.rawValue,
        ]
        var text = ""
        var rest = command[...]
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            rest = rest[brace...]
            if let value = values.first(where: { rest.hasPrefix($0.key) }) {
                text += value.value
                rest = rest.dropFirst(value.key.count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text + rest
    }

    private func failure(of result: CommandResult) -> String {
        let lastLine = String(decoding: result.errorTail, as: UTF8.self).split(separator: "\n").last.map { ": \($0.prefix(200))" } ?? ""
        return switch result.end {
        case .exited(let code): "exit code \(code)\(lastLine)"
        case .killed(let signal): "ended by signal \(signal)\(lastLine)"
        case .timedOut: "not done in \(TableReport.decimal(timeLimitSeconds, timeLimitSeconds < 10 ? 1 : 0)) seconds"
        case .wroteTooMuch: "wrote more than 1 GiB"
        }
    }
}
