// Words as a ranker sees them: case-folded, lightly stemmed, hashed. Scripts written without spaces give pairs of characters.

import PithSystem

/// The terms of a text.
enum Terms {
    /// Calls `body` with the hash of each term in `range`, in order. Cost: linear.
    static func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void) {
        forEachWord(in: bytes, range) { term, _ in body(term) }
    }

    /// Calls `body` with the hash of each term in `range` and the offset where it begins, in order. Cost: linear.
    static func forEachWord(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64, Int) -> Void) {
        _ = contains(in: bytes, range) { term, start in
            body(term, start)
            return false
        }
    }

    /// Whether one of the terms in `range` is among `wanted`. Cost: linear up to the first that is.
    static func areAny(in bytes: [UInt8], _ range: Range<Int>, among wanted: TermSet) -> Bool {
        contains(in: bytes, range) { term, _ in wanted.contains(term) }
    }

    /// The same where all that are wanted begin as `openings` says. Cost: a few steps a word that begins like none of them.
    static func areAny(in bytes: [UInt8], _ range: Range<Int>, among wanted: TermSet, _ openings: WordOpenings) -> Bool {
        guard countBeyondASCII(in: bytes, range) == 0 else { return areAny(in: bytes, range, among: wanted) }
        var at = openings.firstWord(in: bytes, range, from: range.lowerBound)
        while at < range.upperBound {
            var end = at + 1
            while end < range.upperBound, isPlain(bytes[end]) { end += 1 }
            // A capital behind a small letter begins no word here.
            if at == range.lowerBound || !isPlain(bytes[at - 1]), wanted.contains(ofPlainWord(in: bytes, at..<end)) { return true }
            at = openings.firstWord(in: bytes, range, from: end)
        }
        return false
    }

    /// Whether `test` says yes to one of the terms, each with the offset where it begins: those before that one are shown to it in order.
    @inline(__always) private static func contains(in bytes: [UInt8], _ range: Range<Int>, where test: (UInt64, Int) -> Bool) -> Bool {
        var isFound = false
        forEachRun(of: wordBytes, in: bytes, range) { run in
            // Nearly all words are of ASCII letters and digits: they go a short way. What a stem leaves off is ASCII.
            let stem = PithSystem.hash(of: run.lowerBound..<stemEnd(bytes, run.lowerBound, run.upperBound), in: bytes, folding: 0x20)
            if stem.isASCII {
                isFound = test(stem.value, run.lowerBound)
                return isFound ? range.upperBound : run.upperBound
            }
            var words = WordScanner(bytes, run.lowerBound..<range.upperBound)
            while words.at < run.upperBound, words.next() {
                forEach(of: words) { if !isFound { isFound = test($0, words.start) } }
                if isFound { return range.upperBound }
            }
            return words.at
        }
        return isFound
    }

    /// The term that the bytes in `range` are, which are all letters and digits of ASCII.
    static func ofPlainWord(in bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        PithSystem.hash(of: range.lowerBound..<stemEnd(bytes, range.lowerBound, range.upperBound), in: bytes, folding: 0x20).value
    }

    private static let wordBytes = ByteSet(\.isWordlike)

    /// Whether it is an ASCII letter or digit: with the bit of lower case set it is folded.
    @inline(__always) static func isPlain(_ byte: UInt8) -> Bool { byte.isLetterOrDigit }

    /// Calls `body` with the hash of each term of the word read last: one, or one for every two neighbouring ideographs.
    @inline(__always) static func forEach(of word: WordScanner, _ body: (UInt64) -> Void) {
        let starts = word.characterStarts
        guard starts.count > 2 else {
            body(starts.isEmpty ? word.stemHash : word.hash)
            return
        }
        let folded = word.folded
        for first in 0..<starts.count - 1 { body(hash(folded, starts[first], first + 2 < starts.count ? starts[first + 2] : folded.count)) }
    }

    /// The terms of `bytes`, in order.
    static func all(in bytes: [UInt8]) -> [UInt64] {
        var terms: [UInt64] = []
        forEach(in: bytes, 0..<bytes.count) { terms.append($0) }
        return terms
    }

    /// The terms of `text`, each once, in order of appearance; words that every question has left out.
    static func ofQuery(_ text: String) -> [UInt64] {
        let bytes = Array(text.utf8)
        var seen: Set<UInt64> = []
        var terms: [UInt64] = []
        forEach(in: bytes, 0..<bytes.count) { if !stopWords.contains($0), seen.insert($0).inserted { terms.append($0) } }
        return terms
    }

    /// Hashes of words too common to tell sentences apart.
    static let stopWords = TermSet(
        ofWords: """
            a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its just me my no nor not of
            on or our out she should so some than that the their them then there these they this those to too up us was we were what when where which who
            whom why will with would you your please tell give show find name many much also about after all any because before between both during each
            der die das und ist von mit für auf den im ein eine wie was wer wo le la les des un une et est dans que qui pour el los las del en es por
            """)

    /// Where the stem of an ASCII word ends: plural, past and progressive endings are cut when enough is left.
    @inline(__always) static func stemEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        end - start > 3 ? longStemEnd(bytes, start, end) : end
    }

    private static func longStemEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        let count = end - start
        let last = bytes[end - 1] | 0x20, beforeLast = bytes[end - 2] | 0x20, third = bytes[end - 3] | 0x20
        func ends(_ a: Unicode.Scalar, _ b: Unicode.Scalar, leaving least: Int) -> Bool {
            count - 2 >= least && UInt32(beforeLast) == a.value && UInt32(last) == b.value
        }
        func isLetter(_ byte: UInt8, _ letter: Unicode.Scalar) -> Bool { UInt32(byte) == letter.value }
        if isLetter(third, "i"), ends("n", "g", leaving: 5) || ends("e", "s", leaving: 4) { return end - 3 }
        if ends("e", "d", leaving: 4) || ends("e", "s", leaving: 4) || ends("l", "y", leaving: 4) { return end - 2 }
        if isLetter(last, "s"), !isLetter(beforeLast, "s") { return end - 1 }
        if isLetter(last, "e"), count > 4 { return end - 1 }
        if isLetter(last, "y") { return end - 1 }
        return end
    }

    /// FNV-1a, of nothing yet and with one more byte.
    static let hashBasis: UInt64 = 0xCBF2_9CE4_8422_2325
    @inline(__always) static func hash(_ hash: UInt64, with byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// FNV-1a of folded bytes.
    static func hash(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        bytes[start..<end].reduce(hashBasis) { hash($0, with: $1) }
    }
}
