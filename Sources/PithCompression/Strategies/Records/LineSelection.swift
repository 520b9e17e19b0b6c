// Whole lines of what is made of lines: logs, listings, diffs, code, tables, lists. An indented continuation stays with the item it
// belongs to in a list.

import PithJSON
import PithPrompt
import PithSystem

/// Drops lines.
struct LineSelection: SelectionStrategy {
    static let name = "line-selection"
    static let summary = "keeps the lines of logs, listings, diffs, code, tables and lists that matter most, drops the others whole"
    static let kinds: Set<SegmentKind> = [.list, .code, .log, .diff, .search, .listing, .stackTrace, .table, .fields, .markup, .reference]

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        let bytes = prompt.views[segment.view].bytes
        if segment.kind == .table, opensTabledJSON(bytes[segment.range]),
            let value = TabledJSON(bytes, startingAt: segment.range.lowerBound, limit: segment.range.upperBound)
        {
            // Rows may go, what says how to read them stays.
            return self.units(of: value, in: segment.view)
        }
        if segment.kind == .fields { return fieldsUnits(of: segment, bytes, onlyRows: prompt.views[segment.view].message == nil) }
        var units: [Unit] = []
        var start = segment.range.lowerBound
        while start < segment.range.upperBound {
            var end = lineEnd(bytes, start, segment.range.upperBound)
            // Blank lines go with the line above; so do a list item's continuation lines.
            while end < segment.range.upperBound {
                let next = lineEnd(bytes, end, segment.range.upperBound)
                let isBlankLine = bytes[end..<next].allSatisfy(\.isSpace)
                guard isBlankLine || (segment.kind == .list && continuesItem(bytes[end..<next])) else { break }
                end = next
            }
            units.append(Unit(view: segment.view, range: start..<end, kind: segment.kind, form: .text, strategy: name))
            start = end
        }
        return units
    }

    /// The rows of the tables in JSON.
    static func units(of value: TabledJSON, in view: Int) -> [Unit] {
        // A row that another leans on must stay, and so does one that fits no columns: what is said of cut rows would be wrong of it.
        value.tables.filter { !$0.header.hasDitto && !$0.header.isNumbered }.flatMap { zip($0.rows, $0.areObjects) }.filter { !$0.1 }.map {
            row, _ in
            Unit(view: view, range: row.lowerBound..<row.upperBound + 1, kind: .table, form: .text, strategy: name)
        }
    }

    /// The lines of fields. What says how the rows of a table are to be read stays longer than they do; rows that lean on others stay. With `onlyRows` all but
    /// the rows of tables stay: what they are the fields of is one value.
    private static func fieldsUnits(of segment: Segment, _ bytes: [UInt8], onlyRows: Bool) -> [Unit] {
        var units: [Unit] = []
        var opened = false, isTable = false, leans = false
        var start = segment.range.lowerBound
        while start < segment.range.upperBound {
            let end = lineEnd(bytes, start, segment.range.upperBound)
            let line = bytes[start..<end].prefix { $0 != 0x0A }
            let isHeader = opened
            // The header ^ is that of the table before.
            if isHeader, !line.elementsEqual([0x5E]) { leans = line.contains(0x5E) }
            if isHeader { isTable = true }
            if line.first == 0x5D { isTable = false }
            opened = line.last == 0x5B
            let isFrame = isHeader || opened || line.first == 0x5D || FieldFence.stands(in: line)
            if onlyRows ? isTable && !isFrame && !leans : isFrame || !isTable || !leans {
                units.append(
                    Unit(
                        view: segment.view, range: start..<end, kind: segment.kind, form: .text, strategy: name,
                        rank: isFrame ? .title : nil))
            }
            start = end
        }
        return units
    }

    private static func lineEnd(_ bytes: [UInt8], _ from: Int, _ limit: Int) -> Int {
        min(PithSystem.lineEnd(in: bytes, from: from, limit: limit) + 1, limit)
    }

    /// An indented line that opens no item of its own.
    private static func continuesItem(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first.isBlank, let head = line.first(where: { !$0.isBlank }) else { return false }
        return ![0x2D, 0x2A, 0x2B].contains(head) && !(0x30...0x39).contains(head)
    }
}
