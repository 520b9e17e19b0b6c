// Vectors of words that say which words mean much the same: the nearer two vectors point, the nearer the meanings.
//
// The table knows 27,558 word pieces. A word that is one of them has its vector; another is cut into pieces, the longest first from the left
// (WordPiece, Wu et al. 2016), and its vector is the sum of theirs; a word that cannot be cut so has none. How much a word counts in a
// sum, next to nothing for "the", is the length of its vector. So the meaning of a text is the sum of its words' vectors, and two texts are
// as near as the cosine of their sums: no model is run. Training/StaticVectors tells how the table was made.
//
// Layout (little-endian): 64 bytes of header: "PITHVEC1", then 32-bit numbers: pieces, dimensions, slots, bytes a row, longest piece. Then a
// 16-bit number a slot: 1 + the row of a piece whose hash leads there, or to a slot before it without a gap; 0 for none. Then the rows:
// 128 bytes with value i in the low half of byte i and value 128 + i in the high half, 0...15 for −7.5...7.5; then a Float by which these
// are multiplied; then the upper 32 bits of the piece's hash; then a Float between 0 and 1, the piece's rarity in English.

import CWordVectors

/// A read-only table of vectors. Copying it copies pointers.
package struct WordVectors: @unchecked Sendable {
    package static let dimensionCount = 256
    private static let rowByteCount = 140
    private static let headerByteCount = 64
    /// Longer words are ids or noise.
    private static let maximumWordByteCount = 40

    /// The table that is part of the program. Costs nothing until it is asked for a word.
    package static let embedded: WordVectors = {
        var byteCount = 0
        let bytes = pith_word_vectors(&byteCount)
        // SAFETY: the bytes are constants of the program: they are never freed and never change.
        guard let table = WordVectors(UnsafeRawBufferPointer(start: bytes, count: byteCount)) else {
            preconditionFailure("the embedded vectors have a valid header, because Training/StaticVectors/pack.py writes one; run it again")
        }
        return table
    }()

    private let slots: UnsafeRawPointer
    private let rows: UnsafeRawPointer
    private let slotMask: UInt64
    /// How many pieces there are.
    package let pieceCount: Int
    private let longestPiece: Int

    /// Opens a table; nil when it is not one, or is cut short.
    ///
    /// SAFETY: the caller keeps `memory` mapped and unchanged for as long as any copy of the table is used.
    package init?(_ memory: UnsafeRawBufferPointer) {
        guard let base = memory.baseAddress, memory.count >= Self.headerByteCount, memory.prefix(8).elementsEqual("PITHVEC1".utf8) else {
            return nil
        }
        let numbers = (0..<5).map { Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 8 + 4 * $0, as: UInt32.self))) }
        guard numbers[1] == Self.dimensionCount, numbers[3] == Self.rowByteCount, numbers[2] > 0, numbers[2] & (numbers[2] - 1) == 0,
            numbers[0] < numbers[2], memory.count == Self.headerByteCount + 2 * numbers[2] + Self.rowByteCount * numbers[0]
        else { return nil }
        pieceCount = numbers[0]
        slotMask = UInt64(numbers[2] - 1)
        longestPiece = numbers[4]
        slots = base + Self.headerByteCount
        rows = slots + 2 * numbers[2]
    }

    /// Appends the rows of the pieces of a word in lower case to `found`; says whether the table knows it. Cost: linear for a known word,
    /// at most 18 look-ups a byte for others.
    package func appendRows(of word: [UInt8], to found: inout [UInt16]) -> Bool {
        guard !word.isEmpty, word.count <= Self.maximumWordByteCount else { return false }
        let before = found.count
        var start = 0
        while start < word.count {
            guard let (row, end) = longestPiece(of: word, from: start) else {
                found.removeSubrange(before...)
                return false
            }
            found.append(UInt16(row))
            start = end
        }
        return true
    }

    private func longestPiece(of word: [UInt8], from start: Int) -> (row: Int, end: Int)? {
        let limit = min(word.count, start + longestPiece)
        var hash: UInt64 = start == 0 ? 0xCBF2_9CE4_8422_2325 : 0x8422_2325_CBF2_9CE4
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: limit - start) { hashes in
            for offset in start..<limit {
                hash = (hash ^ UInt64(word[offset])) &* 0x100_0000_01B3
                hashes[offset - start] = hash
            }
            for end in stride(from: limit, to: start, by: -1) {
                if let row = row(hash: hashes[end - 1 - start]) { return (row, end) }
            }
            return nil
        }
    }

    private func row(hash: UInt64) -> Int? {
        var slot = hash & slotMask
        while true {
            // SAFETY: the slot is below the number of slots. There is an empty one, because there are more slots than pieces.
            let entry = Int(UInt16(littleEndian: slots.loadUnaligned(fromByteOffset: 2 * Int(slot), as: UInt16.self)))
            guard entry > 0, entry <= pieceCount else { return nil }
            if UInt32(littleEndian: tail(entry - 1, 4, as: UInt32.self)) == UInt32(truncatingIfNeeded: hash >> 32) { return entry - 1 }
            slot = (slot + 1) & slotMask
        }
    }

    /// The rarity of a piece in English text, between 0 and 1.
    package func rarity(ofRow row: UInt16) -> Float { Float(bitPattern: UInt32(littleEndian: tail(Int(row), 8, as: UInt32.self))) }

    /// Adds the vectors of `found` to `sum`, which has `dimensionCount` values. Cost: some 100 ns a row.
    package func add(_ found: ArraySlice<UInt16>, to sum: inout [Float]) {
        precondition(sum.count == Self.dimensionCount, "a sum of vectors has \(Self.dimensionCount) values, this one has \(sum.count)")
        sum.withUnsafeMutableBufferPointer { sum in
            for row in found {
                let scale = Float(bitPattern: UInt32(littleEndian: tail(Int(row), 0, as: UInt32.self)))
                // SAFETY: `tail` checked the row; the sum's length was checked above.
                pith_vector_add(
                    sum.baseAddress!, (rows + Self.rowByteCount * Int(row)).assumingMemoryBound(to: UInt8.self), scale)
            }
        }
    }

    /// What stands `offset` bytes after the 128 bytes of values.
    @inline(__always) private func tail<T: BitwiseCopyable>(_ row: Int, _ offset: Int, as: T.Type) -> T {
        precondition(row < pieceCount, "row \(row) of a table of \(pieceCount) pieces")
        // SAFETY: the row is in the table, and 12 bytes follow its values.
        return (rows + Self.rowByteCount * row + 128 + offset).loadUnaligned(as: T.self)
    }
}

/// The product of two vectors of `WordVectors.dimensionCount` values. Adds in a fixed order, so results are the same everywhere.
package func dotProduct(_ a: [Float], _ b: [Float]) -> Float {
    precondition(a.count == WordVectors.dimensionCount && b.count == a.count, "vectors of \(a.count) and \(b.count) values")
    // SAFETY: the lengths were checked.
    return a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in pith_vector_dot(a.baseAddress!, b.baseAddress!) } }
}

/// Adds a vector of `WordVectors.dimensionCount` values to another.
package func add(_ vector: [Float], to sum: inout [Float]) {
    precondition(sum.count == WordVectors.dimensionCount && vector.count == sum.count, "vectors of \(vector.count) and \(sum.count) values")
    // SAFETY: the lengths were checked, and `sum` is not `vector`: it is written to, so its values are its own.
    sum.withUnsafeMutableBufferPointer { sum in vector.withUnsafeBufferPointer { pith_vector_plus(sum.baseAddress!, $0.baseAddress!) } }
}

/// Divides each value of a vector of `WordVectors.dimensionCount` values.
package func divide(_ vector: inout [Float], by divisor: Float) {
    precondition(vector.count == WordVectors.dimensionCount, "a vector of \(vector.count) values")
    // SAFETY: the length was checked.
    vector.withUnsafeMutableBufferPointer { pith_vector_divide($0.baseAddress!, divisor) }
}
