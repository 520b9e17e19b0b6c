// Merging one piece in parts, each by whoever has time, exactly as if by merging it whole.
//
// By the second fact at the head of `LongMerger`, the tokens of two parts that meet are the tokens of both together where the two that meet are a
// valid pair. Where they are not, a few tokens of both parts are merged anew, and stand if their outer ends fit what they meet.

/// A part of a piece, merged by itself.
package struct MergedPart: Sendable {
    package let tokenCount: Int
    /// Where its first tokens end and its last ones start in the text, from its edges inwards.
    let firstEnds: [Int]
    let lastStarts: [Int]

    fileprivate static let edgeCount = 101
}

extension LongMerger {
    /// Merges `range` of the text, at least one byte, by itself.
    mutating func part(_ text: TextBytes, _ range: Range<Int>) -> MergedPart {
        let tokenCount = merge(text, from: range.lowerBound, to: range.upperBound)
        let edgeCount = min(tokenCount, MergedPart.edgeCount)
        var (firstEnds, lastStarts) = ([Int](), [Int]())
        var (end, start) = (0, range.count)
        for _ in 0..<edgeCount {
            (end, start) = (startAfter(end), startBefore(start))
            firstEnds.append(range.lowerBound + end)
            lastStarts.append(range.lowerBound + start)
        }
        return MergedPart(tokenCount: tokenCount, firstEnds: firstEnds, lastStarts: lastStarts)
    }

    /// By how many tokens two parts that meet at `place` have more together than each by itself (fewer where negative); nil where their ends
    /// could not be made to fit.
    mutating func seam(_ text: TextBytes, _ left: MergedPart, _ right: MergedPart, at place: Int) -> Int? {
        for tokenCount in [0, 2, 5, 12, 30, 100] where tokenCount < min(left.lastStarts.count, right.firstEnds.count) {
            let start = tokenCount == 0 ? place : left.lastStarts[tokenCount - 1]
            let end = tokenCount == 0 ? place : right.firstEnds[tokenCount - 1]
            let before = token(text, left.lastStarts[tokenCount]..<start), after = token(text, end..<right.firstEnds[tokenCount])
            if start == end {
                if table.isValidPair(text, before, after, at: place) { return 0 }
                continue
            }
            let middle = part(text, start..<end)
            let first = token(text, start..<middle.firstEnds[0]), last = token(text, middle.lastStarts[0]..<end)
            if table.isValidPair(text, before, first, at: start), table.isValidPair(text, last, after, at: end) {
                return middle.tokenCount - 2 * tokenCount
            }
        }
        return nil
    }

    private func token(_ text: TextBytes, _ range: Range<Int>) -> Token {
        table.mergedToken(text, at: range.lowerBound, length: range.count)
    }
}

extension PieceCounter {
    /// The tokens of the piece `range`, which is remembered nowhere.
    package func count(_ text: TextBytes, piece range: Range<Int>) -> Int {
        merger.count(text, from: range.lowerBound, to: range.upperBound)
    }

    /// Merges `range` of a piece by itself.
    package func merge(_ text: TextBytes, part range: Range<Int>) -> MergedPart { merger.long.part(text, range) }

    /// By how many tokens two parts that meet at `place` have more together than each by itself; nil where that takes merging them as one.
    package func seam(_ text: TextBytes, _ left: MergedPart, _ right: MergedPart, at place: Int) -> Int? {
        merger.long.seam(text, left, right, at: place)
    }
}
