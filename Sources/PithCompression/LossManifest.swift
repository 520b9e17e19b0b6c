// What the reader no longer sees, told apart by what took it: cut out, or folded into a summary.
//
// The census says which facts are gone and where each first stood; the ledger says what was done at that place. The ledger counts in offsets of
// the output, so one walk over its entries turns them into stretches of the input, and each fact is looked up among those.

import PithFacts
import PithPrompt
import PithSystem

enum LossManifest {
    /// The facts of `input` that `output` does not show, by class and one by one, heaviest first. Nothing, when every change was lossless.
    /// Cost: two passes of the fact extractor, and n log n in the facts.
    static func losses(from input: Prompt, to output: Prompt, by ledger: Ledger, threadCount: Int = 1) -> Receipt.Losses {
        guard ledger.entries.contains(where: { $0.effect != .lossless }) else { return Receipt.Losses() }
        let folds = foldedStretches(of: ledger)
        var losses = Receipt.Losses()
        for item in Census(original: input, output: output, threadCount: threadCount).lostItems {
            let name = item.kind.rawValue
            if contains(folds, item.byteOffset) {
                losses.folded[name, default: 0] += 1
                losses.items.append("folded \(name) \(item.text)")
            } else {
                losses.lost[name, default: 0] += 1
                losses.items.append("\(name) \(item.text)")
            }
        }
        return losses
    }

    /// The stretches of the input that folds took in, ascending and apart.
    private static func foldedStretches(of ledger: Ledger) -> [Range<Int>] {
        var shift = 0
        var stretches: [Range<Int>] = []
        for entry in ledger.entries {
            let start = entry.outputOffset + shift
            if entry.effect == .folded { stretches.append(start..<start + entry.removed.count) }
            shift += entry.removed.count - entry.insertedByteCount
        }
        return stretches
    }

    private static func contains(_ stretches: [Range<Int>], _ offset: Int) -> Bool {
        let low = stretches.partitioningIndex { $0.upperBound > offset }
        return low < stretches.count && stretches[low].contains(offset)
    }
}
