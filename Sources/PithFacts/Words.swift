// Text as the words it is made of, whatever stands between them: how a fact is looked for in an output whose layout is another.

import PithSystem
import PithUnicode

/// Calls `body` with the hash and range of each word in `range`, in order; a Chinese or Japanese character is a word, and "don't" is "not". Cost: linear.
func forEachWord(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64, Range<Int>) -> Void) {
    var at = range.lowerBound
    while at < range.upperBound {
        let byte = bytes[at]
        if byte < 0x80 && !byte.isNameByte {
            at &+= 1
            continue
        }
        let word = readWord(bytes, from: at, to: range.upperBound)
        if word.end > at {
            at = word.end
            if let stop = endOfContraction(bytes, word, range.upperBound) {
                body(KnownHashes.not, word.start..<stop)
                at = stop
            } else {
                body(word.hash, word.range)
            }
            continue
        }
        let (scalar, length) = decodeScalar(bytes, at, range.upperBound)
        switch TextClass(scalar) {
        case .han, .hiragana, .katakana: body(scalarHash(scalar), at..<(at &+ length))
        default: break
        }
        at &+= length
    }
}

/// Where "n't" ends, when `word` is its first part.
private func endOfContraction(_ bytes: [UInt8], _ word: WordRun, _ end: Int) -> Int? {
    guard word.end &+ 1 < end, bytes[word.end &- 1] | 0x20 == 0x6E else { return nil }
    var at = word.end
    if bytes[at] == 0x27 {
        at &+= 1
    } else if at &+ 3 < end, bytes[at] == 0xE2, bytes[at &+ 1] == 0x80, bytes[at &+ 2] == 0x99 {
        at &+= 3
    } else {
        return nil
    }
    guard bytes[at] | 0x20 == 0x74 else { return nil }
    let tail = readWord(bytes, from: at, to: end)
    return tail.letterCount == 1 ? tail.end : nil
}

/// The hash of the words in `range`, one after the other.
func wordSequenceHash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0
    forEachWord(in: bytes, range) { word, _ in hash = chained(hash, word) }
    return hash
}

/// The hash of a key or column head as the noun of what stands under it: one word reads as in prose, and of `customer.total` the last part counts. The name of an
/// attribute is the same where its column marks it as one (`@total`).
func nounHash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var start = range.last { bytes[$0] == 0x2E }.map { $0 + 1 } ?? range.lowerBound
    if start < range.upperBound, bytes[start] == 0x40 { start += 1 }
    let range = start < range.upperBound ? start..<range.upperBound : range
    let word = readWord(bytes, from: range.lowerBound, to: range.upperBound)
    return word.end == range.upperBound ? word.stem : wordSequenceHash(bytes, range)
}

/// The hash of a character that is a word of its own.
@inline(__always) func scalarHash(_ scalar: UInt32) -> UInt64 {
    var hash = TextHash()
    hash.absorb(folding: scalar)
    return hash.value
}

/// Hashes of words that the code speaks of.
enum KnownHashes {
    static let not = Lexicon.hash("not")
    static let and = Lexicon.hash("and")
    static let or = Lexicon.hash("or")
    static let yes = Lexicon.hash("true")
    static let no = Lexicon.hash("false")
}
