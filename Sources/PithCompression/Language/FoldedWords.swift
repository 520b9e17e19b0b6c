// Sets of words that are asked of the words of a text: those of ASCII by their hashes, which takes a tenth of the time that strings take to be put into a
// set; the others as strings, which are the same however their accents are written.

import PithSystem

/// A word of letters, in small ones.
struct FoldedWord {
    private let letters: ArraySlice<UInt8>
    /// Of a word of ASCII.
    let hash: UInt64?

    /// `letters` are letters of ASCII and bytes beyond it.
    init(_ letters: ArraySlice<UInt8>) {
        self.letters = letters
        if letters.contains(where: { $0 >= 0x80 }) {
            // There are letters beyond ASCII whose small form is within.
            let text = Self.text(of: letters)
            hash = text.utf8.contains { $0 >= 0x80 } ? nil : Self.hash(of: text.utf8)
        } else {
            hash = Self.hash(of: letters.lazy.map { $0 | 0x20 })
        }
    }

    /// How many bytes it has, before its letters are made small.
    var byteCount: Int { letters.count }

    var text: String { Self.text(of: letters) }

    private static func text(of letters: ArraySlice<UInt8>) -> String { String(decoding: letters, as: UTF8.self).lowercased() }

    /// FNV-1a of small letters.
    fileprivate static func hash(of letters: some Sequence<UInt8>) -> UInt64 {
        letters.reduce(Terms.hashBasis) { Terms.hash($0, with: $1) }
    }
}

/// Words in small letters.
struct FoldedWords: Sendable {
    private var plain = KeyTable()
    private var others: Set<String> = []

    /// The words of `text`, which white space sets apart.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end].isSpace {
            let word = bytes[start..<end]
            start = end + 1
            if word.isEmpty { continue }
            if word.contains(where: { $0 >= 0x80 }) {
                others.insert(String(decoding: word, as: UTF8.self))
            } else {
                plain.keep(0, for: FoldedWord.hash(of: word))
            }
        }
    }

    func contains(_ word: FoldedWord) -> Bool { word.hash.map { plain[$0] != nil } ?? others.contains(word.text) }
}
