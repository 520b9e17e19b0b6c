// What earlier compression left in a text: references to a block that stands further up, and marks of a cut. They are kept as they are, so
// compressing an output again changes nothing.

/// Whether `line` (without its line end) is a reference that Pith writes: `[Same … ]` or `[same … ]`, the whole line.
package func isReference(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count >= 7, line.last == 0x5D else { return false }
    return line.starts(with: "[Same ") || line.starts(with: "[same ")
}

/// Whether `line` (without its line end) is the mark of a cut, `[…]`, or one that says what was cut, `[… 12 lines]`.
package func isCutMarker(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "[…") && line.last == 0x5D && line.count <= 64
}
