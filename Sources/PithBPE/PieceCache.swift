// Remembers the token counts of short pieces, in memory that never grows.
//
// Text repeats itself: in prose 96 pieces of 100 were seen before. A piece of at most 15 bytes and its count fit into 16 bytes: its
// key (`TokenKey`: the bytes, and the length in the low half of the top byte) and the count in the high half. So an entry is
// compared with two words, and nothing is ever allocated after the start.
//
// Two entries make a set, and a piece has two sets: its own, which is looked at first, and another, which takes it when its own is full.
// (With one set only, three frequent words that happen to meet there would drive each other out for ever.) When both are full, the
// older piece of the second set falls out, and is looked up again when it comes back: a smaller cache costs time, never exactness.

import CPithBPE

/// Counts of short pieces. One is used by one thread at a time.
@usableFromInline package struct PieceCache {
    @usableFromInline struct Entry {
        @usableFromInline var low: UInt64
        @usableFromInline var high: UInt64
        @inlinable @inline(__always) init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

        /// Whether the entry is of the piece with this key.
        @inlinable @inline(__always) func matches(_ key: TokenKey) -> Bool { ((low ^ key.low) | ((high ^ key.high) << 4)) == 0 }
        @inlinable @inline(__always) var count: Int { Int(truncatingIfNeeded: high >> 60) }
    }

    @usableFromInline let entries: UnsafeMutablePointer<Entry>
    @usableFromInline let mask: UInt64
    /// log2 of the number of entries.
    let bits: Int
    private var byteCount: Int { MemoryLayout<Entry>.stride << bits }

    /// An empty cache of 2^`bits` entries of 16 bytes.
    init(bits: Int) {
        self.bits = bits
        guard let memory = pith_cleared_memory(MemoryLayout<Entry>.stride << bits) else { preconditionFailure("no memory for a cache") }
        // SAFETY: cleared memory is a valid entry, of a piece of no bytes, that no piece equals. The kernel provides the pages as they are
        // touched, so a short text pays for few of them.
        entries = memory.bindMemory(to: Entry.self, capacity: 1 << bits)
        mask = UInt64(1 << bits - 2)
    }

    /// What `smaller` holds, with more room; `smaller` is gone.
    init(growing smaller: PieceCache, to bits: Int, seed: UInt64) {
        self.init(bits: bits)
        for index in 0..<1 << smaller.bits where smaller.entries[index].high != 0 {
            let entry = smaller.entries[index]
            let key = TokenKey(low: entry.low, high: entry.high & (.max >> 4))
            insert(key, hash: key.hash(seed: seed), count: entry.count)
        }
        smaller.deallocate()
    }

    func deallocate() { pith_free_memory(entries, byteCount) }

    /// The count of a piece, or 0 when it is not remembered.
    @inlinable @inline(__always) func count(of key: TokenKey, hash: UInt64) -> Int {
        count(of: key, place: hash)
    }

    /// The same in the piece's other set.
    func countInOtherSet(of key: TokenKey, hash: UInt64) -> Int { count(of: key, place: hash >> 24) }

    func prefetchOtherSet(_ hash: UInt64) { pith_prefetch(entries + Int(truncatingIfNeeded: hash >> 24 & mask)) }

    @inlinable @inline(__always) func count(of key: TokenKey, place: UInt64) -> Int {
        // SAFETY: the mask makes the index even and at least two below the number of entries.
        // GAIN: both places are compared without a branch between them: which one it is cannot be predicted, and a wrong guess would
        // wait for memory. 310 → 420 MB/s of prose.
        let set = entries + Int(truncatingIfNeeded: place & mask)
        let first = set[0].matches(key) ? set[0].count : 0
        let second = set[1].matches(key) ? set[1].count : 0
        return first | second
    }

    /// Asks for the memory where a piece with this hash would be.
    @inlinable @inline(__always) func prefetch(_ hash: UInt64) {
        pith_prefetch(entries + Int(truncatingIfNeeded: hash & mask))
    }

    /// Remembers the count (1…15) of a piece.
    func insert(_ key: TokenKey, hash: UInt64, count: Int) {
        let entry = Entry(low: key.low, high: key.high | UInt64(truncatingIfNeeded: count) << 60)
        let own = entries + Int(truncatingIfNeeded: hash & mask)
        if own[0].high == 0 {
            own[0] = entry
        } else if own[1].high == 0 {
            own[1] = entry
        } else {
            let other = entries + Int(truncatingIfNeeded: hash >> 24 & mask)
            other[1] = other[0]
            other[0] = entry
        }
    }
}
