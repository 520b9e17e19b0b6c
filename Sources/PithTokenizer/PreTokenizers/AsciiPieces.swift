// Where pieces start in 64 bytes of ASCII, found by word operations on the bit masks of `ByteBlock`.
//
// The block starts where a piece starts, so nothing before it matters. A rule such as "a blank before anything but white space starts a
// piece" is one line: blank & ~(whitespace >> 1). Runs are followed by addition: adding a bit at the start of a run of ones makes it
// carry to the run's end. What a rule cannot know from these 64 bytes, or would need a loop for, is left out by `limit`: starts at or
// beyond it are not given, and the walk goes on from the last one that is.

import PithBPE

/// The parts that pre-tokenizers have in common. Bit 0 is a piece's start and never given.
struct AsciiPieces {
    let block: ByteBlock
    /// The starts found so far.
    var starts: UInt64 = 0
    /// Places from here on are not sure.
    var limit: Int

    @inline(__always) init(_ block: ByteBlock) {
        self.block = block
        // A blank must see what follows it, an apostrophe the two bytes after it.
        limit = block.knownCount &- 3
    }

    /// The starts that are sure, but for bit 0.
    @inline(__always) var sureStarts: UInt64 {
        if limit <= 1 { return 0 }
        return starts & ((1 &<< UInt64(truncatingIfNeeded: limit)) &- 1) & ~1
    }

    /// Signs, with a space before them when there is one: ` ?[^\s\p{L}\p{N}]+`. Returns the starts without such a space, where a single
    /// sign may turn out to be the first character of a word.
    @inline(__always) mutating func addSigns() -> UInt64 {
        let bare = block.sign & ~(block.sign &<< 1) & ~(block.space &<< 1)
        starts |= bare
        return bare
    }

    /// The line breaks that directly follow signs and belong to their piece: `[\r\n]*`.
    @inline(__always) var newlinesAfterSigns: UInt64 {
        let runStarts = block.newline & (block.sign &<< 1)
        return block.newline & ~(block.newline &+ runStarts)
    }

    /// White space: `\s*[\r\n]+|\s+(?!\S)|\s+`, of which `taken` belongs to pieces before. Before `ends`, a run is as at the text's end.
    @inline(__always) mutating func addWhitespace(taken: UInt64, before ends: UInt64 = 0) {
        let blank = block.blank, newline = block.newline
        let free = (blank | newline) & ~taken
        starts |= free & ~(free &<< 1)
        // After the last line break of a run, the blanks are a piece of their own; the last blank goes to what follows.
        starts |= blank & (newline &<< 1)
        starts |= blank & ~((blank | newline | ends) &>> 1)

        // Blanks between two line breaks are no start, which only their end tells. The first such place ends what is sure.
        let afterNewline = blank & ((newline & ~taken) &<< 1)
        let ends = (blank &+ afterNewline) & ~blank & newline
        if ends != 0 { limit = min(limit, runStart(before: ends.trailingZeroBitCount)) }
        // The same for blanks whose end is not known.
        let unknown: UInt64 = block.knownCount >= 64 ? 0 : .max &<< UInt64(truncatingIfNeeded: block.knownCount)
        let trailing = (~(blank | unknown)).leadingZeroBitCount
        let start = 64 &- trailing
        if start < block.knownCount, start > 0, newline &>> UInt64(truncatingIfNeeded: start &- 1) & 1 != 0 { limit = min(limit, start) }
    }

    /// Where the run of blanks that ends before `end` starts.
    @inline(__always) private func runStart(before end: Int) -> Int {
        64 &- (~block.blank & ((1 &<< UInt64(truncatingIfNeeded: end)) &- 1)).leadingZeroBitCount
    }

    /// Numbers of at most three digits: `\p{N}{1,3}`.
    @inline(__always) mutating func addNumbers() {
        let digit = block.digit
        var next = digit & ~(digit &<< 1)
        starts |= next
        let inside = digit & (digit &<< 1) & (digit &<< 2)
        while true {
            next = (next &<< 3) & inside & (digit &<< 3)
            if next == 0 { return }
            starts |= next
        }
    }

    /// Words: letters, with one blank or single sign before them when there is one.
    @inline(__always) mutating func addWords(bareSigns: UInt64) {
        starts |= block.letter & ~(block.letter &<< 1) & ~(block.blank &<< 1) & ~(bareSigns &<< 1)
    }
}

extension TextBytes {
    /// The number of bytes of `'s 't 'm 'd 're 've 'll` in any case at `place`, ASCII and three bytes away from the end; 0 when there is none.
    @inline(__always) func asciiContractionLength(at place: Int) -> Int {
        let second = self[place &+ 1] | 0x20
        switch second {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return 2
        case UInt8(ascii: "r"), UInt8(ascii: "v"): return self[place &+ 2] | 0x20 == UInt8(ascii: "e") ? 3 : 0
        case UInt8(ascii: "l"): return self[place &+ 2] | 0x20 == UInt8(ascii: "l") ? 3 : 0
        default: return 0
        }
    }
}
