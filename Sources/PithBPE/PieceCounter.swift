// Counts the tokens of pieces: first from memory, then from the vocabulary, then by merging.

/// Counts pieces with one vocabulary. Holds a cache and scratch memory, so one is used by one thread at a time.
@usableFromInline package final class PieceCounter {
    @usableFromInline package let table: VocabularyTable
    package let merger: Merger
    private let longCache: LongPieceCache
    private let cacheBits: Int
    private var encoding: EncodingMemory?
    @usableFromInline package let cache: PieceCache
    /// The last bytes of a text with room after them (`PaddedText`).
    let tail: UnsafeMutablePointer<UInt8>
    @usableFromInline let batch: UnsafeMutablePointer<PieceBatch.Entry>

    /// - Parameter cacheBits: log2 of the number of entries of the cache of short pieces, 16 bytes each. The cache of long
    ///   pieces takes 44 bytes for each fourth of them: 18 makes 4 + 2.75 MiB.
    package init(_ table: VocabularyTable, cacheBits: Int = 18) {
        self.table = table
        merger = Merger(table)
        self.cacheBits = cacheBits
        cache = PieceCache(bits: cacheBits)
        longCache = LongPieceCache(bits: max(2, cacheBits - 2))
        tail = .allocate(capacity: PaddedText.tailCapacity)
        batch = .allocate(capacity: PieceBatch.capacity)
    }

    /// The memory that encoding takes, made when it is first asked for: 2^(cacheBits - 1) entries of 32 bytes.
    func encodingMemory() -> EncodingMemory {
        if let encoding { return encoding }
        let made = EncodingMemory(
            cache: IDCache(bits: max(2, cacheBits - 1)), longCache: LongPieceCache(bits: max(2, cacheBits - 2)),
            output: .allocate(capacity: EncodingSink.outputCapacity))
        encoding = made
        return made
    }

    struct EncodingMemory {
        let cache: IDCache
        let longCache: LongPieceCache
        let output: UnsafeMutablePointer<Int>
    }

    deinit {
        encoding?.cache.deallocate()
        encoding?.output.deallocate()
        cache.deallocate()
        tail.deallocate()
        batch.deallocate()
    }

    /// The tokens of a short piece that the cache does not know.
    @usableFromInline @inline(never) func countUnseen(_ text: TextBytes, at start: Int, _ key: TokenKey, _ hash: UInt64) -> Int {
        let known = cache.countInOtherSet(of: key, hash: hash)
        if known != 0 { return known }
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
        let known = longCache.find(text, at: start, length: length, hash: hash).count
        if known != 0 { return known }
        let count = merger.count(text, from: start, to: start &+ length)
        longCache.insert(text, at: start, length: length, hash: hash, count: count)
        return count
    }

    /// Writes the ids of a short piece that the cache does not know, and says how many.
    func encodeUnseen(_ text: TextBytes, at start: Int, _ key: TokenKey, _ hash: UInt64, into output: UnsafeMutablePointer<Int>) -> Int {
        let length = Int(truncatingIfNeeded: key.high >> 56)
        let count = merger.encode(text, from: start, to: start &+ length) { ids in
            encoding?.cache.insert(key, hash: hash, ids: ids)
            // SAFETY: the caller leaves room for one id a byte.
            for (index, id) in ids.enumerated() { output[index] = Int(id) }
            return ids.count
        }
        return count
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
