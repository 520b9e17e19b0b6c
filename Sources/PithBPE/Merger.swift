// Byte-pair encoding of pieces, exactly as if by merging.
//
// Definition. Start with single bytes. Again and again take, of all neighbours whose joined bytes are a token, the pair whose token
// has the lowest rank (the leftmost of equals), and join it. What is left when nothing joins is the encoding.
//
// A piece of up to 64 bytes is merged literally (`merge.c`), several at once where there are several. Longer ones go to `LongMerger`.

import CPithBPE

/// Encodes pieces with one vocabulary. Holds scratch memory, so one is used by one thread at a time.
package final class Merger {
    package let table: VocabularyTable
    private var pairs: pith_pairs
    private static let bytePairCount = 1 << 16
    var long: LongMerger
    private var ids: UnsafeMutablePointer<UInt32>
    private var idCapacity = 256

    package init(_ table: VocabularyTable) {
        self.table = table
        pairs = table.pairs
        let pairByteCount = Self.bytePairCount * MemoryLayout<UInt32>.stride
        guard let bytePairs = pith_cleared_memory(pairByteCount) else { preconditionFailure("no memory for \(pairByteCount) bytes") }
        // SAFETY: cleared memory is 0 in all places: nothing is remembered yet.
        pairs.byte_pairs = bytePairs.bindMemory(to: UInt32.self, capacity: Self.bytePairCount)
        long = LongMerger(table, pairs)
        ids = .allocate(capacity: idCapacity)
    }

    /// Has the memory for pairs of bytes at hand.
    func provideMemory() { pith_provide_memory(pairs.byte_pairs, Self.bytePairCount * MemoryLayout<UInt32>.stride) }

    deinit {
        pith_free_memory(pairs.byte_pairs, Self.bytePairCount * MemoryLayout<UInt32>.stride)
        long.deallocate()
        ids.deallocate()
    }

    /// Merges pieces of at most `PITH_LONGEST_MERGED` bytes, several at once.
    func merge(_ pieces: UnsafeMutablePointer<pith_merging>, count: Int) {
        // SAFETY: whoever lists pieces says where they lie, and gives room for their ranks or none.
        if count > 0 { pith_merge_all(&pairs, pieces, count) }
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
        if end &- start > PITH_LONGEST_MERGED {
            reserve(count)
            var index = 0
            long.forEachRank { rank in
                // SAFETY: there are as many as merge() said, and room for them.
                ids[index] = rank
                index &+= 1
            }
        }
        return table.idsInPlace(of: ids, count: count)
    }

    /// The number of tokens of a piece that is itself no token. Leaves their ranks in `ids`, or, of a longer piece, in `long`.
    func merge(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        if end &- start > PITH_LONGEST_MERGED { return long.merge(text, from: start, to: end) }
        // SAFETY: `ids` has room for one number a byte of as many bytes.
        var piece = pith_merging(text: text.base + start, length: UInt32(end &- start), token_count: 0, starts: 0, ranks: ids)
        pith_merge_all(&pairs, &piece, 1)
        return Int(piece.token_count)
    }

    private func reserve(_ count: Int) {
        if count <= idCapacity { return }
        ids.deallocate()
        idCapacity = max(count, idCapacity * 2)
        ids = .allocate(capacity: idCapacity)
    }
}

extension VocabularyTable {
    // `isValidPair` undoes the merges of both tokens in the order opposite to that in which they happened (highest rank first), and
    // asks at each stage whether the two parts that meet at the boundary would have joined earlier than the merge just undone.

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
