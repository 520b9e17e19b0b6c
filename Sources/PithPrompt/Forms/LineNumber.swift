// The number that a line of a listing begins with, as `cat -n`, editors and tools that read files write it: blanks, digits, then what is no
// digit and no letter.
//
//     "    12\timport os"   →   blanks 4, number 12, body "\timport os"
//
// The same line with another number has the same body; where blanks stand before the number, they give way so that the body stays in its
// column. A reader told "numbers +3" writes 15 for 12 so; that is all there is to know, and it is checked byte for byte before it is said.

import PithSystem

/// The number at the beginning of a line.
package struct LineNumber: Sendable, Equatable {
    package let blankCount: Int
    package let value: Int
    /// How many bytes of the line come before its body.
    package let width: Int

    /// The number of `line`, or nil: it begins otherwise, or with a number that is written with zeros before it.
    package init?(_ line: ArraySlice<UInt8>) {
        var at = line.startIndex
        while at < line.endIndex, line[at] == 0x20, at - line.startIndex < 12 { at += 1 }
        blankCount = at - line.startIndex
        let first = at
        var value = 0
        while at < line.endIndex, line[at].isDigit, at - first < 8 {
            value = value * 10 + Int(line[at] - 0x30)
            at += 1
        }
        guard at > first, at < line.endIndex, line[first] != 0x30 || at == first + 1 else { return nil }
        let next = line[at]
        guard !next.isDigit, !next.isLetter, next != 0x5F else { return nil }
        (self.value, width) = (value, at - line.startIndex)
    }

    /// What stands before the body when the number is `shift` higher; nil when there is no such number.
    package func prefix(shiftedBy shift: Int) -> [UInt8]? {
        guard value + shift >= 0 else { return nil }
        let digits = Array("\(value + shift)".utf8)
        let blanks = blankCount == 0 ? 0 : max(0, width - digits.count)
        return Array(repeating: 0x20, count: blanks) + digits
    }
}
