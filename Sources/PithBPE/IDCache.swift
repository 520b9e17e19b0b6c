// Remembers the ids of short pieces of up to four tokens, in 32 bytes each: the key and the count as in `PieceCache`, then four ids.

import CPithBPE

/// Ids of short pieces. One is used by one thread at a time.
struct IDCache {
    typealias Entry = pith_ids

    /// As many ids as an entry holds.
    static var maximumIDCount: Int { Int(PITH_IDS_PER_ENTRY) }

    let entries: UnsafeMutablePointer<Entry>
    let bits: Int
    private var byteCount: Int { MemoryLayout<Entry>.stride << bits }

    /// An empty cache of 2^`bits` entries of 32 bytes.
    init(bits: Int) {
        self.bits = bits
        guard let memory = pith_cleared_memory(MemoryLayout<Entry>.stride << bits) else { preconditionFailure("no memory for a cache") }
        // SAFETY: as in PieceCache.
        entries = memory.bindMemory(to: Entry.self, capacity: 1 << bits)
    }

    /// What `smaller` holds, with more room; `smaller` is gone.
    init(growing smaller: IDCache, to bits: Int, seed: UInt64) {
        self.init(bits: bits)
        for index in 0..<1 << smaller.bits where smaller.entries[index].high != 0 {
            let entry = smaller.entries[index]
            insert(entry, hash: TokenKey(low: entry.low, high: entry.high & (.max >> 4)).hash(seed: seed))
        }
        smaller.deallocate()
    }

    func deallocate() { pith_free_memory(entries, byteCount) }

    /// What `hash & byteMask` leaves of a hash is where the piece's own set starts, in bytes.
    var byteMask: UInt64 { UInt64(byteCount - 2 * MemoryLayout<Entry>.stride) }

    // SAFETY: the mask makes the place a multiple of a set's size, inside the memory.
    private func set(_ place: UInt64) -> UnsafeMutablePointer<Entry> {
        UnsafeMutableRawPointer(entries).advanced(by: Int(truncatingIfNeeded: place & byteMask)).assumingMemoryBound(to: Entry.self)
    }

    /// The ids of a piece, or nil when they are not remembered. Valid until something is inserted.
    func find(_ key: TokenKey, hash: UInt64) -> UnsafeBufferPointer<UInt32>? {
        for place in [hash, hash >> 24] {
            let set = set(place)
            for way in 0..<2 where ((set[way].low ^ key.low) | ((set[way].high ^ key.high) << 4)) == 0 {
                // SAFETY: the ids lie sixteen bytes into an entry, as many as its count says, at most four.
                let ids = UnsafeRawPointer(set + way).advanced(by: 16).assumingMemoryBound(to: UInt32.self)
                return UnsafeBufferPointer(start: ids, count: Int(truncatingIfNeeded: set[way].high >> 60))
            }
        }
        return nil
    }

    /// Remembers the ids of a piece: at least one, at most `maximumIDCount`.
    func insert(_ key: TokenKey, hash: UInt64, ids: UnsafeBufferPointer<UInt32>) {
        var entry = Entry(low: key.low, high: key.high | UInt64(truncatingIfNeeded: ids.count) << 60, ids: (0, 0, 0, 0))
        entry.ids.0 = ids[0]
        if ids.count > 1 { entry.ids.1 = ids[1] }
        if ids.count > 2 { entry.ids.2 = ids[2] }
        if ids.count > 3 { entry.ids.3 = ids[3] }
        insert(entry, hash: hash)
    }

    private func insert(_ entry: Entry, hash: UInt64) {
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
