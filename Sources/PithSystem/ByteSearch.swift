// Where a byte stands next, and whether bytes are the same: most passes over a text go from line end to line end, and the C library looks at 32
// bytes at a time.

import CPithSystem

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The first offset in `range` of `bytes` at which `byte` stands; the end of the range when it stands nowhere there.
package func firstOffset(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    guard !range.isEmpty else { return range.upperBound }
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: the range lies in the buffer and is not empty, so the buffer has an address. GAIN: 594 kB of log, line by line: 3.5 M
        // instructions a pass with firstIndex(of:), 0.5 M with memchr (valgrind --tool=callgrind).
        let base = buffer.baseAddress!
        guard let found = memchr(base + range.lowerBound, Int32(byte), range.count) else { return range.upperBound }
        return UnsafeRawPointer(found) - base
    }
}

/// Where the line that holds `offset` ends: the offset of its line feed, or `limit`.
package func lineEnd(in bytes: [UInt8], from offset: Int, limit: Int) -> Int { firstOffset(of: 0x0A, in: bytes, offset..<limit) }

/// Whether two stretches hold the same bytes.
package func areSame(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
    guard first.count == second.count else { return false }
    guard !first.isEmpty else { return true }
    return first.withUnsafeBytes { first in
        second.withUnsafeBytes { second in
            // SAFETY: both buffers hold `first.count` bytes, at least one. GAIN: 594 kB: 4.2 M instructions with ==, 0.1 M with memcmp.
            memcmp(first.baseAddress!, second.baseAddress!, first.count) == 0
        }
    }
}

/// Whether two stretches of one text hold the same bytes. No reference to it is counted: threads that compare what stands in one text do not wait for each other.
package func areSame(_ bytes: [UInt8], _ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    let ends = max(first.upperBound, second.upperBound)
    precondition(
        first.lowerBound >= 0 && second.lowerBound >= 0 && ends <= bytes.count, "bytes \(first) and \(second) of a text of \(bytes.count)")
    guard !first.isEmpty else { return true }
    return bytes.withUnsafeBytes { bytes in
        // SAFETY: both stretches lie in the buffer and are not empty, so it has an address. GAIN: as above.
        memcmp(bytes.baseAddress! + first.lowerBound, bytes.baseAddress! + second.lowerBound, first.count) == 0
    }
}

/// Whether `first` stands before `second` in the order of bytes.
package func precedes(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
    let count = min(first.count, second.count)
    guard count > 0 else { return first.count < second.count }
    let order = first.withUnsafeBytes { first in
        second.withUnsafeBytes { second in
            // SAFETY: both buffers hold `count` bytes, at least one. GAIN: 10,000 clocks: 2.6 M instructions byte by byte, 0.9 M with memcmp.
            memcmp(first.baseAddress!, second.baseAddress!, count)
        }
    }
    return order != 0 ? order < 0 : first.count < second.count
}

/// How many bytes in `range` belong to characters beyond ASCII.
package func countBeyondASCII(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: every load ends within the range, which lies in the buffer; loads need no alignment. GAIN: 92 kB of prose in paragraphs: 0.47 M
        // instructions byte by byte, 0.15 M eight at a time.
        var count = 0, at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            count &+= (buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080).nonzeroBitCount
            at &+= 8
        }
        while at < range.upperBound {
            count &+= Int(buffer[at] >> 7)
            at &+= 1
        }
        return count
    }
}

/// How many line feeds stand in `range`.
package func countLineFeeds(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: every load ends within the range, which lies in the buffer; loads need no alignment. GAIN: eight bytes at a time, as countBeyondASCII.
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        var count = 0, at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            let other = buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
            count &+= 8 &- (((other & low) &+ low | other) & ~low).nonzeroBitCount
            at &+= 8
        }
        while at < range.upperBound {
            if buffer[at] == 0x0A { count &+= 1 }
            at &+= 1
        }
        return count
    }
}

/// Where in `range` two blanks stand side by side first, both in it; the end of the range when they do nowhere there.
package func firstPairOfBlanks(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: every load ends within the range, which lies in the buffer; loads need no alignment. GAIN: 594 kB of log line by line: 2.6 M
        // instructions looking at every other byte, 1.2 M so (valgrind --tool=callgrind).
        var at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            let other = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ 0x2020_2020_2020_2020
            let blanks = ~((other & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | other | 0x7F7F_7F7F_7F7F_7F7F)
            let pairs = blanks & (blanks >> 8)
            if pairs != 0 { return at &+ pairs.trailingZeroBitCount / 8 }
            // The last of the eight may be the first of two.
            at &+= 7
        }
        while at &+ 1 < range.upperBound {
            if buffer[at] == 0x20, buffer[at &+ 1] == 0x20 { return at }
            at &+= 1
        }
        return range.upperBound
    }
}

/// How many characters begin in `range`: how many of its bytes go on with none.
package func countCharacters(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: every load ends within the range, which lies in the buffer; loads need no alignment. GAIN: 47 kB of prose line by line: 0.5 M
        // instructions byte by byte, 0.1 M eight at a time (valgrind --tool=callgrind).
        var rest = 0, at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            let word = buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            rest &+= (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
            at &+= 8
        }
        while at < range.upperBound {
            if buffer[at] & 0xC0 == 0x80 { rest &+= 1 }
            at &+= 1
        }
        return range.count - rest
    }
}

extension ArraySlice<UInt8> {
    /// Whether it begins with the bytes of `prefix`. Cost: a few steps where the first byte is another.
    @inlinable @inline(__always) package func begins(with prefix: StaticString) -> Bool {
        guard let first, let wanted = prefix.firstByte else { return prefix.utf8CodeUnitCount == 0 }
        return first == wanted && goesOn(with: prefix)
    }

    @usableFromInline func goesOn(with prefix: StaticString) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard count >= length else { return false }
        return withUnsafeBytes { bytes in
            // SAFETY: both hold `length` bytes, at least one. GAIN: a line of a diff is asked for thirty beginnings, in 100 instructions each with
            // starts(with:) on the view of a string, in 20 so: most differ in the second byte.
            let base = bytes.baseAddress!
            guard prefix.hasPointerRepresentation else { return prefix.withUTF8Buffer { memcmp(base, $0.baseAddress!, length) == 0 } }
            let wanted = prefix.utf8Start
            var at = 0
            while at < length, base.load(fromByteOffset: at, as: UInt8.self) == wanted[at] { at &+= 1 }
            return at == length
        }
    }

    /// Whether `part` stands anywhere in it. Cost: the product of the lengths at worst; for short parts in line heads.
    package func contains(_ part: StaticString) -> Bool {
        let length = part.utf8CodeUnitCount
        guard length > 0, count >= length else { return length == 0 }
        return withUnsafeBytes { bytes in
            part.withUTF8Buffer { part in
                // SAFETY: where its first byte is found `length` bytes are left, and there is one at least. GAIN: `pith compress` of 2 MB of program text: 22 M
                // instructions with starts(with:) on the view of a string, 2 M so (valgrind --tool=callgrind).
                var at = bytes.baseAddress!
                var left = bytes.count - length + 1
                while left > 0, let found = memchr(at, Int32(part[0]), left) {
                    let found = UnsafeRawPointer(found)
                    if memcmp(found, part.baseAddress!, length) == 0 { return true }
                    left -= found - at + 1
                    at = found + 1
                }
                return false
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// Where the first stretch of the bytes of `part` begins; nil where there is none. Cost: linear.
    package func firstOffset(of part: ArraySlice<UInt8>) -> Int? {
        guard !part.isEmpty else { return startIndex }
        return withUnsafeBufferPointer { bytes in
            part.withUnsafeBufferPointer { part in
                // SAFETY: both buffers are as long as they say, and `part` has an address. GAIN: 4 facts looked for in what near-duplicates change: 0.37 M
                // instructions with firstRange(of:), which is generic, 0.01 M so (valgrind --tool=callgrind).
                guard let base = bytes.baseAddress else { return nil }
                let found = pith_first_part(base, bytes.count, part.baseAddress!, part.count)
                return found < bytes.count ? startIndex + found : nil
            }
        }
    }

    /// Whether the bytes of `part` stand in it side by side. Cost: linear.
    package func holds(_ part: ArraySlice<UInt8>) -> Bool { firstOffset(of: part) != nil }
}

extension StaticString {
    /// Its first byte; nil when it is empty.
    @inlinable @inline(__always) package var firstByte: UInt8? {
        // SAFETY: a literal of several bytes has an address, and as many bytes there. GAIN: `pith compress` of 2 MB of a diff: 121 M instructions for what lines
        // begin with where each is compared with memcmp, 20 M so (valgrind --tool=callgrind).
        hasPointerRepresentation ? (utf8CodeUnitCount > 0 ? utf8Start.pointee : nil) : withUTF8Buffer { $0.first }
    }
}

/// What the bytes in `range` have between them, where `classes[b]` has a bit for each thing that byte `b` has.
package func union(of classes: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> UInt8 {
    precondition(classes.count == 256, "a class for every byte")
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        classes.withUnsafeBytes { classes in
            // SAFETY: the range lies in the buffer, and there is a class for every byte. GAIN: 594 kB of log cut into lines: 12 instructions a
            // byte with Array's checks, 4 so (valgrind --tool=callgrind).
            guard let base = buffer.baseAddress, let classes = classes.baseAddress else { return 0 }
            return range.reduce(into: UInt8(0)) { found, at in
                found |= classes.load(fromByteOffset: Int(base.load(fromByteOffset: at, as: UInt8.self)), as: UInt8.self)
            }
        }
    }
}

/// Where in `range` of `bytes` the first byte stands of which `classes[b]` has a bit of `stops`, or the end of the range; what the bytes before it have
/// between them; and a hash of these (FNV-1a, from 0).
@inlinable @inline(__always) package func run(
    of classes: [UInt8], until stops: UInt8, in bytes: [UInt8], _ range: Range<Int>
) -> (end: Int, found: UInt8, hash: UInt64) {
    precondition(classes.count == 256, "a class for every byte")
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        classes.withUnsafeBytes { classes in
            // SAFETY: the range lies in the buffer, and there is a class for every byte. GAIN: 594 kB of log cut into words, for their heads and again for
            // their templates: 14 instructions a byte with Array's checks, 9 so (valgrind --tool=callgrind).
            guard let base = buffer.baseAddress, let classes = classes.baseAddress else { return (range.upperBound, 0, 0) }
            var at = range.lowerBound
            var found: UInt8 = 0, hash: UInt64 = 0
            while at < range.upperBound {
                let byte = base.load(fromByteOffset: at, as: UInt8.self)
                let byteClass = classes.load(fromByteOffset: Int(byte), as: UInt8.self)
                if byteClass & stops != 0 { break }
                found |= byteClass
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                at &+= 1
            }
            return (at, found, hash)
        }
    }
}

/// The run of ASCII letters and digits, and of underscores where they count, that begins at `start`, before `limit`, and what readers of words want to know
/// of one: where it ends; the hash of its bytes in small letters (FNV-1a), and those without its last byte, its last two, its last three; what is in it: 1 for a
/// small letter, 2 for a capital, 4 for a digit, 8 for an underscore; and whether a capital stands behind a small letter. Cost: its length.
@inlinable @inline(__always) package func foldedRun(
    in bytes: [UInt8], from start: Int, to limit: Int, withUnderscores: Bool
) -> (end: Int, hash: UInt64, hashes: (UInt64, UInt64, UInt64), kinds: UInt8, hasInnerCapital: Bool) {
    precondition(start >= 0 && limit <= bytes.count, "bytes \(start)..<\(limit) of a text of \(bytes.count)")
    return bytes.withUnsafeBytes { buffer in
        // SAFETY: what is read lies from `start` on and before `limit`, so in the buffer. GAIN: words of 47 kB of prose: 22 instructions a byte with Array's
        // checks, 14 so (valgrind --tool=callgrind).
        var at = start
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var kinds: UInt8 = 0
        var hasInnerCapital = false
        guard let base = buffer.baseAddress else { return (at, hash, (0, 0, 0), kinds, hasInnerCapital) }
        while at < limit {
            let byte = base.load(fromByteOffset: at, as: UInt8.self)
            let folded = byte | 0x20
            // Most bytes are letters: theirs is a way of its own.
            if folded &- 0x61 < 26 {
                if byte & 0x20 != 0 {
                    kinds |= 1
                } else {
                    hasInnerCapital = hasInnerCapital || kinds & 1 != 0
                    kinds |= 2
                }
                hash = (hash ^ UInt64(folded)) &* 0x100_0000_01B3
                at &+= 1
                continue
            }
            if byte &- 0x30 < 10 {
                kinds |= 4
            } else if withUnderscores, byte == 0x5F {
                kinds |= 8
            } else {
                break
            }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            at &+= 1
        }
        // The multiplication can be undone: so nobody who does not ask for the hashes before pays for them.
        func undone(_ hash: UInt64, _ back: Int) -> UInt64 {
            guard at &- start >= back else { return 0 }
            let byte = base.load(fromByteOffset: at &- back, as: UInt8.self)
            return (hash &* 0xCE96_5057_AFF6_957B) ^ UInt64(byte == 0x5F ? byte : byte | 0x20)
        }
        let first = undone(hash, 1), second = undone(first, 2)
        return (at, hash, (first, second, undone(second, 3)), kinds, hasInnerCapital)
    }
}
