// The pre-tokenizers that grew out of cl100k. Their expressions have one shape, alternatives tried in this order at each place:
//
//   1  (?i:'s|'t|'re|'ve|'m|'ll|'d)
//   2  [^\r\n\p{L}\p{N}]?W+                 W is the word characters: letters, for some also marks
//   3  \p{N}{1,d}                            d is the longest number: 3 or 1
//   4   ?[^\s W \p{N}]+[\r\n]*
//   5  \s*[\r\n]+|\s+(?!\S)|\s+            cl100k itself takes white space at the end of the text first
//
// Walking forward finds the end without trying anything twice: 1 needs an apostrophe, where 2 would only matter for a longer word, and
// the expression has no second thoughts; the optional first character of 2 is a word character only where taking it as one leads to the
// same end.

import PithBPE
import PithUnicode

/// What the members of the family differ in.
package protocol CL100kFamily: PreTokenizer {
    /// The characters words are made of.
    static var wordCharacters: CharacterClassSet { get }
    /// The characters of alternative 4: neither word characters nor numbers nor white space.
    static var signs: CharacterClassSet { get }
    /// How many digits a piece has at most.
    static var longestNumber: Int { get }
    /// Whether white space at the end of the text is one piece whatever it holds.
    static var takesEndOfTextFirst: Bool { get }
}

extension CL100kFamily {
    package static var wordCharacters: CharacterClassSet { .letter }
    package static var signs: CharacterClassSet { .sign }
    package static var takesEndOfTextFirst: Bool { false }

    package static func pieceEnd(_ text: TextBytes, from start: Int) -> Int {
        let first = TextCharacter(text, at: start)
        if first.kind.isIn(wordCharacters) { return text.runEnd(of: wordCharacters, from: first.end) }
        if first.kind == .number { return text.runEnd(of: .number, from: start, limit: longestNumber) }
        let contraction = text.contractionEnd(from: start)
        if contraction > start { return contraction }
        if first.kind != .newline {
            let end = text.runEnd(of: wordCharacters, from: first.end)
            if end > first.end { return end }
        }
        let signsStart = text.has(" ", at: start) ? first.end : start
        var end = text.runEnd(of: signs, from: signsStart)
        if end > signsStart {
            while end < text.count, text[end] == 0x0A || text[end] == 0x0D { end &+= 1 }
            return end
        }
        let whitespace = WhitespaceRun(text, from: start)
        return takesEndOfTextFirst ? whitespace.endOfTextFirst : whitespace.endNewlinesFirst
    }

    @inline(__always) package static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64 {
        var pieces = AsciiPieces(block)
        let bareSigns = pieces.addSigns()
        pieces.addWhitespace(taken: pieces.newlinesAfterSigns)
        if longestNumber == 1 { pieces.starts |= block.digit } else { pieces.addNumbers() }
        pieces.addWords(bareSigns: bareSigns)

        // A contraction is a piece wherever a piece starts with its apostrophe; the letters after it start another.
        var apostrophes = block.apostrophe & bareSigns & (block.letter &>> 1)
        while apostrophes != 0 {
            let place = apostrophes.trailingZeroBitCount
            if place >= pieces.limit { break }
            apostrophes &= apostrophes &- 1
            let length = text.asciiContractionLength(at: start &+ place)
            if length != 0 { pieces.starts |= 1 &<< UInt64(truncatingIfNeeded: place &+ length) }
        }
        return pieces.sureStarts
    }
}
