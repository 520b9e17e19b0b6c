// The control that knows nothing: whole sentences (messages, lines) drawn at random until the budget is full. A method that is not clearly better
// than this has not looked at the text.

/// Keeps random units of a context, in their order. The draw follows from the task's id and the seed.
struct RandomUnits: Contestant {
    let name = "random-sentences"
    let seed: UInt64

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let budget = input.budget(at: setting)
        if budget >= input.tokenCount { return ContestantOutput(input.task.context) }
        let units = ContextUnits(of: input.task)
        var generator = SeededGenerator(seed: seed ^ SeededGenerator.seed(for: input.task.id))
        var chosen: [Int] = []
        var used = 0
        for unit in units.ranges.indices.shuffled(using: &generator) {
            let tokenCount = units.tokenCount(of: unit, in: input.encoding)
            // What does not fit is passed over, so that one long line does not end the draw.
            if used + tokenCount > budget { continue }
            used += tokenCount
            chosen.append(unit)
        }
        return ContestantOutput(units.text(of: chosen))
    }
}
