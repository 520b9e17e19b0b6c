// From the decision "these units go" to edits: neighbouring units that go make one cut, a cut leaves one marker, and JSON keeps its commas
// right.

import PithPrompt
import PithSystem

struct Removal {
    let prompt: Prompt
    /// The tables whose rows are among the units, in order.
    let tables: [RowTable]
    let writesMarkers: Bool
    /// Without markers: whether what holds nothing any more says so all the same. `{}` would say that it never did.
    let marksEmptied: Bool

    init(_ index: UnitIndex, writesMarkers: Bool, marksEmptied: Bool = false) {
        (prompt, tables, self.writesMarkers, self.marksEmptied) = (index.prompt, index.tables, writesMarkers, marksEmptied)
    }

    /// What stands where parts of a record were cut, of which there are many, and where all of a message was and no marker fits.
    static let shortMarker = Array("…".utf8)

    /// The cuts that take the dropped units out, each by itself; the cuts of one JSON text belong together, for their commas do.
    func proposals(dropping isDropped: [Bool], of units: [Unit]) -> [Proposal] {
        let elementViews = Set(units.filter { $0.form != .text }.map(\.view))
        var proposals: [Proposal] = []
        var json: [Int: [Edit]] = [:]
        for edit in edits(dropping: isDropped, of: units) {
            if edit.strategy == ElementSelection.name, elementViews.contains(edit.view) {
                json[edit.view, default: []].append(edit)
            } else {
                proposals.append(Proposal(edits: [edit]))
            }
        }
        return proposals + json.sorted { $0.key < $1.key }.map { Proposal(edits: $0.value) }
    }

    /// The edits that take the dropped units out. `units` are in the order of their views and bytes.
    func edits(dropping isDropped: [Bool], of units: [Unit]) -> [Edit] {
        let isDropped = FencedUnits.together(isDropped, units, in: prompt)
        var edits: [Edit] = []
        var index = 0
        while index < units.count {
            guard isDropped[index] else {
                index += 1
                continue
            }
            if case .element(_, let isMember) = units[index].form {
                index = appendElements(units, isDropped, from: index, isMember, to: &edits)
                continue
            }
            var end = index + 1
            while end < units.count, isDropped[end], units[end].form == .text, units[end].view == units[index].view,
                units[end].range.lowerBound == units[end - 1].range.upperBound
            { end += 1 }
            if let edit = cut(units[index], units[end - 1]) { edits.append(edit) }
            index = end
        }
        if writesMarkers { writeNotes(into: &edits) } else { Self.markEmptied(&edits, in: prompt) }
        return edits
    }

    /// The last cut of a table says what was cut of it. Edits and tables are both in the order of their views and bytes.
    private func writeNotes(into edits: inout [Edit]) {
        var next = 0
        for table in tables {
            func isBefore(_ edit: Edit) -> Bool { (edit.view, edit.range.lowerBound) < (table.view, table.range.lowerBound) }
            while next < edits.count, isBefore(edits[next]) { next += 1 }
            let first = next
            while next < edits.count, edits[next].view == table.view, table.range.contains(edits[next].range.lowerBound) { next += 1 }
            guard next > first, let note = table.note(for: edits[first..<next].map(\.range)) else { continue }
            let last = edits[next - 1]
            edits[next - 1] = edit(last.view, last.range, note, last.strategy)
        }
    }

    /// A text of a message of which nothing is left keeps a sign all the same: providers refuse messages, and blocks of them, that are empty. The edits are in the
    /// order of their views and bytes.
    static func markEmptied(_ edits: inout [Edit], in prompt: Prompt) {
        var next = 0
        while next < edits.count {
            let first = next, view = edits[first].view, bytes = prompt.views[view].bytes
            var at = 0, isEmptied = prompt.views[view].message != nil
            while next < edits.count, edits[next].view == view {
                isEmptied =
                    isEmptied && edits[next].replacement.isEmpty
                    && bytes[min(at, edits[next].range.lowerBound)..<edits[next].range.lowerBound].allSatisfy(\.isSpace)
                at = edits[next].range.upperBound
                next += 1
            }
            if isEmptied, bytes[at...].allSatisfy(\.isSpace) {
                let cut = edits[first]
                edits[first] = Edit(view: view, range: cut.range, replacement: shortMarker, strategy: cut.strategy, effect: cut.effect)
            }
        }
    }

    /// A cut of text: the marker takes the place of all but the white space at its end. Nil where there is only white space.
    private func cut(_ first: Unit, _ last: Unit) -> Edit? {
        let bytes = prompt.views[first.view].bytes
        var end = last.range.upperBound
        while end > first.range.lowerBound, bytes[end - 1].isSpace { end -= 1 }
        let closing = bytes[end..<last.range.upperBound]
        var start = first.range.lowerBound
        while start < end, bytes[start].isBlank { start += 1 }
        guard start < end else { return nil }
        let isAtOpening = first.range.lowerBound == 0 || bytes[first.range.lowerBound - 1].isLineEnd
        if let edit = cutOfQuotation(first, last, start, isAtOpening) { return edit }
        if writesMarkers {
            return edit(first.view, start..<end, first.strategy == ToolDescriptions.name ? Self.shortMarker : CutMark.plain, first.strategy)
        }
        // Without a marker the white space before the cut serves for what follows, but a line end is not lost.
        let keepsClosing =
            closing.contains(where: \.isLineEnd) && !isAtOpening
        return edit(first.view, first.range.lowerBound..<(keepsClosing ? end : last.range.upperBound), [], first.strategy)
    }

    /// A cut that ends within a line of a quotation, or begins in one and ends within a line outside, so that what is left of that line stands behind the marks of its
    /// own (`> `), not behind others or none. Nil for any other. `start` is where the text of the first line begins. Cost: a bounded number of bytes.
    private func cutOfQuotation(_ first: Unit, _ last: Unit, _ start: Int, _ isAtOpening: Bool) -> Edit? {
        let bytes = prompt.views[first.view].bytes
        guard first.strategy == SentenceSelection.name, last.range.upperBound < bytes.count, !bytes[last.range.upperBound - 1].isLineEnd
        else { return nil }
        let marks = quoteMarks(at: lineStart(bytes, start), bytes), lastStart = lineStart(bytes, last.range.upperBound)
        let lastMarks = quoteMarks(at: lastStart, bytes)
        guard !marks.isEmpty || !lastMarks.isEmpty, lastMarks.endIndex <= last.range.upperBound else { return nil }
        let marker = writesMarkers ? CutMark.plain : []
        let closing = writesMarkers && !bytes[last.range.upperBound].isSpace ? [0x20] as [UInt8] : []
        if isAtOpening { return edit(first.view, start..<last.range.upperBound, lastMarks + marker + closing, first.strategy) }
        guard !marks.elementsEqual(lastMarks) else { return nil }
        return edit(first.view, start..<last.range.upperBound, marker + [0x0A] + lastMarks, first.strategy)
    }

    /// The marks of a quotation that the line begins with, and the blanks between and behind them.
    private func quoteMarks(at start: Int, _ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let marks = bytes[start...].prefix(Self.longestMarks).prefix { $0 == 0x3E || $0.isBlank }
        return marks.contains(0x3E) ? marks : []
    }

    /// Where the line begins that goes on at `offset`; at `offset` where it is too long to look for.
    private func lineStart(_ bytes: [UInt8], _ offset: Int) -> Int {
        let before = bytes[..<offset].suffix(Self.longestLine)
        return before.lastIndex(of: 0x0A).map { $0 + 1 } ?? (before.startIndex == 0 ? 0 : offset)
    }

    private static let longestMarks = 64, longestLine = 4096

    /// Handles the run of dropped units of one container that begins at `from`; returns the index after it.
    private func appendElements(
        _ units: [Unit], _ isDropped: [Bool], from: Int, _ isMember: Bool, to edits: inout [Edit]
    ) -> Int {
        var end = from + 1
        while end < units.count, isDropped[end], units[end].form == units[from].form, units[end].view == units[from].view,
            isCommaOnly(units[from].view, units[end - 1].range.upperBound..<units[end].range.lowerBound)
        { end += 1 }
        let view = units[from].view
        let run = units[from].range.lowerBound..<units[end - 1].range.upperBound
        if writesMarkers {
            edits.append(edit(view, run, Array((isMember ? "\"[…]\":null" : "\"[…]\"").utf8), units[from].strategy))
        } else {
            let bytes = prompt.views[view].bytes
            let next = skipSpace(bytes, run.upperBound, 1)
            if marksEmptied, let opening = bytes[..<run.lowerBound].last(where: { !$0.isSpace }), opening == 0x7B || opening == 0x5B,
                next < bytes.count, bytes[next] == 0x7D || bytes[next] == 0x5D
            {
                edits.append(edit(view, run, Array((isMember ? "\"…\":[]" : "\"…\"").utf8), units[from].strategy))
            } else if next < bytes.count, bytes[next] == 0x2C {
                edits.append(edit(view, run.lowerBound..<skipSpace(bytes, next + 1, 1), [], units[from].strategy))
            } else {
                // The last elements: the comma before them goes too, unless an earlier cut took it.
                var before = run.lowerBound
                while before > 0, bytes[before - 1].isSpace { before -= 1 }
                if before > 0, bytes[before - 1] == 0x2C { before -= 1 }
                let taken = edits.last.map { $0.view == view ? $0.range.upperBound : 0 } ?? 0
                edits.append(edit(view, max(before, taken)..<run.upperBound, [], units[from].strategy))
            }
        }
        return end
    }

    private func isCommaOnly(_ view: Int, _ range: Range<Int>) -> Bool {
        prompt.views[view].bytes[range].allSatisfy { $0 == 0x2C || $0.isSpace }
    }

    private func skipSpace(_ bytes: [UInt8], _ from: Int, _ step: Int) -> Int {
        var at = from
        while at < bytes.count, bytes[at].isSpace { at += step }
        return at
    }

    private func edit(_ view: Int, _ range: Range<Int>, _ replacement: [UInt8], _ strategy: String) -> Edit {
        Edit(view: view, range: range, replacement: replacement, strategy: strategy, effect: .removed)
    }
}
