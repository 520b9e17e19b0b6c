// From stretches of the input to what stands for them in the output, along a ledger.

import PithPrompt

/// Asks of one ascending stretch of the input after the other what became of it.
struct LedgerWalk {
    /// What became of a stretch.
    struct Change {
        /// What stands for it in the output.
        let output: Range<Int>
        /// The strategies whose changes it holds, each once, in order.
        let strategies: [String]
        let worst: EditEffect
        /// The stretches of the input that went for a marker or nothing.
        let cuts: [Range<Int>]
    }

    private let entries: [LedgerEntry]
    private let changes: [PithPrompt.TextChange]
    private var next = 0

    init(_ ledger: Ledger) { (entries, changes) = (ledger.entries, ledger.changes) }

    private static let longestMarker = 12

    /// Ranges are asked for in ascending order. Cost: linear over all of them.
    mutating func change(of range: Range<Int>) -> Change {
        while next < changes.count, changes[next].old.upperBound <= range.lowerBound, !touches(changes[next].old, range) { next += 1 }
        var strategies: [String] = []
        var effects: EditEffects = []
        var cuts: [Range<Int>] = []
        let start = place(of: range.lowerBound, from: next)
        var at = next
        while at < changes.count, changes[at].old.lowerBound < range.upperBound || touches(changes[at].old, range) {
            if !strategies.contains(entries[at].strategy) { strategies.append(entries[at].strategy) }
            effects.formUnion(entries[at].effects)
            if entries[at].effects.contains(.removed), entries[at].insertedByteCount <= Self.longestMarker { cuts.append(changes[at].old) }
            at += 1
        }
        let end = place(of: range.upperBound, from: max(next, at - 1))
        return Change(output: start..<max(start, end), strategies: strategies, worst: effects.worst, cuts: cuts)
    }

    /// Whether an insertion stands inside the range.
    private func touches(_ old: Range<Int>, _ range: Range<Int>) -> Bool {
        old.isEmpty && old.lowerBound >= range.lowerBound && old.lowerBound < range.upperBound
    }

    /// Where an offset of the input is in the output; inside a change, its beginning or end, whichever is nearer.
    private func place(of offset: Int, from first: Int) -> Int {
        var at = first
        while at < changes.count, changes[at].old.upperBound < offset { at += 1 }
        guard at < changes.count else { return offset + shift(before: changes.count) }
        let change = changes[at]
        if offset <= change.old.lowerBound { return offset + shift(before: at) }
        if offset >= change.old.upperBound { return change.new.upperBound }
        return offset - change.old.lowerBound < change.old.upperBound - offset ? change.new.lowerBound : change.new.upperBound
    }

    private func shift(before index: Int) -> Int { index == 0 ? 0 : changes[index - 1].new.upperBound - changes[index - 1].old.upperBound }
}
