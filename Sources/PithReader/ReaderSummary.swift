// From replies to figures. Every arm of a suite is measured on the same tasks: those for which all arms have a reply.
//
// Fidelity is F1 with the arm's context ÷ F1 with the full one, over the suite. It counts as 1 where a smaller context does better than the full one:
// that says something about the reader, which the rest of the context distracts, and nothing was kept beyond all. The gain is reported beside it.

import PithEvaluation

/// One arm over a suite.
package struct ArmSummary: Sendable {
    package let arm: ReaderPrompt.Arm
    /// The context's tokens a task, as the prompts' writer counted them.
    package let meanTokenCount: Double
    package let mean: AnswerScore
    package let f1Interval: Interval
    /// F1 ÷ F1 of the full context, at most 1; nil without a full context, or where that has no F1.
    package let fidelity: Double?
    package let fidelityInterval: Interval?
    /// F1 less that of the full context, task by task.
    package let difference: PairedComparison?
    /// Tasks in whose context the answer is visible, and how often the reply holds it, there and where it is not.
    package let visibleTaskCount: Int
    package let rightWhereVisibleCount: Int
    package let rightWhereNotVisibleCount: Int
    package let meanInputTokenCount: Double
    package let meanOutputTokenCount: Double
    package let meanMilliseconds: Double

    /// Whether the reader does better without what this arm left out, by more than chance.
    package var showsDistraction: Bool { difference.map { $0.difference > 0 && $0.interval.low > 0 } ?? false }
}

/// A suite.
package struct ReaderSuiteSummary: Sendable {
    package let name: String
    package let taskCount: Int
    /// Tasks left out because some arm has no reply.
    package let incompleteTaskCount: Int
    package let arms: [ArmSummary]
}

/// The figures of a run.
package struct ReaderSummary: Sendable {
    package let suites: [ReaderSuiteSummary]
    package let margin: Double
    package let seed: UInt64
    package let resampleCount: Int
    package let paidCallCount: Int
    package let cachedReplyCount: Int
    package let notAskedCount: Int
    package let failureCount: Int
    package let firstFailure: String?

    /// `margin`: the largest loss of F1 that would not matter.
    package init(of answered: [AnsweredPrompt], margin: Double = 0.05, seed: UInt64 = 1, resampleCount: Int = 1000) {
        (self.margin, self.seed, self.resampleCount) = (margin, seed, resampleCount)
        var (paid, cached, notAsked) = (0, 0, 0)
        var failures: [String] = []
        for answer in answered {
            switch answer.outcome {
            case .reply(_, score: _, let wasCached): if wasCached { cached += 1 } else { paid += 1 }
            case .failed(let reason): failures.append("\(answer.prompt.id), \(answer.prompt.arm): \(reason)")
            case .notAsked: notAsked += 1
            }
        }
        (paidCallCount, cachedReplyCount, notAskedCount) = (paid, cached, notAsked)
        (failureCount, firstFailure) = (failures.count, failures.first)
        var names: [String] = []
        for answer in answered where !names.contains(answer.prompt.suite) { names.append(answer.prompt.suite) }
        suites = names.map { name in
            Self.suite(name, answered.filter { $0.prompt.suite == name }, margin: margin, seed: seed, resampleCount: resampleCount)
        }
    }

    private struct Measured {
        let prompt: ReaderPrompt
        let reply: ChatReply
        let score: AnswerScore
    }

    private static func suite(
        _ name: String, _ answered: [AnsweredPrompt], margin: Double, seed: UInt64, resampleCount: Int
    ) -> ReaderSuiteSummary {
        var arms: [ReaderPrompt.Arm] = []
        var ids: [String] = []
        var byTask: [String: [ReaderPrompt.Arm: Measured]] = [:]
        for answer in answered {
            if !arms.contains(answer.prompt.arm) { arms.append(answer.prompt.arm) }
            if byTask[answer.prompt.id] == nil {
                ids.append(answer.prompt.id)
                byTask[answer.prompt.id] = [:]
            }
            if case .reply(let reply, let score, _) = answer.outcome {
                byTask[answer.prompt.id]![answer.prompt.arm] = Measured(prompt: answer.prompt, reply: reply, score: score)
            }
        }
        let complete = ids.filter { byTask[$0]!.count == arms.count }
        let bootstrap = Bootstrap(taskCount: complete.count, resampleCount: complete.isEmpty ? 0 : resampleCount, seed: seed)
        let full = arms.contains(.full) ? complete.map { byTask[$0]![.full]!.score.f1 } : nil
        return ReaderSuiteSummary(
            name: name, taskCount: complete.count, incompleteTaskCount: ids.count - complete.count,
            arms: complete.isEmpty
                ? [] : arms.map { arm in summary(of: arm, complete.map { byTask[$0]![arm]! }, full: full, margin: margin, bootstrap) })
    }

    private static func summary(
        of arm: ReaderPrompt.Arm, _ measured: [Measured], full: [Double]?, margin: Double, _ bootstrap: Bootstrap
    ) -> ArmSummary {
        func mean(_ value: (Measured) -> Double) -> Double { measured.reduce(0) { $0 + value($1) } / Double(measured.count) }
        let f1 = measured.map(\.score.f1)
        let fullMean = full.map { $0.reduce(0, +) / Double($0.count) } ?? 0
        let visible = measured.filter { $0.prompt.score > 0 }
        let right = measured.filter { $0.score.contained > 0 }.count, rightVisible = visible.filter { $0.score.contained > 0 }.count
        return ArmSummary(
            arm: arm, meanTokenCount: mean { Double($0.prompt.tokenCount) },
            mean: AnswerScore(
                exactMatch: mean(\.score.exactMatch), f1: mean(\.score.f1), contained: mean(\.score.contained)),
            f1Interval: bootstrap.interval(ofMean: f1), fidelity: fullMean > 0 ? min(1, mean(\.score.f1) / fullMean) : nil,
            fidelityInterval: fullMean > 0
                ? bootstrap.interval { weights in
                    let whole = Bootstrap.mean(full!, weights: weights)
                    return whole > 0 ? min(1, Bootstrap.mean(f1, weights: weights) / whole) : 1
                } : nil,
            difference: arm == .full ? nil : full.map { PairedComparison(f1, against: $0, margin: margin, bootstrap: bootstrap) },
            visibleTaskCount: visible.count, rightWhereVisibleCount: rightVisible, rightWhereNotVisibleCount: right - rightVisible,
            meanInputTokenCount: mean { Double($0.reply.inputTokenCount) },
            meanOutputTokenCount: mean { Double($0.reply.outputTokenCount) },
            meanMilliseconds: mean(\.reply.milliseconds))
    }
}
