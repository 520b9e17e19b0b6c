// The mark behind which mail and forums quote: `> `, once for each time that a line was quoted.
//
//     > The key is with Ida.        behind "> "
//     >> Who has the key?           behind ">> ", or behind ">" where "> Who has the key?" is quoted
//
// An empty line is quoted by the mark without the blank at its end.

import PithSystem

/// A mark that lines have more than others, or less.
package struct QuoteMark: Sendable, Equatable {
    /// Signs `>`, with a blank behind each or not.
    package let text: [UInt8]
    /// Whether the lines that a reader has in hand get it, or lose it.
    package let isAdded: Bool

    /// A mark of no more than so many signs is looked at.
    package static let mostSigns = 8

    /// Nil where `text` is no mark.
    package init?(_ text: ArraySlice<UInt8>, isAdded: Bool) {
        guard Self.ends(of: text).last == text.endIndex else { return nil }
        (self.text, self.isAdded) = (Array(text), isAdded)
    }

    /// Where the marks end that a line begins with, the shortest first: a sign with the blank behind it, two of them and so on. Cost: constant.
    package static func ends(of line: ArraySlice<UInt8>) -> [Int] {
        var ends: [Int] = []
        var at = line.startIndex
        while at < line.endIndex, line[at] == 0x3E, ends.count < mostSigns {
            at += 1
            if at < line.endIndex, line[at] == 0x20 { at += 1 }
            ends.append(at)
        }
        return ends
    }

    /// Whether `line` is what becomes of `source`. Cost: linear in the line.
    package func makes(_ line: ArraySlice<UInt8>, of source: ArraySlice<UInt8>) -> Bool {
        isAdded ? isQuoted(line, source) : isQuoted(source, line)
    }

    /// Whether `line` is `plain` behind the mark.
    private func isQuoted(_ line: ArraySlice<UInt8>, _ plain: ArraySlice<UInt8>) -> Bool {
        if plain.isEmpty { return line.elementsEqual(text.last == 0x20 ? text.dropLast() : text[...]) }
        return line.count == text.count + plain.count && line.starts(with: text) && areSame(line[(line.startIndex + text.count)...], plain)
    }
}
