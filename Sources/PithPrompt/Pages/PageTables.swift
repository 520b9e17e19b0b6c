// What the tables of a page are: data, where cells hold words and no blocks, in rows of as many cells each; rows, where some have more cells than others; or a
// way to lay out a page, where they hold titles, quotations, code and further tables.

import PithSystem

struct PageTables {
    enum Kind { case data, rows, layout }

    /// By the index of the tag that opens it, the kind of a table that is closed.
    private(set) var kinds: [Int: Kind] = [:]

    private struct Table {
        let tag: Int
        var rowCount = 0, cellCount = 0
        var widest: Int?
        var isEven = true, isLayout = false

        var kind: Kind { isLayout || (widest ?? 0) < 2 ? .layout : isEven && rowCount > 1 ? .data : .rows }

        mutating func endRow() {
            guard cellCount > 0 else { return }
            isEven = isEven && (widest ?? cellCount) == cellCount
            widest = max(widest ?? 0, cellCount)
            rowCount += 1
            cellCount = 0
        }
    }

    /// Cost: linear in the tags.
    init(_ tags: [HTMLTag], in bytes: [UInt8]) {
        var open: [Table] = []
        for (index, tag) in tags.enumerated() {
            if tag.element.isLayout, !tag.isClosing, !open.isEmpty { open[open.count - 1].isLayout = true }
            switch (tag.element, tag.isClosing) {
            case (.table, false): open.append(Table(tag: index))
            case (.table, true):
                guard var table = open.popLast() else { continue }
                table.endRow()
                kinds[table.tag] = table.kind
            case (.row, false) where !open.isEmpty: open[open.count - 1].endRow()
            case (.cell, false) where !open.isEmpty:
                open[open.count - 1].cellCount += 1
                if ["colspan", "rowspan"].contains(where: {
                    tag.value(of: $0, in: bytes).map { !bytes[$0].elementsEqual("1".utf8) } ?? false
                }) {
                    open[open.count - 1].isEven = false
                }
            default: break
            }
        }
    }
}
