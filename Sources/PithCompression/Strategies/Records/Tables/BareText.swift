// A JSON string that may stand without its quotes.

import PithPrompt

/// What a string literal says, when quotes and backslashes are all that it escapes and nothing at its ends would be misread.
struct BareText {
    let bytes: [UInt8]

    /// The text of `literal`, minified JSON; nil when it must keep its quotes. Cost: linear.
    init?(_ literal: [UInt8]) {
        var text: [UInt8] = []
        text.reserveCapacity(literal.count)
        var at = 1
        while at < literal.count - 1 {
            if literal[at] == 0x5C {
                at += 1
                guard literal[at] == 0x22 || literal[at] == 0x5C else { return nil }
            }
            text.append(literal[at])
            at += 1
        }
        guard let first = text.first, let last = text.last, first != 0x22, first != 0x20, last != 0x20 else { return nil }
        // What begins like the mark of a cut would be taken for one.
        if text.starts(with: CutMark.opening) { return nil }
        bytes = text
    }
}
