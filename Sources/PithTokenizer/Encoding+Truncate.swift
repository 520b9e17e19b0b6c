// The most of a text that fits into a number of tokens.
//
// From the front: walk until the pieces before hold as many tokens as may be, then take of the next piece the tokens that are left, and
// of those the whole characters. A cut can change how the text before it is tokenized ("token" cut to "tok"), so the result is counted, and
// shortened by a character while it is too long. From the back it is the same, mirrored: the rest of a text from a piece's start has
// exactly the pieces it had.

import PithBPE

extension Encoding {
    /// Which end of a text stays.
    public enum KeptEnd: Sendable {
        case head
        case tail
    }

    /// The range of `bytes` that has at most `tokenLimit` tokens, and starts or ends where `bytes` does.
    ///
    ///     Encoding.o200kBase.truncate(Array("one two three".utf8), toTokens: 2)        // 0..<7, "one two"
    ///
    /// It is cut at a character's boundary, and is as long as the tokens of the whole text allow. Cost: linear; from the head no more of the
    /// text is read than is kept, but for the piece at the cut.
    public func truncate(_ bytes: [UInt8], toTokens tokenLimit: Int, keeping end: KeptEnd = .head) -> Range<Int> {
        if tokenLimit <= 0 { return end == .head ? 0..<0 : bytes.count..<bytes.count }
        if !preparation.isEmpty { return truncatePrepared(bytes, tokenLimit, keeping: end) }
        return end == .head ? 0..<headEnd(bytes, tokenLimit) : tailStart(bytes, tokenLimit)..<bytes.count
    }

    private func headEnd(_ bytes: [UInt8], _ limit: Int) -> Int {
        // Double the part looked at until it holds too many tokens, so that a short cut of a long text reads little of it.
        var window = min(bytes.count, 8 * limit + 64)
        while window < bytes.count, count(bytes[..<window], upTo: limit + 8) != nil { window = min(bytes.count, window * 2) }
        if window == bytes.count, count(bytes, upTo: limit) != nil { return bytes.count }
        var end = min(window, byteCount(ofFirst: limit, in: bytes[..<window]))
        while end > 0, !isBoundary(bytes, end) || count(bytes[..<end], upTo: limit) == nil { end -= 1 }
        return end
    }

    private func tailStart(_ bytes: [UInt8], _ limit: Int) -> Int {
        guard let total = Optional(count(bytes)), total > limit else { return 0 }
        var start = byteCount(ofFirst: total - limit, in: bytes[...])
        while start < bytes.count, !isBoundary(bytes, start) || count(bytes[start...], upTo: limit) == nil { start += 1 }
        return start
    }

    /// The bytes of the first tokens of `bytes`.
    private func byteCount(ofFirst tokenCount: Int, in bytes: ArraySlice<UInt8>) -> Int {
        let ids = encode(Array(bytes)).prefix(tokenCount)
        var decoded: [UInt8] = []
        for id in ids { _ = vocabulary.appendBytes(of: id, to: &decoded) }
        return min(decoded.count, bytes.count)
    }

    private func isBoundary(_ bytes: [UInt8], _ place: Int) -> Bool { place == bytes.count || bytes[place] & 0xC0 != 0x80 }

    /// The same where tokens do not say how many bytes of the text they stand for, because the text is brought into a normal form first: by
    /// halving. A few tokens more would fit where a longer part happens to have fewer tokens than a shorter one.
    private func truncatePrepared(_ bytes: [UInt8], _ limit: Int, keeping end: KeptEnd) -> Range<Int> {
        func kept(_ length: Int) -> Range<Int> {
            var place = end == .head ? length : bytes.count - length
            while place > 0, place < bytes.count, !isBoundary(bytes, place) { place += end == .head ? -1 : 1 }
            return end == .head ? 0..<place : place..<bytes.count
        }
        var (low, high) = (0, bytes.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if count(bytes[kept(middle)], upTo: limit) != nil { low = middle } else { high = middle - 1 }
        }
        return kept(low)
    }
}
