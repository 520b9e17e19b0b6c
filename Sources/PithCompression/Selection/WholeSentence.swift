// Which units are sentences from their beginning to their end, told by their shape alone.
//
// A sentence ends with a mark and begins with a capital, a digit or a letter beyond ASCII, and what stands before it in its paragraph has ended, too. A line of
// a script or of a configuration, a field of a record and half a sentence are none of that. Three more kinds are sentences by their words:
// one that begins with the name of what it speaks of ("cp no longer …", "`import` statements can …"), where a verb or an adverb that no command line
// has follows at once; one below a title or a term with no blank line between, where the line above stands further left and had room for its first word; and a
// remark in brackets of its own ("[bug introduced in 9.1]").

import PithSystem

enum WholeSentence {
    /// Whether `unit` is a whole sentence; `previous` is what stands before it in its paragraph, nil at the beginning. Cost: linear in both.
    static func isAt(_ unit: Range<Int>, after previous: Range<Int>?, in bytes: [UInt8]) -> Bool {
        let text = bytes[unit]
        guard endsSentence(text) else { return isRemark(text) && previous.map { endsSentence(bytes[$0]) } == true }
        guard let first = text.first(where: \.isWordlike), !first.isSmall || opensWithName(text, bytes), !isLaidOut(unit, in: bytes) else {
            return false
        }
        guard let previous else { return true }
        return endsSentence(bytes[previous]) || isTitle(previous, over: unit, in: bytes)
    }

    /// Whether the text ends with a mark that ends sentences, and with quotes and brackets that close with it.
    private static func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = text.last(where: { !$0.isSpace && !closers.contains($0) }) else { return false }
        if last < 0x80 { return last == 0x2E || last == 0x21 || last == 0x3F || last == 0x3A }
        guard let end = text.lastIndex(of: last) else { return false }
        return sentenceEnds.contains { text[...end].suffix($0.count).elementsEqual($0) }
    }

    private static let closers = Array("\"')]*_`".utf8)
    private static let sentenceEnds = "… 。 ！ ？ । ॥ ؟ 。” ” ’ » 」 』 ）".split(separator: " ").map { Array($0.utf8) }

    /// Whether the text sets a variable ("GREETING=The mill is open."), or was laid out in columns: words far apart, stars side by side as before
    /// the command of a timetable, verses.
    static func isLaidOut(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        let text = bytes[range].drop(while: \.isSpace)
        if text.prefix(while: { !$0.isSpace && $0 != 0x60 && $0 != 0x22 }).contains(0x3D) { return true }
        // Most text has nothing that columns are made of.
        let own = text.startIndex..<text.endIndex
        if layoutBytes.firstOffset(in: bytes, own) == own.upperBound, firstPairOfBlanks(in: bytes, own) == own.upperBound {
            return isVerse(own, in: bytes)
        }
        var lineCount = 0, widest = 0
        var column = 0, blankCount = 0, starCount = 0
        var isIndent = true, isStar = false, isEmpty = true
        for byte in text {
            if byte.isLineEnd {
                if !isEmpty { lineCount += 1 }
                widest = max(widest, column)
                (column, blankCount, starCount, isIndent, isStar, isEmpty) = (0, 0, 0, true, false, true)
                continue
            }
            isEmpty = false
            column = byte == 0x09 ? (column | 7) + 1 : column + 1
            if isIndent, byte.isBlank { continue }
            isIndent = false
            if byte == 0x20 {
                if isStar { starCount += 1 }
                if starCount == 2 { return true }
                (isStar, blankCount) = (false, blankCount + 1)
                continue
            }
            if blankCount >= widestGap { return true }
            if byte == 0x2A {
                isStar = blankCount > 0
            } else {
                (isStar, starCount) = (false, 0)
            }
            blankCount = 0
        }
        if !isEmpty { lineCount += 1 }
        widest = max(widest, column)
        return lineCount >= fewestVerses && widest <= widestVerse
    }

    private static let layoutBytes = ByteSet([0x2A, 0x09, 0x0D])

    /// The same of a text in which no two blanks are side by side.
    private static func isVerse(_ text: Range<Int>, in bytes: [UInt8]) -> Bool {
        var lineCount = 0
        var start = text.lowerBound
        while start < text.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: text.upperBound)
            guard end - start <= widestVerse else { return false }
            if end > start { lineCount += 1 }
            start = end + 1
        }
        return lineCount >= fewestVerses
    }

    /// Lines of verse are short, lines of wrapped prose are not.
    private static let fewestVerses = 3
    private static let widestVerse = 50
    private static let widestGap = 4

    /// Whether a sentence that begins in lower case begins with the name of what it speaks of: of a command, an option, a piece of code.
    private static func opensWithName(_ text: ArraySlice<UInt8>, _ bytes: [UInt8]) -> Bool {
        let start = text.firstIndex { !$0.isSpace } ?? text.endIndex
        guard let head = endOfName(text[start...]), text[start] != 0x23, !isCommonWord(start..<head, in: bytes) else { return false }
        var wordCount = 0, plainCount = 0
        var isTold = false
        for word in text[head...].split(whereSeparator: \.isSpace) {
            wordCount += 1
            let letters = word.prefix { $0.isLetter || $0 >= 0x80 || $0 == 0x2D || $0 == 0x27 }
            let marks = word[letters.endIndex...]
            if word.first?.isWordlike != true, !word.contains(where: \.isWordlike) { return false }
            if letters.first?.isWordlike == true, marks.allSatisfy({ ".,:;)!?".utf8.contains($0) }) { plainCount += 1 }
            if wordCount <= longestName, marks.isEmpty, tellers.contains(String(decoding: letters, as: UTF8.self)) { isTold = true }
            if wordCount <= longestName, !isTold, !marks.isEmpty, ".,:;".utf8.contains(marks.last ?? 0) { return false }
            if wordCount == longestName, !isTold { return false }
        }
        return isTold && plainCount >= fewestPlain && plainCount * 3 >= wordCount * 2
    }

    /// The end of the name: of the code or the quoted words at the beginning, or of the first word. Nil where a mark ties it to what follows.
    private static func endOfName(_ text: ArraySlice<UInt8>) -> Int? {
        guard let mark = text.first else { return nil }
        var end: Int
        if mark == 0x60 || mark == 0x27 || mark == 0x22 {
            let opening = text.prefix { $0 == mark }.count
            guard let close = text.dropFirst(opening).firstIndex(of: mark) else { return nil }
            end = close
            while end < text.endIndex, text[end] == mark { end += 1 }
        } else {
            guard mark.isLetter || mark == 0x2D else { return nil }
            end = text.firstIndex(where: \.isSpace) ?? text.endIndex
            guard text[..<end].allSatisfy({ $0.isNameByte || "-./+()".utf8.contains($0) }) else { return nil }
        }
        return end < text.endIndex && text[end].isSpace ? end : nil
    }

    private static func isCommonWord(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        var isCommon = false
        Terms.forEach(in: bytes, range) { if Terms.stopWords.contains($0) { isCommon = true } }
        return isCommon && bytes[range].allSatisfy(\.isLetter)
    }

    /// A name has one word, or some with "and" between: what is told of it begins among the words behind it.
    private static let longestName = 3
    private static let fewestPlain = 5
    private static let tellers: Set<String> = [
        "is", "are", "was", "were", "isn't", "aren't", "has", "have", "had", "can", "cannot", "could", "will", "would", "may", "might",
        "does", "did",
        "no", "not", "now", "never", "again", "also", "still", "always",
    ]

    /// A remark that stands in brackets of its own behind a sentence: of four words or more, some of them common ones.
    private static func isRemark(_ text: ArraySlice<UInt8>) -> Bool {
        guard let start = text.firstIndex(where: { !$0.isSpace }), let end = text.lastIndex(where: { !$0.isSpace }) else {
            return false
        }
        guard text[start] == 0x5B && text[end] == 0x5D || text[start] == 0x28 && text[end] == 0x29 else { return false }
        let inside = text[start + 1..<end]
        guard !inside.contains(where: { "[](){}=|,;:<>".utf8.contains($0) }) else { return false }
        let words = inside.split(whereSeparator: \.isSpace)
        return words.count >= fewestRemarked && words.contains { remarkWords.contains(String(decoding: $0, as: UTF8.self)) }
    }

    private static let fewestRemarked = 4
    private static let remarkWords: Set<String> = ["in", "by", "with", "of", "to", "for", "was", "is", "since", "the"]

    /// Whether the line before the unit is a title or a term: the unit stands to the right of it, its first word had room there, and the line ends with a word
    /// that can end one. Cost: linear in both.
    private static func isTitle(_ previous: Range<Int>, over unit: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard let end = previous.last(where: { !bytes[$0].isSpace }), let start = unit.first(where: { !bytes[$0].isSpace }) else {
            return false
        }
        let gap = bytes[end + 1..<start]
        guard gap.contains(where: \.isLineEnd), !gap.contains(0x0D),
            let title = Line(endingAt: end + 1, from: previous.lowerBound, in: bytes),
            let first = Line(endingAt: unit.upperBound, from: start, in: bytes, isFirst: true)
        else { return false }
        let text = bytes[title.start...end]
        let lastWord = (text.lastIndex { !$0.isLetter } ?? title.start - 1) + 1..<end + 1
        guard title.indent < first.indent, canEndTitle(text), !isCommonWord(lastWord, in: bytes) else { return false }
        let word = bytes[start..<unit.upperBound].prefix { !$0.isSpace }.count
        let width = bytes[unit].split(whereSeparator: \.isLineEnd).map(\.count).max() ?? 0
        return title.indent + text.count + 1 + word <= max(first.indent + first.count, width)
    }

    /// Whether a title or a term can be so: it sets nothing and goes on with nothing.
    private static func canEndTitle(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = text.last, last.isWordlike || text.count > 1 && ")]>\"'`".utf8.contains(last) && !text[text.endIndex - 2].isBlank
        else { return false }
        // "- an item" and "1. an item" go on below.
        guard let mark = text.first, !mark.isDigit, mark.isLetter || text.count < 2 || !text[text.startIndex + 1].isBlank else {
            return false
        }
        let isOption = mark == 0x2D || mark == 0x5B
        return isOption || !text.contains { $0 == 0x3D || $0 == 0x3A || $0 == 0x7B || $0 == 0x7C }
    }

    /// A line of a unit, and how far it stands from the margin.
    private struct Line {
        let start: Int
        let indent: Int
        let count: Int

        /// The last line of what ends at `end` and begins at `from`, or the first one. Nil where something else stands before it on that line.
        init?(endingAt end: Int, from: Int, in bytes: [UInt8], isFirst: Bool = false) {
            let line = bytes[from..<end]
            let begin = isFirst ? from : line.lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? from
            start = bytes[begin..<end].firstIndex { !$0.isBlank } ?? end
            var margin = start
            while margin > 0, start - margin < Self.widest, bytes[margin - 1].isBlank { margin -= 1 }
            guard margin == 0 || bytes[margin - 1].isLineEnd else { return nil }
            indent = bytes[margin..<start].columnCount
            count = bytes[start..<end].prefix { !$0.isLineEnd }.count
        }

        private static let widest = 128
    }
}
