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
            let arguments = CommandLine.arguments.dropFirst()
            if let counting = try plainCounting(Array(arguments)) {
                return try CountCommand.countStandardInput(counting, asJSON: false, threadCount: availableCoreCount())
            }
            if arguments.first == "compress", let call = CompressionCall(plain: arguments.dropFirst()) { return try call.run() }
            var command = try parsedCommand()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// What counts, where the arguments ask for nothing but a count of standard input: shell loops do, and parsing takes longer than counting.
    private static func plainCounting(_ arguments: [String]) throws -> ModelCounting? {
        if arguments == ["count"] { return ModelCounting(EncodingOptions.standard) }
        guard arguments.count == 3, arguments[0] == "count", !arguments[2].hasPrefix("-") else { return nil }
        switch arguments[1] {
        case "--encoding": return try EncodingOptions.counting(encoding: arguments[2], model: nil)
        case "--model": return try EncodingOptions.counting(encoding: nil, model: arguments[2])
        default: return nil
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
