// Where sentences end, in any script that marks it.
//
// A sentence ends after . ! ? or … (and the quotes and brackets that close with it) when white space follows and what comes next can
// begin one: a capital, a digit, an opening quote or bracket, a letter beyond ASCII. Not after an initial or a known abbreviation; a letter
// behind a word in capitals ("SECTION X."), or before a word that opens sentences ("Plan B. Then …"), is no initial.
// 。！？ and their half-width forms end one at once. A blank line always does, and so does a line end before what is no continuation.
// A stretch of 2,000 bytes without any of these is cut at a space, so that no input makes one unit of megabytes.

import PithSystem

enum SentenceSplitter {
    private static let maximumByteCount = 2000
    private static let abbreviations = [
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "v", "vs", "etc", "e.g", "i.e", "eg", "ie", "cf", "al", "fig", "figs", "eq",
        "no", "nos",
        "vol",
        "pp", "p", "ed",
        "inc", "ltd", "co", "corp", "dept", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "u.s", "u.k",
        "a.m", "p.m", "z.b", "d.h", "bzw", "ca", "nr", "str", "bspw", "p.ex", "av", "sra", "dra", "núm", "pág", "gen", "col", "lt", "sgt",
        "rev", "hon", "n.b", "p.s",
    ]

    private static let plainAbbreviations = ShortWords(abbreviations)

    /// The sentences of `range`, which they tile: each with the white space after it. Cost: linear.
    static func sentences(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = range.lowerBound
        var at = start
        while at < range.upperBound {
            // Most bytes end none, but in a stretch that has gone on for long.
            at = ends.firstOffset(in: bytes, at..<max(at, min(range.upperBound, start + maximumByteCount)))
            guard at < range.upperBound else { break }
            guard let end = sentenceEnd(bytes, at, start: start, range.upperBound) else {
                at += 1
                continue
            }
            sentences.append(start..<end)
            (start, at) = (end, end)
        }
        if start < range.upperBound { sentences.append(start..<range.upperBound) }
        return sentences
    }

    /// The bytes that may end a sentence, or begin a mark that does.
    private static let ends = ByteSet([0x2E, 0x21, 0x3F, 0x0A, 0xE2, 0xE3, 0xEF, 0xE0])

    /// The end (white space included) of the sentence that the byte at `at` closes, or nil when it closes none.
    static func sentenceEnd(_ bytes: [UInt8], _ at: Int, start: Int, _ limit: Int) -> Int? {
        switch bytes[at] {
        case 0x2E, 0x21, 0x3F: return endAfterPunctuation(bytes, at, start: start, limit)
        case 0x0A: return endsLine(bytes, at, limit) ? skipSpace(bytes, at, limit) : nil
        case 0xE2 where at + 2 < limit && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xA6:  // …
            return endAfterPunctuation(bytes, at + 2, start: start, limit)
        case 0xE3 where at + 2 < limit && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x82:  // 。
            return skipSpace(bytes, closers(bytes, at + 3, limit), limit)
        case 0xEF where at + 2 < limit && bytes[at + 1] == 0xBC && (bytes[at + 2] == 0x81 || bytes[at + 2] == 0x9F):  // ！ ？
            return skipSpace(bytes, closers(bytes, at + 3, limit), limit)
        case 0xE0 where at + 2 < limit && bytes[at + 1] == 0xA5 && (bytes[at + 2] == 0xA4 || bytes[at + 2] == 0xA5):  // । ॥
            return skipSpace(bytes, at + 3, limit)
        case 0x20 where at - start >= maximumByteCount: return skipSpace(bytes, at, limit)
        default:
            // No space for twice as long: cut between two characters.
            return at - start >= 2 * maximumByteCount && bytes[at] & 0xC0 != 0x80 ? at : nil
        }
    }

    private static func endAfterPunctuation(_ bytes: [UInt8], _ at: Int, start: Int, _ limit: Int) -> Int? {
        let closed = closers(bytes, at + 1, limit)
        guard closed < limit else { return limit }
        guard bytes[closed].isSpace else { return nil }
        let next = skipSpace(bytes, closed, limit)
        guard next < limit else { return limit }
        if bytes[at] == 0x2E, isAbbreviation(bytes, at, start: start, next: next, limit) { return nil }
        return canBegin(bytes[next]) ? next : nil
    }

    /// After quotes and brackets that close with a sentence, at most 64 bytes of them: a million dots are looked at once each, not again from
    /// every one of them.
    private static func closers(_ bytes: [UInt8], _ from: Int, _ limit: Int) -> Int {
        var at = from
        while at < limit, at - from < 64 {
            switch bytes[at] {
            case 0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F, 0x21, 0x3F, 0x2E: at += 1
            case 0xE2 where at + 2 < limit && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0x9D || bytes[at + 2] == 0x99): at += 3  // ” ’
            case 0xE3 where at + 2 < limit && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0x8D || bytes[at + 2] == 0x8F): at += 3  // 」 』
            case 0xEF where at + 2 < limit && bytes[at + 1] == 0xBC && bytes[at + 2] == 0x89: at += 3  // ）
            case 0xC2 where at + 1 < limit && bytes[at + 1] == 0xBB: at += 2  // »
            default: return at
            }
        }
        return at
    }

    /// Whether a line end is the end of a sentence: before a blank line, or before a line that does not go on in lower case.
    private static func endsLine(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        var next = at + 1
        while next < limit, bytes[next].isBlank { next += 1 }
        guard next < limit else { return true }
        if bytes[next].isLineEnd { return true }
        // "and is connected", and below it "[`socket.setTimeout()`][] will be called."
        let code = bytes[next] == 0x5B ? next + 1 : next
        if code < limit, bytes[code] == 0x60, at > 0, bytes[at - 1].isSmall { return false }
        return !goesOn(bytes, next, limit) && !isOptionWithin(bytes, at, next, limit)
    }

    /// Whether a line goes on with a sentence: with a word in lower case, and with no name ("web-81e7", "src/a") and no column.
    private static func goesOn(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        var end = start
        while end < limit, end - start < 64, bytes[end].isLetter || bytes[end] >= 0x80 || [0x27, 0x2D].contains(bytes[end]) { end += 1 }
        guard (0x61...0x7A).contains(bytes[start]) else { return false }
        guard end < limit else { return true }
        return !bytes[end].isDigit && bytes[end] != 0x2F && bytes[end] != 0x5F && bytes[end] != 0x09
            && !(bytes[end] == 0x20 && end + 1 < limit && bytes[end + 1] == 0x20)
    }

    /// Whether an option that begins a line stands inside a sentence: "(see", and below it "-J).", or "the" and "-f option", or one of several behind commas.
    private static func isOptionWithin(_ bytes: [UInt8], _ lineEnd: Int, _ next: Int, _ limit: Int) -> Bool {
        guard next + 1 < limit, bytes[next] == 0x2D, bytes[next + 1].isWordlike || bytes[next + 1] == 0x2D else { return false }
        var at = next
        while at < min(limit, next + 64), !bytes[at].isSpace, bytes[at] != 0x28 {
            if bytes[at] == 0x29 { return true }
            at += 1
        }
        let start = max(0, lineEnd - 8)
        if lineEnd > start, bytes[lineEnd - 1] == 0x2C { return true }
        var end = lineEnd
        while end > start, bytes[end - 1].isSpace { end -= 1 }
        var first = end
        while first > start, bytes[first - 1].isLetter { first -= 1 }
        return end - first < 8 && optionLeaders.contains(bytes[first..<end])
    }

    private static let optionLeaders = ShortWords([
        "the", "a", "an", "see", "with", "or", "and", "of", "to", "use", "using", "by", "in", "as", "for", "if", "is", "when", "like",
        "both", "unless",
    ])

    private static func isAbbreviation(_ bytes: [UInt8], _ dot: Int, start: Int, next: Int, _ limit: Int) -> Bool {
        var from = dot
        while from > start, dot - from < 8, !bytes[from - 1].isSpace, bytes[from - 1] != 0x28 { from -= 1 }
        let word = bytes[from..<dot]
        guard word.count < 8 else { return false }
        if word.count > 1, plainAbbreviations.contains(word, inSmallLetters: true) { return true }
        // An initial: one capital letter before the dot, or several with dots between them ("H.F. Beebe").
        if isInitials(word) { return !isBehindCapitals(bytes, from, start: start) && !isOpener(bytes, next, limit) }
        return plainAbbreviations.contains(word, inSmallLetters: true)
            || word.contains { $0 >= 0x80 }
                && abbreviations.contains(String(decoding: word.map(\.lowered), as: UTF8.self))
    }

    private static func isInitials(_ word: ArraySlice<UInt8>) -> Bool {
        word.count % 2 == 1
            && word.indices.allSatisfy { ($0 - word.startIndex) % 2 == 0 ? (0x41...0x5A).contains(word[$0]) : word[$0] == 0x2E }
    }

    /// Whether the word before the letter at `from` is of two capitals or more, and nothing else.
    private static func isBehindCapitals(_ bytes: [UInt8], _ from: Int, start: Int) -> Bool {
        var at = from
        while at > start, bytes[at - 1].isBlank { at -= 1 }
        let end = at
        while at > start, end - at < 24, (0x41...0x5A).contains(bytes[at - 1]) { at -= 1 }
        return end < from && end - at > 1 && (at == start || bytes[at - 1].isSpace || bytes[at - 1] == 0x22)
    }

    /// Whether a word that opens sentences and is no surname begins at `at`.
    private static func isOpener(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        var end = at
        while end < limit, end - at < 8, bytes[end].isLetter { end += 1 }
        guard end < limit, bytes[end].isSpace, (0x41...0x5A).contains(bytes[at]) else { return false }
        return end - at < 8 && openers.contains(bytes[at..<end])
    }

    private static let openers = ShortWords([
        "The", "This", "That", "These", "Those", "It", "Then", "There", "If", "When", "In", "And", "But", "He", "She", "They", "We", "You",
        "Do",
        "Does", "Is", "Are", "What", "How", "Why", "Which", "Each", "Every", "Use", "Write", "Please", "Finally",
    ])

    private static func canBegin(_ byte: UInt8) -> Bool { !(0x61...0x7A).contains(byte) && byte != 0x2C && byte != 0x3B }

    private static func skipSpace(_ bytes: [UInt8], _ from: Int, _ limit: Int) -> Int {
        var at = from
        while at < limit, bytes[at].isSpace { at += 1 }
        return at
    }
}
