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
    /// The `lineCount` lines from the first line that opens with `anchor`, the number of each changed by `numberShift`.
    case same(lineCount: Int, anchor: [UInt8], numberShift: Int = 0)
    /// The `lineCount` lines that follow `skipped` lines after those of the `same` or `onward` before it in its text.
    case onward(lineCount: Int, skipped: Int, numberShift: Int = 0)
    /// The `lineCount` lines from the first line that opens with `anchor`, each behind the mark of a quotation that it lacks there, or without one that it has.
    case quoted(lineCount: Int, anchor: [UInt8], QuoteMark)
    /// The `lineCount` lines from the first line that opens with `anchor`, with other words in some places.
    case like(lineCount: Int, anchor: [UInt8], changes: [Substitution])
    /// The `lineCount` lines directly above, `times` more times.
    case again(lineCount: Int, times: Int)

    /// The reference as it stands in the text, without a line end.
    package var text: [UInt8] {
        switch self {
        case .same(let count, let anchor, let shift): Self.opening(count) + anchor + Self.ending(shift)
        case .quoted(let count, let anchor, let mark):
            Self.opening(count) + anchor + Array((mark.isAdded ? "\", behind \"" : "\", without \"").utf8) + mark.text + [0x22, 0x5D]
        case .onward(let count, let skipped, let shift):
            Array("[Then \(count) more lines\(skipped > 0 ? ", \(skipped) skipped" : "")\(Self.numbers(shift))]".utf8)
        case .like(let count, let anchor, let changes):
            Self.opening(count) + anchor
                + changes.enumerated().reduce(into: Array("\", but ".utf8)) { text, change in
                    text += change.offset == 0 ? change.element.text : [0x2C, 0x20] + change.element.text
                } + [0x5D]
        case .again(let count, let times):
            Array("[The \(count == 1 ? "line" : "\(count) lines") above, \(times) more \(times == 1 ? "time" : "times")]".utf8)
        }
    }

    private static func opening(_ lineCount: Int) -> [UInt8] {
        Array((lineCount == 1 ? "[Same line as above: \"" : "[Same \(lineCount) lines as above, from \"").utf8)
    }

    private static func ending(_ numberShift: Int) -> [UInt8] {
        Array("\"\(numbers(numberShift))]".utf8)
    }

    private static func numbers(_ shift: Int) -> String { shift == 0 ? "" : ", numbers \(shift > 0 ? "+" : "")\(shift)" }

    /// How many lines of the original stand behind it.
    package var lineCount: Int {
        switch self {
        case .same(let count, _, _), .quoted(let count, _, _), .onward(let count, _, _), .like(let count, _, _): count
        case .again(let count, let times): count * times
        }
    }

    /// Whether a text begins as references do. Cost: constant.
    package static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
        text.first == 0x5B && (text.begins(with: "[Same ") || text.begins(with: "[The"))
    }

    /// The reference that `line` is, written as Pith writes it, or nil when it is none. `line` has no line end. Cost: linear in the line.
    package init?(_ line: ArraySlice<UInt8>) {
        guard Self.mayBegin(line), line.last == 0x5D else { return nil }
        if let (count, rest) = line.afterOpening() {
            if let (anchor, changes) = rest.anchorAndChanges() {
                self = .like(lineCount: count, anchor: anchor, changes: changes)
            } else if let (anchor, mark) = rest.anchorAndMark() {
                self = .quoted(lineCount: count, anchor: anchor, mark)
            } else if let (anchor, shift) = rest.anchorAndShift() {
                self = .same(lineCount: count, anchor: anchor, numberShift: shift)
            } else {
                return nil
            }
        } else if let (count, rest) = line.after("[Then ")?.leadingNumber(), let end = rest.after(" more lines") {
            let (skipped, afterSkipped) =
                end.after(", ")?.leadingNumber().flatMap { number, rest in
                    rest.after(" skipped").map { (number, $0) }
                } ?? (0, end)
            guard let shift = afterSkipped.numberShift() else { return nil }
            self = .onward(lineCount: count, skipped: skipped, numberShift: shift)
        } else if let rest = line.after("[The line above, "), let (times, end) = rest.leadingNumber(), end.isTimes(times) {
            self = .again(lineCount: 1, times: times)
        } else if let (count, rest) = line.after("[The ")?.leadingNumber(), count > 1,
            let (times, end) = rest.after(" lines above, ")?.leadingNumber(),
            end.isTimes(times)
        {
            self = .again(lineCount: count, times: times)
        } else {
            return nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// What follows `prefix`, or nil when the slice does not begin with it.
    fileprivate func after(_ prefix: StaticString) -> ArraySlice<UInt8>? {
        begins(with: prefix) ? dropFirst(prefix.utf8CodeUnitCount) : nil
    }

    /// How many lines are meant, and what follows the quotation mark before the words that name them.
    fileprivate func afterOpening() -> (lineCount: Int, rest: ArraySlice<UInt8>)? {
        if let rest = after("[Same line as above: \"") { return (1, rest) }
        guard let (count, rest) = after("[Same ")?.leadingNumber(), count > 1 else { return nil }
        return rest.after(" lines as above, from \"").map { (count, $0) }
    }

    /// The words before the closing mark, and the mark of a quotation: `words", behind "> "]` or `words", without "> "]`.
    fileprivate func anchorAndMark() -> (anchor: [UInt8], mark: QuoteMark)? {
        guard suffix(2).elementsEqual([0x22, 0x5D]) else { return nil }
        let start = dropLast(2).lastIndex { $0 != 0x3E && $0 != 0x20 }.map { $0 + 1 } ?? startIndex
        for (words, isAdded): (StaticString, Bool) in [("\", behind \"", true), ("\", without \"", false)] {
            let length = words.utf8CodeUnitCount
            guard start - startIndex > length, self[(start - length)...].begins(with: words),
                let mark = QuoteMark(self[start..<endIndex - 2], isAdded: isAdded)
            else { continue }
            return (Array(self[..<(start - length)]), mark)
        }
        return nil
    }

    /// The words before the closing mark, and by how much numbers change: `words"]` or `words", numbers +3]`.
    fileprivate func anchorAndShift() -> (anchor: [UInt8], shift: Int)? {
        if count > 2, suffix(2).elementsEqual([0x22, 0x5D]) { return (Array(dropLast(2)), 0) }
        // The mark is looked for from the end: a sign and at most nine digits stand after it.
        let mark = Array("\", numbers ".utf8)
        let digits = dropLast().suffix(9).reversed().prefix(while: \.isDigit).count
        let sign = endIndex - 2 - digits
        guard digits > 0, sign - mark.count > startIndex, self[sign] == 0x2B || self[sign] == 0x2D,
            self[(sign - mark.count)..<sign].elementsEqual(mark), let (value, _) = self[(sign + 1)...].leadingNumber()
        else { return nil }
        return (Array(self[..<(sign - mark.count)]), self[sign] == 0x2B ? value : -value)
    }

    /// The words before `", but`, and what is put in the place of what after it: `words", but "a" → "b", "c" → "d"]`.
    fileprivate func anchorAndChanges() -> (anchor: [UInt8], changes: [Substitution])? {
        let mark: StaticString = "\", but \""
        let markLength = mark.utf8CodeUnitCount
        guard count > markLength, self[endIndex - 1] == 0x5D, self[endIndex - 2] == 0x22 else { return nil }
        var at = startIndex
        while let quote = self[at...].firstIndex(of: 0x22), !self[quote...].begins(with: mark) { at = quote + 1 }
        // The mark may run into the end of the line: then nothing is put in any place.
        guard let quote = self[at...].firstIndex(of: 0x22), quote > startIndex, quote + markLength <= endIndex - 2 else { return nil }
        var changes: [Substitution] = []
        for part in self[(quote + markLength)..<(endIndex - 2)].separated(by: "\", \"") {
            let sides = part.separated(by: Substitution.arrow)
            guard sides.count == 2, let change = Substitution(Array(sides[0]), Array(sides[1])) else { return nil }
            changes.append(change)
        }
        return (Array(self[..<quote]), changes)
    }

    private func separated(by separator: StaticString) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = startIndex, at = startIndex
        while let found = self[at...].firstIndex(of: separator.firstByte!) {
            if self[found...].begins(with: separator) {
                parts.append(self[start..<found])
                at = found + separator.utf8CodeUnitCount
                start = at
            } else {
                at = found + 1
            }
        }
        return parts + [self[start...]]
    }

    /// What stands before the bracket at the end: nothing, or `, numbers +3`.
    fileprivate func numberShift() -> Int? {
        if elementsEqual([0x5D]) { return 0 }
        guard let signed = after(", numbers "), let sign = signed.first, sign == 0x2B || sign == 0x2D,
            let (value, rest) = signed.dropFirst().leadingNumber(), rest.elementsEqual([0x5D])
        else { return nil }
        return sign == 0x2B ? value : -value
    }

    fileprivate func isTimes(_ times: Int) -> Bool { elementsEqual((times == 1 ? " more time]" : " more times]").utf8) }
}
