// What the values of a family say again and again has a name of one letter: of "Bob and Dave swap gifts. Then, Eve and Bob swap gifts. Then, …"
// each prompt sends "Bob and Dave α Eve and Bob α …", and the template says once that α is "swap gifts. Then,". It reads as abbreviations in
// letters do: the definition comes before its use, and the words around it stay as they were.
//
// A name is a Greek or Cyrillic letter that no prompt of the family holds, so each that stands in a value is a name. A prompt that does hold
// one has its values written without names. A phrase may span the gap between two values: then a name stands for several values and parts of two.
//
// At each piece the longest phrase is taken. Cost: linear; a phrase has at most `longestPieceCount` pieces.

/// Phrases that the values of a family share, each with a short name.
public struct PhraseNames: Sendable, Equatable {
    /// A name, and what stands for it: one text, or several when it spans the gaps between them.
    public struct Entry: Sendable, Equatable {
        public let name: [UInt8]
        public let texts: [[UInt8]]

        public init(name: [UInt8], texts: [[UInt8]]) { (self.name, self.texts) = (name, texts) }
    }

    public let entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }

    static let longestPieceCount = 64

    /// The values with names for phrases, or nil when they hold a letter that is a name.
    func written(_ values: [[UInt8]]) -> [[UInt8]]? {
        // Joined, no values would be one empty value.
        if values.isEmpty { return values }
        let text = PhrasePieces.joined(values)
        guard !values.contains(where: { $0.contains(PhrasePieces.gapMark) }), expanded(text) == text else { return nil }
        let pieces = PhrasePieces.ranges(text)
        let phrases = phrasesByFirstPiece
        var output: [UInt8] = []
        var at = 0
        while at < pieces.count {
            let start = pieces[at].lowerBound
            let found = phrases[text[pieces[at]]]?.first {
                $0.pieceCount <= pieces.count - at && pieces[at + $0.pieceCount - 1].upperBound - start == $0.text.count
                    && text[start..<start + $0.text.count].elementsEqual($0.text)
            }
            output += found?.name ?? Array(text[pieces[at]])
            at += found?.pieceCount ?? 1
        }
        return PhrasePieces.values(output)
    }

    /// The values that these were written from.
    func read(_ written: [[UInt8]]) -> [[UInt8]] {
        written.isEmpty ? written : PhrasePieces.values(expanded(PhrasePieces.joined(written)))
    }

    /// The names that stand in written texts. Cost: one pass.
    func used(in written: [[UInt8]]) -> PhraseNames {
        let unused = Set(Self.unusedLetters(in: written))
        return PhraseNames(entries.filter { !unused.contains($0.name) })
    }

    private func expanded(_ text: [UInt8]) -> [UInt8] {
        let texts = Dictionary(entries.map { ($0.name[...], PhrasePieces.joined($0.texts)) }, uniquingKeysWith: { first, _ in first })
        let lengths = Set(entries.map(\.name.count)).sorted()
        let openings = Set(entries.compactMap(\.name.first))
        var output: [UInt8] = []
        var at = 0
        while at < text.count {
            var length = 1
            if openings.contains(text[at]), let found = lengths.first(where: { at + $0 <= text.count && texts[text[at..<at + $0]] != nil })
            {
                output += texts[text[at..<at + found]] ?? []
                length = found
            } else {
                output.append(text[at])
            }
            at += length
        }
        return output
    }

    private struct Phrase {
        let name: [UInt8]
        let text: [UInt8]
        let pieceCount: Int
    }

    /// Phrases by their first piece, the longest first.
    private var phrasesByFirstPiece: [ArraySlice<UInt8>: [Phrase]] {
        var phrases: [ArraySlice<UInt8>: [Phrase]] = [:]
        for entry in entries {
            let text = PhrasePieces.joined(entry.texts)
            let pieces = PhrasePieces.ranges(text)
            guard let first = pieces.first else { continue }
            phrases[text[first], default: []].append(Phrase(name: entry.name, text: text, pieceCount: pieces.count))
        }
        return phrases.mapValues { $0.sorted { $0.pieceCount > $1.pieceCount } }
    }

    /// Letters that may be names, in the order they are given out: each is one token in the large vocabularies, and none looks like a Latin one.
    private static let letters = "αβγδεζηθλμπρστφχψωΓΔΘΛΞΠΣΦΨΩбвгджзийклптфцчшщыьэюяБГДЖЗИЙЛПФЦЧШЩЭЮЯ".map { Array(String($0).utf8) }

    /// The letters that none of these texts holds. Cost: one pass.
    static func unusedLetters(in texts: [[UInt8]]) -> [[UInt8]] {
        var isHeld = [Bool](repeating: false, count: 1 << 16)
        let pair = { (lead: UInt8, next: UInt8) in Int(lead) << 8 | Int(next) }
        for text in texts { for (lead, next) in zip(text, text.dropFirst()) where lead >= 0xC2 { isHeld[pair(lead, next)] = true } }
        return letters.filter { !isHeld[pair($0[0], $0[1])] }
    }
}
