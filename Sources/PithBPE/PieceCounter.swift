// Counts the tokens of pieces: first from memory, then from the vocabulary, then by merging.

/// Counts pieces with one vocabulary. Holds a cache and scratch memory, so one is used by one thread at a time.
@usableFromInline package final class PieceCounter {
    @usableFromInline package let table: VocabularyTable
    package let merger: Merger
    private let longCache: LongPieceCache
    @usableFromInline package let cache: PieceCache
    /// The last bytes of a text with room after them (`PaddedText`).
    let tail: UnsafeMutablePointer<UInt8>
    @usableFromInline let batch: UnsafeMutablePointer<PieceBatch.Entry>

    /// - Parameter cacheBits: log2 of the number of entries of the cache of short pieces, 16 bytes each. The cache of long
    ///   pieces takes 44 bytes for each fourth of them: 18 makes 4 + 2.75 MiB.
    package init(_ table: VocabularyTable, cacheBits: Int = 18) {
        self.table = table
        merger = Merger(table)
        cache = PieceCache(bits: cacheBits)
        longCache = LongPieceCache(bits: max(2, cacheBits - 2))
        tail = .allocate(capacity: PaddedText.tailCapacity)
        batch = .allocate(capacity: PieceBatch.capacity)
    }

    deinit {
        cache.deallocate()
        tail.deallocate()
        batch.deallocate()
    }

    /// The tokens of a short piece that the cache does not know.
    @usableFromInline @inline(never) func countUnseen(_ text: TextBytes, at start: Int, _ key: TokenKey, _ hash: UInt64) -> Int {
        let length = Int(truncatingIfNeeded: key.high >> 56)
        let isToken = table.rank(of: key, hash: hash, length: length) != VocabularyTable.absent
        let count = isToken ? 1 : merger.count(text, from: start, to: start &+ length)
        cache.insert(key, hash: hash, count: count)
        return count
    }

    /// The tokens of a piece of 16 bytes or more.
    @usableFromInline @inline(never) func countLong(_ text: TextBytes, at start: Int, length: Int) -> Int {
        if length > LongPieceCache.maximumLength { return merger.count(text, from: start, to: start &+ length) }
        let hash = TokenHash.hashLong(text, at: start, length: length, seed: table.seed)
        let known = longCache.count(of: text, at: start, length: length, hash: hash)
        if known != 0 { return known }
        let count = merger.count(text, from: start, to: start &+ length)
        longCache.insert(text, at: start, length: length, hash: hash, count: count)
        return count
    }
}
