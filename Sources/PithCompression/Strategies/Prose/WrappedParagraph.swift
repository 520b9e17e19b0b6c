// Whether lines that stand below one another are one paragraph, wrapped at a column, or lines of their own: verse, an address, commands, a list without
// marks.
//
// That each line leaves no room for the next one's first word says little by itself: among lines of about one length it is so by chance. It counts where
// the words show that sentences run on from line to line: a line ends in a word that no phrase ends in ("the", "of"), or breaks part sentences and a
// sentence ends within a line, or the lines stand below the text of an item. What the lines of a list have in common speaks against it: the word that
// they begin with, a flag or a path behind it, words far apart at one column. In doubt lines stay: a line end that stays costs a token, one that goes
// wrongly costs who reads it the line.

import PithPrompt
import PithSystem

/// Lines that follow one another at one margin, but for the first, which may hang out or stand in.
struct WrappedParagraph {
    private let bytes: [UInt8]
    private let lines: ArraySlice<WrappedLine>
    private let widest: Int

    private init(_ lines: ArraySlice<WrappedLine>, in bytes: [UInt8]) {
        self.bytes = bytes
        self.lines = lines
        widest = lines.reduce(0) { max($0, $1.width) }
    }

    /// What was found in paragraphs that follow one another: their line ends, and how wide a column must be known to be for them to be soft.
    struct Finds {
        /// Whether they are of a document, where a paragraph that reads as sentences is one.
        let isDocument: Bool
        private var paragraphs: [(breaks: [Range<Int>], fits: ClosedRange<Int>?)] = []
        /// How many paragraphs that tell it, and have more than one line end, are as wide.
        private var counts = Array(repeating: 0, count: WrappedParagraph.columns.upperBound + 1)

        /// The line ends that are soft: those of paragraphs that tell it, and of others that fill the column of these.
        var breaks: [Range<Int>] {
            paragraphs.flatMap { paragraph in
                guard let fits = paragraph.fits else { return paragraph.breaks }
                return counts[fits.clamped(to: WrappedParagraph.columns)].reduce(0, +) >= Self.fewestOfColumn ? paragraph.breaks : []
            }
        }

        /// Adds paragraphs that make up `lines`, which follow one another.
        mutating func add(_ lines: [WrappedLine], in bytes: [UInt8]) {
            var start = 0
            while start + 1 < lines.count {
                var end = start + 2
                while end < lines.count, lines[end].indent == lines[start + 1].indent { end += 1 }
                let paragraph = WrappedParagraph(lines[start..<end], in: bytes)
                if paragraph.firstIsApart(below: start > 0 ? lines[start - 1] : nil) {
                    start += 1
                    continue
                }
                if let found = paragraph.breaks(inDocument: isDocument) {
                    paragraphs.append((found.breaks, found.isSure ? nil : paragraph.fits))
                    if found.isSure, found.breaks.count > 1 { counts[paragraph.widest] += 1 }
                }
                start = end
            }
        }

        private static let fewestOfColumn = 3

        init(isDocument: Bool) { self.isDocument = isDocument }
    }

    /// The widths of a column that is as wide as the lines, and in which none of them has room for the next one's first word.
    private var fits: ClosedRange<Int>? {
        let narrowest = lines.indices.dropFirst().map { lines[$0 - 1].width + lines[$0].firstWordWidth }.min() ?? 0
        return widest...max(widest, narrowest)
    }

    // MARK: The first line

    /// Whether the first line has another margin than the others and is none of them. It is one of them as an item over what is below its text, as an
    /// entry beside its meaning, or where it runs on into two lines and more: a term stands over a line of its own, and one stands below another's.
    private func firstIsApart(below above: WrappedLine?) -> Bool {
        let first = lines[lines.startIndex], next = lines[lines.startIndex + 1]
        if first.indent == next.indent { return false }
        if !isTight(first, next) { return true }
        if first.indent < next.indent, isAbove(next, first) { return false }
        guard partsSentence(first, next), lines.count > 2 || first.indent > next.indent && endsSentence(next) else { return true }
        return first.indent > next.indent && above.map { !endsSentence($0) } == true
    }

    /// Whether `next` stands below the text of an item, or below what stands beside an entry.
    private func isAbove(_ next: WrappedLine, _ line: WrappedLine) -> Bool {
        TextBlock.isItem(bytes, line.text) || gaps(of: line, width: 2).contains(next.indent)
    }

    private func goesOnInItem(_ line: WrappedLine, _ next: WrappedLine) -> Bool {
        TextBlock.isItem(bytes, line.text) && !bytes[next.text.lowerBound].isCapital && bytes[next.text.lowerBound] < 0x80
    }

    // MARK: The breaks

    /// The line ends, when all of them may be soft; whether the words alone tell that they are.
    private func breaks(inDocument: Bool) -> (breaks: [Range<Int>], isSure: Bool)? {
        let breakCount = lines.count - 1
        guard Self.columns.contains(widest), breakCount > 1 || !lines.contains(where: \.hasTab), !isList() else { return nil }
        let flows = inDocument && self.flows
        var earlyCount = 0
        var breaks: [Range<Int>] = []
        for place in lines.indices.dropFirst() {
            let line = lines[place - 1], next = lines[place]
            // The sentence had ended: here the writer began a new line, or something else goes on.
            if endsSentence(line), !isTight(line, next) || bytes[next.text.lowerBound].isSmall { continue }
            if !isTight(line, next) {
                earlyCount += 1
                guard (line.width - line.indent) * 5 >= (widest - line.indent) * 3,
                    partsSentence(line, next) || flows && partsAtMark(line, next)
                else { return nil }
            }
            breaks.append(line.text.upperBound..<next.text.lowerBound)
        }
        guard earlyCount * 3 <= breaks.count || flows, !breaks.isEmpty else { return nil }
        let standsIn = lines[lines.startIndex].indent > lines[lines.startIndex + 1].indent
        if breakCount > 1 || !standsIn, runsOn(hasEarlyBreaks: earlyCount > 0) { return (breaks: breaks, isSure: true) }
        // A short paragraph has few line ends to tell by: one that is like its neighbours in width is wrapped as they are.
        guard flows || earlyCount == 0 && breakCount <= 2, let last = lines.last, endsText(last) else { return nil }
        let places = lines.indices.dropFirst()
        if flows {
            // Sentences may end with their lines, but not all of them.
            var partingCount = 0
            for place in places {
                let line = lines[place - 1], next = lines[place]
                if partsSentence(line, next) || partsAtMark(line, next) { partingCount += 1 } else if !endsSentence(line) { return nil }
            }
            return partingCount > 0 ? (breaks: breaks, isSure: true) : nil
        }
        return places.allSatisfy { partsSentence(lines[$0 - 1], lines[$0]) } ? (breaks: breaks, isSure: false) : nil
    }

    /// Whether the lines begin and end as a paragraph of sentences does.
    private var flows: Bool {
        guard let first = lines.first, let last = lines.last else { return false }
        let opening = bytes[first.text.lowerBound]
        return (opening.isCapital || Self.openingMarks.contains(opening) || TextBlock.isItem(bytes, first.text)) && endsText(last)
    }

    /// Those of code, of a role, of a quotation and of a bracket.
    private static let openingMarks = Array("`:\"(".utf8)

    /// Whether the words show that sentences go on from line to line.
    private func runsOn(hasEarlyBreaks: Bool) -> Bool {
        var openCount = 0, leadingCount = 0, partingCount = 0
        for place in lines.indices.dropFirst() {
            let line = lines[place - 1], next = lines[place]
            let ending = lastWord(of: line)
            if Self.openWords.contains(ending) || endsInHyphen(line) {
                openCount += 1
            } else if Self.leadingWords.contains(ending) {
                leadingCount += 1
            } else if bytes[line.text.upperBound - 1] != 0x2C, partsSentence(line, next) {
                partingCount += 1
            }
        }
        let breakCount = lines.count - 1
        let first = lines[lines.startIndex], next = lines[lines.startIndex + 1]
        let endsInside = lines.contains(where: holdsSentenceEnd), ends = lines.last.map(endsText) == true
        if hasEarlyBreaks, !endsInside, !ends { return false }
        if first.indent < next.indent, isAbove(next, first), partsSentence(first, next) || goesOnInItem(first, next) { return true }
        let count = openCount + leadingCount + partingCount
        guard count > 0, count * 3 >= breakCount else { return false }
        return openCount > 0 || endsInside || ends && leadingCount > 0
    }

    /// Whether the first word of `next` had no room behind `line`.
    private func isTight(_ line: WrappedLine, _ next: WrappedLine) -> Bool { line.width + 1 + next.firstWordWidth > widest }

    private func endsSentence(_ line: WrappedLine) -> Bool {
        let mark = bytes[line.text].last { $0 != 0x29 && $0 != 0x22 && $0 != 0x27 }
        return mark == 0x2E || mark == 0x21 || mark == 0x3F
    }

    /// Whether a paragraph may end with a line.
    private func endsText(_ line: WrappedLine) -> Bool { bytes[line.text.upperBound - 1] == 0x3A || endsSentence(line) }

    /// Whether a sentence ends within a line, and another begins.
    private func holdsSentenceEnd(_ line: WrappedLine) -> Bool {
        let last = line.text.upperBound - 2
        var at = line.text.lowerBound + 2
        while at < last {
            at = Self.sentenceEnds.firstOffset(in: bytes, at..<last)
            if at < last, bytes[at - 2].isSmall, bytes[at - 1].isSmall, bytes[at + 1] == 0x20,
                bytes[at + 2..<line.text.upperBound].first(where: { !$0.isBlank })?.isCapital == true
            {
                return true
            }
            at += 1
        }
        return false
    }

    private static let sentenceEnds = ByteSet([0x2E, 0x21, 0x3F])

    /// Whether a line end between two lines parts a sentence, by the letters beside it alone.
    private func partsSentence(_ line: WrappedLine, _ next: WrappedLine) -> Bool {
        let last = bytes[line.text.upperBound - 1]
        return (last.isSmall || last == 0x2C) && bytes[next.text.lowerBound].isSmall
    }

    /// Whether a line end between two lines parts a sentence at such a mark: words go on behind it, or it opens what they are about.
    private func partsAtMark(_ line: WrappedLine, _ next: WrappedLine) -> Bool {
        let last = bytes[line.text.upperBound - 1], first = bytes[next.text.lowerBound]
        if first.isSmall { return last.isLetterOrDigit || "`)\"'_*".utf8.contains(last) }
        return (last.isSmall || last == 0x2C) && Self.openingMarks.contains(first)
    }

    /// The hash of a line's last word, or of the end of a long one.
    private func lastWord(of line: WrappedLine) -> UInt64 {
        let end = bytes[line.text].suffix(9)
        return ByteHash.of(end.lastIndex(where: \.isBlank).map { end[($0 + 1)...] } ?? end)
    }

    private func endsInHyphen(_ line: WrappedLine) -> Bool {
        let text = bytes[line.text]
        return SoftBreaks.hyphens.contains { text.suffix($0.count).elementsEqual($0) && text.dropLast($0.count).last?.isSmall == true }
    }

    // MARK: What lines of a list have in common

    /// Whether most lines begin with one word, or half of them with a word and a flag or a path; or words stand far apart at one column in two lines.
    private func isList() -> Bool {
        // How many lines begin with a word, by its hash.
        var numbers = KeyTable(minimumCapacity: lines.count)
        var counts: [Int] = []
        var highestCount = 0, commandCount = 0
        var columns: Set<Int> = []
        for line in lines {
            var rest = bytes[line.text]
            let first = Self.nextWord(&rest)
            let known = numbers.keep(counts.count, for: ByteHash.of(first))
            if let known { counts[known] += 1 } else { counts.append(1) }
            highestCount = max(highestCount, known.map { counts[$0] } ?? 1)
            if first.first == 0x24 || isArgument(Self.nextWord(&rest)) || isArgument(Self.nextWord(&rest)) { commandCount += 1 }
            for column in gaps(of: line, width: 3) where !columns.insert(column).inserted { return true }
        }
        return commandCount * 2 >= lines.count || highestCount * 2 > lines.count
    }

    /// Takes the next word off the text.
    private static func nextWord(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var start = text.startIndex
        while start < text.endIndex, text[start] == 0x20 { start += 1 }
        var end = start
        while end < text.endIndex, text[end] != 0x20 { end += 1 }
        defer { text = text[end...] }
        return text[start..<end]
    }

    /// "-x", "--name", "/a/b", "name=value"
    private func isArgument(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first, let second = word.dropFirst().first else { return false }
        return (first == 0x2D || first == 0x2F) && (second.isLetterOrDigit || second == 0x2D) || first.isLetter && word.contains(0x3D)
    }

    /// The columns at which words stand behind `width` blanks and more.
    private func gaps(of line: WrappedLine, width: Int) -> [Int] {
        guard holdsGap(line) else { return [] }
        var column = line.indent, runLength = 0
        var columns: [Int] = []
        for byte in bytes[line.text] {
            if byte == 0x20 {
                runLength += 1
            } else {
                if runLength >= width { columns.append(column) }
                runLength = 0
            }
            if byte & 0xC0 != 0x80 { column += 1 }
        }
        return columns
    }

    /// Whether two blanks stand side by side within the line.
    private func holdsGap(_ line: WrappedLine) -> Bool {
        var at = line.text.lowerBound
        while true {
            at = firstOffset(of: 0x20, in: bytes, at..<line.text.upperBound)
            guard at < line.text.upperBound else { return false }
            if bytes[at + 1] == 0x20 { return true }
            at += 2
        }
    }

    /// Columns at which people wrap prose.
    private static let columns = 50...132

    /// Words that no phrase ends in.
    private static let openWords = words(
        """
        the a an and or nor of its their our your my into than every
        der die das den dem des ein eine einer einem und oder
        le la les du des un une et ou el los las una y del il gli e o
        """)

    /// Words that seldom end a phrase.
    private static let leadingWords = words(
        """
        to in by with for on at from as that which who if when but is are was were be been has have had can will may must should would not
        this these his her no any all each some such until while because whether between through without within where how what so
        zu in mit von auf ist sind wird nicht de en à pour par que qui est con por para di
        """)

    private static func words(_ text: String) -> Set<UInt64> {
        Set(Array(text.utf8).split { $0.isSpace }.map { ByteHash.of($0) })
    }
}
