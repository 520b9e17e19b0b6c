// The pieces that phrases of a family are made of: words, stretches of blanks, single marks, and the gap mark that stands between two values.

import PithSystem

enum PhrasePieces {
    /// Stands between the values of a prompt while they are looked at as one text: a control byte (record separator) that texts do not hold.
    static let gapMark: UInt8 = 0x1E

    /// Where each piece of a text stands; all together are the text.
    static func ranges(_ text: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let kind = kind(text[start])
            var end = start + 1
            if kind != .mark, kind != .gap { while end < text.count, self.kind(text[end]) == kind { end += 1 } }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Whether a phrase may not begin or end with this piece.
    static func isSpacing(_ piece: ArraySlice<UInt8>) -> Bool {
        guard let first = piece.first else { return true }
        return kind(first) == .blank || kind(first) == .gap
    }

    private enum Kind { case word, blank, gap, mark }

    private static func kind(_ byte: UInt8) -> Kind {
        if byte.isWordlike { return .word }
        if byte == gapMark { return .gap }
        return byte == 0x20 || byte &- 0x09 < 5 ? .blank : .mark
    }

    /// The values as one text.
    static func joined(_ values: [[UInt8]]) -> [UInt8] { Array(values.joined(separator: [gapMark])) }

    /// The values again.
    static func values(_ joined: [UInt8]) -> [[UInt8]] {
        joined.split(separator: gapMark, omittingEmptySubsequences: false).map(Array.init)
    }
}
