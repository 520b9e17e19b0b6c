// What stands between the words: most of it only widens the gap; some of it ends a sentence, opens a quote, or begins a path, a flag or a handle.

import PithSystem
import PithUnicode

extension FactScanner {

    /// Takes an ASCII byte that is neither part of a word nor white space. Returns where to go on.
    mutating func takePunctuation(_ byte: UInt8, _ at: Int) -> Int {
        switch byte {
        case 0x2E:  // .
            return takeDot(at)
        case 0x21, 0x3F:  // ! ?
            gap.insert(.mark)
            if text.isSpaceOrEnd(at &+ 1) || text.byte(at &+ 1) == 0x22 { endSentence() }
        case 0x22, 0x27, 0x60:  // " ' `
            return takeQuoteMark(byte, at)
        case 0x2D:  // -
            return takeHyphen(at)
        case 0x2F:  // /
            if text.startsPath(at) { return takePath(at) }
            gap.insert(.mark)
            // Behind the last attribute of an element another begins.
            if text.byte(at &+ 1) == 0x3E, text.byte(text.byte(at &- 1) == 0x20 ? at &- 2 : at &- 1) == 0x22 { endSentence() }
        case 0x7E:  // ~
            if text.byte(at &+ 1) == 0x2F, text.startsPath(at &+ 1) { return takePath(at) }
            gap.insert(.mark)
        case 0x3D: gap.insert(.equals)
        case 0x5C:  // \
            gap.insert(.mark)
            // \n, \" inside a string that is not decoded.
            if rules.skipsEscapes || (!rules.isProse && quotes.isOpen && Self.escapes.contains(text.byte(at &+ 1))) {
                return min(at &+ 2, text.end)
            }
        case 0x3A:  // :
            gap.insert(.colon)
        case 0x23:  // #
            if isLineStart && rules.isProse && !text.isWordByte(at &+ 1) { isHeading = true } else { gap.insert(.mark) }
        case 0x3B, 0x7C:  // ; |
            gap.insert(.mark)
            if byte == 0x3B || rules.endsSentencesAtLineEnds { endSentence() }
        case 0x2A, 0x3E, 0x2B:  // * > +
            gap.insert(.mark)
            if isLineStart && rules.isProse && text.byte(at &+ 1) == 0x20 { endSentence() }
        default: gap.insert(.mark)
        }
        return at &+ 1
    }

    private static let escapes: [UInt8] = Array("ntr0\\\"'".utf8)

    private mutating func takeDot(_ at: Int) -> Int {
        if text.byte(at &+ 1) == 0x2E || text.byte(at &+ 1) == 0x2F, !text.isWordByte(at &- 1) {
            // ./x, ../x
            let slash = text.byte(at &+ 1) == 0x2F ? at &+ 1 : at &+ 2
            if text.byte(slash) == 0x2F, text.isWordByte(slash &+ 1) || text.byte(slash &+ 1) == 0x2E { return takePath(at) }
        }
        gap.insert(text.isWordByte(at &- 1) ? .dot : .mark)
        guard text.isSpaceOrEnd(at &+ 1) || text.byte(at &+ 1) == 0x22 || text.byte(at &+ 1) == 0x29 else { return at &+ 1 }
        let last = recent.last
        if last.isWord, last.range.upperBound == at {
            // "Dr. Smith", "J. Smith", "approx. 5": the sentence goes on.
            if last.entry.has(.title) || last.entry.has(.abbreviation) { return at &+ 1 }
            if last.range.count == 1 && last.shape.contains(.upper) { return at &+ 1 }
        }
        let next = text.byte(at &+ 1) == 0x20 ? text.byte(at &+ 2) : 0
        if next >= 97 && next < 123 { return at &+ 1 }
        endSentence()
        return at &+ 1
    }

    private mutating func takeHyphen(_ at: Int) -> Int {
        if isLineStart && rules.isProse && text.byte(at &+ 1) == 0x20 {
            gap.insert(.mark)
            endSentence()
            return at &+ 1
        }
        if let stop = endOfOption(at) {
            takeFact(.id, at..<stop, textHash(at..<stop))
            return stop
        }
        gap.insert(text.isWordByte(at &- 1) && text.isWordByte(at &+ 1) ? .hyphen : .mark)
        return at &+ 1
    }

    /// Where the option ends that begins at `at`: "--flag" anywhere, "-f" and "-flag" in prose where nothing stands before them that they could go on. Nil for none.
    private func endOfOption(_ at: Int) -> Int? {
        let before = text.byte(at &- 1), name = text.byte(at &+ 1) == 0x2D ? at &+ 2 : at &+ 1
        guard text.byte(name).isLetter, !text.isWordByte(at &- 1), before != 0x2D else { return nil }
        if name == at &+ 1 {
            guard rules.isProse, isLineStart || before == 0x20 || before == 0x28 || before == 0x5B else { return nil }
        } else if !text.byte(name &+ 1).isLetter {
            return nil
        }
        var stop = name
        while text.isWordByte(stop) || (text.byte(stop) == 0x2D && text.isWordByte(stop &+ 1)) { stop &+= 1 }
        return stop
    }

    /// Takes what begins at a byte that is not ASCII.
    mutating func takeNonASCII(_ at: Int) -> Int {
        let (scalar, length) = text.scalar(at: at)
        let textClass = TextClass(scalar)
        switch textClass {
        case .letter, .upper, .digit: return takeCompound(at)
        case .han, .hiragana, .katakana: return takeEastAsian(textClass, scalar, at, length)
        case .space: gap.insert(.space)
        case .mark: break
        case .other: takeNonASCIIMark(scalar, at, length)
        }
        return at &+ length
    }

    private mutating func takeNonASCIIMark(_ scalar: UInt32, _ at: Int, _ length: Int) {
        switch scalar {
        case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0x061F, 0x0964, 0xFF1B:
            gap.insert(.mark)
            endSentence()
        case 0x2010, 0x2011: gap.insert(.hyphen)
        case 0x3001, 0xFF0C:
            gap.insert(.mark)
            endEastAsianClause()
        case 0x2264, 0x2265:
            gap.insert(.mark)
            takeLimitSign(at..<at &+ length, scalar == 0x2264 ? .atMost : .atLeast)
        default:
            gap.insert(.mark)
            takeTypographicQuoteMark(scalar, at, length)
        }
    }

    /// The hash of the words of a stretch, one after the other: the same however they are joined and spaced.
    mutating func textHash(_ range: Range<Int>) -> UInt64 {
        workCount &+= range.count
        return wordSequenceHash(text.bytes, range)
    }
}
