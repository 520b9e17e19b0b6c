// Keys are 64-bit hashes: FNV-1a over folded bytes, then a finisher (Stafford's mix 13, as in SplitMix64) so that every bit counts.
// Two different texts share a key about once in four billion pairs of documents with a billion facts between them; no secret hangs on it.

/// A running hash of text.
struct TextHash {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always) mutating func absorb(_ unit: UInt64) { state = (state ^ unit) &* 0x100_0000_01B3 }

    @inline(__always) var value: UInt64 { finished(state) }
}

/// Spreads every bit of `x` over the word.
@inline(__always) func finished(_ x: UInt64) -> UInt64 {
    var x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
}

/// The hash of `a` followed by `b`.
@inline(__always) func chained(_ a: UInt64, _ b: UInt64) -> UInt64 { finished(a &* 0x9E37_79B9_7F4A_7C15 &+ b) }

extension FactClass {
    /// What sets the keys of this class apart from those of the others.
    @inline(__always) var seed: UInt64 {
        switch self {
        case .number: 0x11
        case .id: 0x22
        case .path: 0x33
        case .url: 0x44
        case .quote: 0x55
        case .date: 0x66
        case .name: 0x77
        case .negation: 0x88
        case .error: 0x99
        case .word: 0xAA
        }
    }
}
