// The rewriting stages: lossless strategies first, then those that fold, each in turn until a round changes nothing.
//
// A strategy's proposals are measured one by one and kept when they pay, applied together, and the result is recounted as a whole: a
// strategy that did not make the prompt smaller is discarded. What one strategy leaves may be what another waits for, hence the rounds;
// three are enough to reach the fixpoint on what has been seen, and the bound keeps the work linear.

import PithPrompt
import PithTokenizer

struct RewritePass {
    let options: CompressionOptions
    /// The strategies whose edits have one and the same effect: `.lossless` or `.folded`.
    let strategies: [any Strategy.Type]
    /// Whether a pass of folding strategies comes after this one.
    var foldsFollow = false

    /// The fewest tokens that a proposal must save. Seams with text outside the measured window can cost one on each side.
    static let minimumSaving = 2
    private static let maximumRounds = 3

    func run(_ stage: inout Stage) {
        for _ in 0..<Self.maximumRounds {
            var changed = false
            for strategy in strategies {
                let context = stage.context(for: strategy, options: options, foldsFollow: foldsFollow)
                guard !context.segments.isEmpty else { continue }
                let meter = SavingsMeter(prompt: stage.prompt, encoding: options.encoding)
                let paying = strategy.init().proposals(for: context).filter { meter.savedTokenCount($0) >= Self.minimumSaving }
                if !paying.isEmpty, stage.apply(paying.flatMap(\.edits), by: strategy.name, encoding: options.encoding) { changed = true }
            }
            if !changed { break }
        }
    }
}
