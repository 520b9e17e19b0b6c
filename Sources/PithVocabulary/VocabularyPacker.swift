// Turns a list of tokens in merge order into the block of bytes that `VocabularyTable` probes (its head comment gives the layout).
//
// Two steps deserve a word. The perfect hash: keys fall into buckets by the top bits of their hash; buckets are placed fullest
// first, each trying displacements 0, 1, 2 … 65535 until all its keys land in free slots; when one bucket finds none, everything
// starts again with the next seed. The splits: each token's bytes are merged the literal way, and the last merge names its parts.
// A token that merging does not arrive at (some vocabularies have them) can be found as a whole piece only, and names itself.

import CPithBPE
import PithBPE
import PithSystem

/// Packs vocabularies.
package enum VocabularyPacker {
    /// The packed form of `tokens`, in merge order.
    ///
    /// - Parameters:
    ///   - ids: the id of each token, where it is not its place in the list.
    ///   - leftLengths: the length of the left one of the two tokens that each is merged from, 0 for single bytes and for tokens that merging does
    ///     not arrive at; nil where any two neighbours that make a token may merge, which tells it.
    ///   - sourceDigest: the SHA-256 of the file the tokens came from, in hexadecimal.
    ///   - metadata: text kept for the reader.
    /// - Throws: `VocabularyError` when a byte value has no token of its own, a token is twice there or empty, or there are too many.
    package static func pack(
        tokens: [[UInt8]], ids: [UInt32]? = nil, leftLengths: [Int]? = nil, sourceDigest: String = "", metadata: String = ""
    ) throws(VocabularyError) -> [UInt8] {
        try check(tokens, ids)
        let leftLengths = leftLengths ?? MergeReplay.leftLengths(of: tokens)
        for seed in 1...1000 {
            if let packed = attempt(tokens, ids, leftLengths, UInt64(seed) &* 0x9E37_79B9_7F4A_7C15, sourceDigest, metadata) {
                return packed
            }
        }
        throw .notPackable("no perfect hash found in 1000 attempts")
    }

    private static func check(_ tokens: [[UInt8]], _ ids: [UInt32]?) throws(VocabularyError) {
        guard tokens.count <= VocabularyHeader.maximumTokenCount, tokens.reduce(0, { $0 + $1.count }) <= VocabularyHeader.maximumBytes
        else {
            throw .notPackable("\(tokens.count) tokens are more than a packed vocabulary holds")
        }
        if let ids {
            guard let largest = ids.max(), largest <= VocabularyHeader.maximumTokenCount else {
                throw .notPackable(
                    "ids go up to \(ids.max() ?? 0), and a packed vocabulary holds them up to \(VocabularyHeader.maximumTokenCount)")
            }
            guard Set(ids).count == ids.count else { throw .notPackable("two tokens have the same id") }
        }
        var seen = Set<[UInt8]>(minimumCapacity: tokens.count)
        for (rank, token) in tokens.enumerated() {
            guard !token.isEmpty else { throw .notPackable("the token of rank \(rank) is empty") }
            guard token.count <= MergeReplay.longestToken else {
                throw .notPackable("the token of rank \(rank) has \(token.count) bytes, more than \(MergeReplay.longestToken)")
            }
            guard seen.insert(token).inserted else { throw .notPackable("the token of rank \(rank) is there twice") }
        }
        if let byte = (UInt8.min...UInt8.max).first(where: { !seen.contains([$0]) }) {
            throw .notPackable("byte \(byte) has no token of its own; only byte-level vocabularies can be used")
        }
    }

    private static func attempt(
        _ tokens: [[UInt8]], _ ids: [UInt32]?, _ leftLengths: [Int], _ seed: UInt64, _ sourceDigest: String, _ metadata: String
    ) -> [UInt8]? {
        var header = VocabularyHeader()
        header.seed = seed
        header.tokenCount = tokens.count
        header.maximumTokenLength = tokens.reduce(0) { max($0, $1.count) }
        header.slotCount = tokens.count * 10 / 9 + 1
        // At most 6.5 keys a bucket: with more, the last buckets find no free slots for all of theirs.
        header.bucketBits = bits(for: (2 * tokens.count + 12) / 13)
        header.filterBits = max(0, bits(for: tokens.count) - 3)
        header.longMaskBits = max(1, bits(for: tokens.count { $0.count >= 18 }))

        let hashes = tokens.map { token in
            token.withUnsafeBufferPointer { TokenHash.hash(TextBytes($0), at: 0, length: token.count, seed: seed) }
        }
        guard let hash = perfectHash(hashes, slotCount: header.slotCount, header) else { return nil }
        let merges = merges(tokens, leftLengths)
        header.pairSlotCount = merges.count * 10 / 9 + 1
        let pairHashes = merges.map { pith_pair_hash(UInt64($0.left) << 20 | UInt64($0.right), seed) }
        guard let pairHash = perfectHash(pairHashes, slotCount: header.pairSlotCount, header) else { return nil }
        var lengthMasks = [UInt16](repeating: 0, count: 1 << 16)
        var longMasks = [UInt64](repeating: 0, count: 2 << header.longMaskBits)
        for token in tokens { note(token, in: &lengthMasks, &longMasks, header) }

        var output = [UInt8](repeating: 0, count: VocabularyHeader.byteCount)
        func begin() -> Int {
            while output.count % 64 != 0 { output.append(0) }
            return output.count
        }
        func append<T: FixedWidthInteger>(_ values: [T]) {
            for value in values { withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) } }
        }
        header.slots = begin()
        output.append(contentsOf: slots(tokens, leftLengths, hash.slots, header))
        header.displacements = begin()
        append(hash.displacements)
        header.filter = begin()
        append(hash.filter)
        header.slotOfRank = begin()
        append(hash.slots)
        header.bytes = begin()
        for token in tokens where token.count > 8 { output.append(contentsOf: token) }
        output.append(contentsOf: [UInt8](repeating: 0, count: 16))
        header.lengthMasks = begin()
        append(lengthMasks)
        header.longMasks = begin()
        append(longMasks)
        if let ids {
            header.ids = begin()
            append(ids)
            if zip(ids, ids.dropFirst()).contains(where: { $0 >= $1 }) {
                header.ranksByID = begin()
                append(ids.indices.sorted { ids[$0] < ids[$1] }.map { UInt32($0) })
            }
        }
        header.byteRanks = begin()
        append(byteRanks(tokens))
        header.pairSlots = begin()
        var pairSlots = [UInt64](repeating: .max, count: header.pairSlotCount)
        for (merge, slot) in zip(merges, pairHash.slots) {
            pairSlots[Int(slot)] = UInt64(merge.left) << 44 | UInt64(merge.right) << 24 | UInt64(merge.joined)
        }
        append(pairSlots)
        header.pairDisplacements = begin()
        append(pairHash.displacements)
        header.pairFilter = begin()
        append(pairHash.filter)
        header.metadata = begin()
        output.append(contentsOf: metadata.utf8)
        header.metadataByteCount = metadata.utf8.count
        header.fileByteCount = output.count
        write(header, sourceDigest, to: &output)
        return output
    }

    private static func bits(for count: Int) -> Int { max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount) }

    private static func write(_ header: VocabularyHeader, _ sourceDigest: String, to output: inout [UInt8]) {
        for (index, word) in header.words.enumerated() {
            withUnsafeBytes(of: word.littleEndian) { output.replaceSubrange(index * 8..<index * 8 + 8, with: $0) }
        }
        let digits = Array(sourceDigest.utf8)
        for (index, start) in stride(from: 0, to: min(64, digits.count - 1), by: 2).enumerated() {
            output[VocabularyHeader.digestOffset + index] =
                UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) ?? 0
        }
    }

    // MARK: The perfect hash

    private struct PerfectHash {
        /// The slot of each key.
        var slots: [UInt32]
        var displacements: [UInt16]
        var filter: [UInt64]
    }

    private static func perfectHash(_ hashes: [UInt64], slotCount: Int, _ header: VocabularyHeader) -> PerfectHash? {
        var buckets = [[Int]](repeating: [], count: 1 << header.bucketBits)
        for (key, hash) in hashes.enumerated() { buckets[Int(hash >> UInt64(64 - header.bucketBits))].append(key) }
        let order = buckets.indices.sorted { (-buckets[$0].count, $0) < (-buckets[$1].count, $1) }

        var isTaken = [Bool](repeating: false, count: slotCount)
        var slots = [UInt32](repeating: 0, count: hashes.count)
        var displacements = [UInt16](repeating: 0, count: buckets.count)
        var places: [Int] = []
        for bucket in order where !buckets[bucket].isEmpty {
            let found = (0..<1 << 16).first { displacement in
                places.removeAll(keepingCapacity: true)
                for key in buckets[bucket] {
                    let place = Int(VocabularyTable.slotIndex(hashes[key], UInt32(displacement), UInt64(slotCount)))
                    if isTaken[place] || places.contains(place) { return false }
                    places.append(place)
                }
                return true
            }
            guard let found else { return nil }
            displacements[bucket] = UInt16(found)
            for (key, place) in zip(buckets[bucket], places) {
                isTaken[place] = true
                slots[key] = UInt32(place)
            }
        }
        var filter = [UInt64](repeating: 0, count: 1 << header.filterBits)
        for hash in hashes {
            filter[Int(VocabularyTable.filterWord(hash) & UInt64(filter.count - 1))] |= VocabularyTable.filterBits(hash)
        }
        return PerfectHash(slots: slots, displacements: displacements, filter: filter)
    }

    private static func byteRanks(_ tokens: [[UInt8]]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: 256)
        for (rank, token) in tokens.enumerated() where token.count == 1 { ranks[Int(token[0])] = UInt32(rank) }
        return ranks
    }

    /// The last merge of each token that merging arrives at.
    private static func merges(_ tokens: [[UInt8]], _ leftLengths: [Int]) -> [(left: Int, right: Int, joined: Int)] {
        var ranks: [ArraySlice<UInt8>: Int] = Dictionary(minimumCapacity: tokens.count)
        for (rank, token) in tokens.enumerated() { ranks[token[...]] = rank }
        return tokens.indices.compactMap { rank in
            let leftLength = leftLengths[rank]
            guard leftLength > 0, let left = ranks[tokens[rank][..<leftLength]], let right = ranks[tokens[rank][leftLength...]] else {
                return nil
            }
            return (left, right, rank)
        }
    }

    private static func slots(_ tokens: [[UInt8]], _ leftLengths: [Int], _ slotOfRank: [UInt32], _ header: VocabularyHeader) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: TokenSlot.byteCount * header.slotCount)
        var offset = 0
        for (rank, token) in tokens.enumerated() {
            let leftLength = leftLengths[rank]
            let isShort = token.count <= 8
            let slot =
                isShort
                ? TokenSlot(short: token, rank: rank, leftLength: leftLength)
                : TokenSlot(longAt: offset, length: token.count, rank: rank, leftLength: leftLength)
            if !isShort { offset += token.count }
            let place = TokenSlot.byteCount * Int(slotOfRank[rank])
            withUnsafeBytes(of: slot.word.littleEndian) { output.replaceSubrange(place..<place + 8, with: $0) }
            withUnsafeBytes(of: slot.info.littleEndian) { output.replaceSubrange(place + 8..<place + 12, with: $0) }
        }
        return output
    }

    // MARK: Which lengths there are

    private static func note(_ token: [UInt8], in lengthMasks: inout [UInt16], _ longMasks: inout [UInt64], _ header: VocabularyHeader) {
        guard token.count >= 3 else { return }
        token.withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            lengthMasks[VocabularyTable.lengthMaskIndex(text.word(at: 0, length: 3))] |= 1 << UInt16(min(token.count, 18) - 3)
            guard token.count >= 18 else { return }
            let hash = VocabularyTable.longMaskHash(text.word(at: 0, length: 8), text.word(at: 8, length: 8))
            let bit = min(token.count - 18, 127)
            longMasks[2 * Int(hash >> UInt64(64 - header.longMaskBits)) + bit / 64] |= 1 << UInt64(bit % 64)
        }
    }
}
