// The controls of every table. They say what a figure means: `full` is the ceiling, `empty` the floor, and `gold-removed` is everything but what
// the tasks ask for. Where gold-removed scores more than a little, the answers can be had elsewhere and the suite proves less than it seems to.

/// The context as it is.
struct FullContext: Contestant {
    let name = "full"
    func settings(for shares: [Double]) -> [Setting] { [.own("all")] }
    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        ContestantOutput(input.task.context)
    }
}

/// Nothing at all.
struct EmptyOutput: Contestant {
    let name = "empty"
    func settings(for shares: [Double]) -> [Setting] { [.own("none")] }
    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput { ContestantOutput([]) }
}

/// The context without each sentence (message, line) in which one of the strings that the task looks for is visible.
struct GoldRemoved: Contestant {
    let name = "gold-removed"
    func settings(for shares: [Double]) -> [Setting] { [.own("rest")] }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let units = ContextUnits(of: input.task)
        var gold = PhraseAutomaton()
        for expectation in input.task.expectations {
            switch expectation {
            case .any(let strings, support: _, minimum: _), .all(let strings):
                strings.forEach { _ = gold.add(Normaliser.normalise($0), limit: 1) }
            case .near(let lists, within: _), .together(let lists):
                lists.joined().forEach { _ = gold.add(Normaliser.normalise($0), limit: 1) }
            }
        }
        gold.link()
        let rest = units.ranges.indices.filter { unit in
            gold.matches(in: Normaliser.normalise(Array(units.bytes(of: unit)))).startOffsets.allSatisfy(\.isEmpty)
        }
        return ContestantOutput(units.text(of: rest))
    }
}
