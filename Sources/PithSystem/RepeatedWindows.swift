// Where a few bytes of a line stood on it before: each window of twelve bytes that begins with a character is looked up in a table of where such windows
// stood last, and takes its place there.
//
// The table holds offsets and nothing else: whether two windows are the same is seen in the text. It is never cleared, for what stands before the line at
// hand counts as free.

/// The windows of one line after the other.
package struct RepeatedWindows {
    /// How many bytes a window has.
    package static let byteCount = 12

    /// Where windows stood last; what is before the line is free. A power of two of them are in use, at least twice the bytes of the line.
    private var slots: [Int] = []
    private var line = 0..<0
    private var bits: UInt64 = 6
    private let spread = KeyTable.spread

    package init() {}

    /// Goes on to `line`, which stands behind those before it.
    package mutating func begin(_ line: Range<Int>) {
        (self.line, bits) = (line, 6)
        while 1 << bits < line.count * 2 { bits += 1 }
        if slots.count < 1 << bits { slots = Array(repeating: -1, count: 1 << bits) }
    }

    /// The first window from `offset` on that stood on the line before, at `free` or behind it, and where it stood last; nil when none does. All windows
    /// that are gone through are noted. Offsets only grow from call to call. Cost: linear in what is gone through.
    package mutating func next(from offset: Int, in bytes: [UInt8], notBefore free: Int) -> (offset: Int, before: Int)? {
        precondition(line.lowerBound <= offset && line.upperBound <= bytes.count, "a place on line \(line) of a text of \(bytes.count)")
        let (mask, shift, spread, first, end) = (1 << Int(bits) &- 1, 64 &- bits, spread, line.lowerBound, line.upperBound)
        return bytes.withUnsafeBytes { text in
            slots.withUnsafeMutableBufferPointer { slots in
                // SAFETY: a window ends at or before the line's end, which is in the text, and so do those in slots that are not free; a slot's number is
                // below the number of slots, by the mask. GAIN: 46 kB of prose: 90 instructions a byte with Array's checks, 30 so (valgrind --tool=callgrind).
                func head(_ at: Int) -> UInt64 { text.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
                func tail(_ at: Int) -> UInt32 { text.loadUnaligned(fromByteOffset: at &+ 8, as: UInt32.self) }
                var at = offset
                while at &+ Self.byteCount <= end {
                    // A character does not begin with its second byte.
                    if text[at] & 0xC0 == 0x80 {
                        at &+= 1
                        continue
                    }
                    let head = head(at), tail = tail(at)
                    var slot = Int(truncatingIfNeeded: ((head ^ UInt64(tail) &* 0x9E37_79B9_7F4A_7C15) &* spread) &>> shift)
                    while slots[slot] >= first, RepeatedWindows.differ(text, slots[slot], head, tail) { slot = (slot &+ 1) & mask }
                    let before = slots[slot]
                    slots[slot] = at
                    if before >= first, before >= free { return (at, before) }
                    at &+= 1
                }
                return nil
            }
        }
    }

    @inline(__always) private static func differ(_ text: UnsafeRawBufferPointer, _ offset: Int, _ head: UInt64, _ tail: UInt32) -> Bool {
        text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != head
            || text.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt32.self) != tail
    }
}
