// Words as a ranker sees them: case-folded, lightly stemmed, hashed. Scripts written without spaces give pairs of characters.

/// The terms of a text.
enum Terms {
    /// Calls `body` with the hash of each term in `range`, in order. Cost: linear.
    static func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void) {
        forEachWord(in: bytes, range) { term, _ in body(term) }
    }

    /// Calls `body` with the hash of each term in `range` and the offset where it begins, in order. Cost: linear.
    static func forEachWord(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64, Int) -> Void) {
        var words = WordScanner(bytes, range)
        var at = range.lowerBound
        while at < range.upperBound {
            if bytes[at] < 0x80 {
                // Most words are letters and digits of ASCII and need no folding but of case.
                let start = at
                while at < range.upperBound, isPlain(bytes[at]) { at += 1 }
                if at == start {
                    at += 1
                    continue
                }
                if at == range.upperBound || bytes[at] < 0x80 {
                    body(hash(ofPlain: bytes, start, stemEnd(bytes, start, at)), start)
                    continue
                }
                at = start
            }
            words.at = at
            guard words.next() else { return }
            forEach(of: words) { body($0, words.start) }
            at = words.at
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    /// Calls `body` with the hash of each term of the word read last: one, or one for every two neighbouring ideographs.
    @inline(__always) static func forEach(of word: WordScanner, _ body: (UInt64) -> Void) {
        let folded = word.folded, starts = word.characterStarts
        guard starts.count > 2 else {
            body(hash(folded, 0, starts.isEmpty ? stemEnd(folded, 0, folded.count) : folded.count))
            return
        }
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
    private static func stemEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        let count = end - start
        guard count > 3 else { return end }
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

    /// FNV-1a of folded bytes.
    static func hash(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes[start..<end] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// The same for ASCII letters and digits that are not folded yet.
    private static func hash(ofPlain bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for at in start..<end { hash = (hash ^ UInt64(bytes[at] | 0x20)) &* 0x100_0000_01B3 }
        return hash
    }
}
