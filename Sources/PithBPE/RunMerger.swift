// Byte-pair encoding of long runs of equal bytes (rules, boxes, padding), exactly as if by merging, without looking at each byte's merges.
//
// Merging joins, again and again, the two neighbours of the lowest rank, the leftmost of equals. Here what is merged is a list of runs: a token,
// and how often it stands there. One pair of tokens is joined wherever it stands before the next pair is picked. That comes to the same as
// long as no pair that arises meanwhile has a lower rank than the one that is joined, which is looked at; in a trained vocabulary none has.
// Two equal tokens halve a run; two different ones take one token from each of two runs that meet. So a run of a million bytes takes as many
// steps as its length can be halved until there is no longer token, and a short list is all the memory.

import CPithBPE

/// Merges parts of a text that are few runs. Holds the runs of the last one.
struct RunMerger {
    private let pairs: pith_pairs
    /// What is there, from left to right, no two neighbours of one rank; and room for what becomes of it.
    private(set) var runs: [Run] = []
    private var next: [Run] = []

    /// `count` tokens of `length` bytes each.
    struct Run {
        var rank: UInt32
        var length: Int
        var count: Int
        /// The rank of what two of its tokens make, if there are two, and of what its last one and the next run's first one make.
        var double = RunMerger.none
        var joined = RunMerger.none
    }

    private static let none = UInt32.max
    /// A list that grows beyond this is not worth it.
    private static let mostRuns = 512

    init(_ pairs: pith_pairs) { self.pairs = pairs }

    /// How many equal bytes in a row, at least, are taken for a run.
    static let shortestRun = 17

    /// Whether the bytes from `place` on are a run.
    static func isRun(_ text: TextBytes, at place: Int, before end: Int) -> Bool {
        place &+ shortestRun <= end && text.word(at: place, length: 8) == text.word(at: place &+ 1, length: 8)
            && text.word(at: place &+ 8, length: 8) == text.word(at: place &+ 9, length: 8)
    }

    /// Where the bytes that equal the one at `place` end.
    static func endOfRun(_ text: TextBytes, at place: Int, before end: Int) -> Int {
        var place = place
        while place &+ 9 <= end, text.word(at: place, length: 8) == text.word(at: place &+ 1, length: 8) { place &+= 8 }
        let byte = text[place]
        while place < end, text[place] == byte { place &+= 1 }
        return place
    }

    /// Merges the bytes `start..<end`, which are not none. False where that would take too long a list, or where a pair that arises has a lower
    /// rank than the one that was joined: then `runs` is of no use.
    mutating func merge(_ text: TextBytes, from start: Int, to end: Int) -> Bool {
        runs.removeAll(keepingCapacity: true)
        var place = start
        while place < end {
            let next = Self.endOfRun(text, at: place, before: end)
            if runs.count == Self.mostRuns { return false }
            Self.append(Run(rank: pairs.byte_ranks[Int(text[place])], length: 1, count: next &- place), to: &runs)
            place = next
        }
        Self.lookUpPairs(&runs, pairs)
        var rank: UInt32 = 0
        while true {
            var (lowest, left) = (Self.none, Self.none)
            for run in runs where min(run.double, run.joined) < lowest { (lowest, left) = (min(run.double, run.joined), run.rank) }
            if lowest == Self.none { return true }
            // What was joined stands beside a left one of the next pair for a moment.
            if lowest < rank || pith_pair_rank(pairs, lowest, left) < lowest { return false }
            rank = lowest
            join(lowest)
            if next.count > Self.mostRuns { return false }
            swap(&runs, &next)
        }
    }

    /// Makes of `runs` what is there once the pair whose merge has this rank is joined everywhere, in `next`.
    private mutating func join(_ rank: UInt32) {
        next.removeAll(keepingCapacity: true)
        var taken = 0  // from the front of the run at hand
        for (index, run) in runs.enumerated() {
            var count = run.count &- taken
            taken = 0
            if run.double == rank {
                Self.append(Run(rank: rank, length: 2 &* run.length, count: count / 2), to: &next)
                count %= 2
            }
            if run.joined == rank, count > 0 {
                let other = runs[index &+ 1]
                Self.append(Run(rank: run.rank, length: run.length, count: count &- 1), to: &next)
                Self.append(Run(rank: rank, length: run.length &+ other.length, count: 1), to: &next)
                taken = 1
            } else {
                Self.append(Run(rank: run.rank, length: run.length, count: count), to: &next)
            }
        }
        Self.lookUpPairs(&next, pairs)
    }

    private static func append(_ run: Run, to list: inout [Run]) {
        if run.count == 0 { return }
        if let last = list.indices.last, list[last].rank == run.rank {
            list[last].count &+= run.count
        } else {
            list.append(run)
        }
    }

    private static func lookUpPairs(_ list: inout [Run], _ pairs: pith_pairs) {
        for index in list.indices {
            let rank = list[index].rank
            list[index].double = list[index].count > 1 ? pith_pair_rank(pairs, rank, rank) : none
            list[index].joined = index &+ 1 < list.count ? pith_pair_rank(pairs, rank, list[index &+ 1].rank) : none
        }
    }
}
