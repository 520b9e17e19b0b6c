// How the code of a page is written that keeps its lines: between marks that are longer than any within, links noted below.

import PithSystem

extension PageWriter {
    mutating func openFence(_ tag: HTMLTag, at index: Int) {
        guard fence == nil else { return }
        guard !isInCell else { return open(OpenInline(kind: .code, opening: [0x60], closing: [0x60])) }
        let inner = tags[(index + 1)...]
        let close = inner.first { $0.element == tag.element }?.range.lowerBound ?? bytes.count
        endLine(2)
        // A fence stands on a line of its own, or its end would be read as the beginning of another.
        if !mark.isEmpty {
            if mark.last == 0x20 { mark.removeLast() }
            writeFrame([])
            breakLine()
        }
        if inlines.contains(where: { $0.kind == .hidden }) {
            write(Array("code below".utf8))
            endLine()
        }
        let marks = Array(repeating: UInt8(0x60), count: max(3, longestMark(tag.range.upperBound..<close) + 1))
        var language = language(of: tag)
        if language.isEmpty, let code = inner.first, code.element == .code, code.range.lowerBound < close {
            language = self.language(of: code)
        }
        writeFrame(marks + language + [0x0A])
        fence = Fence(marks: marks, closer: tag.element)
    }

    mutating func closeFence() {
        guard let open = fence else { return isInCell ? close(.code) : endLine() }
        fence = nil
        isBlankDue = false
        writeAtOnce((last == 0x0A ? [] : [0x0A]) + quotePrefix + open.marks)
        if !open.links.isEmpty {
            endLine()
            writeFrame(Array(open.links.joined(separator: [0x20])))
        }
        endLine(2)
    }

    /// What of a tag is seen where lines are kept: the line ends of blocks. Links are noted.
    mutating func writeInFence(_ tag: HTMLTag, at index: Int) {
        switch tag.element {
        case .lineBreak: write([0x0A])
        case .block, .line, .quote, .item, .unorderedList, .orderedList, .definitions, .meaning, .row, .table, .heading1, .heading2,
            .heading3, .heading4,
            .heading5, .heading6:
            if fence?.isNew == false { fence?.isBreakDue = true }
        case .cell: if !tag.isClosing, last != 0x0A, last != 0x20 { write([0x20]) }
        case .image: if let text = words(of: tag, "alt") { write(text) }
        case .link:
            guard !tag.isClosing, let target = address(of: tag, "href"), fence?.targets.insert(target).inserted == true else { return }
            let close = tags[(index + 1)...].prefix(Self.mostTagsInLink).firstIndex { $0.element == .link } ?? index
            let label = words(from: index, to: close) ?? []
            fence?.links.append(
                [0x5B] + (label.count <= Self.longestLabel ? label.map { $0.isLineEnd ? 0x20 : $0 } : []) + Self.leading(to: target))
            shownByteCount += target.count
        default: break
        }
    }

    /// Whether a field holds more than one line. Cost: linear in it.
    func isFieldOfLines(_ tag: HTMLTag, at index: Int) -> Bool {
        guard tag.name(in: bytes).count != 5, index + 1 < tags.count, tags[index + 1].element == .words, !isInCell else { return false }
        let text = bytes[tag.range.upperBound..<tags[index + 1].range.lowerBound]
        guard let first = text.firstIndex(where: { !$0.isSpace }), let last = text.lastIndex(where: { !$0.isSpace }) else { return false }
        return text[first...last].contains(where: \.isLineEnd)
    }

    private static let mostTagsInLink = 12
    private static let longestLabel = 80

    func longestMark(_ range: Range<Int>) -> Int {
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
}
