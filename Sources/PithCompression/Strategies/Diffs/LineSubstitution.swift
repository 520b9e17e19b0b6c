// A line said by another that is much like it: `new←old; new←old` is the other line with each `new` replaced by `old`, found from left to
// right. Both lines are cut into words, runs of blanks and single marks; what they share at both ends and a longest common subsequence of
// what is left between tell what was replaced.

enum LineSubstitution {
    private static let arrow = Array("←".utf8)
    private static let separator = Array("; ".utf8)
    /// Lines longer than this, and middles of more words, are not compared.
    private static let maximumByteCount = 600
    private static let maximumMiddle = 28

    /// The text that makes `old` of `new`, and the stretches of `old` that it says anew; nil where there is none that is clearly shorter.
    /// Cost: bounded by the lines' lengths times a constant.
    static func text(from new: ArraySlice<UInt8>, to old: ArraySlice<UInt8>) -> (text: [UInt8], changed: [Range<Int>])? {
        guard new.count <= maximumByteCount, old.count <= maximumByteCount, new != old else { return nil }
        let newWords = words(new), oldWords = words(old)
        var parts: [[UInt8]] = []
        var changed: [Range<Int>] = []
        var sum = 0
        var cursor = new.startIndex
        for change in merged(changes(newWords, oldWords, new, old), newWords) {
            guard let part = part(change, newWords, oldWords, new, old, &cursor) else { return nil }
            sum += part.count + separator.count
            guard sum + 6 < old.count else { return nil }
            parts.append(part)
            changed.append(offset(change.old.lowerBound, oldWords, old)..<offset(change.old.upperBound, oldWords, old))
        }
        let text = Array(parts.joined(separator: separator))
        guard let back = apply(text[...], to: new), back.elementsEqual(old) else { return nil }
        return (text, changed)
    }

    /// The line that `text` makes of `new`; nil where it is no substitution for it. Cost: linear.
    static func apply(_ text: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var rest = new
        var parts = text
        while !parts.isEmpty {
            let end = first(separator, in: parts) ?? parts.endIndex
            let part = parts[..<end]
            parts = end == parts.endIndex ? [] : parts[(end + separator.count)...]
            guard let middle = first(arrow, in: part), middle > part.startIndex, let place = first(Array(part[..<middle]), in: rest) else {
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
    private static func part(
        _ change: Change, _ newWords: [Range<Int>], _ oldWords: [Range<Int>], _ new: ArraySlice<UInt8>, _ old: ArraySlice<UInt8>,
        _ cursor: inout Int
    ) -> [UInt8]? {
        var start = change.new.lowerBound, oldStart = change.old.lowerBound, end = change.new.upperBound, oldEnd = change.old.upperBound
        for _ in 0..<4 {
            let from = offset(start, newWords, new), to = offset(end, newWords, new)
            let wanted = new[from..<to]
            if !wanted.isEmpty, from >= cursor, first(Array(wanted), in: new[cursor...]) == from {
                cursor = to
                return wanted + arrow + old[offset(oldStart, oldWords, old)..<offset(oldEnd, oldWords, old)]
            }
            if start > 0, oldStart > 0, offset(start - 1, newWords, new) >= cursor {
                (start, oldStart) = (start - 1, oldStart - 1)
            } else if end < newWords.count, oldEnd < oldWords.count, change.new.isEmpty, end == change.new.upperBound {
                (end, oldEnd) = (end + 1, oldEnd + 1)
            } else {
                return nil
            }
        }
        return nil
    }

    private static func offset(_ word: Int, _ words: [Range<Int>], _ line: ArraySlice<UInt8>) -> Int {
        word < words.count ? words[word].lowerBound : line.endIndex
    }

    /// What differs, ascending: what the lines share at both ends is cut off first.
    private static func changes(
        _ newWords: [Range<Int>], _ oldWords: [Range<Int>], _ new: ArraySlice<UInt8>, _ old: ArraySlice<UInt8>
    ) -> [Change] {
        var head = 0
        while head < newWords.count, head < oldWords.count, new[newWords[head]] == old[oldWords[head]] { head += 1 }
        var tail = 0
        while tail < newWords.count - head, tail < oldWords.count - head,
            new[newWords[newWords.count - 1 - tail]] == old[oldWords[oldWords.count - 1 - tail]]
        { tail += 1 }
        let a = head..<newWords.count - tail, b = head..<oldWords.count - tail
        guard a.count <= maximumMiddle, b.count <= maximumMiddle else { return [(a, b)] }
        // lengths[i][j]: the longest common subsequence of what follows word i of a and word j of b.
        let width = b.count + 1
        var lengths = Array(repeating: 0, count: (a.count + 1) * width)
        for i in stride(from: a.count - 1, through: 0, by: -1) {
            for j in stride(from: b.count - 1, through: 0, by: -1) {
                lengths[i * width + j] =
                    new[newWords[a.lowerBound + i]] == old[oldWords[b.lowerBound + j]]
                    ? lengths[(i + 1) * width + j + 1] + 1 : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
            }
        }
        var changes: [Change] = []
        var i = 0, j = 0, openI = 0, openJ = 0
        func close() {
            if i > openI || j > openJ { changes.append((a.lowerBound + openI..<a.lowerBound + i, b.lowerBound + openJ..<b.lowerBound + j)) }
        }
        while i < a.count, j < b.count {
            if new[newWords[a.lowerBound + i]] == old[oldWords[b.lowerBound + j]] {
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

    /// Words, runs of blanks, and every other byte by itself.
    private static func words(_ line: ArraySlice<UInt8>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var at = line.startIndex
        func kind(_ byte: UInt8) -> Int {
            if byte >= 0x80 || byte == 0x5F || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 { return 1 }
            return isBlank(byte) ? 2 : 0
        }
        while at < line.endIndex {
            let start = at, first = kind(line[at])
            at += 1
            while first > 0, at < line.endIndex, kind(line[at]) == first { at += 1 }
            words.append(start..<at)
        }
        return words
    }

    private static func first(_ pattern: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
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
