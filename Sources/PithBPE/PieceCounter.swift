// Counts and encodes pieces: first from memory, then from the vocabulary, then by merging.

import CPithBPE

/// Works with one vocabulary. Holds caches and scratch memory, so one is used by one thread at a time.
///
/// Memory, at most: 2^largestCacheBits entries of 16 bytes for counts (half as much again while they grow), 2.75 MiB for long pieces, 0.25 MiB
/// for pairs of bytes; once something is encoded, twice as many entries of 32 bytes and 2.75 MiB more. With the default 19 that is 15 MiB for
/// counting. A piece of more than 64 bytes takes two bits a byte while it is merged.
@usableFromInline package final class PieceCounter {
    @usableFromInline package let table: VocabularyTable
    private var cache: PieceCache
    let merger: Merger
    private let longCache: LongPieceCache
    private var encoding: EncodingMemory?
    private let largestCacheBits: Int
    /// Pieces of more than four tokens take two entries.
    private var largestIDCacheBits: Int { largestCacheBits + 1 }
    private var remembered = 0
    /// Whether the memory of the first caches is at hand, which a short text would use few pages of.
    private var hasMemory = false
    /// The last bytes of a text with room after them (`PaddedText`).
    let tail: UnsafeMutablePointer<UInt8>
    @usableFromInline let batch: UnsafeMutablePointer<pith_batch>
    /// Pieces that the cache did not know at first sight, from several batches: the more there are, the better their waits overlap.
    private let queue: UnsafeMutablePointer<pith_piece>
    private var queued = 0
    /// Pieces of the queue that are merged together.
    private let merging: UnsafeMutablePointer<pith_merging>

    private static let queueFull = 64
    private static let queueCapacity = queueFull + Int(PITH_BATCH_CAPACITY)

    private static let longCacheBits = 16
    /// A text with more different pieces uses most pages of the first caches.
    private static let mostPiecesOfShortText = 128
    /// A text of so many bytes has more. A page that is read before its memory is at hand is taken twice.
    private static let fewestBytesOfLongText = 1 << 12

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
        queue = .allocate(capacity: Self.queueCapacity)
        merging = .allocate(capacity: Self.queueCapacity)
    }

    deinit {
        cache.deallocate()
        encoding?.cache.deallocate()
        encoding?.output.deallocate()
        encoding?.ranks.deallocate()
        tail.deallocate()
        batch.deallocate()
        queue.deallocate()
        merging.deallocate()
    }

    /// The sizes of a cache: small for short texts, then the size that most texts are counted fastest with, then larger ones.
    private static func startBits(_ largest: Int) -> Int { min(largest, 15) }
    private static func nextBits(_ bits: Int, _ largest: Int) -> Int { min(largest, max(18, bits + 1)) }

    // MARK: Counting

    /// Lets the batch look into the cache of counts, for a text of so many bytes.
    package func prepareToCount(byteCount: Int) {
        if byteCount >= Self.fewestBytesOfLongText { provideMemory() }
        pointBatchAtCache()
    }

    private func pointBatchAtCache() {
        batch.pointee.cache = UnsafePointer(UnsafeMutableRawPointer(cache.entries).assumingMemoryBound(to: UInt8.self))
        batch.pointee.cache_mask = cache.byteMask
    }

    /// Puts the pieces of the batch that their own sets of the cache do not know into the queue, and asks for what will be read of them.
    @usableFromInline func queueMissed(_ text: TextBytes) {
        // SAFETY: the list names pieces of the batch, and is as long as it says. The queue has room for a batch when it is not full.
        let pieces = pith_batch_pieces(batch)!, missed = pith_batch_missed(batch)!
        for index in 0..<batch.pointee.missed_count {
            let piece = queue + (queued &+ index)
            piece.initialize(to: pieces[Int(missed[index])])
            if piece.pointee.isShort {
                cache.prefetchOtherSet(piece.pointee.hash)
            } else {
                prepareLong(text, &piece.pointee)
                longCache.prefetch(piece.pointee.hash)
            }
            table.prefetchFilter(piece.pointee.hash)
        }
        queued &+= batch.pointee.missed_count
    }

    @usableFromInline var hasQueue: Bool { queued > 0 }

    /// Whether the queue is to be worked off before there is another batch.
    @usableFromInline var isQueueFull: Bool { queued >= Self.queueFull }

    /// The tokens of the pieces in the queue, which it is without then.
    ///
    /// Each step asks for the memory that the next one reads, for all pieces, before any of them is looked at: the waits overlap.
    @usableFromInline @inline(never) func countQueued(_ text: TextBytes) -> Int {
        // SAFETY: all places are below `queued`; what is written below is no longer than what was read.
        var total = 0
        var unseen = 0
        for index in 0..<queued {
            let piece = queue[index]
            let known = knownCount(text, piece)
            total &+= known
            if known != 0 { continue }
            table.prefetchSlot(piece.hash)
            queue[unseen] = piece
            unseen &+= 1
        }
        var mergeCount = 0
        for index in 0..<unseen {
            let piece = queue[index]
            // The same piece may be there twice.
            var count = knownCount(text, piece)
            if count == 0 {
                if token(text, piece) != nil {
                    count = 1
                } else if piece.length <= PITH_LONGEST_MERGED {
                    merging[mergeCount] = pith_merging(text, piece)
                    queue[mergeCount] = piece
                    mergeCount &+= 1
                    continue
                } else {
                    count = merger.merge(text, from: piece.start, to: piece.start &+ piece.length)
                }
                remember(text, piece, count: count)
            }
            total &+= count
        }
        merger.merge(merging, count: mergeCount)
        for index in 0..<mergeCount {
            let count = Int(merging[index].token_count)
            let piece = queue[index]
            if knownCount(text, piece) == 0 { remember(text, piece, count: count) }
            total &+= count
        }
        queued = 0
        growCacheWhenCrowded()
        return total
    }

    /// Gives a piece of 16 bytes or more a hash of its own, unless it is too long to be remembered.
    @inline(__always) private func prepareLong(_ text: TextBytes, _ piece: inout pith_piece) {
        if piece.length > LongPieceCache.maximumLength { return }
        piece.hash = TokenHash.hashLong(text, at: piece.start, length: piece.length, seed: table.seed)
    }

    /// The tokens of a piece that is remembered, else 0.
    @inline(__always) private func knownCount(_ text: TextBytes, _ piece: pith_piece) -> Int {
        if piece.isShort { return cache.count(of: piece.key, hash: piece.hash) }
        if piece.length > LongPieceCache.maximumLength { return 0 }
        return longCache.find(text, at: piece.start, length: piece.length, hash: piece.hash).count
    }

    @inline(__always) private func remember(_ text: TextBytes, _ piece: pith_piece, count: Int) {
        if piece.isShort {
            cache.insert(piece.key, hash: piece.hash, count: count)
            remembered &+= 1
        } else if piece.length <= LongPieceCache.maximumLength {
            longCache.insert(text, at: piece.start, length: piece.length, hash: piece.hash, count: count)
        }
    }

    /// The token that a piece is, if it is one.
    @inline(__always) private func token(_ text: TextBytes, _ piece: pith_piece) -> Token? {
        if piece.isShort { return table.token(piece.key, hash: piece.hash, length: piece.length) }
        if piece.length > LongPieceCache.maximumLength { return table.token(text, at: piece.start, length: piece.length) }
        return table.longToken(text, at: piece.start, length: piece.length, hash: piece.hash)
    }

    /// Gives the cache more room when a quarter of it is used.
    private func growCacheWhenCrowded() {
        if remembered > Self.mostPiecesOfShortText { provideMemory() }
        guard remembered > 1 << (cache.bits - 2), cache.bits < largestCacheBits else { return }
        cache = PieceCache(growing: cache, to: Self.nextBits(cache.bits, largestCacheBits), seed: table.seed)
        pointBatchAtCache()
    }

    /// Has the memory of the first caches at hand.
    private func provideMemory() {
        guard !hasMemory else { return }
        hasMemory = true
        cache.provideMemory()
        merger.provideMemory()
    }

    // MARK: Encoding

    /// What encoding takes besides, made when it is first asked for.
    private struct EncodingMemory {
        var cache: IDCache
        var remembered = 0
        let longCache: LongPieceCache
        let output: UnsafeMutablePointer<UInt64>
        /// Room for the ranks of a batch's pieces.
        let ranks: UnsafeMutablePointer<UInt32>

        static let rankCapacity = Int(PITH_BATCH_CAPACITY) * Int(PITH_LONGEST_MERGED)
    }

    /// Lets the batch look into the cache of ids. Returns room for `EncodingBuffer.idCapacity` numbers of 64 bits.
    @usableFromInline func prepareToEncode() -> UnsafeMutableRawPointer {
        let memory =
            encoding
            ?? EncodingMemory(
                cache: IDCache(bits: Self.startBits(largestCacheBits)), longCache: LongPieceCache(bits: Self.longCacheBits),
                output: .allocate(capacity: EncodingBuffer.idCapacity), ranks: .allocate(capacity: EncodingMemory.rankCapacity))
        encoding = memory
        batch.pointee.cache = UnsafePointer(UnsafeMutableRawPointer(memory.cache.entries).assumingMemoryBound(to: UInt8.self))
        batch.pointee.cache_mask = memory.cache.byteMask
        return UnsafeMutableRawPointer(memory.output)
    }

    /// Gives the cache of ids more room when a quarter of it is used.
    @usableFromInline func growIDCacheWhenCrowded() {
        guard let encoding, encoding.remembered > 1 << (encoding.cache.bits - 2), encoding.cache.bits < largestIDCacheBits else { return }
        self.encoding?.cache = IDCache(
            growing: encoding.cache, to: Self.nextBits(encoding.cache.bits, largestIDCacheBits), seed: table.seed)
        _ = prepareToEncode()
    }

    /// The ids of a piece, some with `PITH_ID_MARK`; nil when they are not remembered. Valid until something is inserted.
    @usableFromInline func knownIDs(_ text: TextBytes, _ piece: pith_piece) -> UnsafeBufferPointer<UInt32>? {
        guard let encoding else { preconditionFailure("prepareToEncode comes before") }
        if piece.isShort, let known = encoding.cache.find(piece.key, hash: piece.hash) { return known }
        let length = piece.length
        if length > LongPieceCache.maximumLength { return nil }
        let hash = piece.isShort ? piece.hash : TokenHash.hashLong(text, at: piece.start, length: length, seed: table.seed)
        return encoding.longCache.ids(text, at: piece.start, length: length, hash: hash)
    }

    /// The ids of a piece that is not remembered. Valid until the next call.
    @usableFromInline func idsOfUnseen(_ text: TextBytes, _ piece: pith_piece) -> UnsafeBufferPointer<UInt32> {
        var piece = piece
        if !piece.isShort { prepareLong(text, &piece) }
        let ids = merger.encode(text, from: piece.start, to: piece.start &+ piece.length)
        remember(text, piece, ids: ids)
        return ids
    }

    /// Remembers the ids of the batch's pieces from number `first` on, as far as they are not remembered: merged together, their waits overlap.
    @usableFromInline @inline(never) func learn(_ text: TextBytes, from first: Int) {
        guard let encoding else { preconditionFailure("prepareToEncode comes before") }
        // SAFETY: the queue has room for a batch, and what is written to it below is no longer than what was read; `ranks` has room for a number
        // for each byte of each of its short enough pieces.
        let pieces = pith_batch_pieces(batch)!
        var count = 0
        for number in first..<batch.pointee.count {
            let piece = queue + count
            piece.initialize(to: pieces[number])
            if piece.pointee.isShort {
                if encoding.cache.isInOwnSet(piece.pointee.key, hash: piece.pointee.hash) { continue }
                encoding.cache.prefetchOtherSet(piece.pointee.hash)
            } else {
                prepareLong(text, &piece.pointee)
            }
            encoding.longCache.prefetch(piece.pointee.hash)
            table.prefetchFilter(piece.pointee.hash)
            count &+= 1
        }
        var unseen = 0
        for index in 0..<count where knownIDs(text, queue[index]) == nil {
            table.prefetchSlot(queue[index].hash)
            queue[unseen] = queue[index]
            unseen &+= 1
        }
        var mergeCount = 0
        var rankCount = 0
        for index in 0..<unseen {
            let piece = queue[index]
            if piece.length > PITH_LONGEST_MERGED { continue }
            if var rank = token(text, piece)?.rank {
                remember(text, piece, ids: table.idsInPlace(of: &rank, count: 1))
                continue
            }
            merging[mergeCount] = pith_merging(text, piece, ranks: encoding.ranks + rankCount)
            rankCount &+= piece.length
            queue[mergeCount] = piece
            mergeCount &+= 1
        }
        merger.merge(merging, count: mergeCount)
        for index in 0..<mergeCount where knownIDs(text, queue[index]) == nil {
            guard let ranks = merging[index].ranks else { continue }
            remember(text, queue[index], ids: table.idsInPlace(of: ranks, count: Int(merging[index].token_count)))
        }
    }

    private func remember(_ text: TextBytes, _ piece: pith_piece, ids: UnsafeBufferPointer<UInt32>) {
        guard let encoding else { return }
        if piece.isShort, ids.count <= IDCache.maximumIDCount {
            encoding.cache.insert(piece.key, hash: piece.hash, ids: ids)
            self.encoding?.remembered &+= ids.count > PITH_IDS_PER_ENTRY ? 2 : 1
        } else if piece.length <= LongPieceCache.maximumLength {
            encoding.longCache.insert(text, at: piece.start, length: piece.length, hash: piece.hash, count: ids.count, ids: ids)
        }
    }
}

extension pith_merging {
    /// A short enough piece of `text` that is to be merged.
    init(_ text: TextBytes, _ piece: pith_piece, ranks: UnsafeMutablePointer<UInt32>? = nil) {
        // SAFETY: the piece lies inside of the text.
        self.init(
            text: text.base + piece.start, length: UInt32(truncatingIfNeeded: piece.length), token_count: 0, starts: 0, ranks: ranks)
    }
}
