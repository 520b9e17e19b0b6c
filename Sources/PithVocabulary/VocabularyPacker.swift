// Turns a list of tokens in merge order into the block of bytes that `VocabularyTable` probes (its head comment gives the layout).
//
// Two steps deserve a word. The perfect hash: keys fall into buckets by the top bits of their hash; buckets are placed fullest
// first, each trying displacements 0, 1, 2 … 255 until all its keys land in free slots; when one bucket finds none, everything
// starts again with the next seed. The splits: each token's bytes are merged the literal way, and the last merge names its parts.
// A token that merging does not arrive at (some vocabularies have them) can be found as a whole piece only, and names itself.

import PithBPE
import PithSystem

/// Packs vocabularies.
package enum VocabularyPacker {
    /// The packed form of `tokens`, in merge order.
    ///
    /// - Parameters:
    ///   - ids: the id of each token, where it is not its place in the list.
    ///   - sourceDigest: the SHA-256 of the file the tokens came from, in hexadecimal.
    ///   - metadata: text kept for the reader.
    /// - Throws: `VocabularyError` when a byte value has no token of its own, a token is twice there or empty, or there are too many.
    package static func pack(tokens: [[UInt8]], ids: [UInt32]? = nil, sourceDigest: String = "", metadata: String = "")
        throws(VocabularyError)
        -> [UInt8]
    {
        try check(tokens)
        for seed in 1...1000 {
            if let packed = attempt(tokens, ids, UInt64(seed) &* 0x9E37_79B9_7F4A_7C15, sourceDigest, metadata) { return packed }
        }
        throw .notPackable("no perfect hash found in 1000 attempts")
    }

    private static func check(_ tokens: [[UInt8]]) throws(VocabularyError) {
        guard tokens.count <= VocabularyHeader.maximumTokenCount, tokens.reduce(0, { $0 + $1.count }) <= VocabularyHeader.maximumBytes
        else {
            throw .notPackable("\(tokens.count) tokens are more than a packed vocabulary holds")
        }
        var seen = Set<[UInt8]>(minimumCapacity: tokens.count)
        for (rank, token) in tokens.enumerated() {
            guard !token.isEmpty else { throw .notPackable("the token of rank \(rank) is empty") }
            guard seen.insert(token).inserted else { throw .notPackable("the token of rank \(rank) is there twice") }
        }
        if let byte = (UInt8.min...UInt8.max).first(where: { !seen.contains([$0]) }) {
            throw .notPackable("byte \(byte) has no token of its own; only byte-level vocabularies can be used")
        }
    }

    private static func attempt(_ tokens: [[UInt8]], _ ids: [UInt32]?, _ seed: UInt64, _ sourceDigest: String, _ metadata: String)
        -> [UInt8]?
    {
        var header = VocabularyHeader()
        header.seed = seed
        header.tokenCount = tokens.count
        header.maximumTokenLength = tokens.reduce(0) { max($0, $1.count) }
        header.slotBits = bits(for: tokens.count * 5 / 4)
        header.bucketBits = max(1, header.slotBits - 2)
        header.longMaskBits = max(1, bits(for: tokens.count { $0.count >= 18 }))

        guard let hash = perfectHash(tokens, header) else { return nil }
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
        append(hash.slots)
        header.displacements = begin()
        append(hash.displacements)
        header.records = begin()
        var offset: UInt64 = 0
        for token in tokens {
            append([offset << 40])
            offset += UInt64(token.count)
        }
        append([offset << 40, offset << 40])
        header.bytes = begin()
        for token in tokens { output.append(contentsOf: token) }
        output.append(contentsOf: [UInt8](repeating: 0, count: 16))
        header.lengthMasks = begin()
        append(lengthMasks)
        header.longMasks = begin()
        append(longMasks)
        if let ids {
            header.ids = begin()
            append(ids)
        }
        header.metadata = begin()
        output.append(contentsOf: metadata.utf8)
        header.metadataByteCount = metadata.utf8.count
        header.fileByteCount = output.count
        write(header, sourceDigest, to: &output)
        addSplits(to: &output, tokens, header)
        return output
    }

    private static func bits(for count: Int) -> Int { max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount) }

    private static func write(_ header: VocabularyHeader, _ sourceDigest: String, to output: inout [UInt8]) {
        for (index, word) in header.words.enumerated() {
            withUnsafeBytes(of: word.littleEndian) { output.replaceSubrange(index * 8..<index * 8 + 8, with: $0) }
        }
        let digits = Array(sourceDigest.utf8)
        for (index, start) in stride(from: 0, to: min(64, digits.count - 1), by: 2).enumerated() {
            output[160 + index] = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) ?? 0
        }
    }

    // MARK: The perfect hash

    private static func perfectHash(_ tokens: [[UInt8]], _ header: VocabularyHeader) -> (slots: [UInt32], displacements: [UInt8])? {
        let hashes = tokens.map { token in
            token.withUnsafeBufferPointer { TokenHash.hash(TextBytes($0), at: 0, length: token.count, seed: header.seed) }
        }
        var buckets = [[Int]](repeating: [], count: 1 << header.bucketBits)
        for (rank, hash) in hashes.enumerated() { buckets[Int(hash >> UInt64(64 - header.bucketBits))].append(rank) }
        let order = buckets.indices.sorted { (-buckets[$0].count, $0) < (-buckets[$1].count, $1) }

        let mask: UInt64 = 1 << UInt64(header.slotBits) - 1
        let unused = UInt32(tokens.count)  // the empty record past the last
        var slots = [UInt32](repeating: unused, count: 1 << header.slotBits)
        var displacements = [UInt8](repeating: 0, count: buckets.count)
        for bucket in order where !buckets[bucket].isEmpty {
            let found = (0..<256).first { displacement in
                var places: [Int] = []
                for rank in buckets[bucket] {
                    let place = Int(VocabularyTable.slot(hashes[rank], UInt64(displacement)) & mask)
                    if slots[place] != unused || places.contains(place) { return false }
                    places.append(place)
                }
                return true
            }
            guard let found else { return nil }
            displacements[bucket] = UInt8(found)
            for rank in buckets[bucket] {
                let place = Int(VocabularyTable.slot(hashes[rank], UInt64(found)) & mask)
                slots[place] = VocabularyTable.fingerprint(hashes[rank]) << 20 | UInt32(rank)
            }
        }
        return (slots, displacements)
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

    // MARK: The splits

    /// Fills in each record's left and right, by merging with the table itself.
    private static func addSplits(to output: inout [UInt8], _ tokens: [[UInt8]], _ header: VocabularyHeader) {
        let splits = output.withUnsafeBytes { memory -> [UInt64] in
            let table = VocabularyTable(memory)!  // made right above
            return tokens.indices.map { rank in
                let parts = tokens[rank].withUnsafeBufferPointer { lastMerge(TextBytes($0), table) } ?? (UInt32(rank), UInt32(rank))
                return UInt64(parts.0) | UInt64(parts.1) << 20
            }
        }
        for (rank, split) in splits.enumerated() {
            let place = header.records + 8 * rank
            for byte in 0..<5 { output[place + byte] |= UInt8(truncatingIfNeeded: split >> UInt64(8 * byte)) }
        }
    }

    /// The two tokens that merging ends with before it arrives at the whole; nil when it does not, and for single bytes.
    private static func lastMerge(_ text: TextBytes, _ table: VocabularyTable) -> (UInt32, UInt32)? {
        var starts = Array(0...text.count)
        while starts.count > 2 {
            var best: (rank: UInt32, index: Int)?
            for index in 1..<starts.count - 1 {
                guard let rank = table.rank(of: text, at: starts[index - 1], length: starts[index + 1] - starts[index - 1]) else {
                    continue
                }
                if rank < best?.rank ?? .max { best = (rank, index) }
            }
            guard let best else { return nil }
            if starts.count == 3 {
                guard let left = table.rank(of: text, at: 0, length: starts[1]),
                    let right = table.rank(of: text, at: starts[1], length: text.count - starts[1])
                else { return nil }
                return (left, right)
            }
            starts.remove(at: best.index)
        }
        return nil
    }
}
