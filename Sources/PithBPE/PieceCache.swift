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
struct PieceCache {
    typealias Entry = pith_count

    let entries: UnsafeMutablePointer<Entry>
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
    }

    /// What `smaller` holds, with more room; `smaller` is gone.
    init(growing smaller: PieceCache, to bits: Int, seed: UInt64) {
        self.init(bits: bits)
        for index in 0..<1 << smaller.bits where smaller.entries[index].high != 0 {
            let entry = smaller.entries[index]
            let key = TokenKey(low: entry.low, high: entry.high & (.max >> 4))
            insert(key, hash: key.hash(seed: seed), count: Int(truncatingIfNeeded: entry.high >> 60))
        }
        smaller.deallocate()
    }

    func deallocate() { pith_free_memory(entries, byteCount) }

    /// Has all of its memory at hand.
    func provideMemory() { pith_provide_memory(entries, byteCount) }

    /// What `hash & byteMask` leaves of a hash is where the piece's own set starts, in bytes.
    var byteMask: UInt64 { UInt64(byteCount - 2 * MemoryLayout<Entry>.stride) }

    // SAFETY: the mask makes the place a multiple of a set's size, inside the memory.
    private func set(_ place: UInt64) -> UnsafeMutablePointer<Entry> {
        UnsafeMutableRawPointer(entries).advanced(by: Int(truncatingIfNeeded: place & byteMask)).assumingMemoryBound(to: Entry.self)
    }

    func prefetchOtherSet(_ hash: UInt64) { pith_prefetch(set(hash >> 24)) }

    /// The count of a piece, or 0 when it is not remembered.
    func count(of key: TokenKey, hash: UInt64) -> Int {
        let own = count(of: key, in: set(hash))
        return own != 0 ? own : count(of: key, in: set(hash >> 24))
    }

    private func count(of key: TokenKey, in set: UnsafeMutablePointer<Entry>) -> Int {
        for way in 0..<2 where ((set[way].low ^ key.low) | ((set[way].high ^ key.high) << 4)) == 0 {
            return Int(truncatingIfNeeded: set[way].high >> 60)
        }
        return 0
    }

    /// Remembers the count (1…15) of a piece.
    func insert(_ key: TokenKey, hash: UInt64, count: Int) {
        let entry = Entry(low: key.low, high: key.high | UInt64(truncatingIfNeeded: count) << 60)
        let own = set(hash)
        if own[0].high == 0 {
            own[0] = entry
        } else if own[1].high == 0 {
            own[1] = entry
        } else {
            let other = set(hash >> 24)
            other[1] = other[0]
            other[0] = entry
        }
    }
}
