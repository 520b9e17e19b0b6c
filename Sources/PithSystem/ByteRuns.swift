// Stretches of bytes of one kind, such as words, one after the other. Which of 64 bytes are of the kind is asked at once; where a stretch begins and ends is
// read off the bits.

/// Calls `body` with each stretch of bytes of `set` in `range`, each as long as it can be, in order; `body` says where to go on: mostly at the end of the stretch,
/// or somewhere behind it. Cost: linear.
@inlinable @inline(__always) package func forEachRun(of set: ByteSet, in bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) -> Int) {
    var block = range.lowerBound
    while block < range.upperBound {
        var members = set.members(in: bytes, block..<range.upperBound)
        while members != 0 {
            let first = members.trailingZeroBitCount
            let start = block &+ first
            var end = first &+ (~(members &>> UInt64(first))).trailingZeroBitCount
            // It goes on in the next 64 bytes.
            while end == 64 {
                block &+= 64
                members = block < range.upperBound ? set.members(in: bytes, block..<range.upperBound) : 0
                end = (~members).trailingZeroBitCount
            }
            let next = body(start..<block &+ end) &- block
            if next < 64 {
                members &= ~0 &<< UInt64(next)
            } else {
                (members, block) = (0, block &+ next &- 64)
            }
        }
        block &+= 64
    }
}

/// A hash of the bytes in `range` with the bits of `folding` set (0x20: ASCII letters are small then, and digits as they are; FNV-1a), and whether all of them are
/// ASCII. Cost: linear.
@inlinable @inline(__always) package func hash(
    of range: Range<Int>, in bytes: [UInt8], folding: UInt8 = 0
) -> (value: UInt64, isASCII: Bool) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBufferPointer { buffer in
        // SAFETY: the range lies in the buffer. GAIN: the words that near-duplicates are told by, in 2 MB of prose: 71 M instructions with
        // Array's checks, 49 M so (valgrind --tool=callgrind).
        guard let base = buffer.baseAddress else { return (0xCBF2_9CE4_8422_2325, true) }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var all: UInt8 = 0
        for at in range {
            all |= base[at]
            hash = (hash ^ UInt64(base[at] | folding)) &* 0x100_0000_01B3
        }
        return (hash, all < 0x80)
    }
}
