// The table of commands. Each is one file in Commands/.

import ArgumentParser
import PithSystem

struct PithCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pith",
        abstract: "Make prompts smaller, and prove what that cost.",
        discussion: """
            Results go to standard output and nothing else does; reports and warnings go to standard error.
            Exit codes: 0 done, 1 a budget, pin or limit was not met, 2 bad data or input/output, 64 wrong usage.
            """,
        version: pithVersion,
        subcommands: [
            CountCommand.self, EncodeCommand.self, DecodeCommand.self,
            CompressCommand.self, DistilCommand.self, TemplateCommand.self, RestoreCommand.self, ShowCommand.self,
            CheckCommand.self, FactsCommand.self, EvalCommand.self, TasksCommand.self, BillCommand.self,
            StrategiesCommand.self, VocabulariesCommand.self, CompletionsCommand.self,
        ])
}
