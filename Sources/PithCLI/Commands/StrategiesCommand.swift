// pith strategies: the ways there are to make a prompt smaller.

import ArgumentParser
import Pith
import PithSystem

struct StrategiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategies", abstract: "List the strategies that --strategy takes, and what each does.")

    func run() throws {
        var table = TextTable([.left, .left, .left])
        for strategy in allStrategies { table.add(strategy.name, strategy.effect.rawValue, strategy.summary) }
        try File.standardOutput().write(table.text)
    }
}
