// Where the program starts: parse the arguments, run the command, turn what went wrong into a message and an exit code.

import ArgumentParser
import PithSystem

@main
enum EntryPoint {
    static func main() {
        endQuietlyWhenReaderLeaves()
        do {
            var command = try PithCommand.parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Help and versions are results and go to standard output; every failure goes to standard error.
    private static func end(with error: any Error) -> Never {
        if let status = exitStatus(of: error) {
            if !(error is QuietFailure) { Diagnostics.error("\(error)") }
            endProcess(status.rawValue)
        }
        let code = PithCommand.exitCode(for: error)
        if code == .success { PithCommand.exit(withError: error) }
        Diagnostics.error(usageMessage(of: error))
        endProcess(code.rawValue)
    }

    /// The library's own wording, without its "Error: ".
    private static func usageMessage(of error: any Error) -> String {
        let message = PithCommand.fullMessage(for: error)
        return message.hasPrefix("Error: ") ? String(message.dropFirst("Error: ".count)) : message
    }
}
