// Handles: the numbers by which a reader asks for what was folded or cut. They are written into marks that stand in the text already, in the
// fewest tokens that tell them from it:
//
//     […3]                                             a cut
//     [… 41 lines like it: 41 passed; #4]              a mark that says something
//     @@ -10,2 +10,3 @@ def close #5                    the first hunk of a diff whose unchanged lines went
//
// Numbers go up through the text. A fold that was seen before (the same text in, the same text out) keeps its number, so that a log read
// twice is the same text twice, and the second can be a reference to the first. What is too short to be worth asking for gets none.

import PithPrompt
import PithSystem

struct FoldHandles {
    /// Numbers given so far, by a digest of what they stand for.
    struct Known: Sendable {
        private var handles: [String: Int] = [:]

        fileprivate mutating func handle(of key: String) -> (number: Int, isNew: Bool) {
            if let known = handles[key] { return (known, false) }
            handles[key] = handles.count + 1
            return (handles.count, true)
        }
    }

    /// The numbers to write.
    private(set) var edits: [Edit] = []
    /// For entries of the ledger, the numbers that stand for what they took out.
    private(set) var handleOfEntry: [Int: Int] = [:]

    /// Of less nobody would ask for more.
    private static let fewestRemovedBytes = 40

    /// The handles of the folds and cuts in `ledger` that have none yet. `prompt` is its output, with protected what must not change.
    /// Cost: linear in the entries and what they took out, times the logarithm of the views.
    init(for ledger: Ledger, in prompt: Prompt, known: inout Known) {
        var group: Group?
        for (index, entry) in ledger.entries.enumerated() where entry.effect != .lossless {
            guard entry.handles.isEmpty, let view = Self.view(at: entry, in: prompt) else {
                close(&group, ledger, &known)
                continue
            }
            let range = prompt.views[view].range(ofRaw: entry.outputOffset..<entry.outputEnd)
            if let place = Place(in: prompt.views[view], range), place.isDiff == false || group?.isDiff != true || group?.view != view {
                close(&group, ledger, &known)
                if prompt.views[view].isProtected(place.line) { continue }
                group = Group(view: view, place: place, entries: [index])
            } else if group?.view == view, group?.takesMore == true {
                group?.entries.append(index)
            } else {
                close(&group, ledger, &known)
            }
        }
        close(&group, ledger, &known)
    }

    /// Entries that one mark stands for.
    private struct Group {
        let view: Int
        let place: Place
        var entries: [Int]

        var isDiff: Bool { place.isDiff }
        /// A log's mark stands above all of its cuts, the first head of a diff before those of the others.
        var takesMore: Bool { place.isDiff || place.isLog }
    }

    private mutating func close(_ group: inout Group?, _ ledger: Ledger, _ known: inout Known) {
        defer { group = nil }
        guard let group else { return }
        let removedByteCount = group.entries.reduce(0) { $0 + ledger.entries[$1].removed.count }
        let insertedByteCount = group.entries.reduce(0) { $0 + ledger.entries[$1].insertedByteCount }
        guard removedByteCount >= insertedByteCount + Self.fewestRemovedBytes else { return }
        let meaning = Array(group.place.text) + [0] + group.entries.flatMap { ledger.entries[$0].removed }
        let (number, isNew) = known.handle(of: SHA256.hexDigest(of: meaning))
        // What an earlier mark stands for as well is kept once.
        if isNew { for entry in group.entries { handleOfEntry[entry] = number } }
        edits.append(
            Edit(
                view: group.view, range: group.place.offset..<group.place.offset, replacement: group.place.text(of: number),
                strategy: ledger.entries[group.entries[0]].strategy, effect: .lossless))
    }

    /// The text that the entry stands in.
    private static func view(at entry: LedgerEntry, in prompt: Prompt) -> Int? {
        guard prompt.views.count > 1 else { return 0 }
        // The last text that begins at the entry or before it.
        let low = (1..<prompt.views.count).partitioningIndex { prompt.views[$0].rawRange.lowerBound > entry.outputOffset }
        guard low > 1, entry.outputEnd <= prompt.views[low - 1].rawRange.upperBound else { return nil }
        return low - 1
    }

    /// Where in a mark its number stands, and how.
    private struct Place {
        let offset: Int
        let isBare: Bool
        let isDiff: Bool
        let isLog: Bool
        /// The line of the mark.
        let line: Range<Int>
        let text: ArraySlice<UInt8>

        /// The place in what an edit put at `range`; nil when there is no mark in it.
        init?(in view: View, _ range: Range<Int>) {
            let bytes = view.bytes
            guard !range.isEmpty else { return nil }
            if bytes[range].begins(with: "@@") {
                guard let end = bytes[range].firstIndex(of: 0x0A) else { return nil }
                offset = bytes[end - 1] == 0x0D ? end - 1 : end
                (isBare, isDiff, isLog) = (false, true, false)
            } else if let mark = Self.mark(in: bytes[range]) {
                isBare = bytes[range][mark...].dropFirst(CutMark.opening.count).first == 0x5D
                let end = bytes[mark..<range.upperBound].firstIndex { $0 == 0x5D || $0 == 0x0A } ?? range.upperBound
                guard end < range.upperBound, bytes[end] == 0x5D else { return nil }
                (offset, isDiff) = (end, false)
                isLog = LogFoldMark.opens(bytes[mark..<end])
            } else {
                return nil
            }
            text = bytes[range]
            let start = (bytes[..<offset].lastIndex(of: 0x0A) ?? -1) + 1
            line = start..<(bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count)
        }

        /// Where the first `[…` of the text begins.
        private static func mark(in text: ArraySlice<UInt8>) -> Int? {
            var at = text.startIndex
            while let bracket = text[at...].firstIndex(of: 0x5B) {
                if text[bracket...].starts(with: CutMark.opening) { return bracket }
                at = bracket + 1
            }
            return nil
        }

        func text(of number: Int) -> [UInt8] { Array((isBare ? "\(number)" : isDiff ? " #\(number)" : "; #\(number)").utf8) }
    }
}
