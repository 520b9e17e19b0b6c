// Marks that stand where something was cut: `[…]`, or with what that was, `[… 12 lines]`.

package enum CutMark {
    /// What says no more than that something is gone.
    package static let plain = Array("[…]".utf8)
    /// What each mark begins with.
    package static let opening = Array("[…".utf8)

    /// The mark that says what was cut.
    package static func saying(_ what: String) -> [UInt8] { Array("[… \(what)]".utf8) }

    private static let longest = 96

    /// Whether `line`, without its line end, is a mark.
    package static func isOne(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == 0x5B && line.last == 0x5D && line.count <= longest && line.starts(with: opening)
    }
}

/// Whether `line`, without its line end, is a reference to lines above or the mark of a cut: it is kept as it is, so that compressing an output again changes
/// nothing.
package func isReferenceOrCut(_ line: ArraySlice<UInt8>) -> Bool {
    RepeatReference.isOne(line) || CutMark.isOne(line)
}
