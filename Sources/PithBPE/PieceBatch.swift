// Pieces on their way to being counted or encoded.
//
// A look-up in a cache takes a few instructions, and then waits for memory. So pieces are gathered first: their keys and hashes are
// made, and the memory is asked for; by the time the batch is looked up, it is there.

/// Takes the pieces of a text one by one, and makes something of them.
@usableFromInline package protocol PieceSink {
    /// The tokens of all pieces that were taken in.
    var tokenCount: Int { get }
    /// Whether it is time for `drain`; a block's pieces still fit when not.
    var isFull: Bool { get }
    /// Takes the piece of `length` bytes at `start` of `text`, where sixteen bytes can be read.
    mutating func add(_ text: TextBytes, at start: Int, length: Int)
    /// Works off what was added since the last call; it was added from this text.
    mutating func drain(_ text: TextBytes)
}

@usableFromInline struct PieceBatch {
    @usableFromInline struct Entry {
        @usableFromInline let key: TokenKey
        @usableFromInline let hash: UInt64
        @usableFromInline let start: Int
        @inlinable @inline(__always) init(key: TokenKey, hash: UInt64, start: Int) {
            (self.key, self.hash, self.start) = (key, hash, start)
        }
    }

    /// More than `full` and the pieces of one block.
    @usableFromInline static var capacity: Int { 192 }
    @usableFromInline static var full: Int { 128 }
}

/// Counts tokens.
@usableFromInline package struct CountingSink: PieceSink {
    @usableFromInline let counter: PieceCounter
    @usableFromInline let entries: UnsafeMutablePointer<PieceBatch.Entry>
    @usableFromInline var cache: PieceCache
    @usableFromInline let seed: UInt64
    @usableFromInline var count = 0
    @usableFromInline package var tokenCount = 0

    @inlinable package init(_ counter: PieceCounter) {
        (self.counter, entries, cache, seed) = (counter, counter.batch, counter.cache, counter.table.seed)
    }

    @inlinable @inline(__always) package var isFull: Bool { count >= PieceBatch.full }

    @inlinable @inline(__always) package mutating func add(_ text: TextBytes, at start: Int, length: Int) {
        if length > TokenKey.maximumLength {
            tokenCount &+= counter.countLong(text, at: start, length: length)
            return
        }
        let key = text.keyWithPadding(at: start, length: length)
        let hash = key.hash(seed: seed)
        cache.prefetch(hash)
        // SAFETY: the walk drains a full batch, and a block adds at most 64 pieces.
        assert(count < PieceBatch.capacity)
        entries[count] = PieceBatch.Entry(key: key, hash: hash, start: start)
        count &+= 1
    }

    @inlinable @inline(__always) package mutating func drain(_ text: TextBytes) {
        var total = tokenCount
        var missed = 0
        for index in 0..<count {
            let entry = entries[index]
            let known = cache.count(of: entry.key, hash: entry.hash)
            total &+= known
            // Missed pieces move to the front, without a branch that could be mispredicted.
            // SAFETY: `missed` is at most `index`.
            entries[missed] = entry
            missed &+= known == 0 ? 1 : 0
        }
        if missed > 0 { total &+= counter.countMissed(missed, text) }
        tokenCount = total
        count = 0
        if counter.growCacheWhenCrowded() { cache = counter.cache }
    }
}
