// A set of keys that are hashes already: open addressing, linear probing, at most half full. Swift's Set would hash them again. Places are taken
// as in KeyTable, so that keys chosen by a stranger do not all lie in one.

import PithSystem

/// A set of 64-bit keys, zero excepted.
struct KeySet: Sendable {
    private var slots: [UInt64]
    private var shift: UInt64
    private let spread = KeyTable.spread
    private(set) var count = 0

    init(minimumCapacity: Int = 16) {
        var bits = 5
        while 1 << bits < minimumCapacity &* 2 { bits += 1 }
        slots = Array(repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// The keys of the words of `words`, which white space sets apart.
    init(ofWords words: String) {
        self.init()
        let bytes = Array(words.utf8)
        forEachWord(in: bytes, 0..<bytes.count) { word, _ in insert(word) }
    }

    /// Adds `key`; true when it was not there.
    @discardableResult mutating func insert(_ key: UInt64) -> Bool {
        let key = key == 0 ? 1 : key, mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: (key &* spread) >> shift)
        while slots[slot] != 0 {
            if slots[slot] == key { return false }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = key
        count &+= 1
        if count &* 2 > slots.count { grow() }
        return true
    }

    func contains(_ key: UInt64) -> Bool {
        let key = key == 0 ? 1 : key, mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: (key &* spread) >> shift)
        while slots[slot] != 0 {
            if slots[slot] == key { return true }
            slot = (slot &+ 1) & mask
        }
        return false
    }

    private mutating func grow() {
        var larger = KeySet(minimumCapacity: slots.count)
        for key in slots where key != 0 { larger.insert(key) }
        self = larger
    }
}
