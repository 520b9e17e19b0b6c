// An HTML page as the text that it shows, written in Markdown: titles, lists, tables, code, links with what they lead to. What a browser does not show (scripts,
// styles, remarks, attributes) and what it shows by looks alone (bold, colours, images) is left out.
//
// The text is told by what to change in the page: between two stretches of it that stay byte for byte stands a gap, and what is written there in its place (a
// line end and "- ", say). So whoever wants the page back needs the gaps alone, and what is pinned in the text keeps its place.

import PithSystem

/// What to change in an HTML page so that it is the text it shows.
package struct PageText: Sendable {
    /// Stretches of the page and what stands there in the text, ascending and apart.
    package private(set) var gaps: [(range: Range<Int>, replacement: [UInt8])] = []

    /// Whether a page begins in `range`: with its declaration, or the tag that holds all.
    package static func isPage(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound, bytes[at].isSpace { at += 1 }
        if bytes[at..<range.upperBound].begins(with: "<?xml") {
            at = min(range.upperBound, firstOffset(of: 0x3E, in: bytes, at..<range.upperBound) + 1)
        }
        while at < range.upperBound, bytes[at].isSpace { at += 1 }
        let head = bytes[at..<min(range.upperBound, at + 15)].map { $0.lowered }[...]
        return head.begins(with: "<!doctype html")
            || head.begins(with: "<html") && head.dropFirst(5).first.map { $0 == 0x3E || $0.isSpace } == true
    }

    /// The text of the page that begins in `range`; nil where none does, where it is one that a program is to fill in, or where it shows next to nothing, as
    /// those do that a script writes. Cost: linear.
    package init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard Self.isPage(bytes, range) else { return nil }
        let tags = HTMLScanner.tags(in: bytes, range)
        var writer = PageWriter(bytes: bytes, range: range, tables: PageTables(tags, in: bytes))
        for (index, tag) in tags.enumerated() {
            writer.writeText(upTo: tag.range.lowerBound)
            writer.write(tag, at: index, among: tags)
        }
        writer.writeText(upTo: range.upperBound)
        guard !writer.isTemplate, writer.shownByteCount >= Self.fewestBytes else { return nil }
        gaps = writer.finished()
        guard !gaps.isEmpty else { return nil }
    }

    private static let fewestBytes = 200
}

/// Writes a page's text, tag by tag.
private struct PageWriter {
    private let bytes: [UInt8]
    private let tables: PageTables
    private var gaps: [(range: Range<Int>, replacement: [UInt8])] = []
    /// How many bytes stay of the page: of its text, and of where its links lead to.
    private(set) var shownByteCount = 0
    /// Whether the text has places that a program fills in: `{{ name }}`, `<% … %>`.
    private(set) var isTemplate = false
    private let end: Int

    /// Where the gap begins that is open, and what was written in it.
    private var gapStart: Int
    private var gap: [UInt8] = []
    private var at: Int
    /// What is to be written before the next word: line ends, or a blank; and what opens the line ("- ").
    private var breakCount = 0
    private var isBlankDue = false
    private var mark: [UInt8] = []
    private var isEmpty = true

    /// For each list that is open, the number of the next item; nil where they have none.
    private var lists: [Int?] = []
    private var quoteDepth = 0
    /// For each table that is open, what it is, and the cells of its rows.
    private var openTables: [OpenTable] = []
    /// For each link that is open, where it leads; nil where that is not told, as in another link.
    private var links: [Range<Int>?] = []
    private var isInLink = false
    private var codeDepth = 0
    /// The fence of the preformatted text that is open.
    private var fence: [UInt8]?
    private var isFenceNew = false

    private struct OpenTable {
        let kind: PageTables.Kind
        var cellCount = 0
        var isFirstRow = true
    }

    init(bytes: [UInt8], range: Range<Int>, tables: PageTables) {
        (self.bytes, self.tables, end) = (bytes, tables, range.upperBound)
        (gapStart, at) = (range.lowerBound, range.lowerBound)
    }

    /// The gaps, with the one at the end.
    mutating func finished() -> [(range: Range<Int>, replacement: [UInt8])] {
        while openTables.count > 0 { closeTable() }
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
    private mutating func writeAtOnce(_ text: [UInt8]) { gap += text }

    /// What is due, then the text.
    private mutating func write(_ text: [UInt8]) {
        settle()
        gap += text
    }

    private mutating func settle() {
        if !isEmpty {
            if breakCount > 0 {
                gap += Array(repeating: 0x0A, count: breakCount) + linePrefix
            } else if isBlankDue, mark.isEmpty {
                gap.append(0x20)
            }
        } else {
            gap += linePrefix
        }
        gap += mark
        (breakCount, isBlankDue, mark, isEmpty) = (0, false, [], false)
    }

    private var linePrefix: [UInt8] {
        Array(repeatElement(Array("> ".utf8), count: min(quoteDepth, Self.deepest)).joined())
            + Array(repeating: 0x20, count: 2 * min(max(0, lists.count - 1), Self.deepest))
    }

    /// Lines further in would grow with every step.
    private static let deepest = 12

    private mutating func addBlank() { if breakCount == 0, gap.last != 0x5B { isBlankDue = true } }

    /// A new line, or two; a blank where a line cannot end.
    private mutating func endLine(_ count: Int = 1) {
        guard !isInLine else { return addBlank() }
        // "- " and "## " wait for their first word.
        guard mark.isEmpty else { return }
        (breakCount, isBlankDue) = (max(breakCount, count), false)
    }

    private var isInLine: Bool { fence != nil || isInLink || openTables.last.map { $0.kind != .layout && $0.cellCount > 0 } == true }

    /// Whether a bar would end a cell.
    private var isInCell: Bool { openTables.last.map { $0.kind == .data && $0.cellCount > 0 } == true }

    /// The stretch as it stands.
    private mutating func keep(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        settle()
        closeGap(at: range.lowerBound)
        gapStart = range.upperBound
        shownByteCount += range.count
    }

    // MARK: Text

    /// The text before the next tag.
    mutating func writeText(upTo end: Int) {
        var start = at
        func isKept(_ byte: UInt8) -> Bool { byte != 0x26 && (fence != nil || !byte.isSpace && byte != 0x7C) }
        while at < end {
            let byte = bytes[at]
            if fence != nil, isFenceNew {
                guard !byte.isLineEnd else {
                    (at, start) = (at + 1, at + 1)
                    continue
                }
                isFenceNew = false
            }
            if isKept(byte) {
                if byte == 0x7B || byte == 0x3C, fence == nil, codeDepth == 0 { noteTemplate() }
                at += 1
                continue
            }
            // A blank between two words of a line stays with them.
            if byte == 0x20, at > start, at + 1 < end, isKept(bytes[at + 1]) {
                at += 1
                continue
            }
            keep(start..<at)
            if byte == 0x26 {
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
        let isInCode = fence != nil || codeDepth > 0
        switch found.character {
        case [0xC2, 0xA0] where !isInCode: addBlank()
        // What shows the beginning of a page is none.
        case [0x3C] where found.end < limit && opensPage(found.end): keep(at..<found.end)
        case [0xC2, 0xAD]: break
        case [0xC2, 0xA0]: write([0x20])
        case [0x7C] where isInCell: write(Array("\\|".utf8))
        default: write(found.character)
        }
        at = found.end
    }

    private func opensPage(_ place: Int) -> Bool {
        bytes[place] == 0x21 || bytes[place] == 0x3F || bytes[place] | 0x20 == 0x68
    }

    // MARK: Tags

    mutating func write(_ tag: HTMLTag, at index: Int, among tags: [HTMLTag]) {
        at = tag.range.upperBound
        let opens = !tag.isClosing
        if fence != nil, tag.element != .preformatted {
            if tag.element == .lineBreak { write([0x0A]) }
            return
        }
        switch tag.element {
        case .other, .unseen, .drawing, .tablePart: break
        case .lineBreak: endLine()
        case .block: endLine(lists.isEmpty ? 2 : 1)
        case .line: endLine()
        case .heading1, .heading2, .heading3, .heading4, .heading5, .heading6: writeHeading(tag.element.headingLevel ?? 1, opens)
        case .quote:
            endLine(2)
            quoteDepth = max(0, quoteDepth + (opens ? 1 : -1))
        case .unorderedList, .orderedList: writeList(opens, tag)
        case .item: writeItem(opens, tag)
        case .table: opens ? openTable(tables.kinds[index] ?? .layout) : closeTable()
        case .row: endRow()
        case .cell: if opens { openCell() }
        case .link: opens ? openLink(tag) : closeLink()
        case .code: writeCode(opens)
        case .preformatted: opens ? openFence(tag, at: index, among: tags) : closeFence()
        case .superscript: if opens { writeAtOnce([0x5E]) }
        case .subscript: if opens { writeAtOnce([0x5F]) }
        case .deleted: opens ? write(Array("~~".utf8)) : writeAtOnce(Array("~~".utf8))
        case .quotation: opens ? write([0x22]) : writeAtOnce([0x22])
        case .image: if let text = tag.value(of: "alt", in: bytes) { writeAttribute(text, "![") }
        case .input: writeInput(tag)
        case .option:
            endLine()
            if opens, tag.value(of: "selected", in: bytes) != nil { writeChoice(isMade: true) }
        }
    }

    private mutating func writeHeading(_ level: Int, _ opens: Bool) {
        if !opens, mark.last == 0x20 { mark = [] }
        endLine(2)
        if opens, !isInLine { mark += Array(repeating: 0x23, count: level) + [0x20] }
    }

    private mutating func writeList(_ opens: Bool, _ tag: HTMLTag) {
        endLine(lists.isEmpty || !opens && lists.count == 1 ? 2 : 1)
        if opens {
            lists.append(tag.element == .orderedList ? number(in: tag, "start") ?? 1 : nil)
        } else if !lists.isEmpty {
            lists.removeLast()
        }
    }

    /// The number that an attribute gives.
    private func number(in tag: HTMLTag, _ name: String) -> Int? {
        tag.value(of: name, in: bytes).flatMap { $0.count <= 9 ? Int(String(decoding: bytes[$0], as: UTF8.self)) : nil }
    }

    private mutating func writeItem(_ opens: Bool, _ tag: HTMLTag) {
        if !opens || mark.last == 0x20 { mark = [] }
        endLine()
        guard opens, fence == nil else { return }
        var sign = Array("- ".utf8)
        if let next = lists.last ?? nil {
            let number = number(in: tag, "value") ?? next
            sign = Array("\(number). ".utf8)
            lists[lists.count - 1] = number + 1
        }
        // Within a line items stand side by side.
        if isInLine { write(sign) } else { mark = sign }
    }

    private mutating func openTable(_ kind: PageTables.Kind) {
        endLine(kind == .data ? 2 : 1)
        openTables.append(OpenTable(kind: isInLine ? .layout : kind))
    }

    private mutating func closeTable() {
        endRow()
        if openTables.popLast()?.kind == .data { endLine(2) } else { endLine() }
    }

    private mutating func endRow() {
        guard let table = openTables.last else { return endLine() }
        openTables[openTables.count - 1].cellCount = 0
        if table.kind == .data, table.cellCount > 0 {
            writeAtOnce(Array(" |".utf8))
            if table.isFirstRow {
                writeAtOnce([0x0A] + linePrefix + [0x7C] + Array(repeatElement([0x2D, 0x7C], count: table.cellCount).joined()))
            }
            openTables[openTables.count - 1].isFirstRow = false
        }
        isBlankDue = false
        endLine()
    }

    private mutating func openCell() {
        guard let table = openTables.last, table.kind != .layout else {
            if !openTables.isEmpty { openTables[openTables.count - 1].cellCount += 1 }
            return endLine()
        }
        openTables[openTables.count - 1].cellCount += 1
        if table.cellCount > 0 { writeAtOnce(Array(" |".utf8)) } else if table.kind == .data { write([0x7C]) } else { return }
        isBlankDue = true
    }

    private mutating func openLink(_ tag: HTMLTag) {
        var target = codeDepth == 0 && !isInLink ? tag.value(of: "href", in: bytes) : nil
        if let range = target, case let text = bytes[range],
            text.isEmpty || text.first == 0x23 || text.begins(with: "javascript:")
                || text.contains(where: { $0.isLineEnd || $0 == 0x3C || $0 == 0x3E })
        {
            target = nil
        }
        links.append(target)
        guard target != nil else { return }
        write([0x5B])
        isInLink = true
    }

    private mutating func closeLink() {
        guard let target = links.popLast() ?? nil else { return }
        // A bracket or a blank would end it.
        let isBare = !bytes[target].contains { $0.isBlank || $0 == 0x28 || $0 == 0x29 }
        writeAtOnce(Array((isBare ? "](" : "](<").utf8) + bytes[target] + Array((isBare ? ")" : ">)").utf8))
        shownByteCount += target.count
        isInLink = false
    }

    private mutating func writeCode(_ opens: Bool) {
        if opens, codeDepth == 0 {
            // Marks of two names side by side would be read as one.
            if gap.last == 0x60, breakCount == 0 { isBlankDue = true }
            write([0x60])
        }
        if !opens, codeDepth == 1 { writeAtOnce([0x60]) }
        codeDepth = max(0, codeDepth + (opens ? 1 : -1))
    }

    private mutating func openFence(_ tag: HTMLTag, at index: Int, among tags: [HTMLTag]) {
        guard fence == nil, !isInLine else { return endLine() }
        let inner = tags[(index + 1)...]
        let close = inner.first { $0.element == .preformatted }?.range.lowerBound ?? end
        endLine(2)
        let marks = Array(repeating: UInt8(0x60), count: max(3, longestMark(tag.range.upperBound..<close) + 1))
        var language = language(of: tag)
        if language.isEmpty, let code = inner.first, code.element == .code, code.range.lowerBound < close {
            language = self.language(of: code)
        }
        write(marks + language + [0x0A])
        (fence, isFenceNew) = (marks, true)
    }

    private mutating func closeFence() {
        guard let marks = fence else { return endLine() }
        (fence, isBlankDue) = (nil, false)
        writeAtOnce((gap.isEmpty && bytes[..<gapStart].last == 0x0A ? [] : [0x0A]) + marks)
        endLine(2)
    }

    private func longestMark(_ range: Range<Int>) -> Int {
        var longest = 0, count = 0
        for byte in bytes[range] {
            count = byte == 0x60 ? count + 1 : 0
            longest = max(longest, count)
        }
        return longest
    }

    /// The language that a class names as highlighters do: "language-js".
    private func language(of tag: HTMLTag) -> [UInt8] {
        guard let classes = tag.value(of: "class", in: bytes) else { return [] }
        for name in bytes[classes].split(whereSeparator: \.isSpace) {
            for opening in Self.languageOpenings where name.starts(with: opening) {
                return Array(name.dropFirst(opening.count).prefix { $0.isLetterOrDigit || $0 == 0x2B || $0 == 0x23 })
            }
        }
        return []
    }

    private static let languageOpenings = ["language-", "lang-", "highlight-source-"].map { Array($0.utf8) }

    private mutating func writeInput(_ tag: HTMLTag) {
        let type = tag.value(of: "type", in: bytes).map { bytes[$0].map { $0.lowered } } ?? []
        if type.elementsEqual("hidden".utf8) { return }
        if type.elementsEqual("checkbox".utf8) || type.elementsEqual("radio".utf8) {
            return writeChoice(isMade: tag.value(of: "checked", in: bytes) != nil)
        }
        guard let text = tag.value(of: "value", in: bytes) ?? tag.value(of: "placeholder", in: bytes) else { return }
        addBlank()
        writeAttribute(text, "[")
        addBlank()
    }

    /// A box that is ticked, or is not.
    private mutating func writeChoice(isMade: Bool) {
        addBlank()
        write(Array((isMade ? "[x]" : "[ ]").utf8))
        addBlank()
    }

    /// What an attribute says to the reader, in brackets.
    private mutating func writeAttribute(_ text: Range<Int>, _ opening: String) {
        guard bytes[text].contains(where: { !$0.isSpace }), !bytes[text].contains(where: { $0 == 0x5B || $0 == 0x5D }) else { return }
        write(Array(opening.utf8) + bytes[text].map { $0.isSpace ? 0x20 : $0 } + [0x5D])
        shownByteCount += text.count
    }
}
