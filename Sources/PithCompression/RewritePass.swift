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

    /// The fewest tokens that a proposal must save. Seams with text outside the measured window can cost one on each side.
    static let minimumSaving = 2
    private static let maximumRounds = 3

    init(options: CompressionOptions, strategies: [any Strategy.Type]) {
        self.options = options
        lossless = strategies.filter { $0.effect == .lossless }
        folding = options.mode == .lossless ? [] : strategies.filter { $0.effect == .folded }
    }

    /// Lossless strategies, then those that fold: a folding strategy sees repeats as they were, so that it can count them; what it leaves is
    /// gone through again.
    func run(_ stage: inout Stage) {
        let kinds = folding.reduce(into: Set<SegmentKind>()) { $0.formUnion($1.kinds) }
        let folds = stage.prompt.segments.contains { kinds.contains($0.kind) }
        guard options.isSession else {
            settle(lossless, &stage, foldsFollow: folds)
            guard folds, !fits(stage) else { return }
            settle(folding, &stage)
            settle(lossless, &stage)
            return
        }
        let local = lossless.filter { !$0.linksMessages }
        // What folds later, in whatever message, must not decide how an earlier one is encoded: that something may fold is enough.
        settle(local, &stage, foldsFollow: !folding.isEmpty)
        settle(folding.filter { !$0.linksMessages }, &stage)
        settle(local, &stage)
        for strategy in lossless + folding where strategy.linksMessages { _ = apply(strategy, &stage) }
    }

    /// Whether a budget is met already, so that nothing need be folded for it.
    private func fits(_ stage: Stage) -> Bool {
        if case .budget(let tokenCount) = options.mode { return stage.tokenCount <= tokenCount }
        return false
    }

    /// Lets the strategies take turns until a round changes nothing.
    private func settle(_ strategies: [any Strategy.Type], _ stage: inout Stage, foldsFollow: Bool = false) {
        for _ in 0..<Self.maximumRounds {
            var changed = false
            for strategy in strategies where apply(strategy, &stage, foldsFollow: foldsFollow) { changed = true }
            if !changed { break }
        }
    }

    /// Makes those of a strategy's proposals that pay; false when there are none.
    private func apply(_ strategy: any Strategy.Type, _ stage: inout Stage, foldsFollow: Bool = false) -> Bool {
        let context = stage.context(for: strategy, options: options, foldsFollow: foldsFollow)
        guard !context.segments.isEmpty else { return false }
        let meter = SavingsMeter(prompt: stage.prompt, encoding: options.encoding)
        let paying = strategy.init().proposals(for: context).filter { meter.savedTokenCount($0) >= Self.minimumSaving }
        return !paying.isEmpty && stage.apply(paying.flatMap(\.edits), by: strategy.name, encoding: options.encoding)
    }
}
