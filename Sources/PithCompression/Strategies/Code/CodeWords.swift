// Whether code says what a sentence about it does: names are made of words, and `current_position` or `currentPosition` leave little for
// "Return the current position." to add.

import PithSystem

enum CodeWords {
    /// The share of the sentence's words, stop words left out, that the code's names hold too; 1 for a sentence without words.
    /// Cost: linear in both.
    static func share(of sentence: ArraySlice<UInt8>, in code: [ArraySlice<UInt8>]) -> Double {
        let terms = Terms.all(in: apart(sentence)).filter { !Terms.stopWords.contains($0) }
        guard !terms.isEmpty else { return 1 }
        // The distinct ones, numbered, and which of them the code has.
        var numbers = KeyTable()
        let distinct = terms.map { term in
            let next = numbers.count
            return numbers.keep(next, for: term) ?? next
        }
        var isSaid = Array(repeating: false, count: numbers.count), saidCount = 0
        for text in code where saidCount < isSaid.count {
            let text = apart(text)
            Terms.forEach(in: text, 0..<text.count) { term in
                guard let number = numbers[term], !isSaid[number] else { return }
                isSaid[number] = true
                saidCount += 1
            }
        }
        return Double(distinct.count { isSaid[$0] }) / Double(terms.count)
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
