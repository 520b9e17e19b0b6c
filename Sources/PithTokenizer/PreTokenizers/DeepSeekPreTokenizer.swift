// DeepSeek V3 and later, R1. Three expressions, one after another: each cuts up what the one before left.
//
//   \p{N}{1,3}
//   [一-龥\u3040-\u309F\u30A0-\u30FF]+
//   1  [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+
//   2  [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//   3   ?[\p{P}\p{S}]+[\r\n]*
//   4  \s*[\r\n]+|\s+(?!\S)|\s+
//
// So numbers and runs of Chinese and Japanese characters (with the signs among them) are pieces before anything else is looked at, and what
// follows sees them as the end of the text: white space before them is one piece. The third expression does not match everywhere: control
// characters and the like that no letter follows are left over, and what is left over between two matches is a piece.

import PithBPE
import PithUnicode

/// The pre-tokenizer of DeepSeek V3, R1 and later.
package enum DeepSeekPreTokenizer: PreTokenizer {
    package static let patterns = [
        [
            #"\p{N}{1,3}"#, "[一-龥\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+",
            ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^"## + "\r\n"
                + #"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+["# + "\r\n" + #"]*|\s*["# + "\r\n" + #"]+|\s+(?!\S)|\s+"#,
        ]
    ]

    package static func pieceEnd(_ text: TextBytes, from start: Int) -> Int {
        let first = TextCharacter(text, at: start)
        if first.kind == .number { return text.runEnd(of: .number, from: start, limit: 3) }
        if isEastAsian(text, at: start) {
            var end = first.end
            while isEastAsian(text, at: end) { end &+= 3 }
            return end
        }
        if isASCIISign(text, at: start), isASCIILetter(text, at: first.end) {
            var end = first.end
            while isASCIILetter(text, at: end) { end &+= 1 }
            return end
        }
        let wordStart = first.kind.isIn(.letter | .mark) ? start : first.kind.isIn(.space | .other) ? first.end : text.count
        let wordEnd = runEnd(text, of: .letter | .mark, from: wordStart)
        if wordEnd > wordStart { return wordEnd }

        let signsStart = text.has(" ", at: start) ? first.end : start
        var end = runEnd(text, of: .punctuation | .symbol, from: signsStart)
        if end > signsStart {
            while end < text.count, text[end] == 0x0A || text[end] == 0x0D { end &+= 1 }
            return end
        }
        return first.kind == .other ? leftOverEnd(text, from: first.end) : whitespaceEnd(text, from: start)
    }

    /// White space that a number or an East Asian run follows is at the end of what the third expression sees.
    private static func whitespaceEnd(_ text: TextBytes, from start: Int) -> Int {
        let run = WhitespaceRun(text, from: start)
        if run.lastNewlineEnd > start { return run.lastNewlineEnd }
        return run.end < text.count && isTakenBefore(text, at: run.end) ? run.end : run.endWithoutNewline
    }

    /// The end of what no expression matches: up to a character that begins a match.
    private static func leftOverEnd(_ text: TextBytes, from start: Int) -> Int {
        var end = start
        while end < text.count {
            let next = TextCharacter(text, at: end)
            if next.kind != .other || isEastAsian(text, at: end) { break }
            if runEnd(text, of: .letter | .mark, from: next.end) > next.end { break }
            end = next.end
        }
        return end
    }

    /// The end of the run of characters of `set` at `start`, East Asian ones excluded.
    private static func runEnd(_ text: TextBytes, of set: CharacterClassSet, from start: Int) -> Int {
        var end = start
        while end < text.count {
            let next = TextCharacter(text, at: end)
            guard next.kind.isIn(set), !isEastAsian(text, at: end) else { break }
            end = next.end
        }
        return end
    }

    private static func isTakenBefore(_ text: TextBytes, at place: Int) -> Bool {
        TextCharacter(text, at: place).kind == .number || isEastAsian(text, at: place)
    }

    /// U+3040 to U+30FF, U+4E00 to U+9FA5: three bytes each, in the order of their code points.
    private static func isEastAsian(_ text: TextBytes, at place: Int) -> Bool {
        guard place &+ 3 <= text.count, text[place] >= 0xE3 else { return false }
        let bytes = UInt32(text[place]) << 16 | UInt32(text[place &+ 1]) << 8 | UInt32(text[place &+ 2])
        return 0xE38180...0xE383BF ~= bytes || 0xE4B880...0xE9BEA5 ~= bytes
    }

    private static func isASCIILetter(_ text: TextBytes, at place: Int) -> Bool {
        place < text.count && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[place] | 0x20)
    }

    private static func isASCIISign(_ text: TextBytes, at place: Int) -> Bool {
        let byte = text[place]
        return 0x21...0x7E ~= byte && !isASCIILetter(text, at: place) && !(0x30...0x39 ~= byte)
    }

    @inline(__always) package static func pieceStarts(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> UInt64 {
        var pieces = AsciiPieces(block)
        let bareSigns = pieces.addSigns()
        pieces.addWhitespace(taken: pieces.newlinesAfterSigns, before: block.digit)
        pieces.addNumbers()
        pieces.addWords(bareSigns: bareSigns)
        // Control characters are neither signs nor white space here: leave them to the other path.
        pieces.limit = min(pieces.limit, firstControl(block, text, at: start))
        return pieces.sureStarts
    }

    /// The place of the first control character that is no white space; 64 without one.
    @inline(__always) private static func firstControl(_ block: ByteBlock, _ text: TextBytes, at start: Int) -> Int {
        var signs = block.sign
        while signs != 0 {
            let place = signs.trailingZeroBitCount
            let byte = text[start &+ place]
            if byte < 0x20 || byte == 0x7F { return place }
            signs &= signs &- 1
        }
        return 64
    }
}
