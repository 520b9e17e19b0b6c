// Finds special tokens in text: the leftmost, and of several that start at one place the longest.

import PithBPE
import PithVocabulary

enum SpecialTokenSearch {
    /// The first special token at or after `start`. Cost: linear; the tokens are compared only where one's first byte is.
    static func first(of tokens: [SpecialToken], in text: TextBytes, from start: Int) -> (start: Int, token: SpecialToken)? {
        var firstBytes: (UInt64, UInt64) = (0, 0)  // special tokens that start outside ASCII are compared everywhere
        var anywhere = false
        for token in tokens {
            guard let byte = token.text.utf8.first else { continue }
            if byte < 64 {
                firstBytes.0 |= 1 << UInt64(byte)
            } else if byte < 128 {
                firstBytes.1 |= 1 << UInt64(byte - 64)
            } else {
                anywhere = true
            }
        }
        for place in start..<max(start, text.count) {
            let byte = text[place]
            let word = byte < 64 ? firstBytes.0 : byte < 128 ? firstBytes.1 : anywhere ? .max : 0
            guard word >> UInt64(byte & 63) & 1 != 0 else { continue }
            let found = tokens.filter { matches($0, text, place) }.max { $0.text.utf8.count < $1.text.utf8.count }
            if let found { return (place, found) }
        }
        return nil
    }

    private static func matches(_ token: SpecialToken, _ text: TextBytes, _ start: Int) -> Bool {
        var place = start
        for byte in token.text.utf8 {
            guard place < text.count, text[place] == byte else { return false }
            place += 1
        }
        return place > start
    }
}
