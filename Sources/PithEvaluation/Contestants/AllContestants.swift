// Every contestant that has a name of its own, on one screen. What else can be compared is told apart by its form: `cmd:COMMAND` runs a
// command, and --outputs NAME=FILE reads what was made elsewhere.

import PithCompression
import PithSystem

/// A contestant as `pith eval --list` shows it.
package struct ContestantEntry: Sendable {
    package let name: String
    package let summary: String
    /// Whether it runs when no --strategy is named.
    package let isDefault: Bool
    package let make: @Sendable (_ seed: UInt64) -> any Contestant
}

package let allContestants: [ContestantEntry] = pithModes + strategiesAlone + baselines + controls

private let pithModes: [ContestantEntry] = [
    ContestantEntry(name: "pith-budget", summary: "Pith under a budget: --budget at each share", isDefault: true) { _ in
        PithContestant(name: "pith-budget", sweep: .budgets)
    },
    ContestantEntry(name: "pith-words", summary: "Pith under a budget, questions judged by words alone: --words-alone", isDefault: false) {
        _ in
        PithContestant(name: "pith-words", sweep: .budgets, usesWordVectors: false)
    },
    ContestantEntry(name: "pith-quality", summary: "Pith at a quality: --quality 0.99 to 0.5", isDefault: false) { _ in
        PithContestant(name: "pith-quality", sweep: .qualities([0.99, 0.95, 0.9, 0.8, 0.7, 0.5]))
    },
    ContestantEntry(name: "pith-preset", summary: "Pith as it is when nothing is asked: every hard fact stays visible", isDefault: true) {
        _ in
        PithContestant(name: "pith-preset", sweep: .mode(.preset))
    },
    ContestantEntry(name: "pith-session", summary: "Pith with --session: earlier messages never change", isDefault: false) { _ in
        PithContestant(name: "pith-session", sweep: .mode(.preset), isSession: true)
    },
    ContestantEntry(name: "pith-distil", summary: "Pith's briefs: instructions as keys and values", isDefault: false) { _ in
        PithContestant(name: "pith-distil", sweep: .mode(.preset), strategies: Brief.strategyNames)
    },
    ContestantEntry(name: "pith-lossless", summary: "Pith with --lossless", isDefault: true) { _ in
        PithContestant(name: "pith-lossless", sweep: .mode(.lossless))
    },
]

/// Each registered strategy by itself: a lossless one as it is, a lossy one under budgets.
private let strategiesAlone: [ContestantEntry] = allStrategies.map { strategy in
    let (name, isLossless) = (strategy.name, strategy.effect == .lossless)
    return ContestantEntry(name: name, summary: "strategy alone: \(strategy.summary)", isDefault: false) { _ in
        PithContestant(name: name, sweep: isLossless ? .mode(.lossless) : .budgets, strategies: [name])
    }
}

private let baselines: [ContestantEntry] = [
    ContestantEntry(name: "truncate-head", summary: "baseline: keeps the first tokens (of a conversation: messages)", isDefault: true) {
        _ in
        Truncation(kept: .first)
    },
    ContestantEntry(name: "truncate-tail", summary: "baseline: keeps the last tokens (of a conversation: messages)", isDefault: true) { _ in
        Truncation(kept: .last)
    },
    ContestantEntry(name: "random-sentences", summary: "control: sentences, messages or lines drawn at random", isDefault: true) { seed in
        RandomUnits(seed: seed)
    },
]

private let controls: [ContestantEntry] = [
    ContestantEntry(name: "full", summary: "the context as it is", isDefault: false) { _ in FullContext() },
    ContestantEntry(name: "empty", summary: "control: nothing at all", isDefault: true) { _ in EmptyOutput() },
    ContestantEntry(name: "gold-removed", summary: "control: everything but what the task looks for", isDefault: true) { _ in GoldRemoved()
    },
    ContestantEntry(name: "gold-only", summary: "control: the paragraphs, messages or lines with what the task looks for", isDefault: false)
    {
        _ in
        GoldOnly()
    },
]

/// The contestant called `name`; `cmd:COMMAND` is one that runs the command, for at most so many seconds a task.
package func contestant(
    named name: String, seed: UInt64, commandTimeLimitSeconds: Double = 60
) throws(EvaluationError) -> any Contestant {
    if name.hasPrefix(CommandContestant.prefix), name != CommandContestant.prefix {
        let command = String(name.dropFirst(CommandContestant.prefix.count))
        return CommandContestant(command: command, timeLimitSeconds: commandTimeLimitSeconds)
    }
    if let entry = allContestants.first(where: { $0.name == name }) { return entry.make(seed) }
    throw .unknownContestant(name, nearest: NearestName.of(name, among: allContestants.map(\.name)))
}

/// The contestant that `NAME=FILE` describes: outputs made elsewhere.
package func recordedContestant(_ option: String) throws(EvaluationError) -> any Contestant {
    guard let equals = option.firstIndex(of: "="), equals != option.startIndex, option.index(after: equals) != option.endIndex else {
        throw .badOutputsOption(option)
    }
    return try RecordedOutputs(name: String(option[..<equals]), path: String(option[option.index(after: equals)...]))
}

/// The contestant, told that what users say once the assistant has spoken are results of tools; only Pith's can be told.
package func takingUserTextsAsResults(_ contestant: any Contestant) -> any Contestant {
    guard var pith = contestant as? PithContestant else { return contestant }
    pith.userTextsAreResults = true
    return pith
}
