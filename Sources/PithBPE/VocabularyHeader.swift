// The first 192 bytes of a packed vocabulary: what it holds and where each section starts.

/// Sizes and section offsets of a packed vocabulary.
package struct VocabularyHeader {
    package static let magic: UInt64 = 0x3143_4F56_4854_4950  // "PITHVOC1"
    package static let byteCount = 192
    package static let maximumTokenCount = 1 << 20 - 2
    package static let maximumBytes = 1 << 24 - 1

    package var tokenCount = 0
    package var slotBits = 0
    package var bucketBits = 0
    package var longMaskBits = 0
    package var maximumTokenLength = 0
    package var seed: UInt64 = 0
    package var slots = 0
    package var displacements = 0
    package var records = 0
    package var bytes = 0
    package var lengthMasks = 0
    package var longMasks = 0
    package var ids = 0
    package var metadata = 0
    package var metadataByteCount = 0
    package var fileByteCount = 0

    package init() {}

    /// The header as it lies at the start of the file.
    package var words: [UInt64] {
        [Self.magic, seed]
            + [
                tokenCount, slotBits, bucketBits, longMaskBits, maximumTokenLength, slots, displacements, records, bytes,
                lengthMasks, longMasks, ids, metadata, metadataByteCount, fileByteCount,
            ].map(UInt64.init)
    }

    /// Reads a header; nil when it is not one, or when a section does not lie inside `memory`.
    package init?(_ memory: UnsafeRawBufferPointer) {
        guard memory.count >= Self.byteCount else { return nil }
        func word(_ index: Int) -> UInt64 { memory.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian }
        guard word(0) == Self.magic, (2..<17).allSatisfy({ word($0) <= memory.count }) else { return nil }
        func number(_ index: Int) -> Int { Int(word(index)) }
        seed = word(1)
        (tokenCount, slotBits, bucketBits, longMaskBits) = (number(2), number(3), number(4), number(5))
        (maximumTokenLength, slots, displacements, records) = (number(6), number(7), number(8), number(9))
        (bytes, lengthMasks, longMasks, ids) = (number(10), number(11), number(12), number(13))
        (metadata, metadataByteCount, fileByteCount) = (number(14), number(15), number(16))
        guard fileByteCount == memory.count, 1...Self.maximumTokenCount ~= tokenCount, 1...21 ~= slotBits, 1...20 ~= bucketBits,
            1...20 ~= longMaskBits, metadata + metadataByteCount <= fileByteCount
        else { return nil }
        let sections = [
            (slots, 4 << slotBits), (displacements, 1 << bucketBits), (records, 8 * (tokenCount + 2)), (bytes, 16), (lengthMasks, 2 << 16),
            (longMasks, 16 << longMaskBits), (ids, ids == 0 ? 0 : 4 * tokenCount),
        ]
        guard sections.allSatisfy({ $0.0 % 64 == 0 && $0.0 + $0.1 <= fileByteCount }) else { return nil }
    }
}
