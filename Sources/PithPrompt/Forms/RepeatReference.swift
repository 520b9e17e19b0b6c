// The words that stand in for repeated lines, and how a reader finds what they mean.
//
//     [Same 34 lines as above, from "import os, sys"]      34 lines that stand further up
//     [Same line as above: "2026-11-03 04:12:09 WARN pool"]
//     [Same 34 lines as above, from "   1\timport os", numbers +3]   the same lines, the number at the beginning of each 3 higher (LineNumber)
//     [Then 12 more lines]                                 those that follow the lines of the reference before it
//     [Then 12 more lines, 2 skipped]                      those that follow two lines after them; with ", numbers +3" too
//     [Same 34 lines as above, from "The crane on quay 4", behind "> "]   the same lines, each behind the mark (QuoteMark)
//     [Same 34 lines as above, from "> The crane on quay 4", without "> "]   and without it
//     [Same line as above: "Dear Ms Ito, your parcel", but "4711" → "4712", "May" → "June"]   the line with those words put in
//     [The line above, 12 more times]                      what stands directly above, again
//     [The 3 lines above, 1 more time]
//
// A reader, person or model, of the first two goes to the first line of the whole text, in reading order, whose opening is the quoted
// words, and takes that many lines from there; from "Then" he goes on in the lines where the reference before it in the same text ended. An
// opening is the first 48 bytes after the indentation, or the whole line where it is shorter. After "but" he replaces, from left to right, all that
// is quoted on the left of an arrow by what stands on its right. A reference points at text that is still there, never at another reference.

import PithSystem

/// A reference to lines further up.
package enum RepeatReference: Equatable {
    /// The `lineCount` lines from the first line that opens with `anchor`, changed.
    case named(lineCount: Int, anchor: [UInt8], Change = .numbers(0))
    /// The `lineCount` lines that follow `skipped` lines after those of the `named` or `onward` before it in its text.
    case onward(lineCount: Int, skipped: Int, numberShift: Int = 0)
    /// The `lineCount` lines directly above, `times` more times.
    case again(lineCount: Int, times: Int)

    /// What a reader makes of the lines that he finds.
    package enum Change: Equatable {
        /// The number at the beginning of each is so much higher.
        case numbers(Int)
        /// Each stands behind the mark of a quotation that it lacks there, or without one that it has.
        case quotation(QuoteMark)
        /// Other words stand in some places.
        case words([Substitution])

        fileprivate var text: [UInt8] {
            switch self {
            case .numbers(let shift): shift == 0 ? [] : Array(", numbers \(shift > 0 ? "+" : "")\(shift)".utf8)
            case .quotation(let mark): Array((mark.isAdded ? ", behind \"" : ", without \"").utf8) + mark.text + [0x22]
            case .words(let changes):
                changes.indices.reduce(into: Array(", but ".utf8)) { $0 += ($1 == 0 ? [] : [0x2C, 0x20]) + changes[$1].text }
            }
        }
    }

    /// The reference as it stands in the text, without a line end.
    package var text: [UInt8] {
        switch self {
        case .named(let count, let anchor, let change): Self.opening(count) + anchor + Self.ending(change)
        case .onward(let count, let skipped, let shift):
            Array("[Then \(count) more lines\(skipped > 0 ? ", \(skipped) skipped" : "")".utf8) + Change.numbers(shift).text + [0x5D]
        case .again(let count, let times):
            Array("[The \(count == 1 ? "line" : "\(count) lines") above, \(times) more \(times == 1 ? "time" : "times")]".utf8)
        }
    }

    private static func opening(_ lineCount: Int) -> [UInt8] {
        Array((lineCount == 1 ? "[Same line as above: \"" : "[Same \(lineCount) lines as above, from \"").utf8)
    }

    private static func ending(_ change: Change) -> [UInt8] { [0x22] + change.text + [0x5D] }

    /// What references begin with.
    package static let openings = ByteSet([0x5B])

    /// Whether a text begins as references do. Cost: constant.
    package static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
        text.first == 0x5B && (text.begins(with: "[Same ") || text.begins(with: "[The"))
    }

    /// Whether `line`, without its line end, is a reference.
    package static func isOne(_ line: ArraySlice<UInt8>) -> Bool { line.first == 0x5B && Self(line) != nil }

    /// The reference that `line` is, or nil when it is none. `line` has no line end. What its numbers and quotations may mean is written, and is it where that
    /// gives the line again. Cost: linear in the line.
    package init?(_ line: ArraySlice<UInt8>) {
        guard Self.mayBegin(line), line.last == 0x5D,
            let reference = line.begins(with: "[Same ") ? Self.named(line) : Self.numbered(line)
        else { return nil }
        self = reference
    }

    private static let longestNumbered = 80

    private static func numbered(_ line: ArraySlice<UInt8>) -> RepeatReference? {
        guard line.count <= longestNumbered else { return nil }
        let numbers = line.split { !$0.isDigit }.compactMap { $0.leadingNumber()?.0 }
        guard let first = numbers.first, let last = numbers.last else { return nil }
        let readings: [RepeatReference] =
            switch numbers.count {
            case 1: [.again(lineCount: 1, times: first), .onward(lineCount: first, skipped: 0)]
            case 2:
                [.again(lineCount: first, times: last), .onward(lineCount: first, skipped: last)]
                    + [last, -last].map { .onward(lineCount: first, skipped: 0, numberShift: $0) }
            default: [last, -last].map { .onward(lineCount: first, skipped: numbers[1], numberShift: $0) }
            }
        return readings.first { line.elementsEqual($0.text) }
    }

    /// The quoted words may hold what ends them: the first `but` is meant, and the last of the others.
    private static func named(_ line: ArraySlice<UInt8>) -> RepeatReference? {
        let lineCount = line.dropFirst("[Same ".utf8.count).leadingNumber()?.0 ?? 1, opening = opening(lineCount)
        guard line.starts(with: opening) else { return nil }
        let rest = line.dropFirst(opening.count)
        func reference(_ mark: Int, _ change: Change) -> RepeatReference? {
            guard mark > rest.startIndex, rest[mark...].elementsEqual(ending(change)) else { return nil }
            return .named(lineCount: lineCount, anchor: Array(rest[..<mark]), change)
        }
        if let mark = rest.place(of: "\", but \"") {
            // `, but `, an old, ` → `, a new, `, ` and so on.
            let parts = rest[(mark + 1)...].split(separator: 0x22, omittingEmptySubsequences: false)
            let words = stride(from: 1, to: parts.count - 2, by: 4).compactMap { Substitution(Array(parts[$0]), Array(parts[$0 + 2])) }
            if let found = reference(mark, .words(words)) { return found }
        }
        guard let last = rest.lastIndex(of: 0x22) else { return nil }
        if let open = rest[..<last].lastIndex(of: 0x22), let mark = rest[..<open].lastIndex(of: 0x22) {
            for isAdded in [true, false] {
                guard let quotation = QuoteMark(rest[(open + 1)..<last], isAdded: isAdded) else { break }
                if let found = reference(mark, .quotation(quotation)) { return found }
            }
        }
        let shift = rest[last...].drop { !$0.isDigit }.leadingNumber()?.0 ?? 0
        return reference(last, .numbers(shift)) ?? reference(last, .numbers(-shift))
    }
}

extension ArraySlice<UInt8> {
    /// Where the words begin that start with a quotation mark.
    fileprivate func place(of quotation: StaticString) -> Int? {
        var at = startIndex
        while let mark = self[at...].firstIndex(of: 0x22) {
            if self[mark...].begins(with: quotation) { return mark }
            at = mark + 1
        }
        return nil
    }
}
