// What is read in long steps is what reading byte by byte finds: the plain versions stand here.

import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

/// Texts of the parts that these readings care about, and of anything.
private func texts(_ seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    let parts = [
        "<!--", "-->", ">", "<", "--", " ", "  ", "    ", "\t", "\n", "\r\n", "*", "* ", " *", "=", "----", "....", "word", "Word", "é",
        "日本", "`x`", ".",
        "FAILED", " FAILED", "FAIL:", "[ 86%]", "E   x", "error: y", "✗ z", "not ok 1", "e.g.", "Dr. ", "Plan B. Then", "the\n-f x",
        "(see\n-J).", ",\n--all",
        "núm. 3", "nu\u{301}m. 3", "Finally ", "X. Please go", "\u{2026} A", "。", "！", "॥",
    ]
    let mixed = (0..<random.number(1...60)).map { _ in random.pick(parts) }.joined()
    return [
        Array(mixed.utf8), randomBytes(count: random.number(0...300), using: &random), Array(randomText(count: 400, using: &random).utf8),
    ]
}

@Test(arguments: UInt64(0)..<200)
func readingInLongStepsFindsWhatReadingByteByByteDoes(_ seed: UInt64) {
    for bytes in texts(seed) {
        #expect(countCharacters(in: bytes, bytes.indices) == bytes.count { $0 & 0xC0 != 0x80 }, "seed \(seed)")
        for start in bytes.indices.prefix(12) {
            let pair = (start..<bytes.count).first { $0 + 1 < bytes.count && bytes[$0] == 0x20 && bytes[$0 + 1] == 0x20 }
            #expect(firstPairOfBlanks(in: bytes, start..<bytes.count) == pair ?? bytes.count, "seed \(seed)")
        }
        #expect(MarkupRemarks.all(in: bytes) == plainRemarks(in: bytes), "seed \(seed)")
        #expect(FailureOutput.isIn(bytes) == plainlyTellsOfFailure(bytes), "seed \(seed)")
        #expect(SentenceSplitter.sentences(in: bytes, bytes.indices) == plainSentences(in: bytes, bytes.indices), "seed \(seed)")
        for line in lineRanges(in: bytes, bytes.indices) {
            let read = WrappedLine(bytes, line), plain = PlainLine(bytes, line)
            #expect((read == nil) == (plain == nil), "seed \(seed)")
            guard let read, let plain else { continue }
            #expect(read.text == plain.text && read.indent == plain.indent && read.width == plain.width, "seed \(seed)")
            #expect(read.firstWordWidth == plain.firstWordWidth && read.hasTab == plain.hasTab, "seed \(seed)")
        }
    }
}

@Test(arguments: UInt64(0)..<200)
func wordsAndPlainStretchesAreReadAsByteByByte(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for bytes in texts(seed) + [Array("cafés 日本—word Ünit naïve running flies ".utf8)] {
        let start = random.number(0...bytes.count), range = start..<random.number(start...bytes.count)
        let set = ByteSet(\.isWordlike)
        let plain = bytes[range].split { !$0.isWordlike }.map { $0.startIndex..<$0.endIndex }
        var found: [Range<Int>] = []
        forEachRun(of: set, in: bytes, range) { run in
            found.append(run)
            return run.upperBound
        }
        #expect(found == plain, "seed \(seed)")
        if let first = plain.first, case let offset = random.number(first.upperBound...range.upperBound) {
            found = []
            forEachRun(of: set, in: bytes, range) { run in
                found.append(run)
                return max(run.upperBound, offset)
            }
            let behind = bytes[offset..<range.upperBound].split { !$0.isWordlike }.map { $0.startIndex..<$0.endIndex }
            #expect(found == [first] + behind, "seed \(seed)")
        }
        #expect(set.firstOffset(in: bytes, range) == plain.first?.lowerBound ?? range.upperBound, "seed \(seed)")
        var words = WordScanner(bytes, range)
        var terms: [UInt64] = [], places: [Int] = []
        while words.next() {
            Terms.forEach(of: words) { terms.append($0) }
            places.append(words.start)
        }
        var read: [UInt64] = [], readPlaces: [Int] = []
        Terms.forEachWord(in: bytes, range) { term, place in
            read.append(term)
            if readPlaces.last != place { readPlaces.append(place) }
        }
        #expect(read == terms && readPlaces == places, "seed \(seed)")
        #expect(Whitespace.endOfPlainText(in: bytes, from: start, range.upperBound) == plainTextEnd(bytes, range), "seed \(seed)")
    }
}

@Test(arguments: UInt64(0)..<100)
func bytesOfAnySetAreFound(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let members = Set((0..<random.number(0...40)).map { _ in UInt8(random.number(0...255)) }), set = ByteSet { members.contains($0) }
    let bytes = randomBytes(count: random.number(1...200), using: &random)
    for start in bytes.indices {
        #expect(set.firstOffset(in: bytes, start..<bytes.count) == bytes[start...].firstIndex { members.contains($0) } ?? bytes.count)
        let bits = bytes[start...].prefix(64).enumerated().reduce(UInt64(0)) {
            $0 | (members.contains($1.element) ? 1 << UInt64($1.offset) : 0)
        }
        #expect(set.members(in: bytes, start..<bytes.count) == bits, "seed \(seed)")
    }
}

/// Byte by byte: white space but one space between words, a quotation mark or a backtick.
private func plainTextEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    while at < range.upperBound {
        guard bytes[at] <= 0x22 || bytes[at] == 0x60 else {
            at += 1
            continue
        }
        guard at + 1 < range.upperBound, bytes[at] == 0x20, bytes[at + 1] > 0x22, bytes[at + 1] != 0x60 else { return at }
        at += 2
    }
    return at
}

private func plainRemarks(in bytes: [UInt8]) -> [Range<Int>] {
    var remarks: [Range<Int>] = []
    var start: Int?
    for at in bytes.indices {
        if start == nil, bytes[at] == 0x3C, bytes[at...].starts(with: "<!--".utf8) {
            start = at
        } else if let from = start, bytes[at] == 0x3E, at >= from + 6, bytes[at - 1] == 0x2D, bytes[at - 2] == 0x2D {
            remarks.append(from..<at + 1)
            start = nil
        }
    }
    return remarks
}

private func plainlyTellsOfFailure(_ bytes: [UInt8]) -> Bool {
    let openings = [
        "FAILED", "FAIL ", "FAIL:", "FAIL\t", "--- FAIL", "not ok ", "✗ ", "✘ ", "✖ ", "× ", "E   ", "AssertionError", "error[", "error:",
        "thread '",
    ].map { Array($0.utf8) }
    return bytes.split(separator: 0x0A).contains { whole in
        let line = whole.drop(while: \.isBlank)
        if openings.contains(where: line.starts) { return true }
        let text = line.last == 0x5D ? line[..<(line.lastIndex(of: 0x5B) ?? line.endIndex)] : line
        return text.dropLast(text.reversed().prefix(while: \.isBlank).count).suffix(7).elementsEqual(" FAILED".utf8)
    }
}

/// Every byte asked whether it ends a sentence.
private func plainSentences(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = range.lowerBound, at = start
    while at < range.upperBound {
        guard let end = SentenceSplitter.sentenceEnd(bytes, at, start: start, range.upperBound) else {
            at += 1
            continue
        }
        sentences.append(start..<end)
        (start, at) = (end, end)
    }
    if start < range.upperBound { sentences.append(start..<range.upperBound) }
    return sentences
}

private struct PlainLine {
    let text: Range<Int>
    let indent: Int, width: Int, firstWordWidth: Int
    let hasTab: Bool

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard let first = range.first(where: { !bytes[$0].isSpace }), let last = range.last(where: { !bytes[$0].isSpace }) else {
            return nil
        }
        var column = 0, indent = 0
        var hasTab = false
        for at in range.lowerBound...last {
            if at == first { indent = column }
            if bytes[at] == 0x09 {
                column = (column | 7) + 1
                hasTab = hasTab || at > first
            } else if bytes[at] & 0xC0 != 0x80 {
                column += 1
            }
        }
        let word = (first...last).first { bytes[$0].isBlank } ?? last + 1
        text = first..<last + 1
        (self.indent, width, self.hasTab) = (indent, column, hasTab)
        firstWordWidth = bytes[first..<word].count { $0 & 0xC0 != 0x80 }
    }
}

@Test(arguments: UInt64(0)..<200)
func layoutIsToldAsLineByLine(_ seed: UInt64) {
    for bytes in texts(seed) {
        #expect(WholeSentence.isLaidOut(bytes.indices, in: bytes) == plainlyLaidOut(bytes[...]), "seed \(seed)")
        let runs = bytes.indices.contains { at in
            !bytes[at].isLetterOrDigit && bytes[at] < 0x80 && at + 3 < bytes.count && bytes[at...(at + 3)].allSatisfy { $0 == bytes[at] }
        }
        #expect(SoftBreaks.hasRule(bytes, bytes.indices) == runs, "seed \(seed)")
    }
}

private func plainlyLaidOut(_ text: ArraySlice<UInt8>) -> Bool {
    let text = text.drop(while: \.isSpace)
    if text.prefix(while: { !$0.isSpace && $0 != 0x60 && $0 != 0x22 }).contains(0x3D) { return true }
    var lineCount = 0, widest = 0
    for line in text.split(whereSeparator: \.isLineEnd) {
        lineCount += 1
        widest = max(widest, line.columnCount)
        var blankCount = 0, starCount = 0
        var isStar = false
        for byte in line.drop(while: \.isBlank) {
            if blankCount >= 4, byte != 0x20 { return true }
            if byte == 0x20 {
                if isStar { starCount += 1 }
                if starCount == 2 { return true }
            } else if byte != 0x2A {
                starCount = 0
            }
            isStar = byte == 0x2A && blankCount > 0
            blankCount = byte == 0x20 ? blankCount + 1 : 0
        }
    }
    return lineCount >= 3 && widest <= 50
}

@Test func shortWordsAreFoundAsInASet() {
    let words: Set<String> = ["a", "the", "e.g", "sevenxx", "núm"]
    let short = ShortWords(words)
    for word in words { #expect(short.contains(Array(word.utf8)[...])) }
    for word in ["", "The", "th", "them", "\0a", "sevenxxx", "nüm"] { #expect(!short.contains(Array(word.utf8)[...])) }
    #expect(short.contains(Array("E.G".utf8)[...], inSmallLetters: true))
}

@Test func foldedWordsAreFoundAsInASet() {
    let words = ["then", "él", "después", "même", "a"]
    let folded = FoldedWords(words.joined(separator: " \n"))
    for text in words + ["THEN", "Él", "e\u{301}l", "Despue\u{301}s", "the", "thens", "", "\u{212A}", "A", "ä"] {
        let letters = Array(text.utf8)
        #expect(folded.contains(FoldedWord(letters[...])) == Set(words).contains(text.lowercased()), "\(text)")
    }
}
