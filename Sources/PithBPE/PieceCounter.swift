// Counts and encodes pieces: first from memory, then from the vocabulary, then by merging.

import CPithBPE

/// Works with one vocabulary. Holds caches and scratch memory, so one is used by one thread at a time.
///
/// Memory, at most: 2^largestCacheBits entries of 16 bytes for counts (half as much again while they grow), 2.75 MiB for long pieces; the same
/// again, with entries of 32 bytes, once something is encoded. With the default 19 that is 15 MiB for counting.
@usableFromInline package final class PieceCounter {
    @usableFromInline package let table: VocabularyTable
    private var cache: PieceCache
    private let merger: Merger
    private let longCache: LongPieceCache
    private var encoding: EncodingMemory?
    private let largestCacheBits: Int
    private var remembered = 0
    /// The last bytes of a text with room after them (`PaddedText`).
    let tail: UnsafeMutablePointer<UInt8>
    @usableFromInline let batch: UnsafeMutablePointer<pith_batch>

    private static let longCacheBits = 16

    /// - Parameter largestCacheBits: log2 of the number of pieces that are remembered, at least 10. Caches start small and grow to this.
    package init(_ table: VocabularyTable, largestCacheBits: Int = 19) {
        self.table = table
        self.largestCacheBits = largestCacheBits
        merger = Merger(table)
        cache = PieceCache(bits: Self.startBits(largestCacheBits))
        longCache = LongPieceCache(bits: Self.longCacheBits)
        tail = .allocate(capacity: PaddedText.tailCapacity)
        // Only the first words are read before they are written.
        batch = .allocate(capacity: 1)
        batch.pointee.seed = table.seed
        batch.pointee.count = 0
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

    /// Lets the batch look into the cache of counts.
    func prepareToCount() {
        batch.pointee.cache = UnsafePointer(UnsafeMutableRawPointer(cache.entries).assumingMemoryBound(to: UInt8.self))
        batch.pointee.cache_mask = cache.byteMask
    }

    /// The tokens of those pieces of the batch that their own sets of the cache do not know.
    ///
    /// Each step asks for the memory that the next one reads, for all pieces, before any of them is looked at: the waits overlap.
    @usableFromInline @inline(never) func countMissed(_ text: TextBytes) -> Int {
        // SAFETY: the list names pieces of the batch, and is as long as it says; what is written to it below is no longer than what was read.
        let pieces = pith_batch_pieces(batch)!, missed = pith_batch_missed(batch)!
        for index in 0..<batch.pointee.missed_count {
            let hash = pieces[Int(missed[index])].hash
            cache.prefetchOtherSet(hash)
            table.prefetchFilter(hash)
        }
        var total = 0
        var unseen = 0
        for index in 0..<batch.pointee.missed_count {
            let piece = pieces[Int(missed[index])]
            guard piece.isShort else {
                total &+= countLong(text, at: piece.start, length: piece.length)
                continue
            }
            let known = cache.count(of: piece.key, hash: piece.hash)
            total &+= known
            if known != 0 { continue }
            table.prefetchSlot(piece.hash)
            missed[unseen] = missed[index]
            unseen &+= 1
        }
        for index in 0..<unseen { total &+= countUnseen(text, pieces[Int(missed[index])]) }
        growCacheWhenCrowded()
        return total
    }

    private func countUnseen(_ text: TextBytes, _ piece: pith_piece) -> Int {
        // The same piece may have come twice in a batch.
        let known = cache.count(of: piece.key, hash: piece.hash)
        if known != 0 { return known }
        let isToken = table.token(piece.key, hash: piece.hash, length: piece.length) != nil
        let count = isToken ? 1 : merger.merge(text, from: piece.start, to: piece.start &+ piece.length)
        cache.insert(piece.key, hash: piece.hash, count: count)
        remembered &+= 1
        return count
    }

    /// Gives the cache more room when a quarter of it is used.
    private func growCacheWhenCrowded() {
        guard remembered > 1 << (cache.bits - 2), cache.bits < largestCacheBits else { return }
        cache = PieceCache(growing: cache, to: Self.nextBits(cache.bits, largestCacheBits), seed: table.seed)
        prepareToCount()
    }

    /// The tokens of a piece of 16 bytes or more.
    private func countLong(_ text: TextBytes, at start: Int, length: Int) -> Int {
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
    private struct EncodingMemory {
        var cache: IDCache
        var remembered = 0
        let longCache: LongPieceCache
        let output: UnsafeMutablePointer<UInt64>
    }

    /// Lets the batch look into the cache of ids. Returns room for `EncodingBuffer.idCapacity` numbers of 64 bits.
    @usableFromInline func prepareToEncode() -> UnsafeMutableRawPointer {
        let memory =
            encoding
            ?? EncodingMemory(
                cache: IDCache(bits: Self.startBits(largestCacheBits)), longCache: LongPieceCache(bits: Self.longCacheBits),
                output: .allocate(capacity: EncodingBuffer.idCapacity))
        encoding = memory
        batch.pointee.cache = UnsafePointer(UnsafeMutableRawPointer(memory.cache.entries).assumingMemoryBound(to: UInt8.self))
        batch.pointee.cache_mask = memory.cache.byteMask
        return UnsafeMutableRawPointer(memory.output)
    }

    /// Gives the cache of ids more room when a quarter of it is used.
    @usableFromInline func growIDCacheWhenCrowded() {
        guard let encoding, encoding.remembered > 1 << (encoding.cache.bits - 2), encoding.cache.bits < largestCacheBits else { return }
        self.encoding?.cache = IDCache(growing: encoding.cache, to: Self.nextBits(encoding.cache.bits, largestCacheBits), seed: table.seed)
        _ = prepareToEncode()
    }

    /// The ids of a short piece that its own set of the cache does not know. Valid until the next call.
    @usableFromInline func idsOfMissed(_ text: TextBytes, _ piece: pith_piece) -> UnsafeBufferPointer<UInt32> {
        guard let encoding else { preconditionFailure("prepareToEncode comes before") }
        if let known = encoding.cache.find(piece.key, hash: piece.hash) { return known }
        if let known = encoding.longCache.ids(text, at: piece.start, length: piece.length, hash: piece.hash) { return known }
        let ids = merger.encode(text, from: piece.start, to: piece.start &+ piece.length)
        if ids.count <= IDCache.maximumIDCount {
            encoding.cache.insert(piece.key, hash: piece.hash, ids: ids)
            self.encoding?.remembered &+= 1
        } else {
            encoding.longCache.insert(text, at: piece.start, length: piece.length, hash: piece.hash, count: ids.count, ids: ids)
        }
        return ids
    }

    /// The ids of a piece of 16 bytes or more. Valid until the next call.
    @usableFromInline func idsOfLong(_ text: TextBytes, at start: Int, length: Int) -> UnsafeBufferPointer<UInt32> {
        guard let encoding else { preconditionFailure("prepareToEncode comes before") }
        guard length <= LongPieceCache.maximumLength else { return merger.encode(text, from: start, to: start &+ length) }
        let hash = TokenHash.hashLong(text, at: start, length: length, seed: table.seed)
        if let known = encoding.longCache.ids(text, at: start, length: length, hash: hash) { return known }
        let ids = merger.encode(text, from: start, to: start &+ length)
        encoding.longCache.insert(text, at: start, length: length, hash: hash, count: ids.count, ids: ids)
        return ids
    }
}
