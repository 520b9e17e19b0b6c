// Replays every conversation of some suites through every contestant, conversations shared out over the cores.

import PithSystem
import PithTokenizer

/// What is to be replayed.
package struct SessionRun: Sendable {
    package var contestants: [any Contestant]
    package var shares: [Double]
    package var replay: SessionReplay
    package var threadCount = 1

    package init(contestants: [any Contestant], shares: [Double], replay: SessionReplay) {
        (self.contestants, self.shares, self.replay) = (contestants, shares, replay)
    }

    /// One row of a suite.
    package struct Row: Sendable {
        package let contestant: String
        package let setting: Setting
        package let measurement: SessionMeasurement
    }

    /// A suite with its rows; the first row is the conversation sent as it is.
    package struct Suite: Sendable {
        package let name: String
        package let conversationCount: Int
        /// Conversations that an interruption left out.
        package let leftOutCount: Int
        package let rows: [Row]
    }

    /// Replays all conversations. Tasks that are none are left out.
    package func run(
        _ suites: [(name: String, tasks: [EvaluationTask])], progress: @Sendable () -> Void = {},
        isCancelled: @Sendable () -> Bool = { false }
    ) -> [Suite] {
        let everyone: [any Contestant] = [FullContext()] + contestants.filter { $0.name != FullContext().name }
        let cells = everyone.flatMap { contestant in contestant.settings(for: shares).map { (contestant, $0) } }
        return suites.map { name, tasks in
            let conversations = tasks.filter { !SessionReplay.requests(of: $0.context).isEmpty }
            let measured = Parallel.map(conversations.count, threadCount: threadCount) { place -> [SessionMeasurement]? in
                if isCancelled() { return nil }
                defer { progress() }
                let scorer = Scorer(for: conversations[place])
                return cells.map { replay.replay(conversations[place], through: $0.0, at: $0.1, scorer: scorer) }
            }.compactMap { $0 }
            let rows = cells.enumerated().map { column, cell in
                var sum = SessionMeasurement()
                for conversation in measured { sum.add(conversation[column]) }
                return Row(contestant: cell.0.name, setting: cell.1, measurement: sum)
            }
            return Suite(name: name, conversationCount: measured.count, leftOutCount: conversations.count - measured.count, rows: rows)
        }
    }
}
