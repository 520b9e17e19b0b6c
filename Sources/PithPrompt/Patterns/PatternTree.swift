// What a pattern says, as a tree; and classes of characters.

import PithSystem

indirect enum PatternTree: Equatable {
    case empty
    case characters(CharacterClass)
    case assertion(PatternAssertion)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// `most` is nil for no bound.
    case repeated(PatternTree, least: Int, most: Int?, isLazy: Bool)
}

/// A condition on a place between characters.
enum PatternAssertion: Sendable, Equatable {
    case lineStart, lineEnd, textStart, textEnd, wordBoundary, noWordBoundary
}

/// A set of Unicode scalar values: ranges, ascending and apart.
struct CharacterClass: Sendable, Equatable {
    private(set) var ranges: [ClosedRange<UInt32>]
    /// Bit n: whether the ASCII character n is in it.
    private var asciiLow: UInt64 = 0, asciiHigh: UInt64 = 0

    init(_ ranges: [ClosedRange<UInt32>]) {
        var joined: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound &+ 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
        for range in joined where range.lowerBound < 128 {
            for value in range.lowerBound...min(range.upperBound, 127) {
                if value < 64 { asciiLow |= 1 << UInt64(value) } else { asciiHigh |= 1 << UInt64(value - 64) }
            }
        }
    }

    init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

    /// Cost: constant for ASCII, log of the ranges beyond.
    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return asciiLow >> UInt64(value) & 1 == 1 }
        if value < 128 { return asciiHigh >> UInt64(value - 64) & 1 == 1 }
        let low = ranges.partitioningIndex { $0.upperBound >= value }
        return low < ranges.count && ranges[low].contains(value)
    }

    /// Every scalar value that is not in it.
    var inverted: CharacterClass {
        var others: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { others.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { others.append(next...0x10FFFF) }
        return CharacterClass(others)
    }

    /// With the other case of each letter in it. Sets of more than 4096 letters beyond ASCII are taken to hold both cases already.
    var ignoringCase: CharacterClass {
        var all = ranges
        var budget = 4096
        for range in ranges {
            for value in range {
                budget -= 1
                guard budget > 0, let scalar = Unicode.Scalar(value) else { break }
                for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
                    if let other = text.unicodeScalars.first, text.unicodeScalars.count == 1 { all.append(other.value...other.value) }
                }
            }
        }
        return CharacterClass(all)
    }

    static let digits = CharacterClass([0x30...0x39])
    static let anyButLineFeed = CharacterClass([0...9, 11...0x10FFFF])
    static let spaces = CharacterClass([
        9...13, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
        0x3000...0x3000,
    ])
    /// Letters, digits and underscore of ASCII, and beyond it all but what is known to be space, punctuation or a symbol.
    static let words = CharacterClass([
        0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xAA...0xAA, 0xB5...0xB5, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x167F,
        0x1681...0x1FFF, 0x2C00...0x2DFF, 0x3005...0x3007, 0x3021...0x303C, 0x3041...0xD7FF, 0xF900...0xFDFF, 0xFE70...0xFEFE,
        0xFF10...0xFF19,
        0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF66...0xFFDC, 0x10000...0x1CFFF, 0x1D400...0x1EFFF, 0x20000...0x3FFFF,
    ])
}
