// A word is the longest run of letters, marks, digits and underscores of scripts that put spaces between words. Reading one yields its hash,
// folded, and its shape, in one pass over its bytes.

import PithSystem
import PithUnicode

/// The shape of a word, or of several.
struct WordShape: OptionSet {
    let rawValue: UInt8
    static let lower = WordShape(rawValue: 1)
    static let upper = WordShape(rawValue: 2)
    static let digit = WordShape(rawValue: 4)
    static let underscore = WordShape(rawValue: 8)
    static let nonASCII = WordShape(rawValue: 16)
    static let startsUpper = WordShape(rawValue: 32)
    /// A capital after a small letter: camelCase.
    static let innerUpper = WordShape(rawValue: 64)

    var hasLetter: Bool { !isDisjoint(with: [.lower, .upper]) }
    /// Digits and nothing else, but for underscores between them.
    var isDigits: Bool { contains(.digit) && isDisjoint(with: [.lower, .upper, .nonASCII]) }
}

/// One word of a text.
struct WordRun {
    var start: Int
    var end: Int
    var hash: UInt64
    /// The hash without a final s: "hours" and "hour" are one noun.
    var stem: UInt64
    var shape: WordShape
    /// Letters and digits, marks and joiners not counted.
    var letterCount: Int

    var range: Range<Int> { start..<end }
}

extension TextHash {
    /// Takes the scalars that `scalar` folds to.
    @inline(__always) mutating func absorb(folding scalar: UInt32) {
        if scalar < 0x80 {
            absorb(UInt64(scalar &- 65 < 26 ? scalar | 0x20 : scalar))
            return
        }
        var packed = FoldedScalars.packed(scalar)
        while packed != 0 {
            absorb(packed & 0x1F_FFFF)
            packed >>= 21
        }
    }
}

/// The scalar at `at` and its length in bytes; a byte that begins no scalar reads as U+FFFD, one byte long.
@inline(__always) func decodeScalar(_ bytes: [UInt8], _ at: Int, _ end: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(bytes[at])
    if lead < 0x80 { return (lead, 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, at &+ length <= end else { return (0xFFFD, 1) }
    var scalar = length == 2 ? lead & 0x1F : length == 3 ? lead & 0x0F : lead & 0x07
    for offset in 1..<length {
        let next = UInt32(bytes[at &+ offset])
        guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
        scalar = scalar << 6 | (next & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard scalar >= smallest, scalar < 0xD800 || (scalar > 0xDFFF && scalar < 0x110000) else { return (0xFFFD, 1) }
    return (scalar, length)
}

/// The word that begins at `start`, before `end`; empty when none does. Cost: one pass over it.
@inline(__always) func readWord(_ bytes: [UInt8], from start: Int, to end: Int) -> WordRun {
    let run = foldedRun(in: bytes, from: start, to: end, withUnderscores: true)
    let at = run.end
    if at < end, bytes[at] >= 0x80 { return readNonASCIIWord(bytes, from: start, to: end) }
    // The bits of WordShape: lower 1, upper 2, digit 4, underscore 8.
    var shape = WordShape(rawValue: run.kinds)
    if run.hasInnerCapital { shape.insert(.innerUpper) }
    if at > start, bytes[start].isCapital { shape.insert(.startsUpper) }
    var letterCount = at &- start
    if shape.contains(.underscore) { for index in start..<at where bytes[index] == 0x5F { letterCount &-= 1 } }
    let value = finished(run.hash)
    let isPlural = at &- start > 3 && bytes[at &- 1] | 0x20 == 0x73
    return WordRun(
        start: start, end: at, hash: value, stem: isPlural ? finished(run.hashes.0) : value, shape: shape,
        letterCount: letterCount)
}

/// The same for a word that has, or may be followed by, other characters than ASCII ones.
private func readNonASCIIWord(_ bytes: [UInt8], from start: Int, to end: Int) -> WordRun {
    var hash = TextHash()
    var beforeLast = hash.state
    var shape: WordShape = []
    var letterCount = 0
    var at = start
    var last: UInt32 = 0
    scan: while at < end {
        let (scalar, length) = decodeScalar(bytes, at, end)
        switch TextClass(scalar) {
        case .letter: shape.insert(.lower)
        case .upper:
            if at == start { shape.insert(.startsUpper) } else if shape.contains(.lower) { shape.insert(.innerUpper) }
            shape.insert(.upper)
        case .digit: shape.insert(.digit)
        case .mark where at > start: letterCount &-= 1
        case .other where scalar == 0x5F:
            shape.insert(.underscore)
            letterCount &-= 1
        default: break scan
        }
        if scalar >= 0x80 { shape.insert(.nonASCII) }
        beforeLast = hash.state
        hash.absorb(folding: scalar)
        (letterCount, last) = (letterCount &+ 1, scalar)
        at &+= length
    }
    let value = finished(hash.state)
    let isPlural = letterCount > 3 && (last == 0x73 || last == 0x53)
    return WordRun(
        start: start, end: at, hash: value, stem: isPlural ? finished(beforeLast) : value, shape: shape, letterCount: letterCount)
}
