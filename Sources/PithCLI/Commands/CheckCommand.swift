// pith check: what an edit lost, whoever made it.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say which facts an edit lost; exit 1 when that is more than allowed.",
        discussion: """
            Audits any edit of a prompt, by any tool or person. The table counts the facts of the original by class, and how many the output
            still shows. Limits make it a check for a build: a class is one of the table's, or hard for all but words.

              pith check prompt.md edited.md
              pith check prompt.md edited.md --max-lost negation=0 --max-lost hard=5 --pin 'ORD-[0-9]+'
            """)

    @Argument(help: "The prompt as it was, or - for standard input.", completion: .file())
    var original: String

    @Argument(help: "The prompt as it is now, or - for standard input.", completion: .file())
    var output: String

    @Option(
        name: .customLong("pin"),
        help: ArgumentHelp("Text that matches must still be there word for word. May be repeated.", valueName: "regex"))
    var pins: [String] = []

    @Option(
        name: .customLong("max-lost"), help: ArgumentHelp("Allow at most n lost facts of a class. May be repeated.", valueName: "class=n"))
    var limits: [String] = []

    @Option(help: "What both inputs are.")
    var format = PromptFormat.auto

    @OptionGroup var encodingOptions: EncodingOptions

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var printsJSON = false

    func run() throws {
        if original == "-", output == "-" { throw Failure.usage("only one of the two can be standard input. Name a file for the other") }
        let counting = try encodingOptions.counting()
        let limits = try CensusLimits(parsing: limits)
        let patterns = try pins.map { try Pattern($0) }
        let before = try Prompt(parsing: InputText.read(original, invalidBytesAre: "counted as U+FFFD"), as: format)
        let after = try Prompt(parsing: InputText.read(output, invalidBytesAre: "counted as U+FFFD"), as: format)
        let report = CheckReport(
            census: Census(original: before, output: after, threadCount: availableCoreCount()), encoding: counting.encoding,
            inputTokenCount: counting.count(before.bytes), outputTokenCount: counting.count(after.bytes), limits: limits,
            pins: patterns.map { PinCheck($0, before: before, after: after) }
        )
        try File.standardOutput().write(printsJSON ? report.json : Array(report.table.utf8))
        for failure in report.failures { Diagnostics.error(failure) }
        if !report.failures.isEmpty { throw QuietFailure(status: .notMet) }
    }
}
