// Counting text that arrives in parts.
//
// Tokens do not add up across a seam: "to" and "ken" are two tokens, "token" is one. So the counter holds back the bytes after the last
// safe cut (`SafeCut`), counts them anew when asked, and counts for good only what no later byte can change.

import PithBPE

/// Counts a text that is appended to; at every moment the count is that of the whole text so far.
///
///     var counter = TokenCounter(.o200kBase)
///     counter.append("to")
///     counter.append("ken")
///     counter.count            // 1
///
/// Memory: the bytes after the last place where the text can be cut, a word or two in most text; all of a text that has no such place.
/// Cost: linear in what is appended, plus, for each `count` asked for, the bytes held back.
public struct TokenCounter: Sendable {
    private let encoding: Encoding
    private var pending: [UInt8] = []
    private var countBeforePending = 0
    /// Up to here no safe cut was found.
    private var searched = 0

    /// A counter of an empty text.
    public init(_ encoding: Encoding) { self.encoding = encoding }

    /// The tokens of everything appended so far.
    public var count: Int { countBeforePending + encoding.count(pending) }

    /// Appends bytes. A character may be cut anywhere; its parts come together again.
    public mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { pending.append(contentsOf: $0) }
        settle()
    }

    /// Appends bytes. A character may be cut anywhere; its parts come together again.
    public mutating func append(_ bytes: [UInt8]) {
        pending.append(contentsOf: bytes)
        settle()
    }

    /// Appends text.
    public mutating func append(_ text: String) {
        pending.append(contentsOf: text.utf8)
        settle()
    }

    /// Counts for good what lies before the last safe cut.
    private mutating func settle() {
        let (cut, count) = pending.withUnsafeBufferPointer { buffer -> (Int?, Int) in
            let text = TextBytes(buffer)
            // The last character may still grow by the bytes of its sequence, so it is no cut's neighbour yet.
            let whole = text.slice(0..<max(0, text.count - 4))
            let cut = SafeCut.last(whole, encoding.preparation, above: searched)
            return (cut, whole.count)
        }
        guard let cut else {
            searched = max(searched, count - 1)
            return
        }
        countBeforePending += encoding.count(pending[..<cut])
        pending.removeSubrange(..<cut)
        searched = max(0, count - cut - 1)
    }
}
