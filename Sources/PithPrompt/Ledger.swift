// The ledger is the record of a change: for each place in the output, what stood there in the input. It is all that is needed to go back.
//
// Two ledgers in a row compose into one. In the middle text the first one's insertions and the second one's removals are both ranges; where
// they overlap or touch they form one cluster. A cluster's original is the middle text with the first ledger undone inside it, and its
// length in the output is its length in the middle with the second ledger done inside it. One sweep over both: linear.

/// One recorded change.
public struct LedgerEntry: Sendable, Equatable {
    /// Where the change stands in the output.
    public private(set) var outputOffset: Int
    /// How many bytes of the output stand in for what was taken out.
    public let insertedByteCount: Int
    /// The bytes of the input that stood there.
    public let removed: [UInt8]
    /// The strategy that made it; where several did, the last.
    public let strategy: String
    /// All that it did to the reader: a stretch may have been folded, and a part of the summary removed later.
    package let effects: EditEffects
    /// Whether the bytes taken out stood inside a JSON string, where they are escaped.
    public let isEscaped: Bool
    /// The numbers by which the output names what was taken out here (FoldHandles); mostly none, three at most.
    public package(set) var handles: [Int] = []

    /// The worst that it did.
    public var effect: EditEffect { effects.worst }

    static let mostHandles = 3

    package init(
        outputOffset: Int, insertedByteCount: Int, removed: [UInt8], strategy: String, effects: EditEffects, isEscaped: Bool = false,
        handles: [Int] = []
    ) {
        (self.outputOffset, self.insertedByteCount, self.removed) = (outputOffset, insertedByteCount, removed)
        (self.strategy, self.effects, self.isEscaped, self.handles) = (strategy, effects, isEscaped, handles)
    }

    package init(
        outputOffset: Int, insertedByteCount: Int, removed: [UInt8], strategy: String, effect: EditEffect, isEscaped: Bool = false
    ) {
        self.init(
            outputOffset: outputOffset, insertedByteCount: insertedByteCount, removed: removed, strategy: strategy,
            effects: EditEffects(effect), isEscaped: isEscaped)
    }

    /// The same change in an output of which this one's is a part.
    package func moved(by distance: Int) -> LedgerEntry {
        var entry = self
        entry.outputOffset += distance
        return entry
    }

    package var outputEnd: Int { outputOffset + insertedByteCount }

    /// Whether the bytes are escaped matters, and is kept in receipts, where they can be asked for.
    public static func == (a: LedgerEntry, b: LedgerEntry) -> Bool {
        a.outputOffset == b.outputOffset && a.insertedByteCount == b.insertedByteCount && a.removed == b.removed
            && a.strategy == b.strategy && a.effects == b.effects && a.handles == b.handles
            && (a.handles.isEmpty || a.isEscaped == b.isEscaped)
    }
}

/// Every change between an input and its output, in the order of their places, none overlapping another.
public struct Ledger: Sendable, Equatable {
    public private(set) var entries: [LedgerEntry]

    package init(entries: [LedgerEntry] = []) { self.entries = entries }

    /// How many bytes of the input were taken out.
    public var removedByteCount: Int { entries.reduce(0) { $0 + $1.removed.count } }

    /// Gives the entries at the keys of `handles` those numbers.
    package mutating func name(_ handles: [Int: Int]) {
        for (entry, handle) in handles { entries[entry].handles.append(handle) }
    }

    /// The input that `output` was made from, or nil when the ledger does not fit it. Cost: linear in both.
    public func restore(_ output: [UInt8]) -> [UInt8]? {
        var input: [UInt8] = []
        input.reserveCapacity(output.count + removedByteCount)
        var done = 0
        for entry in entries {
            guard entry.outputOffset >= done, entry.insertedByteCount >= 0, entry.outputOffset <= output.count,
                entry.insertedByteCount <= output.count - entry.outputOffset
            else { return nil }
            input.append(contentsOf: output[done..<entry.outputOffset])
            input.append(contentsOf: entry.removed)
            done = entry.outputEnd
        }
        input.append(contentsOf: output[done...])
        return input
    }

    /// The ledger from this one's input to `next`'s output, where `next` begins at this one's output. Cost: linear in the entries and their bytes.
    package func followed(by next: Ledger) -> Ledger {
        var clusters = ClusterSweep(first: entries, second: next.entries)
        var composed: [LedgerEntry] = []
        composed.reserveCapacity(entries.count + next.entries.count)
        while let entry = clusters.next() { composed.append(entry) }
        return Ledger(entries: composed)
    }

    /// The ledger without what was put in and taken out again, which is no change. For the end: while ledgers still compose, such entries hold
    /// their neighbours together.
    package var settled: Ledger { Ledger(entries: entries.filter { $0.insertedByteCount > 0 || !$0.removed.isEmpty }) }

    /// Where input and output differ, ascending and apart.
    package var changes: [TextChange] {
        var shift = 0
        return entries.map { entry in
            let start = entry.outputOffset + shift
            shift += entry.removed.count - entry.insertedByteCount
            return TextChange(old: start..<start + entry.removed.count, new: entry.outputOffset..<entry.outputEnd)
        }
    }
}

/// A stretch of a text, and the one that stands for it in another.
package struct TextChange: Sendable, Equatable {
    package let old: Range<Int>
    package let new: Range<Int>

    package init(old: Range<Int>, new: Range<Int>) { (self.old, self.new) = (old, new) }

    /// The changes that edits of one view make, which do not overlap. Cost: n log n.
    package static func all(of edits: [Edit]) -> [TextChange] {
        var shift = 0
        return edits.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }.map { edit in
            let start = edit.range.lowerBound + shift
            shift += edit.replacement.count - edit.range.count
            return TextChange(old: edit.range, new: start..<start + edit.replacement.count)
        }
    }

    /// By how much the text after it moves.
    package var shift: Int { new.count - old.count }
}

/// Walks two ledgers' entries in the middle text and yields one composed entry a cluster.
private struct ClusterSweep {
    let first: [LedgerEntry]
    let second: [LedgerEntry]
    private var i = 0
    private var j = 0
    /// Output offset minus middle offset, after the second ledger's entries so far.
    private var outputShift = 0
    /// Middle offset of the second ledger's next entry: its output offset less the shift so far.
    private var secondStart: Int { second[j].outputOffset - outputShift }

    init(first: [LedgerEntry], second: [LedgerEntry]) { (self.first, self.second) = (first, second) }

    /// The first ledger's next entry, where it is a cluster by itself: most are.
    private mutating func nextUntouched() -> LedgerEntry? {
        let end = first[i].outputEnd
        guard i + 1 == first.count || first[i + 1].outputOffset > end, j == second.count || secondStart > end else { return nil }
        defer { i += 1 }
        return first[i].moved(by: outputShift)
    }

    /// The second ledger's next entry, where it is one.
    private mutating func nextAlone() -> LedgerEntry? {
        let entry = second[j]
        let end = secondStart + entry.removed.count, shift = outputShift + entry.insertedByteCount - entry.removed.count
        guard i == first.count || first[i].outputOffset > end, j + 1 == second.count || second[j + 1].outputOffset - shift > end else {
            return nil
        }
        (j, outputShift) = (j + 1, shift)
        return entry
    }

    mutating func next() -> LedgerEntry? {
        guard i < first.count || j < second.count else { return nil }
        let startsWithFirst = j >= second.count || (i < first.count && first[i].outputOffset <= secondStart)
        if let entry = startsWithFirst ? nextUntouched() : nextAlone() { return entry }
        let start = startsWithFirst ? first[i].outputOffset : secondStart
        let outputStart = start + outputShift
        var end = start
        var restored: [UInt8] = []
        // `middle` runs over the cluster; bytes outside the first ledger's insertions are the second ledger's removals.
        var middle = start
        var removal: (start: Int, bytes: [UInt8])?
        var pendingRemovals: [(start: Int, bytes: [UInt8])] = []
        var last: LedgerEntry?
        var effects: EditEffects = []
        var isEscaped = false
        var handles: [Int] = []
        func take(_ entry: LedgerEntry) {
            effects.formUnion(entry.effects)
            if entry.isEscaped { isEscaped = true }
            handles += entry.handles.prefix(LedgerEntry.mostHandles - handles.count)
        }
        var firstEntries: [LedgerEntry] = []
        while true {
            if i < first.count, first[i].outputOffset <= end, j >= second.count || first[i].outputOffset <= secondStart || secondStart > end
            {
                firstEntries.append(first[i])
                end = max(end, first[i].outputEnd)
                take(first[i])
                if last == nil { last = first[i] }
                i += 1
            } else if j < second.count, secondStart <= end {
                let entry = second[j]
                pendingRemovals.append((secondStart, entry.removed))
                end = max(end, secondStart + entry.removed.count)
                take(entry)
                last = entry
                outputShift += entry.insertedByteCount - entry.removed.count
                j += 1
            } else {
                break
            }
        }
        var removals = pendingRemovals.makeIterator()
        removal = removals.next()
        func copyRemoved(upTo stop: Int) {
            while middle < stop, let current = removal {
                let currentEnd = current.start + current.bytes.count
                if currentEnd <= middle {
                    removal = removals.next()
                    continue
                }
                let from = max(middle, current.start), to = min(stop, currentEnd)
                if from < to { restored.append(contentsOf: current.bytes[from - current.start..<to - current.start]) }
                middle = to
            }
        }
        for entry in firstEntries {
            copyRemoved(upTo: entry.outputOffset)
            restored.append(contentsOf: entry.removed)
            middle = max(middle, entry.outputEnd)
        }
        copyRemoved(upTo: end)
        return LedgerEntry(
            outputOffset: outputStart, insertedByteCount: end + outputShift - outputStart, removed: restored,
            strategy: last?.strategy ?? "", effects: effects, isEscaped: isEscaped, handles: handles)
    }
}
