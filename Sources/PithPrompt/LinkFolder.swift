// Link definitions of one folder with that folder once over them, and how a reader gets the addresses back.
//
//     Links in https://example.org/harbour/pull/:
//     [#304]: 304
//     [#308]: 308
//
// A row is a definition whose address has no "://"; its address is the folder with what stands in the row behind it.

import PithSystem

/// The form of a folder over its link definitions.
package enum LinkFolder {
    /// The line over the rows, without its line end.
    package static func head(over folder: ArraySlice<UInt8>) -> [UInt8] { opening + folder + [0x3A] }

    /// No folder is longer, in bytes.
    package static let longest = 2000

    /// The whole addresses of the rows below such heads in `bytes` at `range`, in order. Cost: linear in the text and in what the rows stand for.
    package static func forEachAddress(in bytes: [UInt8], _ range: Range<Int>, _ body: (ArraySlice<UInt8>) -> Void) {
        var folder: ArraySlice<UInt8>?
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            let line = bytes[start..<end].last == 0x0D ? bytes[start..<end].dropLast() : bytes[start..<end]
            start = end + 1
            if line.first == 0x4C, line.starts(with: opening), line.last == 0x3A, line.dropLast().last == 0x2F, line.count < longest + 16 {
                folder = line.dropFirst(opening.count).dropLast()
            } else if let above = folder, let address = address(of: line), !address.contains(0x3A) {
                body((above + address)[...])
            } else {
                folder = nil
            }
        }
    }

    /// What a link definition leads to, where that is all that follows the name: `[name]: address`.
    package static func address(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.first == 0x5B, let definition = LinkDefinition(line), definition.isParted, !definition.target.isEmpty,
            !definition.target.contains(where: \.isSpace)
        else { return nil }
        return definition.target
    }

    private static let opening = Array("Links in ".utf8)
}

/// A line that says what a name in brackets stands for: `[name]: target`, maybe with a title behind it.
package struct LinkDefinition {
    /// What follows the colon, without the white space around it.
    package let target: ArraySlice<UInt8>
    /// Whether a blank follows the colon.
    package let isParted: Bool

    /// Nil where the line is none. Cost: linear in the line.
    package init?(_ line: ArraySlice<UInt8>) {
        let line = line.drop(while: \.isBlank)
        guard line.first == 0x5B, let close = line.firstIndex(of: 0x5D), line[(close + 1)...].first == 0x3A else { return nil }
        let rest = line[(close + 2)...], end = rest.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? rest.startIndex
        target = rest[..<end].drop(while: \.isBlank)
        isParted = target.startIndex > rest.startIndex
    }
}
