// A vocabulary as one block of bytes that is probed where it lies: in the program's own file, or in a file mapped from disk.
// Nothing is parsed or built when it is opened; a process that counts ten words touches a few pages of it.
//
// Layout (little-endian, sections 64-byte aligned, their offsets in the header; `VocabularyPacker` writes it):
//
//   slots          4 bytes each, 2^slotBits of them: a perfect hash of all tokens. fingerprint (12 bits) << 20 | rank (20 bits)
//   displacements  1 byte each, 2^bucketBits: the perfect hash's second argument ("hash, displace": each bucket of keys was given
//                  the first displacement that put all its keys into free slots)
//   records        8 bytes a token: left rank (20) | right rank (20) | offset of its bytes in `bytes` (24).
//                  left and right are the two tokens whose merge made it; a token that no merge makes names itself twice
//   bytes          the tokens' bytes in rank order, then 16 zero bytes
//   lengthMasks    2 bytes each, 2^16: for the hash of a token's first three bytes, which lengths there are: bit n = length n+3
//                  (n < 15), bit 15 = 18 or more
//   longMasks      16 bytes each, 2^longMaskBits: for the hash of the first 16 bytes, which lengths from 18: bit n = length n+18,
//                  bit 127 = 145 or more
//   ids            4 bytes a token: the id of each rank; absent when they are the same
//   metadata       what the packer was told, as text: only files packed by a user have any
//
// A look-up is one hash, one byte of `displacements`, one slot: never a loop, present or not. The 12-bit fingerprint turns away
// 4095 of 4096 absent keys; what is left is compared byte for byte, so an answer is never a guess.
//
// Rank means order of merging, as in a `.tiktoken` file. One more record than there are tokens closes the last token, and one
// more again, empty, is where unused slots point.

/// A read-only view of a packed vocabulary. Copying it copies pointers; the memory belongs to whoever made it.
@usableFromInline package struct VocabularyTable: @unchecked Sendable {
    @usableFromInline let slots: UnsafePointer<UInt32>
    @usableFromInline let displacements: UnsafePointer<UInt8>
    @usableFromInline let records: UnsafePointer<UInt64>
    @usableFromInline let bytes: UnsafePointer<UInt8>
    @usableFromInline let lengthMasks: UnsafePointer<UInt16>
    @usableFromInline let longMasks: UnsafePointer<UInt64>
    @usableFromInline let ids: UnsafePointer<UInt32>?
    @usableFromInline let slotMask: UInt64
    @usableFromInline let bucketShift: UInt64
    @usableFromInline let longMaskShift: UInt64
    /// Mixed into every hash; the packer picked the first one that gave a perfect hash.
    @usableFromInline package let seed: UInt64
    @usableFromInline package let tokenCount: Int
    @usableFromInline package let maximumTokenLength: Int

    /// Opens a packed vocabulary; nil when it is not one, or is cut short.
    ///
    /// SAFETY: the caller keeps `memory` mapped and unchanged for as long as any copy of the table is used. The header is checked
    /// here; `isIntact()` checks the rest, which the embedded tables do not need.
    package init?(_ memory: UnsafeRawBufferPointer) {
        guard let header = VocabularyHeader(memory), let base = memory.baseAddress else { return nil }
        func section<T>(_ offset: Int, _: T.Type) -> UnsafePointer<T> { (base + offset).assumingMemoryBound(to: T.self) }
        slots = section(header.slots, UInt32.self)
        displacements = section(header.displacements, UInt8.self)
        records = section(header.records, UInt64.self)
        bytes = section(header.bytes, UInt8.self)
        lengthMasks = section(header.lengthMasks, UInt16.self)
        longMasks = section(header.longMasks, UInt64.self)
        ids = header.ids == 0 ? nil : section(header.ids, UInt32.self)
        slotMask = 1 << UInt64(header.slotBits) - 1
        bucketShift = 64 - UInt64(header.bucketBits)
        longMaskShift = 64 - UInt64(header.longMaskBits)
        seed = header.seed
        tokenCount = header.tokenCount
        maximumTokenLength = header.maximumTokenLength
    }

    // MARK: Tokens by rank

    @inlinable @inline(__always) func offset(of rank: UInt32) -> Int { Int(truncatingIfNeeded: records[Int(rank)] >> 40) }

    /// The number of bytes of a token.
    @inlinable @inline(__always) package func length(of rank: UInt32) -> Int { offset(of: rank &+ 1) &- offset(of: rank) }

    /// The left and right token whose merge makes this one.
    @inlinable @inline(__always) package func left(of rank: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: records[Int(rank)]) & 0xFFFFF }
    @inlinable @inline(__always) package func right(of rank: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: records[Int(rank)] >> 20) & 0xFFFFF
    }

    /// Whether merging ever makes this token; single bytes are there from the start.
    @inlinable @inline(__always) package func isReachable(_ rank: UInt32, length: Int) -> Bool { length == 1 || left(of: rank) != rank }

    /// The bytes of a token.
    package func bytes(of rank: UInt32) -> UnsafeBufferPointer<UInt8> {
        precondition(Int(rank) < tokenCount, "rank \(rank) of \(tokenCount) tokens")
        return UnsafeBufferPointer(start: bytes + offset(of: rank), count: length(of: rank))
    }

    /// The id a rank is known by.
    @inlinable @inline(__always) package func id(of rank: UInt32) -> UInt32 { ids.map { $0[Int(rank)] } ?? rank }

    /// The rank of an id, or nil when no token of the table has it. Cost: a binary search where ids are not ranks.
    package func rank(ofID id: Int) -> UInt32? {
        guard let ids else { return 0..<tokenCount ~= id ? UInt32(id) : nil }
        var (low, high) = (0, tokenCount)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < tokenCount && ids[low] == id ? UInt32(low) : nil
    }

    // MARK: Ranks by bytes

    @inlinable static var absent: UInt32 { .max }

    /// The rank that a slot offers for this hash, not yet compared with the bytes; `absent` when the fingerprint differs.
    @inlinable @inline(__always) func candidate(_ hash: UInt64) -> UInt32 {
        // SAFETY: the shift leaves bucketBits bits and the mask slotBits bits, so both indices are inside their sections.
        let displacement = UInt64(displacements[Int(truncatingIfNeeded: hash >> bucketShift)])
        let slot = slots[Int(truncatingIfNeeded: VocabularyTable.slot(hash, displacement) & slotMask)]
        return slot >> 20 == VocabularyTable.fingerprint(hash) ? slot & 0xFFFFF : VocabularyTable.absent
    }

    @inlinable @inline(__always) package static func slot(_ hash: UInt64, _ displacement: UInt64) -> UInt64 {
        hash ^ (displacement &* 0x9E37_79B9_7F4A_7C15)
    }
    @inlinable @inline(__always) package static func fingerprint(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & 0xFFF
    }

    /// The rank of a short piece, or `absent`.
    @inlinable @inline(__always) func rank(of key: TokenKey, hash: UInt64, length: Int) -> UInt32 {
        let rank = candidate(hash)
        if rank == VocabularyTable.absent { return rank }
        let start = offset(of: rank)
        guard offset(of: rank &+ 1) &- start == length else { return VocabularyTable.absent }
        // SAFETY: sixteen zero bytes follow the last token, so sixteen bytes can be read at any token's start.
        let raw = UnsafeRawPointer(bytes + start)
        let low = raw.loadUnaligned(as: UInt64.self).littleEndian, high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        let difference: UInt64
        if length <= 8 {
            difference = (low ^ key.low) << (64 &- UInt64(truncatingIfNeeded: length) &* 8)
        } else {
            difference = (low ^ key.low) | ((high ^ key.high) << (128 &- UInt64(truncatingIfNeeded: length) &* 8))
        }
        return difference == 0 ? rank : VocabularyTable.absent
    }

    /// The rank of the token with these bytes, or nil.
    @inlinable package func rank(of text: TextBytes, at offset: Int, length: Int) -> UInt32? {
        let found = rankOrAbsent(of: text, at: offset, length: length)
        return found == VocabularyTable.absent ? nil : found
    }

    @inlinable @inline(__always) func rankOrAbsent(of text: TextBytes, at offset: Int, length: Int) -> UInt32 {
        if length <= TokenKey.maximumLength {
            let key = TokenKey(text, at: offset, length: length)
            return rank(of: key, hash: key.hash(seed: seed), length: length)
        }
        return rankOfLong(text, at: offset, length: length)
    }

    @usableFromInline func rankOfLong(_ text: TextBytes, at offset: Int, length: Int) -> UInt32 {
        guard length <= maximumTokenLength else { return VocabularyTable.absent }
        let rank = candidate(TokenHash.hashLong(text, at: offset, length: length, seed: seed))
        guard rank != VocabularyTable.absent, self.length(of: rank) == length else { return VocabularyTable.absent }
        return text.equals(bytes + self.offset(of: rank), at: offset, length: length) ? rank : VocabularyTable.absent
    }

    // MARK: Tokens that start at a place

    @inlinable @inline(__always) package static func lengthMaskIndex(_ threeBytes: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt32(truncatingIfNeeded: threeBytes) &* 0x9E37_79B1) >> 16)
    }

    @inlinable @inline(__always) package static func longMaskHash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        TokenHash.mix(first ^ TokenHash.first, second ^ TokenHash.second)
    }

    /// The longest token of at most `limit` bytes that merging can make and that starts at `offset`: its rank and length.
    ///
    /// `limit` is at least 1 and stays inside the text. Cost: one look-up for each length that some token with the same first
    /// bytes has, longest first; in text 1.5 on average.
    @inlinable func longestToken(_ text: TextBytes, at offset: Int, limit: Int) -> (rank: UInt32, length: Int) {
        if limit >= 3 {
            // SAFETY: the index has 16 bits.
            let mask = lengthMasks[VocabularyTable.lengthMaskIndex(text.word(at: offset, length: 3))]
            if mask & 0x8000 != 0, limit >= 18 {
                let found = longestLongToken(text, at: offset, limit: limit)
                if found.rank != VocabularyTable.absent { return found }
            }
            var lengths = UInt32(mask & 0x7FFF)
            if limit < 17 { lengths &= (1 << UInt32(truncatingIfNeeded: limit &- 2)) &- 1 }
            while lengths != 0 {
                let bit = 31 &- lengths.leadingZeroBitCount
                let length = bit &+ 3
                let rank = rankOrAbsent(of: text, at: offset, length: length)
                if rank != VocabularyTable.absent, left(of: rank) != rank { return (rank, length) }
                lengths &= ~(1 << UInt32(truncatingIfNeeded: bit))
            }
        }
        if limit >= 2 {
            let rank = rankOrAbsent(of: text, at: offset, length: 2)
            if rank != VocabularyTable.absent, left(of: rank) != rank { return (rank, 2) }
        }
        return (rankOrAbsent(of: text, at: offset, length: 1), 1)
    }

    @usableFromInline func longestLongToken(_ text: TextBytes, at offset: Int, limit: Int) -> (rank: UInt32, length: Int) {
        let hash = VocabularyTable.longMaskHash(text.word(at: offset, length: 8), text.word(at: offset &+ 8, length: 8))
        // SAFETY: the shift leaves longMaskBits bits.
        let entry = Int(truncatingIfNeeded: hash >> longMaskShift) &* 2
        let words = (longMasks[entry], longMasks[entry &+ 1])
        let longest = min(limit, maximumTokenLength)
        if longest >= 145, words.1 >> 63 != 0 {
            for length in stride(from: longest, through: 145, by: -1) {
                let rank = rankOfLong(text, at: offset, length: length)
                if rank != VocabularyTable.absent, left(of: rank) != rank { return (rank, length) }
            }
        }
        for (word, base) in [(words.1 & (.max >> 1), 82), (words.0, 18)] where longest >= base {
            var lengths = longest - base >= 63 ? word : word & ((2 << UInt64(longest - base)) - 1)
            while lengths != 0 {
                let bit = 63 - lengths.leadingZeroBitCount
                let rank = rankOfLong(text, at: offset, length: base + bit)
                if rank != VocabularyTable.absent, left(of: rank) != rank { return (rank, base + bit) }
                lengths &= ~(1 << UInt64(bit))
            }
        }
        return (VocabularyTable.absent, 0)
    }
}
