// A line said by another that is much like it: `new←old; new←old` is the other line with each `new` replaced by `old`, found from left to
// right. Both lines are cut into words, runs of blanks and single marks; what they share at both ends and a longest common subsequence of
// what is left between tell what was replaced.

import PithSystem

enum LineSubstitution {
    private static let arrow = Array("←".utf8)
    private static let separator = Array("; ".utf8)
    /// Lines longer than this, and middles of more words, are not compared.
    private static let maximumByteCount = 600
    private static let maximumMiddle = 28

    /// A line cut into words, runs of blanks and single marks, each with a number that tells most unlike ones apart.
    struct Worded {
        let text: ArraySlice<UInt8>
        fileprivate private(set) var words: [Range<Int>] = []
        private var numbers: [UInt64] = []

        /// Cost: linear; nothing is cut of a line that is too long to be compared.
        init(_ text: ArraySlice<UInt8>) {
            self.text = text
            guard text.count <= maximumByteCount else { return }
            words.reserveCapacity(text.count / 3)
            numbers.reserveCapacity(text.count / 3)
            var at = text.startIndex
            while at < text.endIndex {
                let start = at, kind = Self.kind(text[at])
                var number = UInt64(text[at])
                at += 1
                while kind > 0, at < text.endIndex, Self.kind(text[at]) == kind {
                    number = (number &* 0x100_0000_01B3) ^ UInt64(text[at])
                    at += 1
                }
                words.append(start..<at)
                numbers.append(number)
            }
        }

        /// Words, runs of blanks, and every other byte by itself.
        private static func kind(_ byte: UInt8) -> Int {
            if byte >= 0x80 || byte == 0x5F || byte.isLetterOrDigit { return 1 }
            return byte.isBlank ? 2 : 0
        }

        fileprivate func isSame(_ word: Int, as other: Worded, _ otherWord: Int) -> Bool {
            let a = words[word], b = other.words[otherWord]
            guard numbers[word] == other.numbers[otherWord], a.count == b.count else { return false }
            for step in 0..<a.count where text[a.lowerBound + step] != other.text[b.lowerBound + step] { return false }
            return true
        }

        /// The most bytes of the words at `range` that can stand among those of `other` at `otherRange`.
        fileprivate func sharedByteCount(_ range: Range<Int>, with other: Worded, _ otherRange: Range<Int>) -> Int {
            var seen: UInt64 = 0
            for word in otherRange { seen |= 1 << (other.numbers[word] & 63) }
            return range.reduce(0) { $0 + (seen >> (numbers[$1] & 63) & 1 == 1 ? words[$1].count : 0) }
        }

        fileprivate func offset(_ word: Int) -> Int { word < words.count ? words[word].lowerBound : text.endIndex }
    }

    /// What any text takes beside the words that changed: an arrow, a separator, and what must be saved.
    private static let overhead = arrow.count + separator.count + leastSavedByteCount
    private static let leastSavedByteCount = 6

    /// The text that makes `old` of `new`, and the stretches of `old` that it says anew; nil where there is none that is clearly shorter.
    /// Cost: bounded by the lines' lengths times a constant.
    static func text(from new: Worded, to old: Worded) -> (text: [UInt8], changed: [Range<Int>])? {
        guard new.text.count <= maximumByteCount, old.text.count <= maximumByteCount, new.text != old.text else { return nil }
        guard let changes = changes(new, old) else { return nil }
        var parts: [[UInt8]] = []
        var changed: [Range<Int>] = []
        var sum = 0
        var cursor = new.text.startIndex
        for change in merged(changes, new.words) {
            guard let part = part(change, new, old, &cursor) else { return nil }
            sum += part.count + separator.count
            guard sum + leastSavedByteCount < old.text.count else { return nil }
            parts.append(part)
            changed.append(old.offset(change.old.lowerBound)..<old.offset(change.old.upperBound))
        }
        let text = Array(parts.joined(separator: separator))
        guard let back = apply(text[...], to: new.text), back.elementsEqual(old.text) else { return nil }
        return (text, changed)
    }

    /// The line that `text` makes of `new`; nil where it is no substitution for it. Cost: linear.
    static func apply(_ text: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var rest = new
        var parts = text
        while !parts.isEmpty {
            let end = first(separator[...], in: parts) ?? parts.endIndex
            let part = parts[..<end]
            parts = end == parts.endIndex ? [] : parts[(end + separator.count)...]
            guard let middle = first(arrow[...], in: part), middle > part.startIndex, let place = first(part[..<middle], in: rest) else {
                return nil
            }
            out += rest[..<place]
            out += part[(middle + arrow.count)...]
            rest = rest[(place + middle - part.startIndex)...]
        }
        return out + rest
    }

    private typealias Change = (new: Range<Int>, old: Range<Int>)

    /// `new←old` for a change; where `new` would be nothing, or be found too early, the words before it are said too.
    private static func part(_ change: Change, _ new: Worded, _ old: Worded, _ cursor: inout Int) -> [UInt8]? {
        var start = change.new.lowerBound, oldStart = change.old.lowerBound, end = change.new.upperBound, oldEnd = change.old.upperBound
        for _ in 0..<4 {
            let from = new.offset(start), to = new.offset(end)
            let wanted = new.text[from..<to]
            if !wanted.isEmpty, from >= cursor, first(wanted, in: new.text[cursor...]) == from {
                cursor = to
                return wanted + arrow + old.text[old.offset(oldStart)..<old.offset(oldEnd)]
            }
            if start > 0, oldStart > 0, new.offset(start - 1) >= cursor {
                (start, oldStart) = (start - 1, oldStart - 1)
            } else if end < new.words.count, oldEnd < old.words.count, change.new.isEmpty, end == change.new.upperBound {
                (end, oldEnd) = (end + 1, oldEnd + 1)
            } else {
                return nil
            }
        }
        return nil
    }

    /// What differs, ascending: what the lines share at both ends is cut off first. Nil where too much differs for any text to be shorter than `old`.
    private static func changes(_ new: Worded, _ old: Worded) -> [Change]? {
        var head = 0
        while head < new.words.count, head < old.words.count, new.isSame(head, as: old, head) { head += 1 }
        var tail = 0
        while tail < new.words.count - head, tail < old.words.count - head,
            new.isSame(new.words.count - 1 - tail, as: old, old.words.count - 1 - tail)
        { tail += 1 }
        let a = head..<new.words.count - tail, b = head..<old.words.count - tail
        // All bytes of both lines that are not shared are told.
        let middle = new.offset(a.upperBound) - new.offset(a.lowerBound)
        let shared = new.text.count - middle + new.sharedByteCount(a, with: old, b)
        guard new.text.count + overhead < 2 * shared else { return nil }
        guard a.count <= maximumMiddle, b.count <= maximumMiddle else { return [(a, b)] }
        // lengths[i][j]: the longest common subsequence of what follows word i of a and word j of b.
        let width = b.count + 1
        var lengths = Array(repeating: 0, count: (a.count + 1) * width)
        for i in stride(from: a.count - 1, through: 0, by: -1) {
            for j in stride(from: b.count - 1, through: 0, by: -1) {
                lengths[i * width + j] =
                    new.isSame(a.lowerBound + i, as: old, b.lowerBound + j)
                    ? lengths[(i + 1) * width + j + 1] + 1 : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
            }
        }
        var changes: [Change] = []
        var i = 0, j = 0, openI = 0, openJ = 0
        func close() {
            if i > openI || j > openJ { changes.append((a.lowerBound + openI..<a.lowerBound + i, b.lowerBound + openJ..<b.lowerBound + j)) }
        }
        while i < a.count, j < b.count {
            if new.isSame(a.lowerBound + i, as: old, b.lowerBound + j) {
                close()
                (i, j) = (i + 1, j + 1)
                (openI, openJ) = (i, j)
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        (i, j) = (a.count, b.count)
        close()
        return changes
    }

    /// Changes with next to nothing between them become one.
    private static func merged(_ changes: [Change], _ newWords: [Range<Int>]) -> [Change] {
        var merged: [Change] = []
        for change in changes {
            if let last = merged.last, newWords[last.new.upperBound..<change.new.lowerBound].reduce(0, { $0 + $1.count }) <= 2 {
                merged[merged.count - 1] = (last.new.lowerBound..<change.new.upperBound, last.old.lowerBound..<change.old.upperBound)
            } else {
                merged.append(change)
            }
        }
        return merged
    }

    private static func first(_ pattern: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Int? {
        guard let byte = pattern.first else { return nil }
        var rest = text
        while let at = rest.firstIndex(of: byte) {
            rest = rest[at...]
            if rest.starts(with: pattern) { return at }
            rest = rest.dropFirst()
        }
        return nil
    }
}
