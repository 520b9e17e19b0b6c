// Sentences that say what one thing is, in words that stand nowhere else: "The code word for the night shift is silver otter." No number or name is in
// them, and still they answer a question that nothing else in the text answers.
//
// Known by form: a determiner (the, our, its …), a subject of a few words without a comma, is, was or means, and behind it one to four bare words, or two to
// four behind an article: no adverb, no participle but "called" and its like, so neither "is a list" nor "is ignored". The words behind must be told
// there and nowhere else.

import PithPrompt
import PithSystem

enum Definition {
    /// Whether the sentence says that one thing is a value in marks, or one that is no word, and no more: "The domain is "iso_639-5"." The value may stand
    /// elsewhere; that it is that thing's does not. Cost: the first dozen words, and the value.
    static func givesValue(in bytes: [UInt8], _ sentence: Range<Int>) -> Bool {
        var words = Words(bytes: bytes, at: sentence.lowerBound, limit: sentence.upperBound)
        guard passSubject(&words) else { return false }
        var value = bytes[words.at..<sentence.upperBound].drop(while: \.isSpace)
        while let last = value.last, last.isSpace || last == 0x2E { value = value.dropLast() }
        guard let mark = value.first else { return false }
        if mark == 0x60 || mark == 0x22 { return value.last == mark && value.count(where: { $0 == mark }) % 2 == 0 }
        return !value.contains(where: \.isSpace) && value.contains { !$0.isLetter && $0 < 0x80 }
    }

    /// Where the words stand that say what the subject is; nil when the sentence has not that form. Cost: the first dozen words.
    static func value(in bytes: [UInt8], _ sentence: Range<Int>) -> Range<Int>? {
        var words = Words(bytes: bytes, at: sentence.lowerBound, limit: sentence.upperBound)
        guard passSubject(&words) else { return nil }
        var value: Range<Int>?
        var count = 0, fewest = 1
        while let word = words.next(), !word.isAfterMark, !connectives.contains(word.text) {
            // "is called blue lantern", "is a clockwork heron": of one word behind an article less can be told.
            if count == 0, namings.contains(word.text) { continue }
            if count == 0, fewest == 1, word.text == "a" || word.text == "an" {
                fewest = 2
                continue
            }
            count += 1
            guard count <= longestValue, word.text.utf8.count > 2, !(count == 1 && opensNoName(word.text)) else { return nil }
            value = (value?.lowerBound ?? word.range.lowerBound)..<word.range.upperBound
        }
        return count >= fewest ? value : nil
    }

    /// Passes over a determiner, a subject of a few words and the verb behind it; false where the sentence does not begin so.
    private static func passSubject(_ words: inout Words) -> Bool {
        // Most sentences begin with a longer word, or another letter.
        guard let opening = words.next(), opening.range.count <= longestDeterminer, determiners.contains(opening.text) else { return false }
        for subjectCount in 0...longestSubject {
            guard let word = words.next(), !word.isAfterMark else { return false }
            if word.range.count <= longestCopula, copulas.contains(word.text) { return subjectCount > 0 }
        }
        return false
    }

    private static let longestSubject = 8
    private static let longestDeterminer = 5, longestCopula = 5
    private static let longestValue = 4

    private static func opensNoName(_ word: String) -> Bool {
        qualifiers.contains(word) || ["ed", "ing", "ly", "able", "ible"].contains { word.hasSuffix($0) }
    }

    private static let determiners: Set<String> = ["the", "our", "your", "my", "his", "her", "its", "their"]
    private static let copulas: Set<String> = ["is", "was", "means"]
    private static let namings: Set<String> = ["called", "named", "nicknamed", "titled", "labelled", "labeled", "dubbed", "entitled"]
    private static let connectives: Set<String> = [
        "for", "of", "in", "at", "on", "until", "from", "when", "if", "and", "or", "but", "because", "since", "while", "which", "that",
        "to",
        "by", "with", "as", "than", "where", "unless", "so", "during", "after", "before", "between",
    ]
    private static let qualifiers: Set<String> = [
        "the", "a", "an", "this", "these", "those", "our", "your", "my", "his", "her", "its", "their", "not", "no", "also", "now", "then",
        "still", "just", "only", "very", "too", "more", "less", "most", "least", "always", "never", "often", "one", "some", "any", "all",
        "both",
        "each", "either", "neither", "what", "how", "why", "there", "here", "even", "quite", "much", "done", "made", "given", "set", "sent",
        "taken", "used", "up", "out", "about",
    ]

    private struct Word {
        let range: Range<Int>
        let bytes: [UInt8]
        /// Whether something other than blanks stands between it and the word before.
        let isAfterMark: Bool

        /// In small letters.
        var text: String { String(decoding: bytes[range].map(\.lowered), as: UTF8.self) }
    }

    /// The words of ASCII letters, hyphens and apostrophes; any other character is a mark.
    private struct Words {
        let bytes: [UInt8]
        var at: Int
        let limit: Int

        mutating func next() -> Word? {
            var isAfterMark = false
            while at < limit, (bytes[at] | 0x20) &- 0x61 >= 26 {
                if !bytes[at].isSpace { isAfterMark = true }
                at += 1
            }
            let start = at
            while at < limit, bytes[at].isLetter || bytes[at] == 0x2D || bytes[at] == 0x27 { at += 1 }
            guard at > start else { return nil }
            return Word(range: start..<at, bytes: bytes, isAfterMark: isAfterMark)
        }
    }
}
