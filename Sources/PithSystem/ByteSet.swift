// Sets of bytes, looked for 32 at a time where the processor can.

import CPithSystem

/// A set of bytes to look for.
@usableFromInline package struct ByteSet: Sendable {
    /// 1 for each that is in it; then, for each low half of a byte, a bit for each high half with which it is: those below 8, and those from 8 on.
    private let table: [UInt8]

    @inlinable package init(_ isMember: (UInt8) -> Bool) {
        var members: [UInt8] = []
        for byte in 0...255 where isMember(UInt8(truncatingIfNeeded: byte)) { members.append(UInt8(truncatingIfNeeded: byte)) }
        self.init(members)
    }

    /// The set of these bytes.
    @usableFromInline package init(_ members: [UInt8]) {
        var table: [UInt8] = Array(repeating: 0, count: 288)
        for byte in members {
            table[Int(byte)] = 1
            table[(byte < 0x80 ? 256 : 272) + Int(byte & 15)] |= 1 << (byte >> 4 & 7)
        }
        self.table = table
    }

    /// Whether the byte is in it.
    package func contains(_ byte: UInt8) -> Bool { table[Int(byte)] != 0 }

    /// The first offset in `range` of `bytes` at which one of the set stands; the end of the range when none does.
    package func firstOffset(in bytes: [UInt8], _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
        guard !range.isEmpty, table[Int(bytes[range.lowerBound])] == 0 else { return range.lowerBound }
        return bytes.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: the range lies in the buffer and is not empty, and the table is a set as the function reads it. GAIN: 2 MB of prose, all that is looked
                // for in `pith compress`: 72 M instructions byte by byte, 32 M so (valgrind --tool=callgrind).
                pith_first_member(buffer.baseAddress!, range.lowerBound + 1, range.upperBound, table.baseAddress!)
            }
        }
    }

    /// The first index of `text` at which one of the set stands; its end index when none does.
    package func firstIndex(in text: ArraySlice<UInt8>) -> Int {
        guard let first = text.first, table[Int(first)] == 0 else { return text.startIndex }
        return text.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: the buffer is not empty, and the table is a set as the function reads it. GAIN: 56 kB of conversation, what is written into its strings:
                // 4.0 M instructions byte by byte, 0.9 M so (valgrind --tool=callgrind).
                text.startIndex + pith_first_member(buffer.baseAddress!, 1, buffer.count, table.baseAddress!)
            }
        }
    }

    /// Bit n for each of the first 64 bytes of `range` that is in the set.
    @usableFromInline package func members(in bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty, "bytes \(range) of a text of \(bytes.count)")
        let members = bytes.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: from the range's start to the end of the buffer there is at least one byte, and the table is a set as the function reads it. GAIN: the
                // terms of 2 MB of prose: 64 M instructions byte by byte, 42 M with their stretches read off the bits (valgrind --tool=callgrind).
                pith_members(buffer.baseAddress! + range.lowerBound, bytes.count &- range.lowerBound, table.baseAddress!)
            }
        }
        return range.count < 64 ? members & (1 &<< UInt64(range.count) &- 1) : members
    }

    /// Where the first line in `range` begins that one of the set opens, where the range begins with a line; the end of the range when none does.
    package func firstLine(in bytes: [UInt8], _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
        return bytes.withUnsafeBufferPointer { buffer in
            table.withUnsafeBufferPointer { table in
                // SAFETY: the range lies in the buffer, and the table has a place for every byte. GAIN: 47 kB of prose with short lines,
                // a pass: 0.08 M instructions line by line with memchr, 0.04 M so (valgrind --tool=callgrind).
                guard let base = buffer.baseAddress, let table = table.baseAddress else { return range.upperBound }
                return pith_line_opening(base, range.lowerBound, range.upperBound, table)
            }
        }
    }

    /// How often a byte of the set follows another in `text`. Cost: linear.
    package func pairCount(in text: ArraySlice<UInt8>) -> Int {
        text.withUnsafeBytes { buffer in
            table.withUnsafeBytes { table in
                // SAFETY: `at` lies in the buffer, and the table has a place for every byte. GAIN: paragraphs that are compared in 2 MB of prose: 23
                // instructions a byte with an iterator, 6 so (valgrind --tool=callgrind).
                guard let base = buffer.baseAddress, let table = table.baseAddress else { return 0 }
                var count = 0
                var before: UInt8 = 0
                for at in 0..<buffer.count {
                    let isMember = table.load(fromByteOffset: Int(base.load(fromByteOffset: at, as: UInt8.self)), as: UInt8.self)
                    count &+= Int(isMember & before)
                    before = isMember
                }
                return count
            }
        }
    }

    /// Where the first stretch of `count` bytes of the set begins in `range`; the end of the range where there is none. Cost: where such bytes stand in short
    /// stretches a part of the range, for bytes are looked at from a stretch's end: one that is not of the set says where the next can begin.
    package func firstRun(of count: Int, in bytes: [UInt8], _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count && count > 0, "bytes \(range) of a text of \(bytes.count)")
        return bytes.withUnsafeBytes { buffer in
            table.withUnsafeBytes { table in
                // SAFETY: `at` stays in the range, which lies in the buffer, and the table has a place for every byte. GAIN: `pith compress` of 594 kB of
                // log, where encoded data is looked for: 100.4 M instructions with Array's checks from every sixtieth byte, 98.4 M so (valgrind
                // --tool=callgrind).
                guard let base = buffer.baseAddress, let table = table.baseAddress else { return range.upperBound }
                var start = range.lowerBound
                while start + count <= range.upperBound {
                    var at = start + count - 1
                    while at >= start, table.load(fromByteOffset: Int(base.load(fromByteOffset: at, as: UInt8.self)), as: UInt8.self) != 0 {
                        at &-= 1
                    }
                    guard at >= start else { return start }
                    start = at + 1
                }
                return range.upperBound
            }
        }
    }
}
