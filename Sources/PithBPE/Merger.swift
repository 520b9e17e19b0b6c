// Byte-pair encoding of one piece, exactly as if by merging, in linear time.
//
// A piece of up to 64 bytes is merged literally (`merge.c`), which is fastest there. This file is about longer ones.
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

import CPithBPE

/// Encodes pieces with one vocabulary. Holds scratch memory, so one is used by one thread at a time.
package final class Merger {
    package let table: VocabularyTable
    private var pairs: pith_pairs
    private var tokens: UnsafeMutablePointer<Token>
    private var ids: UnsafeMutablePointer<UInt32>
    private var dead: UnsafeMutablePointer<UInt64>
    private var capacity: Int

    package init(_ table: VocabularyTable) {
        self.table = table
        pairs = table.pairs
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
        table.token(text, at: start, length: end &- start) != nil ? 1 : merge(text, from: start, to: end)
    }

    /// The ids of the piece `start..<end`. Valid until the next call.
    func encode(_ text: TextBytes, from start: Int, to end: Int) -> UnsafeBufferPointer<UInt32> {
        if let whole = table.token(text, at: start, length: end &- start) {
            ids[0] = table.id(of: whole.rank)
            return UnsafeBufferPointer(start: ids, count: 1)
        }
        let count = merge(text, from: start, to: end)
        // SAFETY: merge() left as many ranks as it says, in room for one a byte.
        if end &- start > PITH_LONGEST_MERGED { for i in 0..<count { ids[i] = tokens[i].rank } }
        if table.ids != nil { for i in 0..<count { ids[i] = table.id(of: ids[i]) } }
        return UnsafeBufferPointer(start: ids, count: count)
    }

    /// The number of tokens of a piece that is itself no token. Leaves their ranks in `ids`, or, of a longer piece, themselves in `tokens`.
    func merge(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        // SAFETY: `ids` has room for one number a byte of as many bytes.
        if end &- start <= PITH_LONGEST_MERGED { return pith_merge(&pairs, text.base + start, end &- start, ids) }
        return mergeLong(text, from: start, to: end)
    }

    private func mergeLong(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        reserve(end &- start)
        // SAFETY: at most one token a byte is placed, and reserve() made room for them and for a bit a position, the end included.
        var count = 0
        var position = start
        var token = table.longestToken(text, at: start, limit: end &- start &- 1)
        while true {
            let next = position &+ token.length
            let bit = next &- start
            let isOpen = dead[bit >> 6] >> UInt64(truncatingIfNeeded: bit & 63) & 1 == 0
            if isOpen, count == 0 || table.isValidPair(text, tokens[count &- 1], token, at: position) {
                tokens[count] = token
                count &+= 1
                position = next
                if position == end { return count }
                token = table.longestToken(text, at: position, limit: end &- position)
            } else if token.length > 1 {
                token = table.longestToken(text, at: position, limit: token.length &- 1)
            } else {
                let bit = position &- start
                dead[bit >> 6] |= 1 << UInt64(truncatingIfNeeded: bit & 63)
                precondition(count > 0, "a vocabulary with all single bytes encodes every piece")
                count &-= 1
                token = tokens[count]
                position &-= token.length
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
    @inlinable func isValidPair(_ text: TextBytes, _ first: Token, _ second: Token, at boundary: Int) -> Bool {
        var (left, right) = (first, second)
        var limit = UInt32.max  // merges from this rank on come too late
        while true {
            let joinedLength = left.length &+ right.length
            if joinedLength <= maximumTokenLength, let joined = token(text, at: boundary &- left.length, length: joinedLength),
                joined.rank < limit, joined.isReachable
            {
                return false
            }
            // Undo the later of the two merges. Of equal ranks the right one is later, because leftmost goes first. The rank of a single byte
            // is never compared, so it is not looked up.
            if left.length > 1, left.rank > right.rank || right.length == 1 {
                limit = left.rank
                let length = left.length &- left.leftLength
                left = part(text, at: boundary &- length, length: length)
            } else if right.length > 1 {
                limit = right.rank &+ 1
                right = part(text, at: boundary, length: right.leftLength)
            } else {
                return true
            }
        }
    }

    /// One of the two tokens that a token is merged from.
    @inlinable @inline(__always) func part(_ text: TextBytes, at start: Int, length: Int) -> Token {
        if length == 1 { return Token(rank: 0, length: 1, leftLength: 0) }
        guard let part = token(text, at: start, length: length) else { preconditionFailure("a token's parts are tokens") }
        return part
    }
}
