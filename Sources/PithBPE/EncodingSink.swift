// The ids of pieces, in order.
//
// The inner loop writes the ids of the pieces it knows and stops at the first one it does not; that one is encoded here, and the loop goes on
// behind it. Ids gather in a small buffer, which is appended to the result when a batch is done.

import CPithBPE

/// A number type that ids can be had as.
@usableFromInline package protocol TokenID: FixedWidthInteger {
    /// `pith_write_ids`, for ids of this width.
    static func write(_ batch: UnsafeMutablePointer<pith_batch>, from: Int, to output: UnsafeMutablePointer<Self>, _ used: inout Int) -> Int
}

extension UInt32: TokenID {
    @inlinable package static func write(
        _ batch: UnsafeMutablePointer<pith_batch>, from: Int, to output: UnsafeMutablePointer<Self>, _ used: inout Int
    ) -> Int { pith_write_ids(batch, from, output, &used) }
}

extension Int: TokenID {
    @inlinable package static func write(
        _ batch: UnsafeMutablePointer<pith_batch>, from: Int, to output: UnsafeMutablePointer<Self>, _ used: inout Int
    ) -> Int { pith_write_wide_ids(batch, from, UnsafeMutableRawPointer(output).assumingMemoryBound(to: Int64.self), &used) }
}

enum EncodingBuffer {
    /// Room for the ids of a batch: at most 15 of each short piece, and four that are written past the last one.
    static let idCapacity = Int(PITH_BATCH_CAPACITY) * TokenKey.maximumLength + IDCache.maximumIDCount
}

/// Collects ids.
@usableFromInline package struct EncodingSink<ID: TokenID>: BatchSink {
    @usableFromInline let counter: PieceCounter
    @usableFromInline package let batch: UnsafeMutablePointer<pith_batch>
    @usableFromInline let output: UnsafeMutablePointer<ID>
    /// The ids of all pieces that were drained, in order.
    @usableFromInline package var ids: [ID]

    /// - Parameter ids: what to append to.
    @inlinable package init(_ counter: PieceCounter, appendingTo ids: [ID] = []) {
        self.counter = counter
        batch = counter.batch
        // SAFETY: the buffer has room for the capacity in words of 64 bits, and is written before it is read.
        output = counter.prepareToEncode().assumingMemoryBound(to: ID.self)
        self.ids = ids
    }

    @inlinable package var tokenCount: Int { ids.count }

    @inlinable package mutating func drain(_ text: TextBytes) {
        // SAFETY: the loop in C writes at most four ids a piece, and the code below at most 15 for a short one; see `idCapacity`. Long
        // pieces are not written there.
        var used = 0
        var next = ID.write(batch, from: 0, to: output, &used)
        while next < batch.pointee.count {
            let piece = pith_batch_pieces(batch)[next]
            if piece.isShort {
                let found = counter.idsOfMissed(text, piece)
                for index in 0..<found.count { output[used &+ index] = ID(truncatingIfNeeded: found[index]) }
                used &+= found.count
            } else {
                ids.append(contentsOf: UnsafeBufferPointer(start: output, count: used))
                used = 0
                let found = counter.idsOfLong(text, at: piece.start, length: piece.length)
                ids.append(contentsOf: found.lazy.map { ID(truncatingIfNeeded: $0) })
            }
            next = ID.write(batch, from: next &+ 1, to: output, &used)
        }
        ids.append(contentsOf: UnsafeBufferPointer(start: output, count: used))
        batch.pointee.count = 0
        counter.growIDCacheWhenCrowded()
    }
}
