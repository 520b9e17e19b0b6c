// The pre-tokenizers whose words are capitals and then small letters: o200k and what came after it. One shape, alternatives tried in this
// order at each place; C, the contractions, and d, the longest number, differ:
//
//   1  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+C?
//   2  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*C?
//   3  \p{N}{1,d}
//   4   ?[^\s\p{L}\p{N}]+[\r\n/]*
//   5  \s*[\r\n]+|\s+(?!\S)|\s+
//
// A word is capitals, then small letters; letters without case and marks may stand in either part. 1 and 2 together, walking forward:
// take capitals and caseless characters; at the first small letter, take small letters and caseless characters, and stop. If
// no small letter came, 1 gives characters back until its second part has one, so the word ends after its last caseless character;
// with none of those either, 2 takes the capitals as they are. A mark is also a possible first character of 1 and 2, but
// taking it as a letter leads to the same end.

import PithBPE
import PithUnicode

/// What the members of the family differ in.
package protocol O200kFamily: PreTokenizer {
    /// Whether `'s 't 're 've 'm 'll 'd` go with the word before them.
    static var takesContractions: Bool { get }
    /// How many digits a piece has at most.
    static var longestNumber: Int { get }
}

extension O200kFamily {
    package static func pieceEnd(_ text: TextBytes, from start: Int) -> Int {
        let first = TextCharacter(text, at: start)
        if first.kind.isIn(.letter | .mark) { return wordEnd(text, from: start) }
        if first.kind == .number { return text.runEnd(of: .number, from: start, limit: longestNumber) }
        if first.kind != .newline, first.end < text.count, TextCharacter(text, at: first.end).kind.isIn(.letter | .mark) {
            return wordEnd(text, from: first.end)
        }
        let signsStart = text.has(" ", at: start) ? first.end : start
        var end = text.runEnd(of: .sign, from: signsStart)
        if end > signsStart {
            while end < text.count, text[end] == 0x0A || text[end] == 0x0D || text[end] == UInt8(ascii: "/") { end &+= 1 }
            return end
        }
        return WhitespaceRun(text, from: start).endNewlinesFirst
    }

    static func wordEnd(_ text: TextBytes, from start: Int) -> Int {
        var end = start
        var lastCaselessEnd = start
        while end < text.count {
            let next = TextCharacter(text, at: end)
            if next.kind == .lower {
                end = text.runEnd(of: .lower | .uncased | .mark, from: next.end)
                return takesContractions ? text.contractionEnd(from: end) : end
            }
            guard next.kind.isIn(.upper | .uncased | .mark) else { break }
            end = next.end
            if next.kind != .upper { lastCaselessEnd = end }
        }
        if lastCaselessEnd > start { end = lastCaselessEnd }
        return takesContractions ? text.contractionEnd(from: end) : end
    }

    @inline(__always) package static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64 {
        var pieces = AsciiPieces(block)
        let bareSigns = pieces.addSigns()
        let taken = pieces.newlinesAfterSigns
        pieces.addWhitespace(taken: taken)
        if longestNumber == 1 { pieces.starts |= block.digit } else { pieces.addNumbers() }
        pieces.addWords(bareSigns: bareSigns)
        pieces.starts |= block.upper & (block.lower &<< 1)

        // A slash after those line breaks belongs to the signs too: leave it to the other path.
        var signs = block.sign & (taken &<< 1)
        while signs != 0 {
            let place = signs.trailingZeroBitCount
            if text[start &+ place] == UInt8(ascii: "/") {
                pieces.limit = min(pieces.limit, place)
                break
            }
            signs &= signs &- 1
        }

        // A contraction goes to the word before it, unless that word is itself a contraction's end.
        guard takesContractions else { return pieces.sureStarts }
        var apostrophes = block.apostrophe & (block.letter &<< 1) & (block.letter &>> 1)
        var lastEnd = 0
        while apostrophes != 0 {
            let place = apostrophes.trailingZeroBitCount
            if place >= pieces.limit { break }
            apostrophes &= apostrophes &- 1
            let length = text.asciiContractionLength(at: start &+ place)
            if place == lastEnd || length == 0 { continue }
            lastEnd = place &+ length
            let bits: UInt64 = length == 2 ? 3 : 7
            pieces.starts = pieces.starts & ~(bits &<< UInt64(truncatingIfNeeded: place)) | 1 &<< UInt64(truncatingIfNeeded: lastEnd)
        }
        return pieces.sureStarts
    }
}
