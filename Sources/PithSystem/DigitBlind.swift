// Bytes compared and hashed as if all digits were the same: lines that a program writes again and again differ in little else.
//
// Eight bytes are taken at a time, and of each that is a digit the low half is cleared, so that every digit becomes a zero and nothing else changes.

/// Bytes whose digits are all the same.
package enum DigitBlind {
    /// A hash of the bytes of `bytes` at `range` that is equal where only digits differ. Cost: linear, two instructions a byte.
    package static func hash(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var state = UInt64(truncatingIfNeeded: range.count)
        words(of: bytes, range, range) { word, _ in
            state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
            state ^= state >> 29
            return true
        }
        return state
    }

    /// How many bytes the stretches of `bytes`, of one length, have before the first in which they differ in more than digits. Cost: linear in those.
    package static func firstDifference(in bytes: [UInt8], _ first: Range<Int>, _ second: Range<Int>) -> Int {
        var same = 0
        words(of: bytes, first, second) { a, b in
            if a == b { same &+= 8 }
            return a == b
        }
        // The last word may hold fewer bytes than a word, or bytes of the one before it.
        same = min(same, first.count)
        func digitless(_ byte: UInt8) -> UInt8 { byte.isDigit ? 0x30 : byte }
        while same < first.count, digitless(bytes[first.lowerBound + same]) == digitless(bytes[second.lowerBound + same]) { same += 1 }
        return same
    }

    /// Hands `body` the words of two stretches of one length side by side until it says no; whether it said yes to all. The last word of each may hold
    /// bytes of the one before it, or none behind its own.
    @inline(__always) @discardableResult private static func words(
        of bytes: [UInt8], _ first: Range<Int>, _ second: Range<Int>, _ body: (UInt64, UInt64) -> Bool
    ) -> Bool {
        precondition(first.lowerBound >= 0 && first.upperBound <= bytes.count, "bytes \(first) of a text of \(bytes.count)")
        precondition(second.lowerBound >= 0 && second.upperBound <= bytes.count, "bytes \(second) of a text of \(bytes.count)")
        precondition(first.count == second.count, "stretches of one length")
        return bytes.withUnsafeBytes { buffer in
            // SAFETY: both stretches lie in the buffer, every load ends at or before their ends, and loads need no alignment. GAIN: 594 kB of log, each
            // line hashed and compared: 14 instructions a byte through Array, 4 so (valgrind --tool=callgrind).
            func word(_ at: Int) -> UInt64 { blind(buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
            let count = first.count, a = first.lowerBound, b = second.lowerBound
            var at = 0
            while at &+ 8 <= count {
                guard body(word(a &+ at), word(b &+ at)) else { return false }
                at &+= 8
            }
            if at == count { return true }
            if count >= 8 { return body(word(a &+ count &- 8), word(b &+ count &- 8)) }
            var last: UInt64 = 0, other: UInt64 = 0
            while at < count {
                last = last << 8 | UInt64(buffer[a &+ at])
                other = other << 8 | UInt64(buffer[b &+ at])
                at &+= 1
            }
            return body(blind(last), blind(other))
        }
    }

    /// The word with zeros for its digits.
    @inline(__always) private static func blind(_ word: UInt64) -> UInt64 {
        // A byte is a digit when it is 0x30 and less than ten apart from it: adding 0x76 to what is apart carries into the high bit from ten on.
        let apart = word ^ 0x3030_3030_3030_3030
        let others = (apart & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | apart
        let digits = ~others & 0x8080_8080_8080_8080
        return word & ~((digits >> 7) &* 0x0F)
    }
}
