// A line that says what a name in brackets stands for, as Markdown has it: `[name]: target`, maybe with a title behind it.

import PithSystem

/// A definition of a link.
package struct LinkDefinition {
    /// What follows the colon, without the white space around it.
    package let target: ArraySlice<UInt8>

    /// Nil where the line is none. Cost: linear in the line.
    package init?(_ line: ArraySlice<UInt8>) {
        let line = line.drop(while: \.isBlank)
        guard line.first == 0x5B, let close = line.firstIndex(of: 0x5D), line[(close + 1)...].first == 0x3A else { return nil }
        let rest = line[(close + 2)...], end = rest.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? rest.startIndex
        target = rest[..<end].drop(while: \.isBlank)
    }
}
