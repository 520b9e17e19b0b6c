// The ids of pieces. Short pieces of up to six tokens are remembered with their ids in 32 bytes: the key as in `PieceCache`, then
// six ids of 20 bits.

import CPithBPE

/// Ids of short pieces. One is used by one thread at a time.
@usableFromInline struct IDCache {
    @usableFromInline struct Entry {
        @usableFromInline var low: UInt64
        @usableFromInline var high: UInt64
        @usableFromInline var firstIDs: UInt64
        @usableFromInline var lastIDs: UInt64

        @inlinable @inline(__always) func matches(_ key: TokenKey) -> Bool { ((low ^ key.low) | ((high ^ key.high) << 4)) == 0 }
    }

    /// As many ids as an entry holds.
    static let maximumIDCount = 6

    @usableFromInline let entries: UnsafeMutablePointer<Entry>
    @usableFromInline let mask: UInt64
    let bits: Int

    /// An empty cache of 2^`bits` entries of 32 bytes.
    init(bits: Int) {
        self.bits = bits
        guard let memory = pith_cleared_memory(MemoryLayout<Entry>.stride << bits) else { preconditionFailure("no memory for a cache") }
        // SAFETY: as in PieceCache.
        entries = memory.bindMemory(to: Entry.self, capacity: 1 << bits)
        mask = UInt64(1 << bits - 2)
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

    func deallocate() { pith_free_memory(entries, MemoryLayout<Entry>.stride << bits) }

    func insert(_ key: TokenKey, hash: UInt64, ids: UnsafeBufferPointer<UInt32>) {
        guard ids.count <= Self.maximumIDCount else { return }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, id) in ids.enumerated() {
            if index < 3 { words.0 |= UInt64(id) << UInt64(20 * index) } else { words.1 |= UInt64(id) << UInt64(20 * (index - 3)) }
        }
        insert(Entry(low: key.low, high: key.high | UInt64(ids.count) << 60, firstIDs: words.0, lastIDs: words.1), hash: hash)
    }

    private func insert(_ entry: Entry, hash: UInt64) {
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

/// Collects ids.
@usableFromInline package struct EncodingSink: PieceSink {
    @usableFromInline let counter: PieceCounter
    @usableFromInline let entries: UnsafeMutablePointer<PieceBatch.Entry>
    @usableFromInline var cache: IDCache
    @usableFromInline let seed: UInt64
    @usableFromInline let output: UnsafeMutablePointer<Int>
    @usableFromInline var count = 0
    /// The ids of all pieces that were drained, in order.
    @usableFromInline package var ids: [Int]

    /// - Parameter ids: what to append to.
    package init(_ counter: PieceCounter, appendingTo ids: [Int] = []) {
        let memory = counter.encodingMemory()
        (self.counter, entries, cache, seed, output) = (counter, counter.batch, memory.cache, counter.table.seed, memory.output)
        self.ids = ids
    }

    static var outputCapacity: Int { PieceBatch.capacity * TokenKey.maximumLength + IDCache.maximumIDCount }

    @inlinable package var tokenCount: Int { ids.count }
    @inlinable @inline(__always) package var isFull: Bool { count >= PieceBatch.full }

    @inlinable @inline(__always) package mutating func add(_ text: TextBytes, at start: Int, length: Int) {
        if length > TokenKey.maximumLength {
            // A long piece keeps its place in the batch under a key that no short piece has.
            entries[count] = PieceBatch.Entry(key: TokenKey(low: UInt64(truncatingIfNeeded: length), high: 0), hash: 0, start: start)
            count &+= 1
            return
        }
        let key = text.keyWithPadding(at: start, length: length)
        let hash = key.hash(seed: seed)
        pith_prefetch(cache.entries + Int(truncatingIfNeeded: hash & cache.mask))
        // SAFETY: the walk drains a full batch, and a block adds at most 64 pieces.
        assert(count < PieceBatch.capacity)
        entries[count] = PieceBatch.Entry(key: key, hash: hash, start: start)
        count &+= 1
    }

    @usableFromInline package mutating func drain(_ text: TextBytes) {
        // SAFETY: a short piece has at most 15 tokens, and `output` has room for as many for each piece of a batch; six are written at a
        // time only where six fit below that.
        var end = output
        for index in 0..<count {
            let entry = entries[index]
            var set = cache.entries + Int(truncatingIfNeeded: entry.hash & cache.mask)
            var isFirst = set[0].matches(entry.key), isFound = isFirst || set[1].matches(entry.key)
            if !isFound {
                if entry.key.high == 0 {
                    ids.append(contentsOf: UnsafeBufferPointer(start: output, count: end - output))
                    end = output
                    counter.encodeLong(text, at: entry.start, length: Int(entry.key.low), into: &ids)
                    continue
                }
                set = cache.entries + Int(truncatingIfNeeded: entry.hash >> 24 & cache.mask)
                isFirst = set[0].matches(entry.key)
                isFound = isFirst || set[1].matches(entry.key)
            }
            if !isFound {
                end += counter.encodeUnseen(text, at: entry.start, entry.key, entry.hash, into: end)
                continue
            }
            let found = set + (isFirst ? 0 : 1)
            let (high, first) = (found.pointee.high, found.pointee.firstIDs)
            end[0] = Int(truncatingIfNeeded: first & 0xFFFFF)
            let idCount = Int(truncatingIfNeeded: high >> 60)
            if idCount > 1 {
                let last = found.pointee.lastIDs
                end[1] = Int(truncatingIfNeeded: first >> 20 & 0xFFFFF)
                end[2] = Int(truncatingIfNeeded: first >> 40 & 0xFFFFF)
                end[3] = Int(truncatingIfNeeded: last & 0xFFFFF)
                end[4] = Int(truncatingIfNeeded: last >> 20 & 0xFFFFF)
                end[5] = Int(truncatingIfNeeded: last >> 40 & 0xFFFFF)
            }
            end += idCount
        }
        ids.append(contentsOf: UnsafeBufferPointer(start: output, count: end - output))
        count = 0
        if counter.growIDCacheWhenCrowded() { cache = counter.encodingMemory().cache }
    }
}
