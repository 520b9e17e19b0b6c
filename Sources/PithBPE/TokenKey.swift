// The key under which a piece is looked up.
//
// A piece of at most 15 bytes *is* its key: the bytes in two words, zero-padded, with the length in the top byte. Two short pieces
// are equal exactly when their keys are, so short look-ups compare two words and never walk bytes. Longer pieces (1–3% of text)
// are folded into a hash eight bytes at a time and compared byte by byte.
//
// The mixing step is the folded 64×64→128-bit multiplication of wyhash: one multiplication, every input bit reaches every output bit.

/// The bytes of a short piece and its length in 16 bytes.
@usableFromInline package struct TokenKey: Equatable {
    @usableFromInline package let low: UInt64
    @usableFromInline package let high: UInt64

    @inlinable @inline(__always) package init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

    /// The longest piece that fits.
    @inlinable package static var maximumLength: Int { 15 }

    /// The key of the `length` (1…15) bytes of `text` at `offset`.
    @inlinable @inline(__always) package init(_ text: TextBytes, at offset: Int, length: Int) {
        let tag = UInt64(truncatingIfNeeded: length) << 56
        if length <= 8 {
            low = text.word(at: offset, length: length)
            high = tag
        } else {
            low = text.word(at: offset, length: 8)
            high = text.word(at: offset &+ 8, length: length &- 8) | tag
        }
    }

    /// The hash of a short piece.
    @inlinable @inline(__always) package func hash(seed: UInt64) -> UInt64 {
        TokenHash.mix(low ^ TokenHash.first, high ^ seed)
    }
}

/// Hashing of pieces.
@usableFromInline package enum TokenHash {
    @inlinable static var first: UInt64 { 0xA076_1D64_78BD_642F }
    @inlinable static var second: UInt64 { 0xE703_7ED1_A0B4_28DB }

    /// Folds two words into one: the two halves of their 128-bit product, xor-ed.
    @inlinable @inline(__always) package static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The hash of a piece of any length: the key's hash for a short one.
    @inlinable package static func hash(_ text: TextBytes, at offset: Int, length: Int, seed: UInt64) -> UInt64 {
        if length <= TokenKey.maximumLength { return TokenKey(text, at: offset, length: length).hash(seed: seed) }
        return hashLong(text, at: offset, length: length, seed: seed)
    }

    @usableFromInline static func hashLong(_ text: TextBytes, at offset: Int, length: Int, seed: UInt64) -> UInt64 {
        var state = mix(UInt64(truncatingIfNeeded: length) ^ first, seed ^ second)
        var position = offset
        let end = offset + length
        while position &+ 8 <= end {
            state = mix(state ^ text.word(at: position, length: 8), second)
            position &+= 8
        }
        if position < end { state = mix(state ^ text.word(at: position, length: end &- position), first) }
        return mix(state, second)
    }
}
