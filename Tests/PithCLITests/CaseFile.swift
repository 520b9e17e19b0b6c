// Tests of the command line as data. A file in Cases/ is a session at the shell, run from top to bottom in an empty folder of its own:
//
//     # A comment, up to the end of the line.
//     $ printf 'hello world' | pith count      the command; further lines of it begin with "> "
//     < text                                   a line of standard input
//     | 2                                      a line of standard output
//     \ no newline                             the last line of standard output has no line end
//     ! pith: warning: ...                     a line of standard error
//     [2]                                      the exit code, where it is not 0
//
// All that a command prints must be there, and nothing else. `CORPORA` names the project's corpora. Run the tests with
// PITH_REWRITE_CASES=1 to have the files rewritten as the program behaves now, then read the difference.

import Foundation

struct CaseStep {
    /// Comments and blank lines before the command.
    var preamble: [String] = []
    var command: [String] = []
    var input: [String] = []
    var expected = Outcome()
}

/// What a command did.
struct Outcome: Equatable {
    var output = Data()
    var errors = Data()
    var exitCode: Int32 = 0
}

struct CaseFile {
    var steps: [CaseStep] = []
    private var ending: [String] = []

    init(contentsOf url: URL) throws {
        var step = CaseStep()
        var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        func after(_ line: String) -> String { String(line.dropFirst(2)) }
        for line in lines {
            switch line.prefix(1) {
            case "$":
                if !step.command.isEmpty {
                    steps.append(step)
                    step = CaseStep()
                }
                step.preamble += ending
                ending = []
                step.command = [after(line)]
            case ">": step.command.append(after(line))
            case "<": step.input.append(after(line))
            case "|": step.expected.output += Data((after(line) + "\n").utf8)
            case "\\": step.expected.output.removeLast()
            case "!": step.expected.errors += Data((after(line) + "\n").utf8)
            case "[": step.expected.exitCode = Int32(line.dropFirst().dropLast()) ?? -1
            case "#", "": ending.append(line)
            default: throw CaseError.unknownLine(line, file: url.lastPathComponent)
            }
        }
        if !step.command.isEmpty { steps.append(step) }
    }

    /// The file's text as it would be with these outcomes.
    func text(with outcomes: [Outcome]) -> String {
        var lines: [String] = []
        for (step, outcome) in zip(steps, outcomes) {
            lines += step.preamble
            lines += step.command.enumerated().map { ($0.offset == 0 ? "$ " : "> ") + $0.element }
            lines += step.input.map { $0.isEmpty ? "<" : "< " + $0 }
            lines += Self.lines(of: outcome.output, mark: "|")
            if !outcome.output.isEmpty, outcome.output.last != 0x0A { lines.append("\\ no newline") }
            lines += Self.lines(of: outcome.errors, mark: "!")
            if outcome.exitCode != 0 { lines.append("[\(outcome.exitCode)]") }
        }
        return (lines + ending).joined(separator: "\n") + "\n"
    }

    private static func lines(of data: Data, mark: String) -> [String] {
        var lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        return lines.map { $0.isEmpty ? mark : mark + " " + $0 }
    }
}

enum CaseError: Error { case unknownLine(String, file: String) }
