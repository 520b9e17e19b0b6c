// How the blocks of a page are written: titles, lists, and what stands for things that are no text.

import PithSystem

extension PageWriter {
    mutating func write(_ tag: HTMLTag, at index: Int) {
        pass(tag)
        guard tag.range.lowerBound >= skipEnd else { return }
        // What is hidden is said to be, block by block.
        if hiding.opening.contains(index) {
            open(OpenInline(kind: .hidden, opening: Array("[hidden: ".utf8), closing: [0x5D], staysOpen: true))
        }
        defer { if hiding.closing.contains(index) { close(.hidden) } }
        let opens = !tag.isClosing
        if let fence, tag.element != fence.closer { return writeInFence(tag, at: index) }
        switch tag.element {
        case .other, .unseen: break
        case .drawing: if opens { writeDrawing(tag) }
        case .lineBreak: breakOff()
        case .block: endLine(lists.isEmpty ? 2 : 1)
        case .line:
            endLine()
            // A group of choices has its name in an attribute.
            if opens, tag.name(in: bytes).count == 8, let label = words(of: tag, "label") {
                write(label)
                endLine()
            }
        case .caption: endLine(opens ? 1 : 2)
        // A page's name, or what stands in a field; lines of a field are kept as those of code are.
        case .words:
            if fence != nil { return closeFence() }
            endLine(tag.name(in: bytes).count == 5 ? 2 : 1)
            if opens, isFieldOfLines(tag, at: index) { openFence(tag, at: index) }
        case .heading1, .heading2, .heading3, .heading4, .heading5, .heading6: writeHeading(tag.element.headingLevel ?? 1, opens)
        case .quote:
            endLine(2)
            quoteDepth = max(0, quoteDepth + (opens ? 1 : -1))
        case .unorderedList, .orderedList: writeList(opens, tag, at: index)
        case .item: writeItem(opens, tag)
        case .definitions:
            endLine(lists.isEmpty ? 2 : 1)
            definitionDepth = max(0, definitionDepth + (opens ? 1 : -1))
        case .meaning: writeMeaning(opens)
        case .table: opens ? openTable(tables.forms[index]) : closeTable()
        case .row:
            endRow()
            if opens, !openTables.isEmpty { openTables[openTables.count - 1].isRowBegun = true }
        case .tablePart:
            endRow()
            if !openTables.isEmpty { openTables[openTables.count - 1].columns.endPart() }
        case .cell: opens ? openCell(tag) : closeCell()
        case .link: opens ? openLink(tag, at: index) : close(.link)
        case .code: writeCode(opens, at: index)
        case .preformatted: opens ? openFence(tag, at: index) : closeFence()
        case .superscript: writeScript(opens, tag, at: index, sign: 0x5E)
        case .subscript: writeScript(opens, tag, at: index, sign: 0x5F)
        case .deleted:
            guard opens else { return close(.deleted) }
            let sign = Array("~~".utf8)
            open(OpenInline(kind: .deleted, opening: sign, closing: sign, staysOpen: pairs.closer(of: index) != nil))
        case .quotation: opens ? open(OpenInline(kind: .quotation, opening: [0x22], closing: [0x22])) : close(.quotation)
        case .time: opens ? openTime(tag, at: index) : close(.note)
        case .abbreviation: opens ? openAbbreviation(tag) : close(.note)
        case .reading: writeReading(opens)
        case .math: if opens { writeMath(tag, at: index) }
        case .formula: write(inCell([0x24] + HTMLCharacter.decoded(tag.content, of: bytes) + [0x24]))
        case .span: if opens { passOverDrawnFormula(tag, at: index) }
        case .image: if let text = words(of: tag, "alt") ?? words(of: tag, "title") { write(Array("![".utf8) + text + [0x5D]) }
        case .frame: if opens { writeWhatStandsElsewhere(tag) }
        case .base: if let address = address(of: tag, "href") { writeRemark("The links are relative to ", address) }
        case .meta: writeMeta(tag)
        case .input: writeInput(tag)
        case .gauge: if opens { writeGauge(tag) }
        case .option:
            endLine()
            if opens, tag.value(of: "selected", in: bytes) != nil { writeChoice(isMade: true) }
        }
    }

    /// A new line where what is open goes on.
    private mutating func breakOff() {
        // A link cannot hold it.
        if inlines.contains(where: { $0.kind == .link && $0.isWritten }) { return addBlank() }
        if !isInCell {
            for index in inlines.indices.reversed() where inlines[index].isWritten && inlines[index].staysOpen {
                writeAtOnce(inlines[index].closing)
                inlines[index].isWritten = false
            }
        }
        breakLine()
    }

    private mutating func writeHeading(_ level: Int, _ opens: Bool) {
        if !opens, mark.last == 0x20 { mark = [] }
        endLine(2)
        if opens, !isInCell { mark += Array(repeating: 0x23, count: level) + [0x20] }
    }

    // MARK: Lists

    private mutating func writeList(_ opens: Bool, _ tag: HTMLTag, at index: Int) {
        endLine(lists.isEmpty || !opens && lists.count == 1 ? 2 : 1)
        if opens {
            lists.append(tag.element == .orderedList ? numbers(of: tag, at: index) : nil)
        } else if !lists.isEmpty {
            lists.removeLast()
        }
    }

    /// The numbers of a list's items; nil where they count down from what is not known: from one that no attribute gives and whose list is long.
    private func numbers(of tag: HTMLTag, at index: Int) -> ItemNumbers? {
        let isReversed = tag.value(of: "reversed", in: bytes) != nil
        let form = tag.value(of: "type", in: bytes).flatMap { $0.count == 1 ? bytes[$0.lowerBound] : nil } ?? 0
        let start = number(in: tag, "start") ?? (isReversed ? itemCount(ofListAt: index) : 1)
        return start.map { ItemNumbers(from: $0, isReversed: isReversed, form: form) }
    }

    /// How many items a list has; nil where it does not end within so many tags.
    private func itemCount(ofListAt index: Int) -> Int? {
        var depth = 0, count = 0
        for tag in tags[index...].prefix(Self.mostTagsInList) {
            switch tag.element {
            case .unorderedList, .orderedList: depth += tag.isClosing ? -1 : 1
            case .item where depth == 1 && !tag.isClosing: count += 1
            default: break
            }
            if depth == 0 { return count }
        }
        return nil
    }

    private static let mostTagsInList = 1000

    /// The number that an attribute gives.
    private func number(in tag: HTMLTag, _ name: String) -> Int? {
        tag.value(of: name, in: bytes).flatMap { $0.count <= 9 ? Int(String(decoding: bytes[$0], as: UTF8.self)) : nil }
    }

    private mutating func writeItem(_ opens: Bool, _ tag: HTMLTag) {
        if !opens || mark.last == 0x20 { mark = [] }
        endLine()
        guard opens else { return }
        mark = Array("- ".utf8)
        let given = number(in: tag, "value")
        if !lists.isEmpty, let number = lists[lists.count - 1]?.take(given) { mark = number }
    }

    private mutating func writeMeaning(_ opens: Bool) {
        if !opens || mark.last == 0x20 { mark = [] }
        endLine()
        if opens { mark = Array(": ".utf8) }
    }

    // MARK: What is no text

    /// A frame, a film: where it leads to.
    private mutating func writeWhatStandsElsewhere(_ tag: HTMLTag) {
        guard let target = address(of: tag, "src") ?? address(of: tag, "data") else { return }
        addBlank()
        write([0x5B] + (words(of: tag, "title") ?? Array(tag.name(in: bytes))) + Self.leading(to: target))
        shownByteCount += target.count
        addBlank()
    }

    /// Who wrote the page, and when.
    private mutating func writeMeta(_ tag: HTMLTag) {
        guard let name = tag.value(of: "name", in: bytes) ?? tag.value(of: "property", in: bytes), name.count <= 24,
            case let known = bytes[name].map({ $0.lowered }), let label = Self.metaLabels[String(decoding: known, as: UTF8.self)],
            let text = words(of: tag, "content")
        else { return }
        writeRemark(label, text)
    }

    private static let metaLabels = [
        "author": "Author: ", "date": "Date: ", "dcterms.date": "Date: ", "article:published_time": "Published: ",
        "article:modified_time": "Changed: ",
        "last-modified": "Changed: ",
    ]

    private mutating func writeRemark(_ label: String, _ text: [UInt8]) {
        endLine()
        write(Array(label.utf8) + text)
        endLine()
    }

    private mutating func writeInput(_ tag: HTMLTag) {
        let type = tag.value(of: "type", in: bytes).map { bytes[$0].map { $0.lowered } } ?? []
        if type.elementsEqual("hidden".utf8) || type.elementsEqual("password".utf8) { return }
        if type.elementsEqual("checkbox".utf8) || type.elementsEqual("radio".utf8) {
            return writeChoice(isMade: tag.value(of: "checked", in: bytes) != nil)
        }
        guard let text = words(of: tag, "value") ?? words(of: tag, "placeholder") ?? words(of: tag, "alt") else { return }
        addBlank()
        write([0x5B] + text + [0x5D])
        addBlank()
    }

    /// A box that is ticked, or is not.
    private mutating func writeChoice(isMade: Bool) {
        addBlank()
        write(Array((isMade ? "[x]" : "[ ]").utf8))
        addBlank()
    }

    private mutating func writeGauge(_ tag: HTMLTag) {
        guard let value = words(of: tag, "value") else { return }
        addBlank()
        write([0x5B] + value + (words(of: tag, "max").map { Array(" of ".utf8) + $0 } ?? []) + [0x5D])
    }

    /// What an attribute says to the reader, on one line; nil where it says nothing.
    func words(of tag: HTMLTag, _ name: String) -> [UInt8]? {
        guard let value = tag.value(of: name, in: bytes) else { return nil }
        let words = Array(HTMLCharacter.decoded(value, of: bytes).split(whereSeparator: \.isSpace).joined(separator: [0x20]))
        return words.isEmpty ? nil : inCell(words)
    }

    /// The text as it stands where the writer is: a bar would end a cell.
    func inCell(_ text: [UInt8]) -> [UInt8] {
        guard isInCell, text.contains(0x7C) else { return text }
        return Array(text.map { $0 == 0x7C ? [0x5C, 0x7C] : [$0] }.joined())
    }
}
