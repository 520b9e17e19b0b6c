// The words of a line that blanks lay out, with the columns that they fill.

import PithSystem

/// A word: its bytes, and the characters of the line that it fills.
struct LineWord {
    let offset: Int
    var offsetEnd: Int
    let start: Int
    var end: Int
    /// The character that its first colon is, if it has one.
    var colon: Int?

    /// The words of the line, up to the first that begins beyond character `limit`, that one with them; nil where something other than blanks parts or hides them.
    static func words(_ bytes: [UInt8], _ line: Range<Int>, until limit: Int = .max) -> [LineWord]? {
        var words: [LineWord] = []
        var character = 0, isInWord = false, isWide = false
        for at in line {
            let byte = bytes[at]
            if byte == 0x20 {
                isInWord = false
                character += 1
                continue
            }
            guard byte > 0x20, byte != 0x7F else { return nil }
            if byte & 0xC0 != 0x80 { character += 1 }
            // Characters of East Asia and pictures may fill two columns each: where the words behind them stand is not known.
            if byte >= 0xE3 { isWide = true }
            if byte == 0x3A, isInWord, words[words.count - 1].colon == nil { words[words.count - 1].colon = character }
            if isInWord {
                words[words.count - 1].end = character
                words[words.count - 1].offsetEnd = at + 1
            } else if words.last.map({ $0.start <= limit }) ?? true {
                if isWide { return nil }
                words.append(LineWord(offset: at, offsetEnd: at + 1, start: character - 1, end: character))
                isInWord = true
            }
            // The rest belongs to the last column; what parts words must be blanks there too.
        }
        return words
    }

    /// Where two blanks stand side by side first behind what the line begins with; nil for most lines.
    static func gap(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
        var at = line.lowerBound
        while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
        let gap = firstPairOfBlanks(in: bytes, at..<line.upperBound)
        return gap < line.upperBound ? gap : nil
    }

    /// Whether two blanks stand side by side behind what the line begins with.
    static func hasGap(_ bytes: [UInt8], _ line: Range<Int>) -> Bool { gap(bytes, line) != nil }

    /// Whether three blanks stand side by side behind what the line begins with: no sentence has them, but one that was justified.
    static func hasWideGap(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var at = line.lowerBound
        while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
        while at + 2 < line.upperBound {
            guard bytes[at + 2] == 0x20 else {
                at += 3
                continue
            }
            if bytes[at + 1] == 0x20, bytes[at] == 0x20 { return true }
            at += bytes[at + 1] == 0x20 ? 1 : 2
        }
        return false
    }
}
