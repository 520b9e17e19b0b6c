// Which hashes of many come up more than once, as far as a few bits tell: a table of them all would not fit into the processor's cache, and most
// come up once. Two bits for each place: one hash led here, several did. Hashes that share a place are taken for repeated; none that is
// repeated is taken for another (Bloom 1970, with one function).

/// Tells hashes that surely came up but once.
package struct RepeatedHashes {
    private var seen: [UInt64]
    private var seenAgain: [UInt64]
    private let shift: UInt64
    private let spread = KeyTable.spread

    /// For about `capacity` hashes: two bytes each.
    package init(capacity: Int) {
        var bits = 6
        while 1 << bits < capacity * 8 { bits += 1 }
        seen = Array(repeating: 0, count: 1 << (bits - 6))
        seenAgain = seen
        shift = UInt64(64 - bits)
    }

    package mutating func add(_ hash: UInt64) {
        let place = place(of: hash), word = place >> 6, bit: UInt64 = 1 << UInt64(place & 63)
        if seen[word] & bit == 0 { seen[word] |= bit } else { seenAgain[word] |= bit }
    }

    /// Whether a hash that was added may have been added more than once.
    package func mayRepeat(_ hash: UInt64) -> Bool {
        let place = place(of: hash)
        return seenAgain[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash &* spread) >> shift) }
}
