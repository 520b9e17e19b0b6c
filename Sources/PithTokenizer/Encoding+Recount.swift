// Counting a text again of which little changed.
//
// Around each change a window is counted in the old text and in the new one; what differs is added to the old count. That is exact where a
// window begins and ends at safe cuts (SafeCut) that both texts have: places in what did not change, judged by unchanged characters only.
// Where there is no such place between two changes they share a window. Each byte is counted at most once in each text, and what
// lies between windows not at all.

import PithBPE

extension Encoding {
    /// The tokens of `new`, which differs from `old` in `changes` only; `tokenCount` are those of `old`.
    ///
    /// The changes are stretches of both texts, ascending and apart. Cost: linear in the changes and, between two of them, in the distance to
    /// the nearest place where a text can be cut: a word or two in most texts.
    package func recount(_ new: [UInt8], from old: [UInt8], tokenCount: Int, changes: [(old: Range<Int>, new: Range<Int>)]) -> Int {
        // What normalises text first, or takes tokens out of it, may look further than a window.
        guard preparation.isEmpty else { return self.count(new) }
        // Where most of a text went, what is left is counted sooner than what changed.
        let changed = changes.reduce(0) { $0 + $1.old.count + $1.new.count }
        if changed > new.count { return self.count(new) }
        var count = tokenCount
        var next = 0
        // Where the last window ended, in the old text and in the new.
        var done = (old: 0, new: 0)
        while next < changes.count {
            let first = changes[next]
            let start = cut(old, in: done.old..<first.old.lowerBound, isLast: true) ?? done.old
            var end = (old: old.count, new: new.count)
            while true {
                let change = changes[next]
                next += 1
                let gap = change.old.upperBound..<(next < changes.count ? changes[next].old.lowerBound : old.count)
                if let place = cut(old, in: gap, isLast: false) {
                    end = (place, change.new.upperBound + place - change.old.upperBound)
                    break
                }
                if next == changes.count { break }
            }
            let newStart = done.new + start - done.old
            count += self.count(new[newStart..<end.new]) - self.count(old[start..<end.old])
            done = end
        }
        return count
    }

    /// The first or last safe cut inside `range`, told by the bytes in it alone.
    private func cut(_ bytes: [UInt8], in range: Range<Int>, isLast: Bool) -> Int? {
        guard range.count > 1 else { return nil }
        return bytes[range].withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            let place = isLast ? SafeCut.last(text, preparation, above: 0) : SafeCut.first(text, preparation, from: 1)
            return place.map { range.lowerBound + $0 }
        }
    }
}
