// Where the entries of option lists, glossaries and forms begin: what is said of a thing stands under its name.
//
// An entry is a term or an option, on a line of its own or at the head of its text, with the text under it or behind it up to the next line that is no deeper.
// When its name goes, what is left of it is read under the entry before; when all but its name goes, the name says nothing. So what holds the name and
// the first words behind it stays; the sentences after those may go. A line "Label: …" is an entry where others of its kind stand in the text; where
// the same label opens several lines, they are the rows of a form, and one row without its text breaks the form: short ones stay whole.

import PithSystem

struct TermEntries {
    /// Stretches of the text that hold the names and the first words behind them, in order: any unit that one of them meets stays.
    private(set) var openings: [Range<Int>] = []

    /// Cost: linear in the text.
    init(in bytes: [UInt8]) {
        let lines = Self.lines(of: bytes)
        var labelled: [(line: Line, label: ArraySlice<UInt8>)] = []
        /// How often each label stands, under its number; labels have numbers by their hashes.
        var numbers = KeyTable()
        var counts: [Int] = []
        var flush: [Range<Int>] = []
        var flushCount = 0
        var isLastHead = false
        for (place, line) in lines.enumerated() {
            let above = place > 0 && !line.isBehindBlank ? lines[place - 1] : nil
            let below = place + 1 < lines.count ? lines[place + 1] : nil
            let text = bytes[line.range]
            let opens = above.map { isLastHead || $0.indent != line.indent || Self.endsSentence(bytes[$0.range]) } ?? true
            let isOption = opens && Self.opensWithOption(text)
            let isOverText = below.map { !$0.isBehindBlank && $0.indent > line.indent } == true
            let isTerm = opens && !isOption && isOverText && Self.isTerm(text)
            isLastHead = isOption || isTerm
            if let below, Self.isDefinition(bytes[below.range]), opens, text.count <= Self.longestTerm {
                openings += [line.range.prefix(1), below.range.prefix(1)]
            } else if isLastHead {
                openings.append(line.range.prefix(1))
                if let below, below.indent > line.indent, !Self.endsSentence(text), line.indent > 0 || !Self.isTitle(text) {
                    openings.append(below.range.prefix(1))
                }
            } else if opens, let meaning = Self.besideTerm(text) {
                openings.append(line.range.lowerBound..<meaning + 1)
            } else if let below, line.isBehindBlank,
                Self.isQuestion(text)
                    || !below.isBehindBlank && below.indent == line.indent && Self.isTermOver(below.range, line.range, in: bytes)
            {
                flushCount += 1
                flush += [line.range.prefix(1), below.range.prefix(1)]
            } else if line.isBehindBlank, let name = Self.sentenceName(of: text) {
                flushCount += 1
                flush += [line.range.lowerBound..<min(name.endIndex + 3, line.range.upperBound)]
            } else if opens || text.first?.isSmall == false, let label = Self.runIn(of: text) ?? Self.label(of: text) {
                labelled.append((line, label))
                if let known = numbers.keep(counts.count, for: ByteHash.of(label)) { counts[known] += 1 } else { counts.append(1) }
            }
        }
        if labelled.count < Self.fewestSiblings { labelled = [] }
        if flushCount >= Self.fewestSiblings { openings += flush }
        openings += labelled.map { line, label in
            let count = numbers[ByteHash.of(label)].map { counts[$0] } ?? 0
            let isRow = count >= Self.fewestSiblings && line.range.count <= Self.longestRow
            return isRow ? line.range : line.range.lowerBound..<min(label.endIndex + 3, line.range.upperBound)
        }
        openings.sort { $0.lowerBound < $1.lowerBound }
        // Apart and in order, so that they can be searched.
        openings = openings.reduce(into: []) { apart, next in
            guard let last = apart.last, next.lowerBound < last.upperBound else { return apart.append(next) }
            apart[apart.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
        }
    }

    /// Whether an entry begins in `range`. Cost: logarithmic.
    func open(in range: Range<Int>) -> Bool {
        let next = openings.partitioningIndex { $0.upperBound > range.lowerBound }
        return next < openings.count && openings[next].lowerBound < range.upperBound
    }

    private static let fewestSiblings = 3
    private static let longestRow = 400

    /// A line with words: its text without the blanks around it, how far it stands from the margin, and whether a blank line or none stands above it.
    private struct Line {
        let range: Range<Int>
        let indent: Int
        let isBehindBlank: Bool
    }

    private static func lines(of bytes: [UInt8]) -> [Line] {
        WordedLines(bytes, bytes.indices).map { line in
            Line(
                range: line.text, indent: bytes[line.start..<line.text.lowerBound].columnCount, isBehindBlank: line.isBehindBlank)
        }
    }

    private static func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
        for byte in text.reversed() {
            switch byte {
            case 0x29, 0x22, 0x27, 0x60, 0x2A, 0x5F: continue
            default: return byte == 0x2E || byte == 0x21 || byte == 0x3F
            }
        }
        return false
    }

    /// Whether a line is in capitals, as the titles of a manual's sections are: they tell what to look for under them, not what something is.
    private static func isTitle(_ text: ArraySlice<UInt8>) -> Bool {
        text.count { $0.isCapital } > 3 && !text.contains(where: \.isSmall) && text.first != 0x2D
    }

    /// Whether the text begins with "-a", "--all", "`--all`" or "/A", as an item of a list or under a title sign, too.
    private static func opensWithOption(_ text: ArraySlice<UInt8>) -> Bool {
        // Most lines begin with a letter.
        guard text.first?.isLetter == false else { return false }
        let text = text.drop { $0 == 0x23 || $0.isBlank }
        let item =
            text.count > 2 && isItemMark(text[text.startIndex]) && text[text.startIndex + 1] == 0x20 ? text.dropFirst(2) : text
        let option = item.drop { $0 == 0x60 || $0 == 0x2A || $0 == 0x22 || $0 == 0x27 || $0 == 0x5B }
        if option.first == 0x2F {
            let name = option.dropFirst().prefix(while: \.isLetterOrDigit)
            return !name.isEmpty && name.count <= longestSlashOption && name.endIndex < option.endIndex && option[name.endIndex].isBlank
        }
        guard option.first == 0x2D else { return false }
        return option.drop { $0 == 0x2D }.first?.isWordlike == true && option.prefix { $0 == 0x2D }.count <= 2
    }

    private static func isItemMark(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2A || byte == 0x2B }

    private static let longestSlashOption = 8

    /// Whether the line is short and is no sentence, nor an item of a list.
    private static func isTerm(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= longestTerm, let first = text.first, let last = text.last, ![0x2C, 0x3B, 0x2E, 0x21, 0x3F, 0x3A].contains(last)
        else { return false }
        let isItem = text.count > 1 && (isItemMark(first) || first == 0x3E || first == 0x7C) && text[text.startIndex + 1].isBlank
        return !isItem && !first.isDigit && first != 0x23 && !text.contains(0x7B) && text.count { $0 == 0x20 } < mostTermWords
    }

    /// Where the text begins that stands beside a term, with two blanks or a tab between them; nil where none does.
    private static func besideTerm(_ text: ArraySlice<UInt8>) -> Int? {
        let limit = text.prefix(longestTerm).endIndex
        guard
            let gap = text[..<limit].indices.first(where: { text[$0] == 0x09 || text[$0] == 0x20 && $0 + 1 < limit && text[$0 + 1].isBlank }
            ),
            isTerm(text[..<gap])
        else { return nil }
        return text[gap...].firstIndex { !$0.isBlank }
    }

    /// Whether the line is a definition of Markdown: ": what the term above it means".
    private static func isDefinition(_ text: ArraySlice<UInt8>) -> Bool {
        text.count > 2 && text.first == 0x3A && text[text.startIndex + 1].isBlank
    }

    private static let longestTerm = 60
    private static let mostTermWords = 4

    /// Whether a line of a word or some stands by itself above a text that begins no deeper.
    private static func isTermOver(_ text: Range<Int>, _ line: Range<Int>, in bytes: [UInt8]) -> Bool {
        text.count > line.count && bytes[line].count { $0 == 0x20 } < mostFlushWords && isTerm(bytes[line]) && !isTitle(bytes[line])
    }

    private static let mostFlushWords = 3

    /// Whether the line is a question, which the text below it answers.
    private static func isQuestion(_ text: ArraySlice<UInt8>) -> Bool { text.last { !"*_".utf8.contains($0) } == 0x3F }

    /// The word or two, with their full stop, that a line begins with ("Gate. The wall …"); nil where nothing follows or they are none.
    private static func sentenceName(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = text.prefix(longestLabel).prefix { $0.isWordlike || $0 == 0x20 || $0 == 0x2D }
        guard name.count(where: { $0 == 0x20 }) < 2, text[name.endIndex...].first == 0x2E, text[name.endIndex...].count > 3 else {
            return nil
        }
        return text[name.endIndex + 1].isBlank ? name : nil
    }

    /// The name in bold that a line begins with, with the mark behind it ("**Gate.** The wall …").
    private static func runIn(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.count > 4, let mark = text.first, mark == 0x2A || mark == 0x5F, text[text.startIndex + 1] == mark else { return nil }
        let name = text.dropFirst(2).prefix { $0 != mark }
        guard name.count <= longestLabel, text[name.endIndex...].count > 4, text[name.endIndex + 1] == mark else { return nil }
        return text[..<(name.endIndex + 1)]
    }

    /// The label that a line begins with, up to the colon or the dash behind it: some words, in code or bold maybe, behind the mark of an item. Nil where
    /// nothing follows or it is none.
    private static func label(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var text = text
        if text.count > 2, isItemMark(text[text.startIndex]), text[text.startIndex + 1].isBlank { text = text.dropFirst(2) }
        guard let first = text.first, first.isWordlike || first == 0x60 || first == 0x2A || first == 0x22 || first == 0x28 else {
            return nil
        }
        var wordCount = 1
        for at in text.indices.prefix(longestLabel) {
            switch text[at] {
            case 0x20:
                wordCount += 1
                if wordCount > mostLabelWords + 1 { return nil }
                if isDash(text[(at + 1)...]) { return text[..<at] }
            case 0x2E, 0x2C, 0x3B, 0x21, 0x3F:
                if at + 1 < text.endIndex, text[at + 1].isBlank { return nil }
            case 0x3A where at + 1 < text.endIndex && (text[at + 1].isBlank || text[at + 1] == 0x2A):
                return text[..<at]
            default: break
            }
        }
        return nil
    }

    private static let longestLabel = 40
    private static let mostLabelWords = 4

    private static func isDash(_ text: ArraySlice<UInt8>) -> Bool {
        text.first.map { $0 == 0x2D || $0 == 0xE2 } == true && dashes.contains { text.starts(with: $0) }
    }

    private static let dashes = ["- ", "-- ", "– ", "— "].map { Array($0.utf8) }
}
