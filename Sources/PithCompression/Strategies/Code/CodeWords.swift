// Whether code says what a sentence about it does: names are made of words, and `current_position` or `currentPosition` leave little for
// "Return the current position." to add.
//
// A sentence has few words, and most words of code begin like none of them: only those that begin with the same three letters are taken for words and
// compared. Words do not go over line ends; in lines with other characters than ASCII ones every word is taken.

import PithSystem

/// The telling words of a sentence, as they are looked for in code.
struct CodeWords {
    /// How many words there are, repeated ones counted each time, and how often each distinct one stands.
    private let count: Int
    private let counts: [Int]
    private let numbers: KeyTable
    /// What the words begin with.
    private let openings: WordOpenings

    /// The words of the sentence, stop words left out. Cost: linear in it.
    init(_ sentence: ArraySlice<UInt8>) {
        let text = Self.apart(sentence)
        var numbers = KeyTable(), counts: [Int] = [], openings = WordOpenings()
        Terms.forEachWord(in: text, 0..<text.count) { term, start in
            guard !Terms.stopWords.contains(term) else { return }
            openings.insert(wordAt: start, of: text)
            if let number = numbers.keep(counts.count, for: term) { counts[number] += 1 } else { counts.append(1) }
        }
        // A character may fold to a letter of ASCII.
        if countBeyondASCII(in: text, 0..<text.count) > 0 { openings = .all }
        (self.numbers, self.counts, self.openings, count) = (numbers, counts, openings, counts.reduce(0, +))
    }

    /// Whether the names in the stretches of code hold at least that share of the words; they do where there are none.
    /// Cost: linear in the stretches, a few steps a word.
    func areSaid(in code: [Range<Int>], of bytes: [UInt8], leastShare: Double) -> Bool {
        let least = leastShare * Double(count)
        var isSaid = Array(repeating: false, count: counts.count), saidCount = 0
        func note(_ term: UInt64) {
            guard let number = numbers[term], !isSaid[number] else { return }
            isSaid[number] = true
            saidCount += counts[number]
        }
        for stretch in code where Double(saidCount) < least {
            if countBeyondASCII(in: bytes, stretch) == 0 {
                noteWords(of: bytes, stretch, note)
                continue
            }
            var at = stretch.lowerBound
            while at < stretch.upperBound {
                let end = min(stretch.upperBound, lineEnd(in: bytes, from: at, limit: stretch.upperBound) + 1)
                if countBeyondASCII(in: bytes, at..<end) == 0 {
                    noteWords(of: bytes, at..<end, note)
                } else {
                    let text = Self.apart(bytes[at..<end])
                    Terms.forEach(in: text, 0..<text.count, note)
                }
                at = end
            }
        }
        return Double(saidCount) >= least
    }

    /// Notes those of the words in `range`, which holds ASCII alone, that begin as one that is looked for does.
    private func noteWords(of bytes: [UInt8], _ range: Range<Int>, _ note: (UInt64) -> Void) {
        var at = openings.firstWord(in: bytes, range, from: range.lowerBound)
        while at < range.upperBound {
            var end = at + 1
            while end < range.upperBound, Terms.isPlain(bytes[end]), !bytes[end].isCapital || !bytes[end - 1].isSmall { end += 1 }
            note(Terms.ofPlainWord(in: bytes, at..<end))
            at = openings.firstWord(in: bytes, range, from: end)
        }
    }

    /// The text with the words of its names set apart: blanks where a capital follows a small letter, and for underscores.
    static func apart(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 5 / 4)
        for byte in text {
            if byte == 0x5F {
                out.append(0x20)
                continue
            }
            if byte.isCapital, let last = out.last, last.isSmall { out.append(0x20) }
            out.append(byte)
        }
        return out
    }
}
