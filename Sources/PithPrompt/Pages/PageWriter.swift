// Writes a page's text, tag by tag. What is due (line ends, a blank, what opens a link) waits for the next word, so that nothing is opened that holds none.

import PithSystem

struct PageWriter {
    let bytes: [UInt8]
    let tags: [HTMLTag]
    let tables: PageTables
    let pairs: HTMLPairs
    let hiding: HiddenElements
    private let end: Int
    private var gaps: [(range: Range<Int>, replacement: [UInt8])] = []
    /// How many bytes stay of the page: of its text, and of where its links lead to.
    var shownByteCount = 0
    /// Whether the text has places that a program fills in: `{{ name }}`, `<% … %>`.
    private(set) var isTemplate = false

    /// Where the gap begins that is open, and what was written in it.
    private var gapStart: Int
    private var gap: [UInt8] = []
    private var at: Int
    /// Nothing before it is written.
    var skipEnd = 0
    /// Where the last formula ends.
    var mathEnd = 0
    /// The last byte written.
    private(set) var last: UInt8 = 0x0A
    /// What is to be written before the next word: line ends, a break within a cell, or a blank; and what opens the line ("- ").
    private var breakCount = 0
    private var isBreakDue = false
    var isBlankDue = false
    var mark: [UInt8] = []
    private(set) var isEmpty = true

    /// For each list that is open, the numbers of its items; nil where they have none.
    var lists: [ItemNumbers?] = []
    var definitionDepth = 0
    var quoteDepth = 0
    /// For each table that is open, what it is, and the cells of its rows.
    var openTables: [OpenTable] = []
    /// The elements within the line that are open, the innermost last.
    var inlines: [OpenInline] = []
    /// How many elements of code are open within the first.
    var innerCodeCount = 0
    var fence: Fence?
    /// What the cell at hand says, where it is to be said again.
    var captured: [UInt8]?
    /// What is said of abbreviations that were met.
    var knownNotes: Set<[UInt8]> = []

    struct OpenTable {
        let form: PageTables.Form
        var columns = TableColumns()
        /// Over how many columns and rows the cell reaches that is open.
        var cell: (columns: Int, rows: Int)?
        var isCellEmpty = true
        var isRowEmpty = true
        /// Whether the row at hand began, with cells or without.
        var isRowBegun = false
        var isFirstRow = true
    }

    /// An element within a line, and what stands for its ends.
    struct OpenInline {
        enum Kind { case link, code, deleted, quotation, script, note, hidden }
        let kind: Kind
        var opening: [UInt8] = []
        var closing: [UInt8] = []
        /// What is written where it holds no word.
        var whenEmpty: [UInt8] = []
        /// Whether that is a word of ours.
        var isUnnamed = false
        /// Whether it goes on in the next block.
        var staysOpen = false
        var isWritten = false
    }

    struct Fence {
        let marks: [UInt8]
        /// What its end closes: code that keeps its lines, or a field.
        let closer: HTMLElement
        var isNew = true
        var isBreakDue = false
        /// What its words lead to.
        var links: [[UInt8]] = []
        var targets: Set<[UInt8]> = []
    }

    init(bytes: [UInt8], range: Range<Int>, tags: [HTMLTag]) {
        (self.bytes, self.tags, end) = (bytes, tags, range.upperBound)
        (tables, pairs) = (PageTables(tags, in: bytes), HTMLPairs(tags, in: bytes))
        hiding = HiddenElements(tags, in: bytes)
        (gapStart, at) = (range.lowerBound, range.lowerBound)
    }

    /// The gaps, with the one at the end.
    mutating func finished() -> [(range: Range<Int>, replacement: [UInt8])] {
        while let inline = inlines.last { close(inline.kind) }
        while !openTables.isEmpty { closeTable() }
        closeFence()
        closeGap(at: end, [0x0A])
        return gaps
    }

    // MARK: What is written

    private mutating func closeGap(at place: Int, _ ending: [UInt8] = []) {
        let written = gap + ending
        if !bytes[gapStart..<place].elementsEqual(written) { gaps.append((gapStart..<place, written)) }
        gap = []
    }

    /// Behind the last word, before what is due: the end of a link, of code.
    mutating func writeAtOnce(_ text: [UInt8]) {
        guard let byte = text.last else { return }
        gap += text
        last = byte
        capture(text)
    }

    /// What is due, then the text.
    mutating func write(_ text: [UInt8]) {
        settle()
        writeAtOnce(text)
    }

    /// What is due but for what opens within the line, then the text: marks of tables and of code.
    mutating func writeFrame(_ text: [UInt8]) {
        settleLine()
        writeAtOnce(text)
    }

    private mutating func settle() {
        settleLine()
        // Code within a quotation is quoted line by line.
        guard fence == nil else { return last == 0x0A ? writeAtOnce(quotePrefix) : () }
        for index in inlines.indices where !inlines[index].isWritten {
            // Marks of two names side by side would be read as one.
            if last == 0x60, inlines[index].opening.first == 0x60 { writeAtOnce([0x20]) }
            writeAtOnce(inlines[index].opening)
            inlines[index].isWritten = true
        }
    }

    private mutating func settleLine() {
        if isEmpty {
            writeAtOnce(linePrefix)
        } else if breakCount > 0 {
            writeAtOnce(Array(repeating: 0x0A, count: breakCount) + linePrefix)
        } else if isBreakDue {
            writeAtOnce(Array("<br>".utf8))
        } else if isBlankDue, mark.isEmpty || isInCell {
            writeAtOnce([0x20])
        }
        writeAtOnce(mark)
        (breakCount, isBreakDue, isBlankDue, mark, isEmpty) = (0, false, false, [], false)
        if isInCell { openTables[openTables.count - 1].isCellEmpty = false }
    }

    var linePrefix: [UInt8] {
        let indent = max(0, lists.count - 1) + max(0, definitionDepth - 1)
        return quotePrefix + Array(repeating: 0x20, count: 2 * min(indent, Self.deepest))
    }

    var quotePrefix: [UInt8] {
        quoteDepth == 0 ? [] : Array(repeatElement(Array("> ".utf8), count: min(quoteDepth, Self.deepest)).joined())
    }

    /// Lines further in would grow with every step.
    private static let deepest = 12

    /// A cell that reaches further says no more than that again.
    static let longestCell = 48

    private mutating func capture(_ text: some Collection<UInt8>) {
        guard let count = captured?.count, count <= Self.longestCell else { return }
        // The blank before it is none of what the cell says.
        let words = count == 0 ? text.drop(while: \.isSpace) : text[...]
        captured?.append(contentsOf: words.prefix(Self.longestCell + 1 - count))
    }

    /// What is due within a cell ends with it.
    mutating func forgetBreaks() { (isBreakDue, isBlankDue) = (false, false) }

    mutating func addBlank() { if breakCount == 0, !isBreakDue { isBlankDue = true } }

    /// Ends the block: a new line, or two; a break in a cell.
    mutating func endLine(_ count: Int = 1) {
        endInlines()
        breakLine(count)
    }

    /// A new line, or two, in what is open; a break in a cell.
    mutating func breakLine(_ count: Int = 1) {
        // "- " and "## " wait for their first word.
        guard mark.isEmpty else { return }
        if isInCell {
            if openTables.last?.isCellEmpty == false { (isBreakDue, isBlankDue) = (true, false) }
        } else {
            (breakCount, isBlankDue) = (max(breakCount, count), false)
        }
    }

    /// Closes what is open within the line. What is struck out, or is code and will be closed, goes on in the next block; a link that said nothing yet waits.
    mutating func endInlines() {
        guard !inlines.isEmpty else { return }
        for index in inlines.indices.reversed() where inlines[index].isWritten { writeAtOnce(inlines[index].closing) }
        inlines = inlines.compactMap { inline in
            guard inline.staysOpen || inline.kind == .link && !inline.isWritten else { return nil }
            var inline = inline
            inline.isWritten = false
            return inline
        }
        if !isCode { innerCodeCount = 0 }
    }

    /// Whether a line end would end a cell.
    var isInCell: Bool { openTables.last.map { $0.form.kind != .layout && $0.cell != nil } ?? false }

    var isCode: Bool { inlines.contains { $0.kind == .code } }

    private var isLiteral: Bool { fence != nil || isCode }

    // MARK: Elements within a line

    /// More of them within one another say nothing.
    private static let mostInlines = 16

    mutating func open(_ inline: OpenInline) { if inlines.count < Self.mostInlines { inlines.append(inline) } }

    /// Opens a link around what is code, which cannot hold one.
    mutating func openAroundCode(_ link: OpenInline) {
        let place = inlines.firstIndex { $0.kind == .code } ?? inlines.count
        suspend(from: place)
        if inlines.count < Self.mostInlines { inlines.insert(link, at: place) }
    }

    /// Closes the innermost element of the kind, with those within it; they begin anew behind it.
    mutating func close(_ kind: OpenInline.Kind) {
        guard let place = inlines.lastIndex(where: { $0.kind == kind }) else { return }
        suspend(from: place + 1)
        let inline = inlines.remove(at: place)
        if inline.isWritten { return writeAtOnce(inline.closing) }
        guard !inline.whenEmpty.isEmpty else { return }
        // Icons side by side are words apart.
        if inline.kind == .link { addBlank() }
        write(inline.whenEmpty)
        if inline.kind == .link { addBlank() }
    }

    private mutating func suspend(from place: Int) {
        for index in inlines.indices[place...].reversed() where inlines[index].isWritten {
            writeAtOnce(inlines[index].closing)
            inlines[index].isWritten = false
        }
    }

    // MARK: Text

    /// The stretch as it stands.
    private mutating func keep(_ range: Range<Int>) {
        guard fence != nil, quoteDepth > 0 else { return keepAtOnce(range) }
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, firstOffset(of: 0x0A, in: bytes, start..<range.upperBound) + 1)
            keepAtOnce(start..<end)
            start = end
        }
    }

    private mutating func keepAtOnce(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        settle()
        closeGap(at: range.lowerBound)
        gapStart = range.upperBound
        last = bytes[range.upperBound - 1]
        shownByteCount += range.count
        capture(bytes[range])
    }

    /// The text before the next tag.
    mutating func writeText(upTo end: Int) {
        at = max(at, min(end, skipEnd))
        var start = at
        let isFenced = fence != nil
        func isKept(_ byte: UInt8) -> Bool { byte != 0x26 && (isFenced || !byte.isSpace && byte != 0x7C && byte != 0xC2) }
        if at < end, let open = fence {
            // A line end behind the tag is none of the text.
            if open.isNew { while at < end, bytes[at].isLineEnd { at += 1 } }
            start = at
            guard at < end else { return }
            if open.isBreakDue, last != 0x0A, !bytes[at].isLineEnd { writeAtOnce([0x0A]) }
            fence?.isNew = false
            fence?.isBreakDue = false
        }
        while at < end {
            let byte = bytes[at]
            if isKept(byte) {
                if byte == 0x7B || byte == 0x3C, !isLiteral { noteTemplate() }
                at += 1
                continue
            }
            // A blank between two words of a line stays with them.
            if byte == 0x20, at > start, at + 1 < end, isKept(bytes[at + 1]) {
                at += 1
                continue
            }
            // Of the characters that begin so, the blank that no line ends at is one.
            let isBlank = byte == 0xC2 && at + 1 < end && bytes[at + 1] == 0xA0
            if byte == 0xC2, !isBlank || isCode {
                at += 1
                continue
            }
            keep(start..<at)
            if isBlank {
                at += 2
                addBlank()
            } else if byte == 0x26 {
                writeReference(end)
            } else if byte == 0x7C {
                write(Array((isInCell ? "\\|" : "|").utf8))
                at += 1
            } else {
                while at < end, bytes[at].isSpace { at += 1 }
                addBlank()
            }
            start = at
        }
        keep(start..<at)
    }

    /// Notes the text as one to be filled in where a place for a value begins: `{{ name }}`, `{% if … %}`, `<% … %>`.
    private mutating func noteTemplate() {
        guard !isTemplate, at + 2 < end else { return }
        if bytes[at + 1] == 0x25 { return isTemplate = true }
        guard bytes[at] == 0x7B, bytes[at + 1] == 0x7B else { return }
        let place = bytes[(at + 2)..<min(end, at + Self.longestPlace)]
        let value = place.prefix { $0 != 0x7D && $0 != 0x7B && $0 != 0x2C && !$0.isLineEnd }
        isTemplate = place[value.endIndex...].begins(with: "}}") && value.contains(where: \.isLetter)
    }

    private static let longestPlace = 80

    private mutating func writeReference(_ limit: Int) {
        guard let found = HTMLCharacter.reference(at: at, in: bytes, limit: limit) else {
            keep(at..<at + 1)
            at += 1
            return
        }
        switch found.character {
        case [0xC2, 0xA0] where !isLiteral: addBlank()
        // What shows the beginning of a page is none.
        case [0x3C] where isEmpty && found.end < limit && opensPage(found.end): keep(at..<found.end)
        case [0xC2, 0xAD]: break
        case [0xC2, 0xA0]: write([0x20])
        case [0x7C] where isInCell: write(Array("\\|".utf8))
        case let blank where blank.count == 1 && blank[0].isSpace && fence == nil: addBlank()
        default: write(found.character)
        }
        at = found.end
    }

    private func opensPage(_ place: Int) -> Bool {
        bytes[place] == 0x21 || bytes[place] == 0x3F || bytes[place] | 0x20 == 0x68 || bytes[place] | 0x20 == 0x62
    }

    /// Notes that a tag was read: the text goes on behind it.
    mutating func pass(_ tag: HTMLTag) {
        at = max(at, tag.range.upperBound)
        let opening = bytes[tag.range.prefix(4)]
        if opening.begins(with: "<?ph") || opening.begins(with: "<?=") || opening.begins(with: "<%") { isTemplate = true }
    }
}
