// 64 bytes of text as bit masks: bit n speaks of byte n. Everything past the first byte that is not ASCII is unknown, and 0 in all masks.

import CPithBPE

/// What the bytes of a block are.
@usableFromInline package struct ByteBlock {
    @usableFromInline package let letter: UInt64
    @usableFromInline package let upper: UInt64
    @usableFromInline package let lower: UInt64
    @usableFromInline package let digit: UInt64
    /// ' '
    @usableFromInline package let space: UInt64
    /// White space but for line breaks.
    @usableFromInline package let blank: UInt64
    /// Carriage return and line feed.
    @usableFromInline package let newline: UInt64
    /// Everything else.
    @usableFromInline package let sign: UInt64
    @usableFromInline package let apostrophe: UInt64
    /// How many bytes are known: up to the first one that is not ASCII.
    @usableFromInline package let knownCount: Int

    /// The block at `start`, from where 64 bytes can be read.
    @inlinable @inline(__always) package init(_ text: TextBytes, at start: Int) {
        var masks = pith_byte_masks()
        pith_byte_masks_of(text.base + start, &masks)
        knownCount = masks.non_ascii.trailingZeroBitCount
        let known: UInt64 = masks.non_ascii == 0 ? .max : (masks.non_ascii & (0 &- masks.non_ascii)) &- 1
        letter = masks.letter & known
        lower = masks.letter & masks.lower & known
        upper = masks.letter & ~masks.lower & known
        digit = masks.digit & known
        space = masks.space & known
        newline = masks.newline & known
        blank = masks.whitespace & ~masks.newline & known
        sign = ~(masks.letter | masks.digit | masks.whitespace) & known
        apostrophe = masks.apostrophe & known
    }
}

extension TextBytes {
    /// Whether the eight bytes at `start`, which can be read, are all ASCII.
    @inlinable @inline(__always) package func startsWithASCII(at start: Int) -> Bool {
        // SAFETY: the caller keeps away from the end of the memory (`PaddedText`).
        UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    }
}
