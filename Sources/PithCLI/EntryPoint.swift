// Where the program starts: parse the arguments, run the command, turn what went wrong into a message and an exit code.

import ArgumentParser
import Pith
import PithSystem

@main
enum EntryPoint {
    static func main() {
        endQuietlyWhenReaderLeaves()
        keepFreedMemory()
        do {
            // What shell loops call has no arguments to parse, and parsing takes longer than counting.
            if CommandLine.arguments.dropFirst() == ["count"] {
                return try CountCommand.countStandardInput(
                    ModelCounting(EncodingOptions.standard), asJSON: false, threadCount: availableCoreCount())
            }
            var command = try parsedCommand()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// The command that the arguments name. It is parsed by itself first, which spares building the tree of all commands; what that
    /// refuses, help and mistakes, goes to the tree, which knows how to say it.
    private static func parsedCommand() throws -> any ParsableCommand {
        let arguments = CommandLine.arguments.dropFirst()
        if let named = PithCommand.configuration.subcommands.first(where: { $0.configuration.commandName == arguments.first }),
            let command = try? named.parse(Array(arguments.dropFirst()))
        {
            return command
        }
        return try PithCommand.parseAsRoot()
    }

    /// Help and versions are results and go to standard output; every failure goes to standard error.
    private static func end(with error: any Error) -> Never {
        if let status = exitStatus(of: error) {
            if !(error is QuietFailure) { Diagnostics.error("\(error)") }
            endProcess(status.rawValue)
        }
        let code = PithCommand.exitCode(for: error)
        if code == .success { PithCommand.exit(withError: error) }
        Diagnostics.error(unknownCommandMessage ?? usageMessage(of: error))
        endProcess(code.rawValue)
    }

    /// What to say when the first argument is no command; nil when it is one.
    private static var unknownCommandMessage: String? {
        let names = PithCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let given = CommandLine.arguments.dropFirst().first, !given.hasPrefix("-"), given != "help", !names.contains(given) else {
            return nil
        }
        let suggestion = NearestName.of(given, among: names).map { " Did you mean '\($0)'?" } ?? ""
        return "no command named '\(given)'.\(suggestion) List them: pith --help"
    }

    /// The library's own wording, without its "Error: ".
    private static func usageMessage(of error: any Error) -> String {
        let message = PithCommand.fullMessage(for: error)
        return message.hasPrefix("Error: ") ? String(message.dropFirst("Error: ".count)) : message
    }
}
