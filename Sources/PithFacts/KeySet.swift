// A set of keys that are hashes already: open addressing, linear probing, at most half full. Swift's Set would hash them again, with a seed.

/// A set of 64-bit keys, zero excepted.
struct KeySet {
    private var slots: [UInt64]
    private var mask: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 16) {
        var size = 32
        while size < minimumCapacity &* 2 { size &*= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// Adds `key`; true when it was not there.
    @discardableResult mutating func insert(_ key: UInt64) -> Bool {
        let key = key == 0 ? 1 : key
        var slot = Int(truncatingIfNeeded: key) & mask
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
        let key = key == 0 ? 1 : key
        var slot = Int(truncatingIfNeeded: key) & mask
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
