// The bytes being tokenized, as a bare pointer that ordinary code can index.
//
// Scanners and the merge loop read bytes one at a time and pieces sixteen bytes at a time. This type is the one place where
// they touch memory: everything above it is written without unsafe pointers, and debug builds check every index.

/// Bytes that outlive the call they are passed to. Valid UTF-8, wherever a pre-tokenizer is concerned.
@usableFromInline package struct TextBytes {
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline package let count: Int

    /// The bytes of `buffer`, which the caller keeps alive.
    @inlinable package init(_ buffer: UnsafeBufferPointer<UInt8>) {
        // SAFETY: an empty buffer may have no address; nothing is read through the stand-in, because the count is 0.
        base = buffer.baseAddress ?? UnsafePointer(bitPattern: 16)!
        count = buffer.count
    }

    // SAFETY: callers index below `count`; debug builds (all tests) check. GAIN: an array costs 15–20% of a scan, a span 5–10%.
    @inlinable package subscript(index: Int) -> UInt8 {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            return base[index]
        }
    }

    /// The first `length` (at most 8) bytes at `offset` as a little-endian number, the rest of it zero.
    @inlinable @inline(__always) package func word(at offset: Int, length: Int) -> UInt64 {
        assert(offset >= 0 && length >= 0 && length <= 8 && offset + length <= count)
        if offset &+ 8 <= count {
            // SAFETY: eight bytes are there.
            let word = UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self).littleEndian
            return length >= 8 ? word : word & ((1 << (UInt64(truncatingIfNeeded: length) &* 8)) &- 1)
        }
        return wordNearEnd(at: offset, length: length)
    }

    @usableFromInline @inline(never) func wordNearEnd(at offset: Int, length: Int) -> UInt64 {
        var word: UInt64 = 0
        for i in 0..<length { word |= UInt64(base[offset + i]) << UInt64(8 * i) }
        return word
    }

    /// The bytes of `range`, which lies inside.
    package func slice(_ range: Range<Int>) -> TextBytes {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice of bytes lies inside them")
        return TextBytes(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// The bytes as a buffer, valid as long as they are.
    package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Appends all bytes to `output`.
    package func append(to output: inout [UInt8]) { output.append(contentsOf: UnsafeBufferPointer(start: base, count: count)) }

    /// Whether the `length` bytes at `start` are those at `other`.
    @inline(__always) func equals(_ other: UnsafePointer<UInt8>, at start: Int, length: Int) -> Bool {
        assert(start >= 0 && start + length <= count)
        // SAFETY: both runs are `length` bytes long; words are compared while eight bytes are left.
        var place = 0
        let (one, two) = (UnsafeRawPointer(base + start), UnsafeRawPointer(other))
        while place &+ 8 <= length {
            if one.loadUnaligned(fromByteOffset: place, as: UInt64.self) != two.loadUnaligned(fromByteOffset: place, as: UInt64.self) {
                return false
            }
            place &+= 8
        }
        while place < length {
            if base[start &+ place] != other[place] { return false }
            place &+= 1
        }
        return true
    }
}
