// Which tag closes which, for the elements within lines: of those that nothing closes the writer must not wait for an end.

import PithSystem

struct HTMLPairs {
    /// By the index of a tag that opens an element, the index of the tag that closes it in the same block; -1 where none does.
    private let closers: [Int]

    /// Cost: linear in the tags.
    init(_ tags: [HTMLTag], in bytes: [UInt8]) {
        var closers = Array(repeating: -1, count: tags.count)
        var open: [HTMLElement: [(tag: Int, depth: Int)]] = [:]
        var depth = 0
        for (index, tag) in tags.enumerated() {
            switch tag.element {
            case .code, .superscript, .subscript, .time, .abbreviation, .quotation, .reading, .deleted, .span, .math:
                if !tag.isClosing {
                    open[tag.element, default: []].append((index, depth))
                } else if let last = open[tag.element]?.popLast() {
                    closers[last.tag] = index
                }
            case .cell, .row, .item, .meaning, .table, .heading1, .heading2, .heading3, .heading4, .heading5, .heading6:
                // Nothing but what is struck out reaches over these.
                for element in [HTMLElement.code, .superscript, .subscript, .time, .abbreviation, .quotation, .reading] {
                    open[element] = nil
                }
            case .line, .quote, .unorderedList, .orderedList, .definitions, .preformatted, .block:
                // The ends of paragraphs may be left out.
                if tag.attributes.lowerBound - tag.range.lowerBound == (tag.isClosing ? 3 : 2) { continue }
                depth = max(0, depth + (tag.isClosing ? -1 : 1))
                guard tag.isClosing else { continue }
                for element in Self.inline {
                    while let last = open[element]?.last, last.depth > depth { open[element]?.removeLast() }
                }
            default: break
            }
        }
        self.closers = closers
    }

    private static let inline: [HTMLElement] = [.code, .superscript, .subscript, .time, .abbreviation, .quotation, .reading, .deleted]

    /// The index of the tag that closes what the tag at `index` opens; nil where none does.
    func closer(of index: Int) -> Int? { closers[index] < 0 ? nil : closers[index] }
}
