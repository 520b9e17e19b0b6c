// Pieces on their way to being counted.
//
// A look-up in the cache takes a few instructions, and then waits for memory. So pieces are gathered first: their keys and hashes are
// made, and the memory is asked for; by the time the batch is counted, it is there.

/// Up to `capacity` short pieces, with the counter that will count them.
@usableFromInline package struct PieceBatch {
    @usableFromInline struct Entry {
        @usableFromInline var key: TokenKey
        @usableFromInline var hash: UInt64
        @usableFromInline var start: Int
        @inlinable @inline(__always) init(key: TokenKey, hash: UInt64, start: Int) {
            (self.key, self.hash, self.start) = (key, hash, start)
        }
    }

    /// More than the pieces of one block, so that a batch can be filled up to a half and still take a block.
    @usableFromInline static var capacity: Int { 192 }
    @usableFromInline static var full: Int { 128 }

    @usableFromInline let counter: PieceCounter
    @usableFromInline let entries: UnsafeMutablePointer<Entry>
    @usableFromInline let cache: PieceCache
    @usableFromInline let seed: UInt64
    @usableFromInline var count = 0

    @inlinable package init(_ counter: PieceCounter) {
        (self.counter, entries, cache, seed) = (counter, counter.batch, counter.cache, counter.table.seed)
    }

    /// Whether it is time to count; a block's pieces still fit when not.
    @inlinable @inline(__always) package var isFull: Bool { count >= Self.full }

    /// Adds the piece of `length` bytes at `start`, where sixteen bytes can be read. Returns the tokens of a long piece, which are counted
    /// at once; 0 for a piece that was added.
    @inlinable @inline(__always) package mutating func add(_ text: TextBytes, at start: Int, length: Int) -> Int {
        if length > TokenKey.maximumLength { return counter.countLong(text, at: start, length: length) }
        let key = text.keyWithPadding(at: start, length: length)
        let hash = key.hash(seed: seed)
        cache.prefetch(hash)
        // SAFETY: the caller drains the batch when it is full, and a block adds at most 64 pieces.
        assert(count < Self.capacity)
        entries[count] = Entry(key: key, hash: hash, start: start)
        count &+= 1
        return 0
    }

    /// The tokens of the pieces added since the last call; they are pieces of `text`.
    @inlinable @inline(__always) package mutating func drain(_ text: TextBytes) -> Int {
        var total = 0
        for index in 0..<count {
            let entry = entries[index]
            let known = cache.count(of: entry.key, hash: entry.hash)
            total &+= known != 0 ? known : counter.countUnseen(text, at: entry.start, entry.key, entry.hash)
        }
        count = 0
        return total
    }
}
