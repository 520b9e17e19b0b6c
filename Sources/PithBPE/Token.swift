// What is known of a token, and how a slot of the vocabulary holds it.

/// A token that was found in a vocabulary.
@usableFromInline package struct Token {
    /// Its place in the order of merging.
    @usableFromInline package let rank: UInt32
    @usableFromInline package let length: Int
    /// The length of the left one of the two tokens whose merge makes it; 0 for single bytes, and for tokens that no merge makes.
    @usableFromInline package let leftLength: Int

    @inlinable @inline(__always) init(rank: UInt32, length: Int, leftLength: Int) {
        (self.rank, self.length, self.leftLength) = (rank, length, leftLength)
    }

    /// Whether merging arrives at this token; single bytes are there from the start.
    @inlinable @inline(__always) package var isReachable: Bool { leftLength > 0 || length == 1 }
}

/// Twelve bytes of a packed vocabulary. The first eight, `word`, hold a short token's bytes; or, of one longer than eight bytes,
/// offset (24 bits) | length (16) | length of the left part (16). The last four, `info`: rank (20 bits) | length (4; 15 for long tokens, 0 in
/// unused slots) | length of the left part (4).
@usableFromInline package struct TokenSlot {
    package static let byteCount = 12
    private static let longMark: UInt32 = 15

    @usableFromInline package let word: UInt64
    @usableFromInline package let info: UInt32

    @inlinable @inline(__always) init(_ table: VocabularyTable, at index: UInt64) {
        // SAFETY: the caller's index is below the number of slots.
        let raw = table.slots + Int(truncatingIfNeeded: index) &* 12
        word = raw.loadUnaligned(as: UInt64.self).littleEndian
        info = raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian
    }

    /// The slot of a token of at most eight bytes.
    package init(short bytes: [UInt8], rank: Int, leftLength: Int) {
        word = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        info = UInt32(rank) | UInt32(bytes.count) << 20 | UInt32(leftLength) << 24
    }

    /// The slot of a token of more than eight bytes, which lie at `offset`.
    package init(longAt offset: Int, length: Int, rank: Int, leftLength: Int) {
        word = UInt64(offset) | UInt64(length) << 24 | UInt64(leftLength) << 40
        info = UInt32(rank) | Self.longMark << 20
    }

    @inlinable @inline(__always) var rank: UInt32 { info & 0xFFFFF }
    @inlinable @inline(__always) var shortLength: Int { Int(truncatingIfNeeded: info >> 20 & 15) }
    @inlinable @inline(__always) var shortLeftLength: Int { Int(truncatingIfNeeded: info >> 24) }
    @inlinable @inline(__always) var isLong: Bool { info >> 20 & 15 == 15 }
    @inlinable @inline(__always) var longOffset: Int { Int(truncatingIfNeeded: word & 0xFFFFFF) }
    @inlinable @inline(__always) var longLength: Int { Int(truncatingIfNeeded: word >> 24 & 0xFFFF) }
    @inlinable @inline(__always) var longLeftLength: Int { Int(truncatingIfNeeded: word >> 40 & 0xFFFF) }
}
