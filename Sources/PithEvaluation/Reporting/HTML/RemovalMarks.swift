// Which words of a context an output still has, in order, and which words the output has besides.
//
// A full difference costs the product of the lengths. What compressors do is keep stretches, so stretches are matched: the output is walked through, and
// where three words in a row stand in the context after the last match, they are its continuation there; the match runs on as long as words are equal.
// Near the end of a stretch one or two words are enough when they come next anyway. Cost: n log n.

import PithSystem

/// An alignment of an output's words with its context's.
struct RemovalMarks {
    /// A stretch of the page.
    enum Piece: Equatable {
        case kept(Range<Int>)
        /// Words of the context that the output does without.
        case removed(Range<Int>)
        /// Words of the output that the context does not have there.
        case added(Range<Int>)
    }

    /// In reading order: ranges of words of the context (kept, removed) or of the output (added).
    let pieces: [Piece]

    init(context: [ArraySlice<UInt8>], output: [ArraySlice<UInt8>]) {
        let width = 3
        var places: [[ArraySlice<UInt8>]: [Int]] = [:]
        if context.count >= width {
            for start in 0...context.count - width { places[Array(context[start..<start + width]), default: []].append(start) }
        }
        var pieces: [Piece] = []
        var contextAt = 0, outputAt = 0, addedFrom = 0
        func close(upTo place: Int) {
            if contextAt < place { pieces.append(.removed(contextAt..<place)) }
            if addedFrom < outputAt { pieces.append(.added(addedFrom..<outputAt)) }
        }
        while outputAt < output.count {
            var start: Int?
            if contextAt < context.count, context[contextAt] == output[outputAt] {
                start = contextAt
            } else if outputAt + width <= output.count, let candidates = places[Array(output[outputAt..<outputAt + width])] {
                start = Self.first(of: candidates, from: contextAt)
            }
            guard let start else {
                outputAt += 1
                continue
            }
            close(upTo: start)
            var end = start
            while end < context.count, outputAt < output.count, context[end] == output[outputAt] {
                (end, outputAt) = (end + 1, outputAt + 1)
            }
            pieces.append(.kept(start..<end))
            (contextAt, addedFrom) = (end, outputAt)
        }
        close(upTo: context.count)
        self.pieces = pieces
    }

    /// Words, each with the white space after it.
    static func words(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start = 0, at = 0
        while at < text.count {
            while at < text.count, text[at] > 0x20 { at += 1 }
            while at < text.count, text[at] <= 0x20 { at += 1 }
            words.append(text[start..<at])
            start = at
        }
        return words
    }

    /// The first of the ascending places that is not before `start`.
    private static func first(of places: [Int], from start: Int) -> Int? {
        let low = places.partitioningIndex { $0 >= start }
        return low < places.count ? places[low] : nil
    }
}
