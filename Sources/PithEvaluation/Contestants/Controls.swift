// The controls of every table. They say what a figure means: `full` is the ceiling, `empty` the floor, and `gold-removed` is everything but what
// the tasks ask for. Where gold-removed scores more than a little, the answers can be had elsewhere and the suite proves less than it seems to.
// `gold-only` is the other half: what a compressor that knew the answers would keep, and what a reader makes of it is the most that a reader can do.

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
        let gold = GoldStrings(of: input.task)
        return ContestantOutput(units.text(of: units.ranges.indices.filter { !gold.isVisible(in: units.bytes(of: $0)) }))
    }
}

/// The paragraphs (messages, lines) that by themselves satisfy something that the task looks for; where none does, those in which one of its strings
/// is visible.
struct GoldOnly: Contestant {
    let name = "gold-only"
    func settings(for shares: [Double]) -> [Setting] { [.own("gold")] }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let units = ContextUnits(of: input.task, textBy: .paragraphs)
        let gold = GoldStrings(of: input.task)
        let withStrings = units.ranges.indices.filter { gold.isVisible(in: units.bytes(of: $0)) }
        let scorer = Scorer(for: input.task)
        let satisfying = withStrings.filter { scorer.score(Array(units.bytes(of: $0))) > 0 }
        return ContestantOutput(units.text(of: satisfying.isEmpty ? withStrings : satisfying))
    }
}

/// Every string that a task looks for.
private struct GoldStrings {
    private var automaton = PhraseAutomaton()

    init(of task: EvaluationTask) {
        for expectation in task.expectations {
            switch expectation {
            case .any(let strings, support: _, minimum: _), .all(let strings):
                strings.forEach { _ = automaton.add(Normaliser.normalise($0), limit: 1) }
            case .near(let lists, within: _), .together(let lists):
                lists.joined().forEach { _ = automaton.add(Normaliser.normalise($0), limit: 1) }
            }
        }
        automaton.link()
    }

    /// Whether one of them is visible.
    func isVisible(in text: ArraySlice<UInt8>) -> Bool {
        !automaton.matches(in: Normaliser.normalise(Array(text))).startOffsets.allSatisfy(\.isEmpty)
    }
}
