// The state of a compression between two strategies: the prompt as it is now, and the ledger that leads back to the input.

import PithPrompt
import PithTokenizer

struct Stage {
    private(set) var prompt: Prompt
    private(set) var ledger = Ledger()
    private(set) var tokenCount: Int
    private(set) var savings: [Receipt.Savings] = []
    /// Stretches that the user pinned, by view, carried along as the text around them changes.
    private var pinned: [Int: [Range<Int>]]

    /// A compression that begins at `prompt`, whose pins are already protected.
    init(_ prompt: Prompt, pinned: [Int: [Range<Int>]], tokenCount: Int) {
        (self.prompt, self.pinned, self.tokenCount) = (prompt.protecting(pinned), pinned, tokenCount)
    }

    /// What a strategy may see and change now.
    func context(for strategy: any Strategy.Type, options: CompressionOptions, foldsFollow: Bool = false) -> StrategyContext {
        let frozen = FrozenText(prompt: prompt, options: options)
        // References of an earlier round, or of an earlier run, keep their meaning: they and what they point at stay as they are.
        let guarded = prompt.protecting(ResolvedReferences(in: prompt).protectedSpans(isCausal: options.isSession))
        let segments = prompt.segments.filter { strategy.kinds.contains($0.kind) && !frozen.contains($0) }
        return StrategyContext(
            prompt: guarded, segments: segments, mustStayJSON: prompt.format == .json, options: options, tokenCount: tokenCount,
            foldsFollow: foldsFollow)
    }

    /// Makes removals; the strategies that proposed them share what that saves by the bytes each removed.
    mutating func apply(_ edits: [Edit], encoding: Encoding) {
        let before = tokenCount
        guard !edits.isEmpty, apply(edits, by: "", encoding: encoding) else { return }
        savings.removeAll { $0.strategy.isEmpty }
        var byStrategy: [(name: String, bytes: Int)] = []
        for edit in edits {
            if let index = byStrategy.firstIndex(where: { $0.name == edit.strategy }) {
                byStrategy[index].bytes += edit.range.count
            } else {
                byStrategy.append((edit.strategy, edit.range.count))
            }
        }
        let total = max(1, byStrategy.reduce(0) { $0 + $1.bytes })
        var left = before - tokenCount
        for (index, share) in byStrategy.enumerated() {
            let saved = index == byStrategy.count - 1 ? left : (before - tokenCount) * share.bytes / total
            note(share.name, saved: saved)
            left -= saved
        }
    }

    /// Makes the edits and recounts. Returns false, with nothing changed, when that does not save tokens.
    mutating func apply(_ edits: [Edit], by strategy: String, encoding: Encoding) -> Bool {
        guard let applied = try? prompt.apply(edits) else {
            preconditionFailure("\(strategy) proposed edits that overlap, leave their view or touch protected text")
        }
        let count = encoding.count(applied.output)
        guard count < tokenCount, let next = try? Prompt(parsing: applied.output, as: prompt.format) else { return false }
        let moved = shifted(pinned, by: edits)
        guard next.views.count == prompt.views.count else { return false }
        pinned = moved
        prompt = next.protecting(moved)
        ledger = ledger.followed(by: applied.ledger)
        note(strategy, saved: tokenCount - count)
        tokenCount = count
        return true
    }

    private mutating func note(_ strategy: String, saved: Int) {
        if let index = savings.firstIndex(where: { $0.strategy == strategy }) {
            savings[index].tokens += saved
        } else {
            savings.append(Receipt.Savings(strategy: strategy, tokens: saved))
        }
    }

    /// Where the spans lie after the edits, none of which touches one.
    private func shifted(_ spans: [Int: [Range<Int>]], by edits: [Edit]) -> [Int: [Range<Int>]] {
        var moved: [Int: [Range<Int>]] = [:]
        let editsByView = Dictionary(grouping: edits, by: \.view)
        for (view, ranges) in spans {
            let changes = (editsByView[view] ?? []).sorted { $0.range.lowerBound < $1.range.lowerBound }
            var next = 0, shift = 0
            moved[view] = ranges.map { range in
                while next < changes.count, changes[next].range.upperBound <= range.lowerBound {
                    shift += changes[next].replacement.count - changes[next].range.count
                    next += 1
                }
                return range.lowerBound + shift..<range.upperBound + shift
            }
        }
        return moved
    }
}
