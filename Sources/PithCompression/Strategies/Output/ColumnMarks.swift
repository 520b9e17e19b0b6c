// What compilers draw under a line that they quote, to point at the column that the line above has said already.
//
//     a.c:7:18: warning: initialization of 'char *' from 'int'
//         7 |     char *name = total;
//           |                  ^~~~~
//
// The drawn line goes where it points at nothing but that column of that line and nothing is drawn below it, and the margin before the line's number with
// it; so do the empty lines that rustc draws around its quotations. What has words, or points at more than one place, stays as it was drawn.

import PithPrompt
import PithSystem

/// Takes out lines that only point at a column which is told.
struct ColumnMarks: Strategy {
    static let name = "column-marks"
    static let summary = "findings of compilers without the line that is drawn to point at the column that they name"
    static let kinds = Set(SegmentKind.allCases.filter(\.isText)).subtracting([.json, .fields, .reference, .diff])
    static let effect = EditEffect.folded
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        var finding = Finding(), view = -1, reach = 0, isDrawnIn = false
        return context.segments.compactMap { segment -> Proposal? in
            let text = context.prompt.views[segment.view]
            // Most texts hold no caret.
            if segment.view != view {
                isDrawnIn = firstOffset(of: 0x5E, in: text.bytes, segment.range.lowerBound..<text.bytes.count) < text.bytes.count
            }
            // The line that names the column may be of another kind than what is quoted below it.
            if segment.view != view || segment.range.lowerBound != reach { finding = Finding() }
            (view, reach) = (segment.view, segment.range.upperBound)
            guard isDrawnIn else { return nil }
            let edits = Self.marks(in: text.bytes, segment.range, &finding).filter { !text.isProtected($0) }.map {
                Self.edit(segment.view, $0, to: [])
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// Where the lines at hand stand in a finding.
    private struct Finding {
        /// The line and column that it names; nil outside of one.
        var place: (line: Int, column: Int)?
        /// Whether rustc told it: `--> path:7:18`.
        var isArrow = false
        /// The quoted line right above, if it is the one that is named: where its margin, its bar and its end are.
        var quoted: (start: Int, number: Int, bar: Int, end: Int)?
        /// Whether the line above names the place.
        var isBelowPlace = false
    }

    /// The ranges to take out, ascending. Cost: linear.
    private static func marks(in bytes: [UInt8], _ range: Range<Int>, _ finding: inout Finding) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound), next = end + 1
            // The last line of all keeps its place.
            let mayGo = end < range.upperBound
            defer { start = end + 1 }
            if let place = place(in: bytes[start..<end]) {
                finding = Finding(place: (place.line, place.column), isArrow: place.isArrow, isBelowPlace: true)
                continue
            }
            guard let place = finding.place else { continue }
            let margin = bytes[start..<end].prefix { $0 == 0x20 }
            let number = bytes[margin.endIndex..<end].prefix(while: \.isDigit)
            let bar = number.isEmpty ? number.endIndex : number.endIndex + 1
            guard bar < end, bytes[bar] == 0x7C, number.isEmpty || bytes[number.endIndex] == 0x20 else {
                // rustc's notes: "    = help: …".
                if !(finding.isArrow && number.isEmpty && bar < end && bytes[bar] == 0x3D) { finding = Finding() }
                finding.quoted = nil
                continue
            }
            let quoted = finding.quoted, isBelowPlace = finding.isBelowPlace
            (finding.quoted, finding.isBelowPlace) = (nil, false)
            if !number.isEmpty {
                if number.leadingNumber()?.0 == place.line { finding.quoted = (start, number.startIndex, bar, end) }
            } else if end == bar + 1, finding.isArrow, mayGo, isBelowPlace || isNote(bytes[next...]) {
                found.append(start..<next)
            } else if let quoted, mayGo, bar - start == quoted.bar - quoted.start, !isDrawn(bytes[next...]),
                points(bytes[(bar + 1)..<end], atColumn: place.column, of: bytes[(quoted.bar + 1)..<quoted.end])
            {
                if !finding.isArrow, quoted.number > quoted.start, quoted.start >= range.lowerBound {
                    found.append(quoted.start..<quoted.number)
                }
                found.append(start..<next)
            }
        }
        return found
    }

    /// Whether the text is a note of rustc's: `   = note: …`.
    private static func isNote(_ text: ArraySlice<UInt8>) -> Bool { text.drop { $0 == 0x20 }.starts(with: [0x3D, 0x20]) }

    /// Whether the text begins with a line that is drawn: what stands in it stands below the line above.
    private static func isDrawn(_ text: ArraySlice<UInt8>) -> Bool {
        let line = text.drop { $0 == 0x20 }
        return line.first == 0x7C && line.dropFirst().first.map { $0 != 0x0A } ?? false
    }

    /// Whether the drawn line is one run of `^` and `~` whose first `^` stands under the column of the quoted text; both begin behind their bars.
    private static func points(_ drawn: ArraySlice<UInt8>, atColumn column: Int, of text: ArraySlice<UInt8>) -> Bool {
        let run = drawn.drop { $0 == 0x20 }
        let marks = run.prefix { $0 == 0x5E || $0 == 0x7E }
        guard let caret = marks.firstIndex(of: 0x5E), run[marks.endIndex...].allSatisfy({ $0 == 0x20 }) else { return false }
        // Behind the bar stands a blank.
        let before = text.prefix(column)
        return caret - drawn.startIndex == column && before.allSatisfy { 0x20...0x7E ~= $0 } && before.count == column
    }

    /// The line and the column that a line names: `path:7:18: …`, or `--> path:7:18` at its end.
    private static func place(in line: ArraySlice<UInt8>) -> (line: Int, column: Int, isArrow: Bool)? {
        let text = line.drop { $0 == 0x20 }
        let isArrow = text.starts(with: [0x2D, 0x2D, 0x3E, 0x20])
        guard isArrow || text.startIndex == line.startIndex, var colon = text.firstIndex(of: 0x3A) else { return nil }
        for _ in 0..<most {
            if let (number, rest) = text[(colon + 1)...].leadingNumber(), rest.first == 0x3A,
                let (column, behind) = rest.dropFirst().leadingNumber(),
                isArrow ? behind.isEmpty : behind.starts(with: [0x3A, 0x20])
            {
                return (number, column, isArrow)
            }
            guard let next = text[(colon + 1)...].firstIndex(of: 0x3A) else { return nil }
            colon = next
        }
        return nil
    }

    /// A path may have colons of its own, but not many.
    private static let most = 4
}
