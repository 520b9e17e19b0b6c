// Pieces on their way to being counted or encoded.
//
// A look-up in a cache takes a few instructions, and then waits for memory. So pieces are gathered first: their keys and hashes are
// made, and the memory is asked for; by the time the batch is looked up, it is there. The two inner loops (making keys, looking them
// up) are in `CPithBPE`, where one source can be compiled for the instructions of newer processors too; what they do not find comes back
// as a list.

import CPithBPE

/// Takes the pieces of a text one by one, and makes something of them.
@usableFromInline package protocol PieceSink {
    /// The tokens of all pieces that were taken in.
    var tokenCount: Int { get }
    /// Whether it is time for `drain`; a block's pieces still fit when not.
    var isFull: Bool { get }
    /// Takes the piece of `length` bytes at `start` of `text`, where sixteen bytes can be read.
    mutating func add(_ text: TextBytes, at start: Int, length: Int)
    /// Takes the pieces that end at the bits of `starts` (bit n speaks of `start` + n; there is one), and says where the last of them does.
    mutating func add(_ text: TextBytes, at start: Int, endingAt starts: UInt64) -> Int
    /// Works off what was added since the last call; it was added from this text. Some of it may be left for later.
    mutating func drain(_ text: TextBytes)
    /// Works off all that is left.
    mutating func finish(_ text: TextBytes)
}

extension PieceSink {
    @inlinable package mutating func finish(_: TextBytes) {}

    package mutating func add(_ text: TextBytes, at start: Int, endingAt starts: UInt64) -> Int {
        var (place, rest) = (start, starts)
        while rest != 0 {
            let next = start + rest.trailingZeroBitCount
            add(text, at: place, length: next - place)
            place = next
            rest &= rest - 1
        }
        return place
    }
}

/// A sink that gathers pieces in a batch.
@usableFromInline package protocol BatchSink: PieceSink {
    var batch: UnsafeMutablePointer<pith_batch> { get }
}

extension BatchSink {
    @inlinable @inline(__always) package var isFull: Bool { batch.pointee.count >= PITH_BATCH_FULL }

    @inlinable @inline(__always) package func add(_ text: TextBytes, at start: Int, length: Int) {
        // SAFETY: the walk drains a full batch, and a block adds at most 64 pieces.
        assert(batch.pointee.count < PITH_BATCH_CAPACITY)
        pith_add_piece(batch, text.base, start, length)
    }

    @inlinable @inline(__always) package func add(_ text: TextBytes, at start: Int, endingAt starts: UInt64) -> Int {
        // SAFETY: as above. GAIN: keys made in C with newer instructions: 11 → 8.4 ns a piece of prose (bench-tokenizer, count warm).
        assert(batch.pointee.count + starts.nonzeroBitCount <= PITH_BATCH_CAPACITY)
        return pith_add_pieces(batch, text.base, start, starts)
    }
}

extension pith_piece {
    /// Whether the piece has at most 15 bytes, and is its own key.
    @inlinable var isShort: Bool { high != 0 }
    @inlinable var length: Int { Int(truncatingIfNeeded: isShort ? high >> 56 : low) }
    var key: TokenKey { TokenKey(low: low, high: high) }
}

/// Counts tokens: at once those of pieces that are remembered, now and then those of the others.
@usableFromInline package struct CountingSink: BatchSink {
    @usableFromInline let counter: PieceCounter
    @usableFromInline package let batch: UnsafeMutablePointer<pith_batch>
    /// The tokens of all that was worked off.
    @usableFromInline package var tokenCount = 0

    /// Counts a text of so many bytes.
    package init(_ counter: PieceCounter, byteCount: Int) {
        self.counter = counter
        batch = counter.batch
        counter.prepareToCount(byteCount: byteCount)
    }

    @inlinable @inline(__always) package mutating func drain(_ text: TextBytes) {
        tokenCount &+= pith_count_batch(batch)
        if batch.pointee.missed_count > 0 {
            counter.queueMissed(text)
            if counter.isQueueFull { finish(text) }
        }
        batch.pointee.count = 0
    }

    @inlinable package mutating func finish(_ text: TextBytes) { if counter.hasQueue { tokenCount &+= counter.countQueued(text) } }
}
