// Byte-pair encoding of one piece, exactly as if by merging, in linear time.
//
// Definition. Start with single bytes. Again and again take, of all neighbours whose joined bytes are a token, the pair whose token
// has the lowest rank (the leftmost of equals), and join it. What is left when nothing joins is the encoding.
//
// Done literally that is quadratic. Three facts give something faster (proved, for dictionaries made by merging, in the `bpe` crate
// of github/rust-gems):
//
//   1. Any run of tokens cut out of an encoding is itself the encoding of its bytes.
//   2. So a sequence of tokens is an encoding exactly when each two neighbours are: when the encoding of their joined bytes is
//      those two tokens (`isValidPair`).
//   3. Every prefix of the text has exactly one encoding, so each position has exactly one possible last token before it.
//
// The algorithm walks left to right and always tries the longest token that starts here and forms a valid pair with the one before;
// where none fits, this position is on no encoding's way (3), is marked dead, and the last token is taken back and shortened. Each
// position is marked dead at most once and each token length tried at most once a position, so the work is linear in the piece,
// times the longest token. In text one step back in a hundred tokens is usual.
//
// `isValidPair` undoes the merges of both tokens in the order opposite to that in which they happened (highest rank first), and
// asks at each stage whether the two parts that meet at the boundary would have joined earlier than the merge just undone.

/// Encodes pieces with one vocabulary. Holds scratch memory, so one is used by one thread at a time.
package final class Merger {
    package let table: VocabularyTable
    private var tokens: UnsafeMutablePointer<Placed>
    private var ids: UnsafeMutablePointer<UInt32>
    private var dead: UnsafeMutablePointer<UInt64>
    private var capacity: Int

    @usableFromInline struct Placed {
        var rank: UInt32
        var length: UInt32
    }

    package init(_ table: VocabularyTable) {
        self.table = table
        capacity = 256
        tokens = .allocate(capacity: capacity)
        ids = .allocate(capacity: capacity)
        dead = .allocate(capacity: capacity / 64 + 1)
    }

    deinit {
        tokens.deallocate()
        ids.deallocate()
        dead.deallocate()
    }

    /// The number of tokens of the piece `start..<end`.
    package func count(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        if table.rankOrAbsent(of: text, at: start, length: end &- start) != VocabularyTable.absent { return 1 }
        return merge(text, from: start, to: end)
    }

    /// Calls `body` with the ids of the piece `start..<end`.
    @inline(__always) func encode<Result>(_ text: TextBytes, from start: Int, to end: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Result)
        -> Result
    {
        let whole = table.rankOrAbsent(of: text, at: start, length: end &- start)
        if whole != VocabularyTable.absent {
            ids[0] = table.id(of: whole)
            return body(UnsafeBufferPointer(start: ids, count: 1))
        }
        let count = merge(text, from: start, to: end)
        // SAFETY: merge() placed as many tokens as it says, and made room for as many ids.
        for i in 0..<count { ids[i] = table.id(of: tokens[i].rank) }
        return body(UnsafeBufferPointer(start: ids, count: count))
    }

    /// Leaves the encoding of a piece that is not empty in `tokens`, and returns how many there are.
    private func merge(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        reserve(end &- start)
        // SAFETY: at most one token a byte is placed, and reserve() made room for them and for a bit a position, the end included.
        var count = 0
        var position = start
        var (rank, length) = table.longestToken(text, at: start, limit: end &- start)
        while true {
            let next = position &+ length
            let bit = next &- start
            let isOpen = dead[bit >> 6] >> UInt64(truncatingIfNeeded: bit & 63) & 1 == 0
            if isOpen,
                count == 0 || table.isValidPair(text, tokens[count &- 1].rank, Int(tokens[count &- 1].length), rank, length, at: position)
            {
                tokens[count] = Placed(rank: rank, length: UInt32(truncatingIfNeeded: length))
                count &+= 1
                position = next
                if position == end { return count }
                (rank, length) = table.longestToken(text, at: position, limit: end &- position)
            } else if length > 1 {
                (rank, length) = table.longestToken(text, at: position, limit: length &- 1)
            } else {
                let bit = position &- start
                dead[bit >> 6] |= 1 << UInt64(truncatingIfNeeded: bit & 63)
                precondition(count > 0, "a vocabulary with all single bytes encodes every piece")
                count &-= 1
                (rank, length) = (tokens[count].rank, Int(tokens[count].length))
                position &-= length
            }
        }
    }

    private func reserve(_ byteCount: Int) {
        if byteCount > capacity {
            tokens.deallocate()
            ids.deallocate()
            dead.deallocate()
            capacity = max(byteCount, capacity * 2)
            tokens = .allocate(capacity: capacity)
            ids = .allocate(capacity: capacity)
            dead = .allocate(capacity: capacity / 64 + 1)
        }
        dead.update(repeating: 0, count: byteCount / 64 + 1)
    }
}

extension VocabularyTable {
    /// Whether the encoding of the joined bytes of two tokens is those two tokens. They meet at `boundary` in `text`.
    @inlinable func isValidPair(
        _ text: TextBytes, _ firstRank: UInt32, _ firstLength: Int, _ secondRank: UInt32, _ secondLength: Int, at boundary: Int
    ) -> Bool {
        var (left, leftLength, right, rightLength) = (firstRank, firstLength, secondRank, secondLength)
        var limit = UInt32.max  // merges from this rank on come too late
        while true {
            let joinedLength = leftLength &+ rightLength
            if joinedLength <= maximumTokenLength {
                let joined = rankOrAbsent(of: text, at: boundary &- leftLength, length: joinedLength)
                if joined < limit, joined != VocabularyTable.absent { return false }
            }
            // Undo the later of the two merges. Of equal ranks the right one is later, because leftmost goes first.
            if leftLength > 1, left > right || rightLength == 1 {
                limit = left
                left = self.right(of: left)
                leftLength = length(of: left)
            } else if rightLength > 1 {
                limit = right &+ 1
                right = self.left(of: right)
                rightLength = length(of: right)
            } else {
                return true
            }
        }
    }
}
