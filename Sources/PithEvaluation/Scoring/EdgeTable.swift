// A hash table from (node, symbol) to node: the edges of a trie that has too many nodes for a row of 256 each.
// Open addressing, linear probing, at most half full; the multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP 6.4).

struct EdgeTable: Sendable {
    private var keys: [UInt64] = [UInt64](repeating: empty, count: 64)
    private var targets: [Int32] = [Int32](repeating: 0, count: 64)
    private var shift: UInt64 = 58
    private var edgeCount = 0
    private static let empty = UInt64.max

    /// The node that the edge leads to, or 0 when there is none.
    subscript(node: Int32, symbol: UInt8) -> Int32 {
        get { targets[slot(of: Self.key(node, symbol))] }
        set {
            if 2 * (edgeCount + 1) > keys.count { grow() }
            let key = Self.key(node, symbol)
            let slot = slot(of: key)
            if keys[slot] == Self.empty { edgeCount += 1 }
            (keys[slot], targets[slot]) = (key, newValue)
        }
    }

    private static func key(_ node: Int32, _ symbol: UInt8) -> UInt64 { UInt64(UInt32(bitPattern: node)) << 8 | UInt64(symbol) }

    /// Where the key is, or the free place where it belongs.
    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while keys[slot] != key, keys[slot] != Self.empty { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldTargets) = (keys, targets)
        keys = [UInt64](repeating: Self.empty, count: 2 * oldKeys.count)
        targets = [Int32](repeating: 0, count: keys.count)
        shift -= 1
        for (key, target) in zip(oldKeys, oldTargets) where key != Self.empty {
            let slot = slot(of: key)
            (keys[slot], targets[slot]) = (key, target)
        }
    }
}
