// pith completions: what makes the tab key work.

import ArgumentParser
import PithSystem

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script for a shell.",
        discussion: """
            bash: pith completions bash > ~/.local/share/bash-completion/completions/pith
            zsh:  pith completions zsh > "${fpath[1]}/_pith"
            fish: pith completions fish > ~/.config/fish/completions/pith.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument { case bash, zsh, fish }

    @Argument(help: "The shell to print it for.")
    var shell: Shell

    func run() throws {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        try File.standardOutput().write(PithCommand.completionScript(for: known) + "\n")
    }
}
