// Stretches that are spoken of and not said: code spans, quotations, placeholders, tags, emphasis. A mark closes on its line and within two
// thousand bytes, so that marks without a partner cost no more.

import PithSystem

enum QuotedSpans {
    private static let reach = 2000

    /// The quoted stretches in `range`, ascending and apart, their marks with them. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        var at = range.lowerBound
        // Where each mark was looked for in vain up to: not looked for again before that.
        var idle: [8 of Int] = .init(repeating: 0)
        while true {
            at = openers.firstOffset(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { return spans }
            guard let (close, mark) = closing(bytes, at), at >= idle[mark] else {
                at += 1
                continue
            }
            let limit = min(range.upperBound, at + reach)
            var end = at + 1
            while end < limit, bytes[end] != close, !bytes[end].isLineEnd { end += 1 }
            if end < limit, bytes[end] == close, end > at + 1 {
                spans.append(at..<end + 1)
                at = end + 1
            } else {
                idle[mark] = end
                at += 1
            }
        }
    }

    /// The bytes that may open something.
    private static let openers = ByteSet { [0x60, 0x22, 0x7B, 0x5B, 0x3C, 0x2A, 0xE2, 0x27].contains($0) }

    /// The mark that closes what the one at `at` opens, when it opens anything, and the number of that mark.
    private static func closing(_ bytes: [UInt8], _ at: Int) -> (close: UInt8, mark: Int)? {
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0x20
        switch bytes[at] {
        case 0x60: return (0x60, 0)
        case 0x22: return (0x22, 1)
        case 0x7B: return (0x7D, 2)
        case 0x5B: return (0x5D, 3)
        case 0x3C where next != 0x20 && next != 0x3D: return (0x3E, 4)
        case 0x2A where next != 0x20 && next != 0x2A: return (0x2A, 5)
        case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x9C: return (0xE2, 6)
        case 0x27 where at == 0 || bytes[at - 1].isBlank: return (0x27, 7)
        default: return nil
        }
    }
}
