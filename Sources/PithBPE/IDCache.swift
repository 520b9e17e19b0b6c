// Remembers the ids of short pieces: the key and the count as in `PieceCache`, then four ids, 32 bytes in all. A piece of five to twelve tokens
// takes a whole set, the second half of which is eight more ids (`PITH_ID_MARK` says why they cannot be taken for a key).

import CPithBPE

/// Ids of short pieces. One is used by one thread at a time.
struct IDCache {
    typealias Entry = pith_ids

    /// The most ids of a piece that is remembered.
    static var maximumIDCount: Int { Int(PITH_IDS_PER_SET) }

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
        for index in stride(from: 0, to: 1 << smaller.bits, by: 2) {
            let set = smaller.entries + index
            for way in 0..<2 where set[way].high != 0 {
                let hash = TokenKey(low: set[way].low, high: set[way].high & (.max >> 4)).hash(seed: seed)
                if Self.isWide(set[way]) {
                    insertWide(set, hash: hash)
                    break
                }
                insert(set[way], hash: hash)
            }
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

    func prefetchOtherSet(_ hash: UInt64) { pith_prefetch(set(hash >> 24)) }

    private static func isWide(_ entry: Entry) -> Bool { entry.high >> 60 > UInt64(PITH_IDS_PER_ENTRY) }

    /// The ids of a piece, some with `PITH_ID_MARK`, or nil when it is not remembered. Valid until something is inserted.
    func find(_ key: TokenKey, hash: UInt64) -> UnsafeBufferPointer<UInt32>? {
        find(key, in: set(hash)) ?? find(key, in: set(hash >> 24))
    }

    func isInOwnSet(_ key: TokenKey, hash: UInt64) -> Bool { find(key, in: set(hash)) != nil }

    @inline(__always) private func find(_ key: TokenKey, in set: UnsafeMutablePointer<Entry>) -> UnsafeBufferPointer<UInt32>? {
        for way in 0..<2 where ((set[way].low ^ key.low) | ((set[way].high ^ key.high) << 4)) == 0 {
            // SAFETY: the ids lie sixteen bytes into an entry, as many as its count says; more than four go on in the set's second entry.
            let ids = UnsafeRawPointer(set + way).advanced(by: 16).assumingMemoryBound(to: UInt32.self)
            return UnsafeBufferPointer(start: ids, count: Int(truncatingIfNeeded: set[way].high >> 60))
        }
        return nil
    }

    /// Remembers the ids of a piece: at least one, at most `maximumIDCount`.
    func insert(_ key: TokenKey, hash: UInt64, ids: UnsafeBufferPointer<UInt32>) {
        // SAFETY: two entries are 64 bytes, the first id 16 bytes in; every number of the second is marked, the unused ones too.
        withUnsafeTemporaryAllocation(of: Entry.self, capacity: 2) { set in
            let numbers = UnsafeMutableRawPointer(set.baseAddress!).assumingMemoryBound(to: UInt32.self)
            for place in 4..<16 {
                let id = place - 4 < ids.count ? ids[place - 4] : 0
                numbers[place] = place < 8 ? id : id | PITH_ID_MARK
            }
            set[0].low = key.low
            set[0].high = key.high | UInt64(truncatingIfNeeded: ids.count) << 60
            if Self.isWide(set[0]) { insertWide(set.baseAddress!, hash: hash) } else { insert(set[0], hash: hash) }
        }
    }

    private func insert(_ entry: Entry, hash: UInt64) {
        let own = set(hash)
        if own[0].high == 0 {
            own[0] = entry
        } else if own[1].high == 0 {
            own[1] = entry
        } else {
            let other = set(hash >> 24)
            other[1] = Self.isWide(other[0]) ? Entry() : other[0]
            other[0] = entry
        }
    }

    private func insertWide(_ entries: UnsafeMutablePointer<Entry>, hash: UInt64) {
        let own = set(hash)
        let isOwnFree = own[0].high == 0 && own[1].high == 0
        (isOwnFree ? own : set(hash >> 24)).update(from: entries, count: 2)
    }
}
