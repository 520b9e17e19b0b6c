// How each token came to be: its bytes merged as the vocabulary has it, until one token is left. The last merge names its two parts.
//
// Two kinds of vocabularies. In a `.tiktoken` file any two neighbours merge whose joined bytes are a token, at that token's rank. In a
// `tokenizer.json` only the pairs of its list of merges do, and a merge's rank is its place in the list. Both are replayed the same way: the
// neighbours wait in a heap, the lowest rank first and of equal ranks the leftmost; n bytes take n log n.
//
// The second kind can be counted as the first, with the tokens in the order of the merges that made them. Say two neighbours make the bytes of
// token T, which is reached from its own bytes by some merge. Both stand between places that no merge went across, so what happened between
// is what happens to T's bytes alone (merging a part of a text that way gives what merging the part gives). So these neighbours are the
// two parts that T is made of, and their merge is in the list. A token that is not reached from its own bytes is made by no text at all;
// it is kept apart.

import HeapModule

enum MergeReplay {
    /// Longer tokens are refused: no vocabulary has them, and replaying them would be slow.
    static let longestToken = 4096

    /// A merge: its rank, and the token it makes.
    struct Merge {
        let rank: Int
        let token: Int
    }

    /// The last merge of a token, and the length of its left part; nil when merging stops before.
    struct LastMerge {
        let rank: Int
        let token: Int
        let leftLength: Int
    }

    private struct Candidate: Comparable {
        let rank: Int
        let place: Int
        let end: Int
        let middle: Int
        let token: Int
        static func < (a: Candidate, b: Candidate) -> Bool { (a.rank, a.place) < (b.rank, b.place) }
    }

    /// Merges `symbols`, one token for each byte, with what `merge` says of two neighbours, given with their bytes' range.
    static func replay(_ symbols: [Int], merge: (_ left: Int, _ right: Int, _ bytes: Range<Int>) -> Merge?) -> LastMerge? {
        let count = symbols.count
        // A part is known by its first byte: its token, where it ends, and where the part before it starts.
        var tokens = symbols
        var ends = Array(1...count)
        var previous = Array(-1..<count - 1)
        var heap = Heap<Candidate>()
        func candidate(at place: Int) -> Candidate? {
            let middle = ends[place]
            guard middle < count, let found = merge(tokens[place], tokens[middle], place..<ends[middle]) else { return nil }
            return Candidate(rank: found.rank, place: place, end: ends[middle], middle: middle, token: found.token)
        }
        for place in 0..<count - 1 { if let found = candidate(at: place) { heap.insert(found) } }
        var last: LastMerge?
        while let next = heap.popMin() {
            // Stale where one of its parts has grown since.
            guard ends[next.place] == next.middle, ends[next.middle] == next.end else { continue }
            (tokens[next.place], ends[next.place], ends[next.middle]) = (next.token, next.end, -1)
            if next.end < count { previous[next.end] = next.place }
            last = LastMerge(rank: next.rank, token: next.token, leftLength: next.middle - next.place)
            if let found = candidate(at: next.place) { heap.insert(found) }
            if next.place > 0, let found = candidate(at: previous[next.place]) { heap.insert(found) }
        }
        return ends[0] == count ? last : nil
    }

    /// The length of each token's left part, in a vocabulary where any neighbours merge that make a token; 0 for single bytes, and where merging
    /// does not arrive at the token.
    static func leftLengths(of tokens: [[UInt8]]) -> [Int] {
        var ranks: [ArraySlice<UInt8>: Int] = Dictionary(minimumCapacity: tokens.count)
        for (rank, token) in tokens.enumerated() { ranks[token[...]] = rank }
        return tokens.map { token in
            if token.count == 1 { return 0 }
            let last = replay(Array(repeating: 0, count: token.count)) { _, _, bytes in
                // The whole token is looked up like any other part: its own rank counts.
                ranks[token[bytes]].map { Merge(rank: $0, token: $0) }
            }
            return last?.leftLength ?? 0
        }
    }
}
