// Stretches that are spoken of and not said: code spans, quotations, placeholders, tags, emphasis. A mark closes on its line, a quotation in its paragraph, and within two
// thousand bytes, so that marks without a partner cost no more.

import PithSystem

enum QuotedSpans {
    private static let reach = 2000

    /// The quoted stretches in `range`, ascending and apart, their marks with them. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        var at = range.lowerBound
        // Where each mark was looked for in vain up to: not looked for again before that.
        var idle: [9 of Int] = .init(repeating: 0)
        while true {
            at = openers.firstOffset(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { return spans }
            guard let (close, mark) = closing(bytes, at), at >= idle[mark] else {
                at += 1
                continue
            }
            let limit = min(range.upperBound, at + reach)
            // Only what is a quotation by its marks goes on over a line end.
            let mayCross = mark == typographic || mark == doubleTicks || mark == double && opensWord(bytes, at)
            var end = at + 1, hasCrossed = false
            while end < limit, !(bytes[end] == close && closes(bytes, end, mark, limit)) {
                if bytes[end].isLineEnd {
                    guard mayCross, !endsParagraph(bytes, end, limit) else { break }
                    hasCrossed = true
                }
                end += 1
            }
            let isClosed = end < limit && bytes[end] == close && end > at + 1
            if isClosed, !hasCrossed || mark != double || closesWord(bytes, end, range.upperBound) {
                end += mark == typographic ? 3 : mark == doubleTicks ? 2 : 1
                spans.append(at..<end)
                at = end
            } else {
                // A mark that may not cross has only looked on its line.
                idle[mark] = mark == double && !mayCross ? 0 : end
                at += 1
            }
        }
    }

    private static let double = 1, typographic = 6, doubleTicks = 8

    /// Whether the byte that closes such a mark does so at `end`.
    private static func closes(_ bytes: [UInt8], _ end: Int, _ mark: Int, _ limit: Int) -> Bool {
        switch mark {
        case typographic: end + 2 < limit && bytes[end + 1] == 0x80 && bytes[end + 2] == 0x9D
        case doubleTicks: end + 1 < limit && bytes[end + 1] == 0x27
        default: true
        }
    }

    private static func opensWord(_ bytes: [UInt8], _ at: Int) -> Bool {
        let before = at > 0 ? bytes[at - 1] : 0x20
        return (before.isSpace || before == 0x28 || before == 0x5B) && at + 1 < bytes.count && !bytes[at + 1].isSpace
    }

    private static func closesWord(_ bytes: [UInt8], _ end: Int, _ limit: Int) -> Bool {
        !bytes[end - 1].isSpace && (end + 1 >= limit || !(bytes[end + 1].isLetter || bytes[end + 1].isDigit))
    }

    /// Whether only blanks stand between the line end at `at` and the next one.
    private static func endsParagraph(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        if bytes[at] == 0x0D, at + 1 < limit, bytes[at + 1] == 0x0A { return false }
        var next = at + 1
        while next < limit, bytes[next].isBlank { next += 1 }
        return next < limit && bytes[next].isLineEnd
    }

    /// The bytes that may open something.
    private static let openers = ByteSet([0x60, 0x22, 0x7B, 0x5B, 0x3C, 0x2A, 0xE2, 0x27])

    /// The mark that closes what the one at `at` opens, when it opens anything, and the number of that mark.
    private static func closing(_ bytes: [UInt8], _ at: Int) -> (close: UInt8, mark: Int)? {
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0x20
        switch bytes[at] {
        // ``as TeX has it''
        case 0x60 where next == 0x60 && isTeX(bytes, at): return (0x27, doubleTicks)
        case 0x60: return (0x60, 0)
        // 8.5" wide
        case 0x22 where at > 0 && bytes[at - 1].isDigit && next.isSpace: return nil
        case 0x22: return (0x22, double)
        case 0x7B: return (0x7D, 2)
        case 0x5B: return (0x5D, 3)
        case 0x3C where next != 0x20 && next != 0x3D: return (0x3E, 4)
        case 0x2A where next != 0x20 && next != 0x2A: return (0x2A, 5)
        case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x9C: return (0xE2, typographic)
        case 0x27 where at == 0 || bytes[at - 1].isBlank: return (0x27, 7)
        default: return nil
        }
    }

    /// Whether two backticks and a letter are closed by two apostrophes before another backtick, within a few lines.
    private static func isTeX(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard at + 2 < bytes.count, bytes[at + 2].isLetter, at == 0 || bytes[at - 1] != 0x60 else { return false }
        let rest = bytes[(at + 2)...].prefix(longestTeX)
        guard let end = rest.firstIndex(where: { $0 == 0x60 || $0 == 0x27 }) else { return false }
        return bytes[end] == 0x27 && end + 1 < bytes.count && bytes[end + 1] == 0x27
    }

    private static let longestTeX = 256
}
