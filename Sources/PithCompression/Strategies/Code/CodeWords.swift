// Whether code says what a sentence about it does: names are made of words, and `current_position` or `currentPosition` leave little for
// "Return the current position." to add.

enum CodeWords {
    /// The share of the sentence's words, stop words left out, that the code's names hold too; 1 for a sentence without words.
    /// Cost: linear in both.
    static func share(of sentence: ArraySlice<UInt8>, in code: [ArraySlice<UInt8>]) -> Double {
        var said: Set<UInt64> = []
        for text in code { for term in Terms.all(in: apart(text)) { said.insert(term) } }
        var count = 0, found = 0
        for term in Terms.all(in: apart(sentence)) where !Terms.stopWords.contains(term) {
            count += 1
            if said.contains(term) { found += 1 }
        }
        return count == 0 ? 1 : Double(found) / Double(count)
    }

    /// The text with the words of its names set apart: blanks where a capital follows a small letter, and for underscores.
    private static func apart(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 5 / 4)
        for byte in text {
            if byte == 0x5F {
                out.append(0x20)
                continue
            }
            if byte &- 0x41 < 26, let last = out.last, last &- 0x61 < 26 { out.append(0x20) }
            out.append(byte)
        }
        return out
    }
}
