// The rewriting stages: lossless strategies first, then those that fold, each in turn until a round changes nothing.
//
// A strategy's proposals are measured one by one and kept when they pay, applied together, and the result is recounted as a whole: a
// strategy that did not make the prompt smaller is discarded. What one strategy leaves may be what another waits for, hence the rounds;
// three are enough to reach the fixpoint on what has been seen, and the bound keeps the work linear.
//
// In a session, what message k points at must be settled before k points at it, and must not be kept from settling by a message after it.
// So strategies that link messages run last and once.

import PithPrompt
import PithTokenizer

struct RewritePass {
    let options: CompressionOptions
    let lossless: [any Strategy.Type]
    let folding: [any Strategy.Type]
    /// Those that wait, in the preset, until sentences have been chosen.
    private let afterChoice: [any Strategy.Type]

    /// The fewest tokens that a proposal must save. Seams with text outside the measured window can cost one on each side.
    static let minimumSaving = 2
    private static let maximumRounds = 3
    private static let mostLayers = 2
    /// What the seams of an edit may cost at most, in tokens.
    private static let seamAllowance = 4

    /// Whether the edits save so many bytes that they must save tokens beyond all seams.
    private func takesOutMuch(_ edits: [Edit]) -> Bool {
        edits.reduce(0) { $0 + $1.range.count - $1.replacement.count } >= 4 * Self.seamAllowance * edits.count + 64
    }

    private let foldsHardest: Bool
    private let past: SessionPast?

    init(options: CompressionOptions, strategies: [any Strategy.Type], foldsHardest: Bool = false, past: SessionPast? = nil) {
        (self.options, self.foldsHardest, self.past) = (options, foldsHardest, past)
        let waits = { (strategy: any Strategy.Type) in options.mode == .preset && strategy.runsAfterChoice }
        lossless = strategies.filter { $0.effect == .lossless && !waits($0) }
        folding = options.mode == .lossless ? [] : strategies.filter { $0.effect == .folded && !waits($0) }
        afterChoice = strategies.filter { waits($0) }
    }

    /// Every strategy of the pass, on a prompt that is compressed as a whole.
    func run(_ stage: inout Stage) { rewrite(&stage) { _ in true } }

    /// What the preset leaves to do when it has chosen sentences.
    func runAfterChoice(_ stage: inout Stage) {
        guard !afterChoice.isEmpty else { return }
        stage.pinWanted()
        settle(afterChoice, &stage, foldsFollow: false)
    }

    /// In a conversation, what stands between the messages and beside them.
    func runOnFrame(_ stage: inout Stage) {
        for strategy in lossless where !strategy.linksMessages { _ = apply(strategy, &stage, foldsFollow: false, onlyFrame: true) }
    }

    /// The strategies whose edits have a meaning within one message.
    func runLocally(_ stage: inout Stage) { rewrite(&stage) { !$0.linksMessages } }

    /// The strategies that link messages, once: what they point at must not change any more.
    func link(_ stage: inout Stage) {
        for strategy in lossless + folding where strategy.linksMessages { _ = apply(strategy, &stage, foldsFollow: false) }
    }

    /// The lossless strategies, then those that fold. A folding strategy sees repeats as they were, so that it can count them; what it
    /// leaves is gone through again.
    private func rewrite(_ stage: inout Stage, by isChosen: (any Strategy.Type) -> Bool) {
        let lossless = lossless.filter(isChosen), folding = folding.filter(isChosen)
        for strategy in lossless where strategy.laysOpen {
            // What was laid open may hold what is to be.
            for _ in 0..<Self.mostLayers where !apply(strategy, &stage, foldsFollow: true) { break }
        }
        let folds = folding.contains { stage.holdsAny(for: $0) }
        if folds, !fits(stage) { for strategy in folding where strategy.runsFirst { _ = apply(strategy, &stage, foldsFollow: true) } }
        // What is left is gone through again after the folds.
        let goesOn = folds && options.mode == .preset
        settle(lossless, &stage, foldsFollow: folds, rounds: goesOn ? 1 : Self.maximumRounds)
        guard folds, !fits(stage) else { return }
        settle(folding, &stage, foldsFollow: false)
        settle(lossless, &stage, foldsFollow: false)
    }

    /// Whether a budget is met already, so that nothing need be folded for it.
    private func fits(_ stage: Stage) -> Bool {
        if case .budget(let tokenCount) = options.mode { return stage.tokenCount <= tokenCount }
        return false
    }

    /// Lets the strategies take turns until a round changes nothing.
    private func settle(
        _ strategies: [any Strategy.Type], _ stage: inout Stage, foldsFollow: Bool, rounds: Int = maximumRounds
    ) {
        stage.forgetIdle()
        var ahead = OffersAhead(threadCount: options.threadCount)
        for round in 0..<rounds {
            var changed = false
            let asked = strategies.filter { round == 0 || !$0.runsOnce }
            for (index, strategy) in asked.enumerated() where stage.holdsAny(for: strategy) && !stage.isIdle(strategy) {
                let offer = ahead.next(of: asked[index...], &stage) { strategy, stage in
                    context(for: strategy, &stage, foldsFollow: foldsFollow)
                }
                if let offer, apply(strategy, offer.proposals, for: offer.context, &stage) {
                    changed = true
                } else {
                    stage.noteIdle(strategy)
                }
            }
            if !changed { break }
        }
    }

    /// Makes those of a strategy's proposals that pay; false when there are none.
    private func apply(_ strategy: any Strategy.Type, _ stage: inout Stage, foldsFollow: Bool, onlyFrame: Bool = false) -> Bool {
        guard stage.holdsAny(for: strategy) else { return false }
        var context = context(for: strategy, &stage, foldsFollow: foldsFollow)
        if onlyFrame { context.segments.removeAll { context.prompt.views[$0.view].message != nil } }
        guard !context.segments.isEmpty else { return false }
        return apply(strategy, strategy.init().proposals(for: context), for: context, &stage, onlyFrame: onlyFrame)
    }

    private func context(for strategy: any Strategy.Type, _ stage: inout Stage, foldsFollow: Bool) -> StrategyContext {
        stage.context(for: strategy, options: options, foldsFollow: foldsFollow, foldsHardest: foldsHardest, past: past)
    }

    /// Makes those of the proposals that pay; false when there are none.
    private func apply(
        _ strategy: any Strategy.Type, _ offered: [Proposal], for context: StrategyContext, _ stage: inout Stage, onlyFrame: Bool = false
    ) -> Bool {
        guard !context.segments.isEmpty else { return false }
        if !onlyFrame { stage.noteIdleSegments(strategy, context, offered: offered) }
        // A proposal that reaches into protected text is passed over here, so that no strategy can forget a pin.
        let proposals = offered.filter { proposal in
            proposal.edits.allSatisfy { !context.prompt.views[$0.view].isProtected($0.range) }
        }
        var edits = proposals.flatMap(\.edits)
        guard !edits.isEmpty else { return false }
        var changed = stage
        // One proposal that takes out much is made at once: the count of the whole says what it saves, and there is no need of another.
        let isClear =
            proposals.count == 1 && past == nil && takesOutMuch(edits)
            && changed.apply(edits, by: strategy.name, encoding: options.encoding)
            && stage.tokenCount - changed.tokenCount >= Self.minimumSaving + Self.seamAllowance * edits.count
        var paying = proposals
        if !isClear {
            changed = stage
            paying = SavingsMeter(prompt: stage.prompt, encoding: options.encoding).paying(
                proposals, atLeast: Self.minimumSaving, together: strategy.savesByToken, threadCount: options.threadCount)
            edits = paying.flatMap(\.edits)
            guard !edits.isEmpty, changed.apply(edits, by: strategy.name, encoding: options.encoding) else { return false }
        }
        // An edit may make another line the first that opens as a source does. In a session there is no reference yet but those of the input.
        if past == nil, losesReferences(changed: &changed, by: edits, of: &stage) {
            return applyHarmless(paying, by: strategy, &stage)
        }
        stage = changed
        return true
    }

    private func losesReferences(changed: inout Stage, by edits: [Edit], of stage: inout Stage) -> Bool {
        LostReferences(stage.resolvedReferences()).count(in: changed.resolvedReferences(), after: edits) > 0
    }

    /// The proposals that are tried when all of them together rob a reference of its meaning: halves, and halves of those.
    private static let mostTries = 12

    /// Makes those proposals that leave every reference its meaning, as far as a few tries tell them; false when none was made.
    private func applyHarmless(_ proposals: [Proposal], by strategy: any Strategy.Type, _ stage: inout Stage) -> Bool {
        var accepted: [Edit] = []
        var best: Stage?
        // The first part to try is last.
        var parts = [proposals[(proposals.count / 2)...], proposals[..<(proposals.count / 2)]]
        for _ in 0..<Self.mostTries {
            guard let part = parts.popLast() else { break }
            guard !part.isEmpty else { continue }
            let edits = accepted + part.flatMap(\.edits)
            var changed = stage
            if changed.apply(edits, by: strategy.name, encoding: options.encoding),
                !losesReferences(changed: &changed, by: edits, of: &stage)
            {
                (accepted, best) = (edits, changed)
            } else if part.count > 1 {
                let middle = part.startIndex + part.count / 2
                parts += [part[middle...], part[..<middle]]
            }
        }
        guard let best else { return false }
        stage = best
        return true
    }
}
