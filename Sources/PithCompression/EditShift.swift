// Where stretches of views lie once edits are made.

import PithPrompt
import PithSystem

/// Maps places before edits to places after them.
struct EditShift {
    private struct Change {
        let range: Range<Int>
        /// By how much what follows is moved.
        let shiftAfter: Int
    }

    private let changes: [Int: [Change]]

    /// The edits must not overlap. Cost: n log n.
    init(_ edits: [Edit]) {
        changes = Dictionary(grouping: edits, by: \.view).mapValues { edits in
            var shift = 0
            return edits.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
                shift += $0.replacement.count - $0.range.count
                return Change(range: $0.range, shiftAfter: shift)
            }
        }
    }

    /// Where the stretch lies afterwards, or nil when an edit reaches into it. Cost: log of the edits.
    func moved(_ range: Range<Int>, ofView view: Int) -> Range<Int>? {
        guard let changes = changes[view] else { return range }
        // The first change that does not end before the stretch.
        let low = (0..<changes.count).partitioningIndex { changes[$0].range.upperBound > range.lowerBound }
        if low < changes.count, changes[low].range.lowerBound < range.upperBound { return nil }
        let shift = low == 0 ? 0 : changes[low - 1].shiftAfter
        return range.lowerBound + shift..<range.upperBound + shift
    }
}
