// The codec: parse, propose, allocate, apply, verify.

import PithPrompt
import PithSystem
import PithTokenizer

/// Why a prompt could not be compressed as asked.
public enum CompressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The smallest output that could be made is larger than the budget.
    case budgetNotMet(budget: Int, smallest: Int, kept: [String])
    /// A budget makes no sense for a session: what is left of it for message k would depend on later messages.
    case budgetInSession
    case qualityOutOfRange(Double)
    /// A session is to be rewritten up to a message that it does not have.
    case compactedBeyond(Int, messageCount: Int)
    case unknownStrategy(String, nearest: String?)
    /// What was to be added to a session is no message.
    case notAMessage(reason: String)
    /// An internal check failed: the output is withheld.
    case notRestorable

    public var description: String {
        switch self {
        case .budgetNotMet(let budget, let smallest, let kept):
            "budget \(budget) cannot be met: at least \(smallest) tokens are needed for \(kept.joined(separator: ", ")). Try --budget \(smallest)"
        case .budgetInSession: "--session takes no --budget: use --quality Q, or drop --session to fit one whole conversation into a budget"
        case .compactedBeyond(let end, let count):
            "--compacted-through \(end): the conversation has \(count == 1 ? "one message. Give 1" : "\(count) messages. Give a number from 1 to \(count)")"
        case .qualityOutOfRange(let value): "quality \(value) is not between 0 and 1. Try --quality 0.9"
        case .unknownStrategy(let name, let nearest):
            "no strategy named '\(name)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "") List them: pith strategies"
        case .notAMessage(let reason): "no message: \(reason). Give one JSON object with a \"role\""
        case .notRestorable: "the receipt does not restore the input; nothing was written. Please report this input as a bug"
        }
    }
}

/// A compressed prompt and the record of what was done.
public struct Compressed: Sendable {
    public let output: [UInt8]
    public let receipt: Receipt
    public let inputTokenCount: Int
    public let outputTokenCount: Int

    /// The share of the input's tokens that the output does without: 0 for none, 1 for all.
    public var tokensSavedFraction: Double {
        inputTokenCount == 0 ? 0 : 1 - Double(outputTokenCount) / Double(inputTokenCount)
    }
}

/// Makes prompts smaller.
///
///     let prompt = try Prompt(parsing: bytes)
///     let compressed = try Compressor(options: .init(mode: .budget(tokenCount: 2000))).compress(prompt)
public struct Compressor: Sendable {
    public let options: CompressionOptions

    public init(options: CompressionOptions = CompressionOptions()) { self.options = options }

    /// The prompt made smaller as the options ask, verified: recounted, checked against the budget, and restored once from its own ledger.
    ///
    /// Cost: linear in the prompt; a budget adds a bounded number of recounts.
    /// Throws: when the budget, an option or a strategy's name cannot be honoured. Nothing is half done.
    public func compress(_ prompt: Prompt) throws(CompressionError) -> Compressed {
        try compress(prompt, inputTokenCount: options.encoding.pendingCount(of: prompt.bytes, threadCount: options.threadCount))
    }

    /// The same for a prompt that has so many tokens, which may be counted meanwhile.
    package func compress(_ prompt: Prompt, inputTokenCount pending: Deferred<Int>) throws(CompressionError) -> Compressed {
        let strategies = try chosenStrategies()
        try checkOptions()
        let prompt = options.reading(prompt)
        if options.isSession, !prompt.messages.isEmpty {
            var encoder = SessionEncoder(options: options, strategies: strategies)
            let inputTokenCount = pending.value
            return try verified(
                try encoder.encode(all: prompt, tokenCount: inputTokenCount), from: prompt, inputTokenCount: inputTokenCount)
        }
        let stage = try reduced(prompt, by: strategies, inputTokenCount: pending)
        let inputTokenCount = pending.value
        return try verified(
            Outcome(options.namesFolds ? named(stage, from: prompt, by: strategies, inputTokenCount: inputTokenCount) : stage),
            from: prompt, inputTokenCount: inputTokenCount)
    }

    /// The prompt compressed as a whole.
    func reduced(_ prompt: Prompt, by strategies: [any Strategy.Type], inputTokenCount: Deferred<Int>) throws(CompressionError) -> Stage {
        let start = Stage(
            prompt, pinned: options.pinnedSpans(in: prompt), tokenCount: inputTokenCount, threadCount: options.threadCount)
        do throws(CompressionError) {
            return try reduced(start, by: strategies)
        } catch {
            throw withinReach(error, start, by: strategies)
        }
    }

    private static let mostTriesForSmallest = 4

    /// The error, naming a count that is met when it is asked for: what is folded for one budget may be left alone for another that is larger.
    private func withinReach(_ error: CompressionError, _ start: Stage, by strategies: [any Strategy.Type]) -> CompressionError {
        guard case .budgetNotMet(let budget, var smallest, let kept) = error else { return error }
        for _ in 0..<Self.mostTriesForSmallest {
            var larger = options
            larger.mode = .budget(tokenCount: smallest)
            do throws(CompressionError) {
                _ = try Compressor(options: larger).reduced(start, by: strategies)
                break
            } catch {
                guard case .budgetNotMet(_, let next, _) = error, next > smallest else { break }
                smallest = next
            }
        }
        return .budgetNotMet(budget: budget, smallest: smallest, kept: kept)
    }

    private func reduced(_ start: Stage, by strategies: [any Strategy.Type]) throws(CompressionError) -> Stage {
        do throws(CompressionError) {
            return try reduced(start, by: strategies, foldsHardest: false)
        } catch {
            // How hard to fold is a guess from the budget; so the count that an error names does not depend on it.
            guard case .budgetNotMet = error else { throw error }
            return try reduced(start, by: strategies, foldsHardest: true)
        }
    }

    /// The stage with handles in its text. Under a budget they need room, which the text makes, in a few tries; it stays without them where
    /// there is none.
    private func named(_ stage: Stage, from prompt: Prompt, by strategies: [any Strategy.Type], inputTokenCount: Int) -> Stage {
        var known = FoldHandles.Known()
        guard case .budget(let budget) = options.mode else {
            var stage = stage
            stage.writeHandles(options, known: &known, limit: inputTokenCount)
            return stage
        }
        var tighter = self.options
        var base = stage
        for _ in 0..<Self.mostTriesForHandles {
            var known = FoldHandles.Known()
            var named = base
            named.writeHandles(options, known: &known, limit: inputTokenCount)
            if named.tokenCount <= budget { return named }
            tighter.mode = .budget(tokenCount: base.tokenCount - (named.tokenCount - budget))
            guard let next = try? Compressor(options: tighter).reduced(prompt, by: strategies, inputTokenCount: Deferred(inputTokenCount))
            else { break }
            base = next
        }
        return stage
    }

    private static let mostTriesForHandles = 4

    private func reduced(_ start: Stage, by strategies: [any Strategy.Type], foldsHardest: Bool) throws(CompressionError) -> Stage {
        var stage = start
        let rewriting = RewritePass(options: options, strategies: strategies, foldsHardest: foldsHardest)
        rewriting.run(&stage)
        let lossy = LossyPass(options: options, strategies: strategies.compactMap { $0.selection })
        switch options.mode {
        case .lossless: break
        case .preset:
            if let share = options.brief.share, strategies.contains(where: { $0.name == KeyVariables.name }) {
                BriefFit.run(&stage, budget: Int(Double(start.tokenCount) * share), options: options, sparing: start.prompt)
            }
            lossy.spareHardFacts(&stage)
            rewriting.runAfterChoice(&stage)
        case .budget(let tokenCount):
            let whole = stage
            if options.strategies?.contains(KeyVariables.name) ?? true { BriefFit.run(&stage, budget: tokenCount, options: options) }
            let isBrief = stage.tokenCount < whole.tokenCount
            try lossy.fit(&stage, budget: tokenCount)
            // Of a brief that is too long still, what is left may be one long sentence: then whole ones of the prompt as it was leave more.
            if isBrief, stage.tokenCount * 2 < tokenCount, let other = try? lossy.fitted(whole, budget: tokenCount),
                other.tokenCount > stage.tokenCount
            {
                stage = other
            }
            trimWhereRoomIsLeft(&stage, whole, lossy, budget: tokenCount)
        case .quality(let share): lossy.hold(&stage, quality: share)
        }
        return stage
    }

    /// Where whole sentences leave most of the budget unused, as one long sentence does that does not fit, they are offered in fewer words.
    private func trimWhereRoomIsLeft(_ stage: inout Stage, _ whole: Stage, _ lossy: LossyPass, budget: Int) {
        guard stage.tokenCount * 2 < budget, whole.tokenCount <= Self.mostTokensTrimmed, options.strategies == nil else { return }
        let trimming = LossyPass(options: options, strategies: lossy.strategies + [Trimming.self])
        if let other = try? trimming.fitted(whole, budget: budget), other.tokenCount > stage.tokenCount { stage = other }
    }

    /// In a longer text there is always a sentence that fits.
    private static let mostTokensTrimmed = 4000

    /// The table's strategies, or those that the options name.
    func chosenStrategies() throws(CompressionError) -> [any Strategy.Type] {
        guard let names = options.strategies else { return allStrategies.filter { !$0.runsWhenNamed } }
        for name in names where !CompressionOptions.strategyNames.contains(name) {
            throw .unknownStrategy(name, nearest: NearestName.of(name, among: CompressionOptions.strategyNames))
        }
        return allStrategies.filter { names.contains($0.name) }
    }

    func checkOptions() throws(CompressionError) {
        if case .budget = options.mode, options.isSession { throw .budgetInSession }
        if case .quality(let share) = options.mode, !(0...1).contains(share) { throw .qualityOutOfRange(share) }
    }

    private func verified(_ outcome: Outcome, from prompt: Prompt, inputTokenCount: Int) throws(CompressionError) -> Compressed {
        let output = outcome.output
        let ledger = outcome.ledger.settled
        let counted = options.encoding.pendingCount(of: output, threadCount: options.threadCount)
        guard let restored = ledger.restore(output), areSame(restored[...], prompt.bytes[...]) else { throw .notRestorable }
        precondition(
            counted.value == outcome.tokenCount, "the count of a text and the counts of its changes must lead to the same")
        let losses = Deferred { [small = outcome.prompt, threadCount = options.threadCount] in
            small.value.map { LossManifest.losses(from: prompt, to: $0, by: ledger, threadCount: threadCount) } ?? Receipt.Losses()
        }
        let receipt = Receipt(
            input: prompt.bytes, output: output, encoding: options.encoding.name, mode: options.mode.label,
            inputTokenCount: inputTokenCount, outputTokenCount: outcome.tokenCount, savings: outcome.savings,
            losses: losses, ledger: ledger)
        return Compressed(output: output, receipt: receipt, inputTokenCount: inputTokenCount, outputTokenCount: outcome.tokenCount)
    }
}
