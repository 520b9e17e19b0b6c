// The bytes at hand and questions about them that need to know nothing else. Asking beyond either end is allowed: there stand zeros. So what is found in a
// stretch depends on its bytes and the two before it, and on nothing else.

import PithSystem

/// Text that is being walked over.
struct ByteText {
    let bytes: [UInt8]
    /// Where the bytes begin that may be asked for.
    private(set) var start = 0
    /// Where the stretch that is walked over ends.
    var end: Int
    /// Where the line at hand begins, after the mark of a diff.
    var lineStart = 0

    init(bytes: [UInt8]) { (self.bytes, end) = (bytes, bytes.count) }

    /// Makes `range` the stretch that is walked over.
    mutating func enter(_ range: Range<Int>) {
        (start, end, lineStart) = (max(0, range.lowerBound - FactExtractor.lookBack), range.upperBound, range.lowerBound)
    }

    /// The byte at `at`, or 0 where there is none.
    @inline(__always) func byte(_ at: Int) -> UInt8 { at >= start && at < end ? bytes[at] : 0 }

    /// Whether a word can begin with the byte at `at`.
    @inline(__always) func isWordByte(_ at: Int) -> Bool {
        let byte = byte(at)
        return byte.isNameByte || byte >= 0xC2
    }

    /// Whether an ASCII digit stands at `at`.
    @inline(__always) func isDigit(_ at: Int) -> Bool { byte(at).isDigit }

    /// Whether white space stands at `at`, or nothing.
    @inline(__always) func isSpaceOrEnd(_ at: Int) -> Bool {
        let byte = byte(at)
        return byte == 0 || byte == 0x20 || (byte >= 9 && byte <= 13)
    }

    /// The scalar at `at` and its length.
    @inline(__always) func scalar(at: Int) -> (scalar: UInt32, length: Int) { decodeScalar(bytes, at, end) }
}
