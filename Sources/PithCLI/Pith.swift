import ArgumentParser

@main
struct PithCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pith", abstract: "Make prompts smaller, and prove what that cost.")
}
