// Sets of words of seven bytes and less, each of which fits into one number: asked of many words of a text, and built in no time.

import PithSystem

/// Words of at most seven bytes.
struct ShortWords: Sendable {
    private var table = KeyTable()

    /// Longer words stay out.
    init(_ words: some Sequence<String>) {
        for word in words where word.utf8.count <= Self.longest { table.keep(0, for: Self.packed(word.utf8)) }
    }

    static let longest = 7

    /// Whether it has the word, which may have to be read in small letters of ASCII.
    func contains(_ word: ArraySlice<UInt8>, inSmallLetters: Bool = false) -> Bool {
        guard word.count <= Self.longest else { return false }
        return table[inSmallLetters ? Self.packed(word.lazy.map { $0.lowered }) : Self.packed(word)] != nil
    }

    /// The bytes of a word behind its length.
    @inline(__always) private static func packed(_ word: some Collection<UInt8>) -> UInt64 {
        word.reduce(UInt64(1)) { $0 << 8 | UInt64($1) }
    }
}
