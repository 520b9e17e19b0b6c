// What `git diff --stat`, `git pull` and `git merge` print: a file, a bar and a count of changed lines, the bars under one another.
//
//      Sources/App/Main.swift    |   12 ++--
//      README.md                 |  203 ++++++++++++
//
// The bar says where the count begins, so that one blank before it and behind it does.

import PithSystem

/// The blanks of such lines that say nothing.
struct DiffStat {
    /// To be taken out: all blanks but one on both sides of each bar.
    let surplus: [Range<Int>]
    /// Where its last line ends, the line end with it.
    let end: Int

    private static let fewestLines = 3, furthestBar = 300

    /// The lines of which the first begins at `start`, a blank; nil when there are none. Cost: linear in them, or in a bounded part of one line.
    init?(_ bytes: [UInt8], startingAt start: Int, limit: Int) {
        guard bytes[start] == 0x20, start + 1 < limit, bytes[start + 1] > 0x20 else { return nil }
        var surplus: [Range<Int>] = []
        var at = start, count = 0
        var places: (bar: Int, numberEnd: Int)?
        while at < limit, bytes[at] == 0x20, let line = Self.line(bytes, at, limit) {
            if let places, places != line.places { break }
            places = line.places
            surplus += line.surplus
            count += 1
            at = min(lineEnd(in: bytes, from: line.numberEnd, limit: limit) + 1, limit)
        }
        guard count >= Self.fewestLines, !surplus.isEmpty else { return nil }
        (self.surplus, end) = (surplus, at)
    }

    /// A line: the characters at which its bar stands and its count ends, where that is, and the blanks that it does not need.
    private static func line(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (
        places: (bar: Int, numberEnd: Int), numberEnd: Int, surplus: [Range<Int>]
    )? {
        let stop = min(limit, start + furthestBar)
        var at = start + 1, bar = 1
        while at < stop, bytes[at] != 0x7C {
            guard bytes[at] >= 0x20 else { return nil }
            // One gap alone, before the bar.
            if bytes[at] == 0x20, bytes[at - 1] == 0x20, at + 1 < stop, bytes[at + 1] != 0x20, bytes[at + 1] != 0x7C { return nil }
            if bytes[at] & 0xC0 != 0x80 { bar += 1 }
            at += 1
        }
        guard at < stop, at > start + 2, bytes[at - 1] == 0x20 else { return nil }
        var pathEnd = at
        while bytes[pathEnd - 1] == 0x20 { pathEnd -= 1 }
        let barEnd = at + 1
        at = barEnd
        while at < limit, bytes[at] == 0x20 { at += 1 }
        let number = at
        while at < limit, bytes[at].isDigit { at += 1 }
        guard pathEnd > start + 1, number > barEnd, at > number else { return nil }
        // Behind the count there are signs, or nothing.
        var signs = at
        while signs < limit, [0x20, 0x2B, 0x2D, 0x0D].contains(bytes[signs]) { signs += 1 }
        guard signs == limit || bytes[signs] == 0x0A else { return nil }
        let gaps = [pathEnd + 1..<barEnd - 1, barEnd + 1..<number].filter { !$0.isEmpty }
        return ((bar, bar + at - barEnd), at, gaps)
    }
}
