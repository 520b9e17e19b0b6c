// A table from keys that are hashes already to small numbers: open addressing, linear probing, at most half full. Swift's Dictionary would
// hash the keys again, which costs more than all the rest.
//
// Keys are made from what strangers send, so their low bits may be chosen. A key's place is therefore taken from its product with an odd
// number drawn once for each process (multiply-shift, Dietzfelbinger et al. 1997: universal, so no set of keys is bad for more than a few of
// the numbers). What the table answers does not depend on the number; only where things lie does.

/// Numbers of 31 bits by keys of 64.
package struct KeyTable: Sendable {
    private struct Slot {
        var key: UInt64 = 0
        var value: Int32 = -1
    }

    /// Drawn once: what spreads the keys of all tables.
    package static let spread = UInt64.random(in: .min ... .max) | 1

    private var slots: [Slot]
    private var shift: UInt64
    private let spread = KeyTable.spread
    package private(set) var count = 0

    /// Takes no memory until something is kept, unless a capacity is asked for.
    package init(minimumCapacity: Int = 0) {
        guard minimumCapacity > 0 else {
            (slots, shift) = ([], 64)
            return
        }
        var bits = 4
        while 1 << bits < minimumCapacity * 2 { bits += 1 }
        slots = Array(repeating: Slot(), count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// The number kept for `key`, or nil.
    package subscript(key: UInt64) -> Int? {
        guard !slots.isEmpty else { return nil }
        let value = find(key).value
        return value < 0 ? nil : Int(value)
    }

    /// Keeps `value` for `key`, unless one is kept already: then that is returned and stays.
    @discardableResult package mutating func keep(_ value: Int, for key: UInt64) -> Int? {
        if slots.isEmpty { self = KeyTable(minimumCapacity: 8) }
        let (slot, known) = find(key)
        if known >= 0 { return Int(known) }
        slots[slot] = Slot(key: key, value: Int32(value))
        count += 1
        if count * 2 > slots.count { grow() }
        return nil
    }

    /// Keeps `value` for `key`; returns the one that was kept before.
    @discardableResult package mutating func update(_ value: Int, for key: UInt64) -> Int? {
        if slots.isEmpty { self = KeyTable(minimumCapacity: 8) }
        let (slot, before) = find(key)
        guard before >= 0 else { return keep(value, for: key) }
        slots[slot].value = Int32(value)
        return Int(before)
    }

    /// The slot that holds `key`, or the free one where it belongs, and its value: below zero where it is free.
    @inline(__always) private func find(_ key: UInt64) -> (slot: Int, value: Int32) {
        slots.withUnsafeBufferPointer { slots in
            // SAFETY: the slots are a power of two in number and at most half of them are taken, so the masked slot is one of them and a free one is met. GAIN:
            // what `pith compress` of 2 MB of prose looks up: 83 M instructions with Array's checks, 65 M so (valgrind --tool=callgrind).
            let mask = slots.count &- 1
            var slot = Int(truncatingIfNeeded: (key &* spread) &>> shift)
            while slots[slot].value >= 0, slots[slot].key != key { slot = (slot &+ 1) & mask }
            return (slot, slots[slot].value)
        }
    }

    private mutating func grow() {
        // A small table grows fast: what is in it is moved once or twice, not at every doubling.
        let bits: UInt64 = slots.count < 1 << 10 ? 2 : 1
        var grown = Array(repeating: Slot(), count: slots.count << bits)
        shift -= bits
        let mask = grown.count &- 1
        // Each key stands once.
        for entry in slots where entry.value >= 0 {
            var slot = Int(truncatingIfNeeded: (entry.key &* spread) &>> shift)
            while grown[slot].value >= 0 { slot = (slot &+ 1) & mask }
            grown[slot] = entry
        }
        slots = grown
    }
}
