// A log line as a template miner sees it: tokens, with what varies masked.
//
// Tokens end at white space and at = ( ) [ ] { } < > , ; " ' which are tokens themselves. In a token's hash every run of letters and
// digits that holds a digit counts as one mask, and masks joined by . : - / , + @ count as one, so an address, a time, a version, a UUID
// and a number look alike; so do the names of months and weekdays. `blk_-1608999687919862906` and `blk_7503483334202473044` have one hash,
// `blk_#`. The commas of `1,617,380` are part of a number. A token that says the same as the one before it (a list of ids) is left out.

import PithSystem

/// One token of a line.
struct LogToken {
    /// Its bytes; a list of tokens of one shape is one token.
    var start: UInt32
    var end: UInt32
    /// Equal for tokens that differ only in what is masked.
    let hash: UInt64
    let isMasked: Bool

    var range: Range<Int> { Int(start)..<Int(end) }

    /// The same token so many bytes further on.
    func moved(by offset: Int) -> LogToken {
        LogToken(start: UInt32(Int(start) + offset), end: UInt32(Int(end) + offset), hash: hash, isMasked: isMasked)
    }
}

/// Cuts lines into tokens.
struct LogTokenizer {
    let bytes: [UInt8]
    private let classes = Self.classes
    /// Whether a list of tokens of one shape is one token.
    var joinsLists = true

    /// What stands between blanks, in order.
    static func words(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound {
            while at < range.upperBound, bytes[at].isBlank { at += 1 }
            let start = at
            while at < range.upperBound, !bytes[at].isBlank { at += 1 }
            if at > start { words.append(start..<at) }
        }
        return words
    }

    /// Replaces `tokens` by those of `range`. Cost: one pass.
    func tokens(in range: Range<Int>, into tokens: inout [LogToken]) {
        tokens.removeAll(keepingCapacity: true)
        var at = range.lowerBound
        // A comma after a masked token waits for what follows: it may join a list.
        var comma: LogToken?
        while at < range.upperBound {
            let byteClass = classes[Int(bytes[at])]
            if byteClass & Self.space != 0 {
                at += 1
                continue
            }
            let token: LogToken
            if byteClass & Self.splitter != 0 {
                token = LogToken(start: UInt32(at), end: UInt32(at + 1), hash: Self.mixed(Self.seed, UInt64(bytes[at])), isMasked: false)
                at += 1
                if joinsLists, bytes[at - 1] == 0x2C, comma == nil, tokens.last?.isMasked == true {
                    comma = token
                    continue
                }
            } else {
                token = word(at, range.upperBound)
                at = Int(token.end)
            }
            if joinsLists, token.isMasked, let last = tokens.last, last.hash == token.hash, isAkin(last, token) {
                tokens[tokens.count - 1].end = token.end
                comma = nil
                continue
            }
            if let held = comma {
                tokens.append(held)
                comma = nil
            }
            tokens.append(token)
        }
        if let held = comma { tokens.append(held) }
    }

    /// Whether two tokens of one shape belong to one list: they begin alike and are of about the same length (an address and a port do not).
    private func isAkin(_ last: LogToken, _ token: LogToken) -> Bool {
        // In a list that has begun, the last of it is compared.
        var start = Int(last.end) - 1
        while start > Int(last.start), classes[Int(bytes[start - 1])] & Self.space == 0, bytes[start - 1] != 0x2C { start -= 1 }
        let first = Int(last.end) - start, second = token.range.count
        let beginAlike = bytes[start].isDigit == bytes[Int(token.start)].isDigit
        return beginAlike && first <= 2 * second && second <= 2 * first
    }

    /// The token that begins at `start` with a byte that is neither space nor splitter.
    private func word(_ start: Int, _ limit: Int) -> LogToken {
        var hash = Self.seed
        var isMasked = false
        var at = start
        // A joiner after a mask: dropped when another mask follows.
        var joiner: UInt8?
        var lastIsMask = false
        while at < limit {
            let byte = bytes[at]
            let byteClass = classes[Int(byte)]
            if byteClass & (Self.space | Self.splitter) != 0 {
                guard byte == 0x2C, lastIsMask, joiner == nil, LogNumber.isThousands(bytes, comma: at, in: start..<limit) else { break }
                joiner = byte
                at += 1
                continue
            }
            if byteClass & Self.alphanumeric == 0 {
                if lastIsMask, joiner == nil, byteClass & Self.joiner != 0 {
                    joiner = byte
                } else {
                    if let held = joiner { hash = Self.mixed(hash, UInt64(held)) }
                    joiner = nil
                    lastIsMask = false
                    // The sign of a number goes with it.
                    let signs = byte == 0x2D && at + 1 < limit && bytes[at + 1].isDigit
                    if !signs { hash = Self.mixed(hash, UInt64(byte)) }
                }
                at += 1
                continue
            }
            let runStart = at
            let (runEnd, found, runHash) = run(of: classes, until: Self.between, in: bytes, at..<limit)
            at = runEnd
            if found & Self.digit != 0 || isHexPart(runStart..<at, after: joiner, in: start..<limit) {
                if !(lastIsMask && joiner != nil) {
                    if let held = joiner { hash = Self.mixed(hash, UInt64(held)) }
                    hash = Self.mixed(hash, 0x100)
                }
                joiner = nil
                lastIsMask = true
                isMasked = true
            } else {
                if let held = joiner { hash = Self.mixed(hash, UInt64(held)) }
                joiner = nil
                lastIsMask = false
                hash = Self.mixed(hash, runHash)
            }
        }
        if let held = joiner { hash = Self.mixed(hash, UInt64(held)) }
        if at - start == 3, !isMasked, isCalendarName(bytes[start], bytes[start + 1], bytes[start + 2]) {
            return LogToken(start: UInt32(start), end: UInt32(at), hash: Self.mixed(Self.seed, 0x100), isMasked: true)
        }
        return LogToken(start: UInt32(start), end: UInt32(at), hash: hash, isMasked: isMasked)
    }

    /// Whether a run of letters is a part of a UUID or a hardware address: hexadecimal digits of even number and one case, next to a mask.
    private func isHexPart(_ run: Range<Int>, after joiner: UInt8?, in token: Range<Int>) -> Bool {
        guard run.count >= 2, run.count % 2 == 0, run.count <= 16 else { return false }
        let isLower = bytes[run.lowerBound] & 0x20 != 0
        for at in run where (bytes[at] | 0x20) &- 0x61 >= 6 || (bytes[at] & 0x20 != 0) != isLower { return false }
        if joiner == 0x3A || joiner == 0x2D { return true }
        guard run.upperBound + 1 < token.upperBound, bytes[run.upperBound] == 0x3A || bytes[run.upperBound] == 0x2D else { return false }
        var at = run.upperBound + 1
        while at < token.upperBound, classes[Int(bytes[at])] & Self.alphanumeric != 0 {
            if bytes[at].isDigit { return true }
            at += 1
        }
        return false
    }

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        var mixed = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        return mixed
    }

    private static let space: UInt8 = 1
    private static let splitter: UInt8 = 2
    private static let alphanumeric: UInt8 = 4
    private static let digit: UInt8 = 8
    private static let joiner: UInt8 = 16
    /// What is no letter and no digit.
    private static let between: UInt8 = 32

    private static let classes: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return space | between
        case 0x3D, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x3C, 0x3E, 0x3B, 0x22, 0x27, 0x2C: return splitter | between
        case 0x30...0x39: return alphanumeric | digit
        case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: return alphanumeric
        case 0x2E, 0x3A, 0x2D, 0x2F, 0x2B, 0x40: return joiner | between
        default: return between
        }
    }
}
