// cl100k (GPT-3.5, GPT-4). The published expression, its alternatives tried in this order at each place:
//
//   1  '(?i:[sdmt]|ll|ve|re)
//   2  [^\r\n\p{L}\p{N}]?+\p{L}++
//   3  \p{N}{1,3}+
//   4   ?[^\s\p{L}\p{N}]++[\r\n]*+
//   5  \s++$
//   6  \s*[\r\n]
//   7  \s+(?!\S)
//   8  \s
//
// `?+`, `++` and `*+` never give back what they took, so nothing here needs to be tried twice. Marks are not letters in this one.

import PithBPE
import PithUnicode

/// The pre-tokenizer of `cl100k_base`.
package enum CL100kPreTokenizer: PreTokenizer {
    package static func pieceEnd(_ text: TextBytes, from start: Int) -> Int {
        let first = TextCharacter(text, at: start)
        if first.kind.isIn(.letter) { return text.runEnd(of: .letter, from: first.end) }
        if first.kind == .number { return text.runEnd(of: .number, from: start, limit: 3) }
        let contraction = text.contractionEnd(from: start)
        if contraction > start { return contraction }
        if first.kind != .newline {
            let end = text.runEnd(of: .letter, from: first.end)
            if end > first.end { return end }
        }
        let signsStart = text.has(" ", at: start) ? first.end : start
        var end = text.runEnd(of: .sign, from: signsStart)
        if end > signsStart {
            while end < text.count, text[end] == 0x0A || text[end] == 0x0D { end &+= 1 }
            return end
        }
        return WhitespaceRun(text, from: start).endOfTextFirst
    }

    @inline(__always) package static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64 {
        var pieces = AsciiPieces(block)
        let bareSigns = pieces.addSigns()
        pieces.addWhitespace(taken: pieces.newlinesAfterSigns)
        pieces.addNumbers()
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
