// A JSON string that may stand without its quotes.

import PithPrompt

/// What a string literal says, when quotes and backslashes are all that it escapes and nothing at its ends would be misread.
struct BareText {
    let bytes: ArraySlice<UInt8>

    /// The text of `literal`, minified JSON; nil when it must keep its quotes. Cost: linear.
    init?(_ literal: ArraySlice<UInt8>) {
        var text = literal.dropFirst().dropLast()
        if text.contains(0x5C) {
            guard let plain = Self.withoutEscapes(text) else { return nil }
            text = plain[...]
        }
        guard let first = text.first, let last = text.last, first != 0x22, first != 0x20, last != 0x20 else { return nil }
        // What begins like the mark of a cut would be taken for one.
        if text.starts(with: CutMark.opening) { return nil }
        bytes = text
    }

    /// The text of a literal between its quotes; nil where it has others than those of quotes and backslashes.
    private static func withoutEscapes(_ literal: ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(literal.count)
        var at = literal.startIndex
        while at < literal.endIndex {
            if literal[at] == 0x5C {
                at += 1
                guard literal[at] == 0x22 || literal[at] == 0x5C else { return nil }
            }
            text.append(literal[at])
            at += 1
        }
        return text
    }
}
