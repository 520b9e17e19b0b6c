// Counts and encodes pieces: first from memory, then from the vocabulary, then by merging.

/// Works with one vocabulary. Holds caches and scratch memory, so one is used by one thread at a time.
///
/// Memory, at most: 2^largestCacheBits entries of 16 bytes for counts (half as much again while they grow), 2.75 MiB for long pieces; the same
/// again, with entries of 32 bytes, once something is encoded. With the default 19 that is 15 MiB for counting.
@usableFromInline package final class PieceCounter {
    @usableFromInline package let table: VocabularyTable
    @usableFromInline package private(set) var cache: PieceCache
    private let merger: Merger
    private let longCache: LongPieceCache
    private var encoding: EncodingMemory?
    private let largestCacheBits: Int
    private var remembered = 0
    /// The last bytes of a text with room after them (`PaddedText`).
    let tail: UnsafeMutablePointer<UInt8>
    @usableFromInline let batch: UnsafeMutablePointer<PieceBatch.Entry>

    private static let longCacheBits = 16

    /// - Parameter largestCacheBits: log2 of the number of pieces that are remembered, at least 10. Caches start small and grow to this.
    package init(_ table: VocabularyTable, largestCacheBits: Int = 19) {
        self.table = table
        self.largestCacheBits = largestCacheBits
        merger = Merger(table)
        cache = PieceCache(bits: Self.startBits(largestCacheBits))
        longCache = LongPieceCache(bits: Self.longCacheBits)
        tail = .allocate(capacity: PaddedText.tailCapacity)
        batch = .allocate(capacity: PieceBatch.capacity)
    }

    deinit {
        cache.deallocate()
        encoding?.cache.deallocate()
        encoding?.output.deallocate()
        tail.deallocate()
        batch.deallocate()
    }

    /// The sizes of a cache: small for short texts, then the size that most texts are counted fastest with, then larger ones.
    private static func startBits(_ largest: Int) -> Int { min(largest, 15) }
    private static func nextBits(_ bits: Int, _ largest: Int) -> Int { min(largest, max(18, bits + 1)) }

    // MARK: Counting

    /// The tokens of the first `missed` pieces of the batch, which their own sets of the cache do not know.
    ///
    /// Each step asks for the memory that the next one reads, for all pieces, before any of them is looked at: the waits overlap.
    @usableFromInline @inline(never) func countMissed(_ missed: Int, _ text: TextBytes) -> Int {
        // SAFETY: the batch holds at least as many entries as were missed.
        for index in 0..<missed {
            cache.prefetchOtherSet(batch[index].hash)
            table.prefetchFilter(batch[index].hash)
        }
        var total = 0
        var unseen = 0
        for index in 0..<missed {
            let entry = batch[index]
            let known = cache.countInOtherSet(of: entry.key, hash: entry.hash)
            total &+= known
            if known != 0 { continue }
            table.prefetchSlot(entry.hash)
            batch[unseen] = entry
            unseen &+= 1
        }
        for index in 0..<unseen { total &+= countUnseen(text, batch[index]) }
        return total
    }

    private func countUnseen(_ text: TextBytes, _ piece: PieceBatch.Entry) -> Int {
        // The same piece may have come twice in a batch.
        let known = cache.count(of: piece.key, hash: piece.hash)
        if known != 0 { return known }
        let length = Int(truncatingIfNeeded: piece.key.high >> 56)
        let isToken = table.token(piece.key, hash: piece.hash, length: length) != nil
        let count = isToken ? 1 : merger.merge(text, from: piece.start, to: piece.start &+ length)
        cache.insert(piece.key, hash: piece.hash, count: count)
        remembered &+= 1
        return count
    }

    /// Gives the cache more room when a quarter of it is used; true when it moved.
    @usableFromInline func growCacheWhenCrowded() -> Bool {
        guard remembered > 1 << (cache.bits - 2), cache.bits < largestCacheBits else { return false }
        cache = PieceCache(growing: cache, to: Self.nextBits(cache.bits, largestCacheBits), seed: table.seed)
        return true
    }

    /// The tokens of a piece of 16 bytes or more.
    @usableFromInline @inline(never) func countLong(_ text: TextBytes, at start: Int, length: Int) -> Int {
        if length > LongPieceCache.maximumLength { return merger.count(text, from: start, to: start &+ length) }
        let hash = TokenHash.hashLong(text, at: start, length: length, seed: table.seed)
        let known = longCache.find(text, at: start, length: length, hash: hash).count
        if known != 0 { return known }
        let count = merger.count(text, from: start, to: start &+ length)
        longCache.insert(text, at: start, length: length, hash: hash, count: count)
        return count
    }

    // MARK: Encoding

    /// What encoding takes besides, made when it is first asked for.
    struct EncodingMemory {
        var cache: IDCache
        var remembered = 0
        let longCache: LongPieceCache
        let output: UnsafeMutablePointer<Int>
    }

    func encodingMemory() -> EncodingMemory {
        if let encoding { return encoding }
        let made = EncodingMemory(
            cache: IDCache(bits: Self.startBits(largestCacheBits)), longCache: LongPieceCache(bits: Self.longCacheBits),
            output: .allocate(capacity: EncodingSink.outputCapacity))
        encoding = made
        return made
    }

    /// Gives the cache of ids more room when a quarter of it is used; true when it moved.
    func growIDCacheWhenCrowded() -> Bool {
        guard let encoding, encoding.remembered > 1 << (encoding.cache.bits - 2), encoding.cache.bits < largestCacheBits else {
            return false
        }
        self.encoding?.cache = IDCache(
            growing: encoding.cache, to: Self.nextBits(encoding.cache.bits, largestCacheBits), seed: table.seed)
        return true
    }

    /// Writes the ids of a short piece that the cache does not know, and says how many.
    func encodeUnseen(_ text: TextBytes, at start: Int, _ key: TokenKey, _ hash: UInt64, into output: UnsafeMutablePointer<Int>) -> Int {
        let length = Int(truncatingIfNeeded: key.high >> 56)
        return merger.encode(text, from: start, to: start &+ length) { ids in
            encoding?.cache.insert(key, hash: hash, ids: ids)
            encoding?.remembered &+= 1
            // SAFETY: the caller leaves room for one id a byte.
            for (index, id) in ids.enumerated() { output[index] = Int(id) }
            return ids.count
        }
    }

    /// Appends the ids of a piece of 16 bytes or more.
    func encodeLong(_ text: TextBytes, at start: Int, length: Int, into ids: inout [Int]) {
        let isRemembered = length <= LongPieceCache.maximumLength
        let hash = isRemembered ? TokenHash.hashLong(text, at: start, length: length, seed: table.seed) : 0
        if isRemembered, let encoding {
            let found = encoding.longCache.find(text, at: start, length: length, hash: hash)
            for index in 0..<found.count { ids.append(Int(found.ids.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))) }
            if found.count > 0 { return }
        }
        merger.encode(text, from: start, to: start &+ length) { found in
            for id in found { ids.append(Int(id)) }
            if isRemembered { encoding?.longCache.insert(text, at: start, length: length, hash: hash, count: found.count, ids: found) }
        }
    }
}
