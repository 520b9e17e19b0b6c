// Remembers the token counts, or the ids, of pieces that are too long for `PieceCache`: words of 16 bytes and more, clauses in scripts that use no spaces.
//
// The bytes go one after another into one block of memory, and a table of sets says where. When the block is full, everything is
// forgotten and the block is filled again from its start: memory never grows, and clearing costs less than one copy of what was put in.

import CPithBPE

/// Counts or ids of long pieces. One is used by one thread at a time.
final class LongPieceCache {
    /// The longest piece that is remembered.
    static let maximumLength = 255

    private struct Entry {
        var tag: UInt32  // the hash's upper half
        var offset: UInt32
        var length: UInt16  // 0 where the entry is unused
        var count: UInt16
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let entryCount: Int
    private let bytes: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private var used = 0

    /// A cache of 2^`bits` entries of 12 bytes, and room for 32 bytes each.
    init(bits: Int) {
        entryCount = 1 << bits
        capacity = 32 << bits
        guard let memory = pith_cleared_memory(entryCount * MemoryLayout<Entry>.stride), let room = pith_cleared_memory(capacity) else {
            preconditionFailure("no memory for \(entryCount) cache entries")
        }
        // SAFETY: cleared memory is an unused entry.
        entries = memory.bindMemory(to: Entry.self, capacity: entryCount)
        bytes = room.bindMemory(to: UInt8.self, capacity: capacity)
    }

    /// Where a piece's ids lie, from its bytes.
    private static func idOffset(_ length: Int) -> Int { (length + 3) & ~3 }

    deinit {
        pith_free_memory(entries, entryCount * MemoryLayout<Entry>.stride)
        pith_free_memory(bytes, capacity)
    }

    /// Asks for the entries that may be of a piece.
    @inline(__always) func prefetch(_ hash: UInt64) {
        pith_prefetch(pair(hash))
        pith_prefetch(pair(hash >> 20))
    }

    // SAFETY: the index is even and below the number of entries.
    @inline(__always) private func pair(_ place: UInt64) -> UnsafeMutablePointer<Entry> {
        entries + Int(truncatingIfNeeded: place & UInt64(entryCount &- 2))
    }

    /// The tokens of the piece, or 0 when it is not remembered, and where its ids are, if they were given.
    func find(_ text: TextBytes, at start: Int, length: Int, hash: UInt64) -> (count: Int, ids: UnsafeRawPointer) {
        let own = find(text, at: start, length: length, hash: hash, in: pair(hash))
        return own.count != 0 ? own : find(text, at: start, length: length, hash: hash, in: pair(hash >> 20))
    }

    @inline(__always) private func find(_ text: TextBytes, at start: Int, length: Int, hash: UInt64, in pair: UnsafeMutablePointer<Entry>)
        -> (count: Int, ids: UnsafeRawPointer)
    {
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        for way in 0..<2 where pair[way].tag == tag && Int(pair[way].length) == length {
            // SAFETY: an entry's bytes lie below `used`.
            let found = bytes + Int(pair[way].offset)
            if text.equals(found, at: start, length: length) {
                return (Int(pair[way].count), UnsafeRawPointer(found + Self.idOffset(length)))
            }
        }
        return (0, UnsafeRawPointer(bytes))
    }

    /// The ids of the piece, or nil when they are not remembered. Valid until something is inserted.
    func ids(_ text: TextBytes, at start: Int, length: Int, hash: UInt64) -> UnsafeBufferPointer<UInt32>? {
        let found = find(text, at: start, length: length, hash: hash)
        // SAFETY: as many ids as the count says lie there; `insert` aligned them.
        return found.count > 0 ? UnsafeBufferPointer(start: found.ids.assumingMemoryBound(to: UInt32.self), count: found.count) : nil
    }

    /// Remembers the count (at least 1) of a piece of at most `maximumLength` bytes, and its ids, if any are given.
    func insert(_ text: TextBytes, at start: Int, length: Int, hash: UInt64, count: Int, ids: UnsafeBufferPointer<UInt32>? = nil) {
        let byteCount = Self.idOffset(length) + 4 * (ids?.count ?? 0)
        if used + byteCount > capacity {
            entries.update(repeating: Entry(tag: 0, offset: 0, length: 0, count: 0), count: entryCount)
            used = 0
        }
        // SAFETY: `used + byteCount` is at most `capacity`, and `used` a multiple of four.
        (bytes + used).update(from: text.base + start, count: length)
        if let ids, let first = ids.baseAddress {
            UnsafeMutableRawPointer(bytes + used + Self.idOffset(length)).copyMemory(from: first, byteCount: 4 * ids.count)
        }
        let entry = Entry(tag: UInt32(truncatingIfNeeded: hash >> 32), offset: UInt32(used), length: UInt16(length), count: UInt16(count))
        let own = pair(hash)
        if own[0].length == 0 {
            own[0] = entry
        } else if own[1].length == 0 {
            own[1] = entry
        } else {
            let other = pair(hash >> 20)
            other[1] = other[0]
            other[0] = entry
        }
        used += byteCount
    }
}
