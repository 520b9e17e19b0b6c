// A vocabulary as one block of bytes that is probed where it lies: in the program's own file, or in a file mapped from disk.
// Nothing is parsed or built when it is opened; a process that counts ten words touches a few pages of it.
//
// Layout (little-endian, sections 64-byte aligned, their offsets in the header; `VocabularyPacker` writes it):
//
//   slots          12 bytes each: a perfect hash of all tokens. Eight bytes, then four (see `TokenSlot`): a token of at most eight bytes
//                  lies there itself, with its rank and where it splits; of a longer one, where its bytes are
//   displacements  2 bytes each, 2^bucketBits: the perfect hash's second argument ("hash, displace": each bucket of keys was given
//                  the first displacement that put all its keys into free slots)
//   filter         8-byte words, 2^filterBits: two bits are set in one word for each token; a key whose two bits are not both set is
//                  no token
//   slotOfRank     4 bytes a token: its slot, for the way from ids to bytes
//   bytes          the bytes of tokens longer than eight, then 16 zero bytes
//   lengthMasks    2 bytes each, 2^16: for the hash of a token's first three bytes, which lengths there are: bit n = length n+3
//                  (n < 15), bit 15 = 18 or more
//   longMasks      16 bytes each, 2^longMaskBits: for the hash of the first 16 bytes, which lengths from 18: bit n = length n+18,
//                  bit 127 = 145 or more
//   ids            4 bytes a token: the id of each rank; absent when they are the same
//   ranksByID      4 bytes a token: the ranks in the order of their ids; absent when ids rise with ranks
//   byteRanks      4 bytes each, 256: the rank of each single byte
//   pairSlots      8 bytes each: a perfect hash of all merges. Rank of the left token (20 bits) | of the right one (20) | of the token they
//                  make (24); all ones where there is none
//   pairDisplacements, pairFilter     for the merges what `displacements` and `filter` are for the tokens
//   metadata       what the packer was told, as text: only files packed by a user have any
//
// A look-up is one hash, one word of the filter, one displacement, one slot: never a loop, present or not. Filter and displacements are small
// enough for a processor's second-level cache, so a look-up waits for memory at most once. The filter turns away 29 of 30 absent keys;
// what is left is compared with the bytes, so an answer is never a guess.
//
// Rank means order of merging, as in a `.tiktoken` file.

import CPithBPE

/// A read-only view of a packed vocabulary. Copying it copies pointers; the memory belongs to whoever made it.
@usableFromInline package struct VocabularyTable: @unchecked Sendable {
    @usableFromInline let slots: UnsafeRawPointer
    @usableFromInline let displacements: UnsafePointer<UInt16>
    @usableFromInline let filter: UnsafePointer<UInt64>
    private let slotOfRank: UnsafePointer<UInt32>
    @usableFromInline let bytes: UnsafePointer<UInt8>
    @usableFromInline let lengthMasks: UnsafePointer<UInt16>
    @usableFromInline let longMasks: UnsafePointer<UInt64>
    @usableFromInline let ids: UnsafePointer<UInt32>?
    private let ranksByID: UnsafePointer<UInt32>?
    @usableFromInline let slotCount: UInt64
    @usableFromInline let bucketShift: UInt64
    @usableFromInline let filterMask: UInt64
    @usableFromInline let longMaskShift: UInt64
    /// The merges, for `Merger`.
    package let pairs: pith_pairs
    /// Mixed into every hash; the packer picked the first one that gave a perfect hash.
    @usableFromInline package let seed: UInt64
    @usableFromInline package let tokenCount: Int
    @usableFromInline package let maximumTokenLength: Int

    /// Opens a packed vocabulary; nil when it is not one, or is cut short.
    ///
    /// SAFETY: the caller keeps `memory` mapped and unchanged for as long as any copy of the table is used. The header is checked
    /// here; what the sections hold is not, so a file from outside has its digest checked first.
    package init?(_ memory: UnsafeRawBufferPointer) {
        guard let header = VocabularyHeader(memory), let base = memory.baseAddress else { return nil }
        func section<T>(_ offset: Int, _: T.Type) -> UnsafePointer<T> { (base + offset).assumingMemoryBound(to: T.self) }
        slots = base + header.slots
        displacements = section(header.displacements, UInt16.self)
        filter = section(header.filter, UInt64.self)
        slotOfRank = section(header.slotOfRank, UInt32.self)
        bytes = section(header.bytes, UInt8.self)
        lengthMasks = section(header.lengthMasks, UInt16.self)
        longMasks = section(header.longMasks, UInt64.self)
        ids = header.ids == 0 ? nil : section(header.ids, UInt32.self)
        ranksByID = header.ranksByID == 0 ? nil : section(header.ranksByID, UInt32.self)
        slotCount = UInt64(header.slotCount)
        bucketShift = 64 - UInt64(header.bucketBits)
        filterMask = 1 << UInt64(header.filterBits) - 1
        longMaskShift = 64 - UInt64(header.longMaskBits)
        seed = header.seed
        pairs = pith_pairs(
            slots: section(header.pairSlots, UInt64.self), displacements: section(header.pairDisplacements, UInt16.self),
            filter: section(header.pairFilter, UInt64.self), byte_ranks: section(header.byteRanks, UInt32.self),
            slot_count: UInt64(header.pairSlotCount),
            filter_mask: 1 << UInt64(header.filterBits) - 1, bucket_shift: 64 - UInt64(header.bucketBits), seed: header.seed,
            byte_pairs: nil)
        tokenCount = header.tokenCount
        maximumTokenLength = header.maximumTokenLength
    }

    // MARK: Tokens by rank

    /// Appends the bytes of a token.
    package func appendBytes(of rank: UInt32, to output: inout [UInt8]) {
        precondition(Int(rank) < tokenCount, "rank \(rank) of \(tokenCount) tokens")
        let slot = TokenSlot(self, at: UInt64(slotOfRank[Int(rank)]))
        if slot.isLong {
            output.append(contentsOf: UnsafeBufferPointer(start: bytes + slot.longOffset, count: slot.longLength))
        } else {
            withUnsafeBytes(of: slot.word.littleEndian) { output.append(contentsOf: $0.prefix(slot.shortLength)) }
        }
    }

    /// The id a rank is known by.
    @inlinable @inline(__always) package func id(of rank: UInt32) -> UInt32 { ids.map { $0[Int(rank)] } ?? rank }

    /// Puts ids where the ranks of `count` tokens are.
    func idsInPlace(of ranks: UnsafeMutablePointer<UInt32>, count: Int) -> UnsafeBufferPointer<UInt32> {
        // SAFETY: there are as many as the caller says, and ranks are below the number of tokens.
        if let ids { for i in 0..<count { ranks[i] = ids[Int(ranks[i])] } }
        return UnsafeBufferPointer(start: ranks, count: count)
    }

    /// The rank of an id, or nil when no token of the table has it. Cost: a binary search where ids are not ranks.
    package func rank(ofID id: Int) -> UInt32? {
        guard let ids else { return 0..<tokenCount ~= id ? UInt32(id) : nil }
        // SAFETY: places are below the number of tokens; so are ranks, which the packer wrote.
        func rank(at place: Int) -> Int { ranksByID.map { Int($0[place]) } ?? place }
        var (low, high) = (0, tokenCount)
        while low < high {
            let middle = (low + high) / 2
            if ids[rank(at: middle)] < id { low = middle + 1 } else { high = middle }
        }
        return low < tokenCount && ids[rank(at: low)] == id ? UInt32(rank(at: low)) : nil
    }

    // MARK: Tokens by bytes

    /// The slot where a token with this hash would be, or nil when there is certainly none.
    @inlinable @inline(__always) func slot(_ hash: UInt64) -> TokenSlot? {
        // SAFETY: the mask and the shift leave as many bits as the sections have entries, and the slot's index is below slotCount.
        let wanted = VocabularyTable.filterBits(hash)
        guard filter[Int(truncatingIfNeeded: VocabularyTable.filterWord(hash) & filterMask)] & wanted == wanted else { return nil }
        let displacement = UInt32(displacements[Int(truncatingIfNeeded: hash >> bucketShift)])
        return TokenSlot(self, at: VocabularyTable.slotIndex(hash, displacement, slotCount))
    }

    @inlinable @inline(__always) package static func filterWord(_ hash: UInt64) -> UInt64 { hash >> 18 }
    @inlinable @inline(__always) package static func filterBits(_ hash: UInt64) -> UInt64 { 1 &<< (hash & 63) | 1 &<< (hash >> 6 & 63) }
    @inlinable @inline(__always) package static func slotIndex(_ hash: UInt64, _ displacement: UInt32, _ slotCount: UInt64) -> UInt64 {
        (UInt64(UInt32(truncatingIfNeeded: hash) &* (displacement &* 2 &+ 1)) &* slotCount) >> 32
    }

    /// Asks for the memory that `prefetchSlot` reads.
    @inline(__always) func prefetchFilter(_ hash: UInt64) {
        pith_prefetch(filter + Int(truncatingIfNeeded: VocabularyTable.filterWord(hash) & filterMask))
        pith_prefetch(displacements + Int(truncatingIfNeeded: hash >> bucketShift))
    }

    /// Asks for the memory that `slot` reads.
    @inline(__always) func prefetchSlot(_ hash: UInt64) {
        let displacement = UInt32(displacements[Int(truncatingIfNeeded: hash >> bucketShift)])
        pith_prefetch(slots + Int(truncatingIfNeeded: VocabularyTable.slotIndex(hash, displacement, slotCount)) &* TokenSlot.byteCount)
    }

    /// The token with a short key, if there is one.
    @inlinable @inline(__always) func token(_ key: TokenKey, hash: UInt64, length: Int) -> Token? {
        guard let slot = slot(hash) else { return nil }
        if length <= 8 {
            guard slot.word == key.low, slot.shortLength == length else { return nil }
            return Token(rank: slot.rank, length: length, leftLength: slot.shortLeftLength)
        }
        guard slot.isLong, slot.longLength == length else { return nil }
        // SAFETY: sixteen zero bytes follow the last token, so sixteen bytes can be read at any token's start.
        let raw = UnsafeRawPointer(bytes + slot.longOffset)
        let low = raw.loadUnaligned(as: UInt64.self).littleEndian, high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        guard low == key.low, (high ^ key.high) << (128 &- UInt64(truncatingIfNeeded: length) &* 8) == 0 else { return nil }
        return Token(rank: slot.rank, length: length, leftLength: slot.longLeftLength)
    }

    /// The token with these bytes, if there is one.
    @inlinable @inline(__always) package func token(_ text: TextBytes, at offset: Int, length: Int) -> Token? {
        if length > TokenKey.maximumLength { return longToken(text, at: offset, length: length) }
        let key = TokenKey(text, at: offset, length: length)
        return token(key, hash: key.hash(seed: seed), length: length)
    }

    /// The token with these bytes, which merging made.
    func mergedToken(_ text: TextBytes, at offset: Int, length: Int) -> Token {
        guard let found = token(text, at: offset, length: length) else { preconditionFailure("merging makes tokens") }
        return found
    }

    @usableFromInline func longToken(_ text: TextBytes, at offset: Int, length: Int) -> Token? {
        guard length <= maximumTokenLength else { return nil }
        return longToken(text, at: offset, length: length, hash: TokenHash.hashLong(text, at: offset, length: length, seed: seed))
    }

    /// The token with these bytes, more than `TokenKey.maximumLength`, and this hash, if there is one.
    @usableFromInline func longToken(_ text: TextBytes, at offset: Int, length: Int, hash: UInt64) -> Token? {
        guard let slot = slot(hash), slot.isLong, slot.longLength == length,
            text.equals(bytes + slot.longOffset, at: offset, length: length)
        else { return nil }
        return Token(rank: slot.rank, length: length, leftLength: slot.longLeftLength)
    }

    // MARK: Tokens that start at a place

    @inlinable @inline(__always) package static func lengthMaskIndex(_ threeBytes: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt32(truncatingIfNeeded: threeBytes) &* 0x9E37_79B1) >> 16)
    }

    @inlinable @inline(__always) package static func longMaskHash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        TokenHash.mix(first ^ TokenHash.first, second ^ TokenHash.second)
    }

    /// The longest token of at most `limit` bytes that merging can make and that starts at `offset`.
    ///
    /// `limit` is at least 1 and stays inside the text. Cost: one look-up for each length that some token with the same first
    /// bytes has, longest first.
    @inlinable func longestToken(_ text: TextBytes, at offset: Int, limit: Int) -> Token {
        if limit >= 3 {
            // SAFETY: the index has 16 bits.
            let mask = lengthMasks[VocabularyTable.lengthMaskIndex(text.word(at: offset, length: 3))]
            if mask & 0x8000 != 0, limit >= 18, let found = longestLongToken(text, at: offset, limit: limit) { return found }
            var lengths = UInt32(mask & 0x7FFF)
            if limit < 17 { lengths &= (1 << UInt32(truncatingIfNeeded: limit &- 2)) &- 1 }
            while lengths != 0 {
                let bit = 31 &- lengths.leadingZeroBitCount
                if let found = token(text, at: offset, length: bit &+ 3), found.isReachable { return found }
                lengths &= ~(1 << UInt32(truncatingIfNeeded: bit))
            }
        }
        if limit >= 2, let found = token(text, at: offset, length: 2), found.isReachable { return found }
        guard let found = token(text, at: offset, length: 1) else {
            preconditionFailure("the packer refuses a vocabulary that lacks a byte")
        }
        return found
    }

    @usableFromInline func longestLongToken(_ text: TextBytes, at offset: Int, limit: Int) -> Token? {
        let hash = VocabularyTable.longMaskHash(text.word(at: offset, length: 8), text.word(at: offset &+ 8, length: 8))
        // SAFETY: the shift leaves longMaskBits bits.
        let entry = Int(truncatingIfNeeded: hash >> longMaskShift) &* 2
        let words = (longMasks[entry], longMasks[entry &+ 1])
        let longest = min(limit, maximumTokenLength)
        if longest >= 145, words.1 >> 63 != 0 {
            for length in stride(from: longest, through: 145, by: -1) {
                if let found = longToken(text, at: offset, length: length), found.isReachable { return found }
            }
        }
        for (word, base) in [(words.1 & (.max >> 1), 82), (words.0, 18)] where longest >= base {
            var lengths = longest - base >= 63 ? word : word & ((2 << UInt64(longest - base)) - 1)
            while lengths != 0 {
                let bit = 63 - lengths.leadingZeroBitCount
                if let found = longToken(text, at: offset, length: base + bit), found.isReachable { return found }
                lengths &= ~(1 << UInt64(bit))
            }
        }
        return nil
    }
}
