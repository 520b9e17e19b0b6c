// The first 256 bytes of a packed vocabulary: what it holds and where each section starts.

/// Sizes and section offsets of a packed vocabulary.
package struct VocabularyHeader {
    package static let magic: UInt64 = 0x3243_4F56_4854_4950  // "PITHVOC2"
    package static let byteCount = 256
    /// Where the SHA-256 of the file that the tokens came from is: 32 bytes.
    package static let digestOffset = 224
    package static let maximumTokenCount = 1 << 20 - 2
    package static let maximumBytes = 1 << 24 - 1

    package var seed: UInt64 = 0
    package var tokenCount = 0
    package var maximumTokenLength = 0
    package var slotCount = 0
    package var bucketBits = 0
    package var filterBits = 0
    package var longMaskBits = 0
    package var slots = 0
    package var displacements = 0
    package var filter = 0
    package var slotOfRank = 0
    package var bytes = 0
    package var lengthMasks = 0
    package var longMasks = 0
    package var ids = 0
    package var byteRanks = 0
    package var pairSlotCount = 0
    package var pairSlots = 0
    package var pairDisplacements = 0
    package var pairFilter = 0
    package var metadata = 0
    package var metadataByteCount = 0
    package var fileByteCount = 0
    package var ranksByID = 0

    package init() {}

    /// Goes through the numbers in the order in which they lie. (By key paths they took a tenth of a millisecond of every start.)
    private mutating func forEachNumber(_ body: (inout Int) -> Void) {
        body(&tokenCount)
        body(&maximumTokenLength)
        body(&slotCount)
        body(&bucketBits)
        body(&filterBits)
        body(&longMaskBits)
        body(&slots)
        body(&displacements)
        body(&filter)
        body(&slotOfRank)
        body(&bytes)
        body(&lengthMasks)
        body(&longMasks)
        body(&ids)
        body(&byteRanks)
        body(&pairSlotCount)
        body(&pairSlots)
        body(&pairDisplacements)
        body(&pairFilter)
        body(&metadata)
        body(&metadataByteCount)
        body(&fileByteCount)
        body(&ranksByID)
    }

    /// The header as it lies at the start of the file.
    package var words: [UInt64] {
        var words = [Self.magic, seed]
        var header = self
        header.forEachNumber { words.append(UInt64($0)) }
        return words
    }

    /// Reads a header; nil when it is not one, or when a section does not lie inside `memory`.
    package init?(_ memory: UnsafeRawBufferPointer) {
        guard memory.count >= Self.byteCount else { return nil }
        func word(_ index: Int) -> UInt64 { memory.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian }
        guard word(0) == Self.magic else { return nil }
        seed = word(1)
        var index = 2, fits = true
        forEachNumber { number in
            let value = word(index)
            if value <= memory.count { number = Int(value) } else { fits = false }
            index += 1
        }
        guard fits, fileByteCount == memory.count, 1...Self.maximumTokenCount ~= tokenCount, tokenCount <= slotCount, pairSlotCount > 0,
            1...20 ~= bucketBits,
            0...20 ~= filterBits, 1...20 ~= longMaskBits, metadata + metadataByteCount <= fileByteCount
        else { return nil }
        let sections = [
            (slots, 12 * slotCount), (displacements, 2 << bucketBits), (filter, 8 << filterBits), (slotOfRank, 4 * tokenCount), (bytes, 16),
            (lengthMasks, 2 << 16), (longMasks, 16 << longMaskBits), (ids, ids == 0 ? 0 : 4 * tokenCount),
            (ranksByID, ranksByID == 0 ? 0 : 4 * tokenCount),
            (byteRanks, 4 * 256), (pairSlots, 8 * pairSlotCount), (pairDisplacements, 2 << bucketBits), (pairFilter, 8 << filterBits),
        ]
        guard sections.allSatisfy({ $0.0 % 64 == 0 && $0.0 + $0.1 <= fileByteCount }) else { return nil }
    }
}
