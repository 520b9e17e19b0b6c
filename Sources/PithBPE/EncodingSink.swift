// The ids of pieces, in order.
//
// The inner loop writes the ids of the pieces it knows and stops at the first one it does not; that one is encoded here, and the loop goes on
// behind it. Ids gather in a small buffer, which is appended to the result when a batch is done; those of a large text go to where they stay.

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

package enum EncodingBuffer {
    /// How many ids are written past the last one at most.
    package static let overrun = Int(PITH_IDS_PER_SET)
    /// Room for the ids of a batch: at most 15 of each short piece, and those that are written past the last one.
    static let idCapacity = Int(PITH_BATCH_CAPACITY) * TokenKey.maximumLength + overrun
}

/// Collects ids.
@usableFromInline package struct EncodingSink<ID: TokenID>: BatchSink {
    @usableFromInline let counter: PieceCounter
    @usableFromInline package let batch: UnsafeMutablePointer<pith_batch>
    @usableFromInline let output: UnsafeMutablePointer<ID>
    /// Whether ids stay where they are written.
    @usableFromInline let isDirect: Bool
    /// How many ids lie in the output.
    @usableFromInline package var used = 0
    /// The ids of all pieces that were drained, in order, but for those in the output.
    @usableFromInline package var ids: [ID]

    /// - Parameter ids: what to append to.
    @inlinable package init(_ counter: PieceCounter, appendingTo ids: [ID] = []) {
        self.counter = counter
        batch = counter.batch
        isDirect = false
        // SAFETY: the buffer has room for the capacity in words of 64 bits, and is written before it is read.
        output = counter.prepareToEncode().assumingMemoryBound(to: ID.self)
        self.ids = ids
    }

    /// Ids are written to `room` and stay there: one for each byte of the text fits, and `EncodingBuffer.overrun` besides.
    ///
    /// GAIN: 5% of encoding warm code, which copying them took (bench-tokenizer, encode warm).
    @inlinable package init(_ counter: PieceCounter, writingTo room: UnsafeMutablePointer<ID>) {
        self.counter = counter
        batch = counter.batch
        isDirect = true
        _ = counter.prepareToEncode()
        output = room
        ids = []
    }

    @inlinable package var tokenCount: Int { ids.count + used }

    @inlinable package mutating func drain(_ text: TextBytes) {
        // SAFETY: the loop in C writes at most as many ids a piece as a set holds, and the code below at most 15 for a short one; see
        // `idCapacity`. Of a long piece only direct output has all, which has room for an id a byte of the text.
        var used = self.used
        var isLearned = false
        var next = ID.write(batch, from: 0, to: output, &used)
        while next < batch.pointee.count {
            let piece = pith_batch_pieces(batch)[next]
            var known = counter.knownIDs(text, piece)
            if known == nil, !isLearned {
                counter.learn(text, from: next)
                isLearned = true
                known = counter.knownIDs(text, piece)
            }
            let found = known ?? counter.idsOfUnseen(text, piece)
            if isDirect || piece.isShort {
                for index in 0..<found.count { output[used &+ index] = ID(truncatingIfNeeded: found[index] & ~PITH_ID_MARK) }
                used &+= found.count
            } else {
                ids.append(contentsOf: UnsafeBufferPointer(start: output, count: used))
                used = 0
                ids.append(contentsOf: found.lazy.map { ID(truncatingIfNeeded: $0) })
            }
            next = ID.write(batch, from: next &+ 1, to: output, &used)
        }
        if !isDirect {
            ids.append(contentsOf: UnsafeBufferPointer(start: output, count: used))
            used = 0
        }
        self.used = used
        batch.pointee.count = 0
        counter.growIDCacheWhenCrowded()
    }
}
