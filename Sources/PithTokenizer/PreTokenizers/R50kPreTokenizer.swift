// r50k and p50k (GPT-2, GPT-3, Codex). The published expression, its alternatives tried in this order at each place:
//
//   1  '(?:[sdmt]|ll|ve|re)
//   2   ?\p{L}++
//   3   ?\p{N}++
//   4   ?[^\s\p{L}\p{N}]++
//   5  \s++$
//   6  \s+(?!\S)
//   7  \s
//
// The oldest and simplest: only a space goes to what follows it, line breaks are like any white space, and contractions are in small
// letters.

import PithBPE
import PithUnicode

/// The pre-tokenizer of `r50k_base` and `p50k_base`.
package enum R50kPreTokenizer: PreTokenizer {
    package static let patterns = [
        [#"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#],
        // As first published, and as the byte-level pre-tokenizer of Hugging Face has it.
        [#"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#],
    ]

    package static func pieceEnd(_ text: TextBytes, from start: Int) -> Int {
        let contraction = smallContractionEnd(text, from: start)
        if contraction > start { return contraction }
        let bodyStart = text.has(" ", at: start) ? start &+ 1 : start
        if bodyStart < text.count {
            let first = TextCharacter(text, at: bodyStart)
            if first.kind.isIn(.letter) { return text.runEnd(of: .letter, from: first.end) }
            if first.kind == .number { return text.runEnd(of: .number, from: first.end) }
            if first.kind.isIn(.sign) { return text.runEnd(of: .sign, from: first.end) }
        }
        return WhitespaceRun(text, from: start).endWithoutNewline
    }

    private static func smallContractionEnd(_ text: TextBytes, from start: Int) -> Int {
        let end = text.contractionEnd(from: start)
        for place in start..<end where place > start && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[place]) { return start }
        return end
    }

    @inline(__always) package static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64 {
        var pieces = AsciiPieces(block)
        let bareSigns = pieces.addSigns()
        let whitespace = block.blank | block.newline
        pieces.starts |= whitespace & ~(whitespace &<< 1)
        pieces.starts |= whitespace & ~(whitespace &>> 1)
        pieces.starts |= block.letter & ~(block.letter &<< 1) & ~(block.space &<< 1)
        pieces.starts |= block.digit & ~(block.digit &<< 1) & ~(block.space &<< 1)

        var apostrophes = block.apostrophe & bareSigns & (block.lower &>> 1)
        while apostrophes != 0 {
            let place = apostrophes.trailingZeroBitCount
            if place >= pieces.limit { break }
            apostrophes &= apostrophes &- 1
            let length = smallContractionEnd(text, from: start &+ place) &- start &- place
            if length == 0 { continue }
            pieces.starts &= ~(2 &<< UInt64(truncatingIfNeeded: place))
            if block.letter &>> UInt64(truncatingIfNeeded: place &+ length) & 1 != 0 {
                pieces.starts |= 1 &<< UInt64(truncatingIfNeeded: place &+ length)
            }
        }
        return pieces.sureStarts
    }
}
