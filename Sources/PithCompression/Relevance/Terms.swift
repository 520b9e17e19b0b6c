// Words as a ranker sees them: case-folded, lightly stemmed, hashed. Scripts written without spaces give pairs of characters.

/// The terms of a text.
enum Terms {
    /// Calls `body` with the hash of each term in `range`, in order. Cost: linear.
    static func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void) {
        forEachWord(in: bytes, range) { term, _ in body(term) }
    }

    /// Calls `body` with the hash of each term in `range` and the offset where it begins, in order. Cost: linear.
    static func forEachWord(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64, Int) -> Void) {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if isWord(byte) {
                let start = at
                while at < range.upperBound, isWord(bytes[at]), !isIdeographic(bytes, at) { at += 1 }
                if at > start {
                    body(hash(bytes, start, stemEnd(bytes, start, at)), start)
                } else {
                    at = pairs(bytes, at, range.upperBound) { body($0, start) }
                }
            } else {
                at += 1
            }
        }
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
        var seen = Set(stopWords)
        var terms: [UInt64] = []
        forEach(in: bytes, 0..<bytes.count) { if seen.insert($0).inserted { terms.append($0) } }
        return terms
    }

    /// Hashes of words too common to tell sentences apart.
    static let stopWords: Set<UInt64> = {
        let words = """
            a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its just me my no nor not of
            on or our out she should so some than that the their them then there these they this those to too up us was we were what when where which who
            whom why will with would you your please tell give show find name many much also about after all any because before between both during each
            der die das und ist von mit für auf den im ein eine wie was wer wo le la les des un une et est dans que qui pour el los las del en es por
            """
        var hashes: Set<UInt64> = []
        for word in words.split(whereSeparator: \.isWhitespace) {
            let bytes = Array(word.utf8)
            hashes.insert(hash(bytes, 0, stemEnd(bytes, 0, bytes.count)))
        }
        return hashes
    }()

    private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    /// Whether a character of the CJK blocks, U+3040...U+9FFF, or a Hangul syllable begins at `at`.
    private static func isIdeographic(_ bytes: [UInt8], _ at: Int) -> Bool {
        let lead = bytes[at]
        return (0xE4...0xED).contains(lead) || (lead == 0xE3 && at + 1 < bytes.count && bytes[at + 1] >= 0x81)
    }

    /// Every two neighbouring characters of a run of ideographs; a lone one by itself. Returns the offset after the run.
    private static func pairs(_ bytes: [UInt8], _ from: Int, _ limit: Int, _ body: (UInt64) -> Void) -> Int {
        var at = from
        var previous: Int?
        while at < limit, bytes[at] >= 0x80, isIdeographic(bytes, at) {
            let next = min(at + 3, limit)
            if let previous { body(hash(bytes, previous, next)) }
            previous = at
            at = next
        }
        if let previous, previous == from { body(hash(bytes, from, at)) }
        return at
    }

    /// Where the stem of an ASCII word ends: plural, past and progressive endings are cut when enough is left.
    private static func stemEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        func ends(_ suffix: StaticString, leaving least: Int) -> Bool {
            let count = suffix.utf8CodeUnitCount
            guard end - start - count >= least else { return false }
            return zip(bytes[end - count..<end], "\(suffix)".utf8).allSatisfy { $0 | 0x20 == $1 }
        }
        if ends("ing", leaving: 4) || ends("ies", leaving: 3) { return end - 3 }
        if ends("ed", leaving: 4) || ends("es", leaving: 4) || ends("ly", leaving: 4) { return end - 2 }
        if ends("s", leaving: 3), !ends("ss", leaving: 0) { return end - 1 }
        if ends("e", leaving: 4) || ends("y", leaving: 3) { return end - 1 }
        return end
    }

    private static func hash(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes[start..<end] {
            let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
            hash = (hash ^ UInt64(folded)) &* 0x100_0000_01B3
        }
        return hash
    }
}
