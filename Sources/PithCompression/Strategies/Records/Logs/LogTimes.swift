// The times in lines of one template: which tokens tell one, and in which layout.
//
// A time has hours, minutes and seconds between colons; a date before them, a fraction or a zone behind them may stand in the same token, and a
// fraction behind a comma (`00:00:02,239`) is two tokens more. Times of one layout differ in their digits only: so what changed since the last
// one can be said by its end, whatever pattern that one stood in. A log of several programs, or lines that tell two times, has several layouts.

import PithSystem

/// Tokens that tell a time in each line of a template.
struct LogTimePlace {
    /// Which tokens of the line.
    let tokens: Range<Int>
    /// Equal for times that differ in digits only; 0 when the lines have several layouts.
    private(set) var layout: UInt64

    static let severalLayouts: UInt64 = 0

    init(tokens: Range<Int>, layout: UInt64) { (self.tokens, self.layout) = (tokens, layout) }

    /// The places of `tokens`, those of a line in `bytes`.
    static func all(of tokens: [LogToken], in bytes: [UInt8]) -> [LogTimePlace] {
        var places: [LogTimePlace] = []
        var index = 0
        while index < tokens.count {
            let start = index
            index += 1
            guard isTime(bytes[tokens[start].range]) else { continue }
            if isFraction(after: start, tokens, bytes) { index += 2 }
            places.append(LogTimePlace(tokens: start..<index, layout: layout(of: bytes[range(start..<index, of: tokens)])))
        }
        return places
    }

    /// Takes the same place of another line of the template.
    mutating func add(_ tokens: [LogToken], in bytes: [UInt8]) {
        if layout != Self.layout(of: bytes[Self.range(self.tokens, of: tokens)]) { layout = Self.severalLayouts }
    }

    /// The bytes that a run of tokens fills, those between them too.
    static func range(_ run: Range<Int>, of tokens: [LogToken]) -> Range<Int> {
        Int(tokens[run.lowerBound].start)..<Int(tokens[run.upperBound - 1].end)
    }

    /// Whether `14:13:20`, or `9:13:20`, stands in the token: behind a date at most, and not as a part of a longer row of pairs such as an
    /// address of hardware.
    private static func isTime(_ token: ArraySlice<UInt8>) -> Bool {
        guard let colon = token.firstIndex(of: 0x3A), token.count >= 7 else { return false }
        // In `21/Sep/2026:14:13:20` the first colon ends the date.
        let hours = token[..<colon].reversed().prefix(while: \.isDigit).count
        if hours == 4 { return isTime(token[(colon + 1)...]) }
        let tail = token[(colon + 1)...]
        guard (1...2).contains(hours), tail.count >= 5 else { return false }
        let at = tail.startIndex
        guard tail[at].isDigit, tail[at + 1].isDigit, tail[at + 2] == 0x3A, tail[at + 3].isDigit, tail[at + 4].isDigit else { return false }
        let rest = tail[(at + 5)...]
        return rest.first.map { !$0.isDigit && $0 != 0x3A } ?? true
    }

    /// Whether a comma and a number follow the token at `index` without a blank.
    private static func isFraction(after index: Int, _ tokens: [LogToken], _ bytes: [UInt8]) -> Bool {
        guard index + 2 < tokens.count else { return false }
        let (time, comma, number) = (tokens[index].range, tokens[index + 1].range, tokens[index + 2].range)
        return comma.lowerBound == time.upperBound && comma.count == 1 && bytes[comma.lowerBound] == 0x2C
            && number.lowerBound == comma.upperBound && bytes[number].allSatisfy(\.isDigit)
    }

    /// The digits of a time all look alike.
    static func layout(of time: ArraySlice<UInt8>) -> UInt64 {
        time.reduce(LogTokenizer.seed) { LogTokenizer.mixed($0, $1.isDigit ? 0x30 : UInt64($1)) }
    }
}
