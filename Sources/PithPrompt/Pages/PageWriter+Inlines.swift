// How the elements within a line are written: links, code, what is raised or lowered, times and abbreviations with what they stand for.

import PithSystem

extension PageWriter {
    // MARK: Links

    mutating func openLink(_ tag: HTMLTag, at index: Int) {
        // A link ends where the next begins.
        close(.link)
        guard let target = address(of: tag, "href") else { return }
        let label = words(of: tag, "aria-label") ?? words(of: tag, "title") ?? words(of: tag, "alt") ?? []
        let ending = Self.leading(to: target)
        shownByteCount += target.count
        var link = OpenInline(
            kind: .link, opening: [0x5B], closing: ending, whenEmpty: [0x5B] + (label.isEmpty ? Self.unnamed : label) + ending)
        link.isUnnamed = label.isEmpty
        // What says where it leads is enough by itself.
        if says(target, at: index) { (link.opening, link.closing, link.whenEmpty, link.isUnnamed) = ([], [], [], false) }
        openAroundCode(link)
        // A place of a map has no words but these.
        if tag.name(in: bytes).count == 4 { close(.link) }
    }

    /// What stands for the words of a link that has none: an icon is one to its reader.
    private static let unnamed = Array("link".utf8)

    /// What a drawing says of itself, as `alt` does of a picture. Beside a link's words it is their icon; where there are none, it is what the link says.
    mutating func writeDrawing(_ tag: HTMLTag) {
        guard let label = words(of: tag, "aria-label") ?? title(ofDrawing: tag),
            tag.value(of: "aria-hidden", in: bytes).map({ bytes[$0].elementsEqual("true".utf8) }) != true
        else { return }
        guard let link = inlines.lastIndex(where: { $0.kind == .link }) else { return write(Array("![".utf8) + label + [0x5D]) }
        guard inlines[link].isUnnamed else { return }
        inlines[link].whenEmpty = [0x5B] + label + inlines[link].closing
        inlines[link].isUnnamed = false
    }

    /// The title that a drawing opens with. Cost: linear in its first bytes.
    private func title(ofDrawing tag: HTMLTag) -> [UInt8]? {
        let content = bytes[tag.content].prefix(Self.longestDrawingHead)
        guard let open = content.firstRange(of: Array("<title".utf8)), let start = content[open.upperBound...].firstIndex(of: 0x3E),
            let end = content[start...].firstRange(of: Array("</title".utf8))
        else { return nil }
        let words = HTMLCharacter.decoded(start + 1..<end.lowerBound, of: bytes, inAttribute: false).split(whereSeparator: \.isSpace)
        return words.isEmpty ? nil : Array(words.joined(separator: [0x20]))
    }

    private static let longestDrawingHead = 600

    /// Whether the link's text is its target.
    private func says(_ target: [UInt8], at index: Int) -> Bool {
        guard index + 1 < tags.count, tags[index + 1].element == .link, tags[index + 1].isClosing else { return false }
        let text = tags[index].range.upperBound..<tags[index + 1].range.lowerBound
        guard text.count <= 4 * target.count + 16 else { return false }
        let words = HTMLCharacter.decoded(text, of: bytes, inAttribute: false)[...].trimmed
        return words.elementsEqual(target) || words.elementsEqual(target.dropFirst(target[...].begins(with: "mailto:") ? 7 : 0))
    }

    /// The address that an attribute names, as a browser reads it; nil where it leads nowhere, or to a place on the page itself.
    func address(of tag: HTMLTag, _ name: String) -> [UInt8]? {
        guard let value = tag.value(of: name, in: bytes) else { return nil }
        let text = HTMLCharacter.decoded(value, of: bytes)[...].trimmed.filter { !$0.isLineEnd && $0 != 0x09 }
        guard let first = text.first, first != 0x23, !text.prefix(11).map(\.lowered)[...].begins(with: "javascript:"),
            !text.elementsEqual("about:blank".utf8)
        else { return nil }
        // These would end it, or the cell.
        let isInCell = isInCell
        guard text.contains(where: { $0 == 0x3C || $0 == 0x3E || isInCell && $0 == 0x7C }) else { return text }
        return Array(
            text.map { byte in
                switch byte {
                case 0x3C: Array("%3C".utf8)
                case 0x3E: Array("%3E".utf8)
                case 0x7C where isInCell: Array("%7C".utf8)
                default: [byte]
                }
            }.joined())
    }

    /// The end of a link: `](https://mill.example)`.
    static func leading(to target: [UInt8]) -> [UInt8] {
        // A bracket or a blank would end it.
        let isBare = !target.contains { $0.isBlank || $0 == 0x28 || $0 == 0x29 }
        return Array((isBare ? "](" : "](<").utf8) + target + Array((isBare ? ")" : ">)").utf8)
    }

    // MARK: Code

    mutating func writeCode(_ opens: Bool, at index: Int) {
        guard opens else {
            if innerCodeCount > 0 { innerCodeCount -= 1 } else { close(.code) }
            return
        }
        if let code = inlines.last(where: { $0.kind == .code }) {
            // Where none closes it, the one that follows was meant to.
            if code.staysOpen { innerCodeCount += 1 } else { close(.code) }
            return
        }
        let end = tags[(index + 1)...].prefix(Self.mostTagsAhead).first { $0.element == .code }?.range.lowerBound
        let longest = longestMark(tags[index].range.upperBound..<(end ?? tags[index].range.upperBound))
        let marks = Array(repeating: UInt8(0x60), count: longest + 1)
        open(
            OpenInline(
                kind: .code, opening: longest > 0 ? marks + [0x20] : marks, closing: longest > 0 ? [0x20] + marks : marks,
                staysOpen: pairs.closer(of: index) != nil))
    }

    /// How far the end of an element is looked for.
    private static let mostTagsAhead = 40

    // MARK: What is raised or lowered

    /// "x^2", "x^(2n)", "H_2O": in brackets where it would not be seen how far it goes.
    mutating func writeScript(_ opens: Bool, _ tag: HTMLTag, at index: Int, sign: UInt8) {
        guard opens else { return close(.script) }
        guard let closer = pairs.closer(of: index) else { return open(OpenInline(kind: .script, opening: [sign])) }
        guard closer - index <= Self.mostTagsAhead, let text = words(from: index, to: closer), text.count <= Self.longestScript else {
            return open(OpenInline(kind: .script, opening: [sign, 0x28], closing: [0x29]))
        }
        let before = tag.range.lowerBound > 0 ? bytes[tag.range.lowerBound - 1] : 0x20
        if text.isEmpty || Self.isMark(text) || before.isDigit && Self.endings.contains(String(decoding: text, as: UTF8.self)) {
            return open(OpenInline(kind: .script))
        }
        let isGrouped = text.first == 0x28 && text.last == 0x29 || isClear(text, before: closer)
        open(OpenInline(kind: .script, opening: isGrouped ? [sign] : [sign, 0x28], closing: isGrouped ? [] : [0x29]))
    }

    private static let longestScript = 60

    /// The endings of numbers: 4th.
    private static let endings: Set<String> = ["st", "nd", "rd", "th", "er"]

    /// Whether it says by itself what it is: a note in brackets, a sign of a trade mark.
    private static func isMark(_ text: [UInt8]) -> Bool {
        text.first == 0x5B && text.last == 0x5D || marks.contains(String(decoding: text, as: UTF8.self))
    }

    private static let marks: Set<String> = ["*", "**", "***", "™", "®", "©", "℠", "†", "‡", "§", "¶"]

    /// Whether a number or a letter ends where what follows cannot belong to it.
    private func isClear(_ text: [UInt8], before closer: Int) -> Bool {
        let next = next(behind: closer)
        let digits = text.first == 0x2B || text.first == 0x2D ? text.dropFirst() : text[...]
        if !digits.isEmpty, digits.allSatisfy(\.isDigit) { return !(next.isDigit || next == 0x2E) }
        return text.count == 1 && text[0].isLetter && !next.isWordlike
    }

    /// The byte of the text behind a tag.
    private func next(behind index: Int) -> UInt8 {
        for place in index..<min(tags.count, index + 4) {
            let end = tags[place].range.upperBound
            let limit = place + 1 < tags.count ? tags[place + 1].range.lowerBound : bytes.count
            if place > index, tags[place].element != .other, tags[place].element != .span { break }
            if end < limit { return bytes[end] }
        }
        return 0x20
    }

    /// The words between two tags, those between them left out; nil where they are many.
    func words(from index: Int, to closer: Int) -> [UInt8]? {
        guard tags[closer].range.lowerBound - tags[index].range.upperBound <= 2000 else { return nil }
        var text: [UInt8] = []
        for place in index..<closer {
            // Scripts within scripts are grouped.
            if place > index, tags[place].element == .superscript || tags[place].element == .subscript { text += [0x5E] }
            text += HTMLCharacter.decoded(
                tags[place].range.upperBound..<max(tags[place].range.upperBound, tags[place + 1].range.lowerBound), of: bytes)
        }
        return Array(text[...].trimmed)
    }

    // MARK: What is said beside the words

    /// "yesterday (2026-03-01T10:00Z)".
    mutating func openTime(_ tag: HTMLTag, at index: Int) {
        let stamp = words(of: tag, "datetime") ?? []
        var time = OpenInline(kind: .note, whenEmpty: stamp)
        if let closer = pairs.closer(of: index), let text = words(from: index, to: closer), !Self.says(text, stamp) {
            time.closing = Array(" (".utf8) + stamp + [0x29]
        }
        open(time)
    }

    /// Whether the text says the whole stamp: it is it, or a day with its year, and the stamp no more.
    private static func says(_ text: [UInt8], _ stamp: [UInt8]) -> Bool {
        if stamp.isEmpty || text.elementsEqual(stamp) { return true }
        let parts = stamp.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard stamp.count == 10, parts.count == 3 else { return false }
        let numbers = text.split { !$0.isDigit }.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        let named = text.contains { $0.isLetter }
        let wanted = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        return wanted.count == 3 && numbers.contains(wanted[0]) && numbers.contains(wanted[2]) && (named || numbers.contains(wanted[1]))
    }

    /// "WHO (World Health Organization)", the first time.
    mutating func openAbbreviation(_ tag: HTMLTag) {
        var note = OpenInline(kind: .note)
        if let words = words(of: tag, "title"), knownNotes.insert(words).inserted { note.closing = Array(" (".utf8) + words + [0x29] }
        open(note)
    }

    /// How a word is read, which stands above it.
    mutating func writeReading(_ opens: Bool) {
        guard opens else { return close(.note) }
        let isBracketed = last == 0x28
        open(OpenInline(kind: .note, opening: isBracketed ? [] : [0x28], closing: isBracketed ? [] : [0x29]))
    }

    // MARK: Formulas

    mutating func writeMath(_ tag: HTMLTag, at index: Int) {
        // What stands within one that was too long is read as words: it is not looked through again.
        guard tag.range.lowerBound >= mathEnd, let closer = pairs.closer(of: index) else { return }
        let end = tags[closer].range.upperBound
        mathEnd = end
        guard let text = PageMath.text(of: tags[index...closer], in: bytes) else { return }
        write(inCell(text))
        shownByteCount += text.count
        skipEnd = end
    }

    /// What draws a formula that stands there in TeX already.
    mutating func passOverDrawnFormula(_ tag: HTMLTag, at index: Int) {
        guard let classes = tag.value(of: "class", in: bytes), bytes[classes].begins(with: "katex-html"),
            let closer = pairs.closer(of: index)
        else {
            return
        }
        skipEnd = tags[closer].range.upperBound
    }
}

extension ArraySlice<UInt8> {
    /// Without the blanks and line ends around it.
    fileprivate var trimmed: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isSpace }), let last = lastIndex(where: { !$0.isSpace }) else { return [] }
        return self[first...last]
    }
}
