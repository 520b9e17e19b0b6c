// What words of a set have in common, told by two bytes and a length: most words of a text are none of a few that are looked for, and need not be hashed to see it.

/// For the first two letters of words, in either case, a bit for each length that words of a set have which begin so; the last bit for all that are longer.
package typealias WordLengths = [UInt32]

/// The table of an empty set.
package let noWordLengths: WordLengths = Array(repeating: 0, count: 1 << 10)

/// Takes a word, which is not empty, into the set.
@inlinable package func noteLength(of word: some Collection<UInt8>, in lengths: inout [UInt32]) {
    guard let first = word.first else { return }
    let second = word.dropFirst().first ?? 0
    lengths[Int(first & 31) << 5 | Int(second & 31)] |= 1 << UInt32(min(word.count, 31))
}

/// Whether a word of the set begins as this one, which is not empty, and is as long. Cost: constant.
@inlinable @inline(__always) package func mayBeAmong(_ lengths: [UInt32], _ word: Range<Int>, in bytes: [UInt8]) -> Bool {
    let first = bytes[word.lowerBound], second = word.count > 1 ? bytes[word.lowerBound &+ 1] : 0
    return lengths[Int(first & 31) << 5 | Int(second & 31)] &>> UInt32(min(word.count, 31)) & 1 != 0
}
