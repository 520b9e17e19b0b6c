// Cuts a text into lines, or takes them over from the text that it was before some changes (KeptLines).

import PithSystem

struct LineCutter {
    private let bytes: [UInt8]
    private(set) var lines: [TextLine] = []
    private let signsOfBytes = LineSigns.ofBytes

    init(_ bytes: [UInt8], minimumCapacity: Int) {
        self.bytes = bytes
        lines.reserveCapacity(minimumCapacity)
    }

    /// So many lines tell how long they are; a line that was not cut yet is taken for as long as this at least.
    private static let fewestLinesTold = 1 << 12, fewestBytesReserved = 8

    /// Cuts all lines from `offset` on. Cost: one pass.
    mutating func cut(from offset: Int) {
        var at = offset
        while at < bytes.count {
            at = cutLine(at)
            guard lines.count == Self.fewestLinesTold else { continue }
            // What was cut so far tells how many lines are to come: to grow into megabytes copies them again and again.
            let told = Double(lines.count) * Double(bytes.count - offset) / Double(at - offset) * 1.1
            lines.reserveCapacity(min(Int(told), (bytes.count - offset) / Self.fewestBytesReserved + lines.count))
        }
    }

    /// Cuts the lines from `offset` on that are not those of `known`, which became this text by `changes`; adds those that are to `runs`. Cost: linear in
    /// the known lines, and in the bytes of others.
    mutating func cut(from offset: Int, after known: TextLines, _ changes: [TextChange], _ runs: inout [KeptRun]) {
        var kept = KeptLines(0..<known.count, changes)
        var at = offset
        while at < bytes.count {
            guard let (range, shift) = kept.lines(from: at, { known.lines[$0].place }) else {
                at = cutLine(at)
                continue
            }
            runs.append(KeptRun(known: range, start: lines.count))
            if shift == 0 { lines += known.lines[range] } else { for index in range { lines.append(known.lines[index].moved(by: shift)) } }
            at = known.lines[range.upperBound - 1].next + shift
        }
    }

    /// Cuts the line that begins at `start`; returns where the next one begins.
    private mutating func cutLine(_ start: Int) -> Int {
        var first = start
        while first < bytes.count, bytes[first].isBlank { first += 1 }
        let feed = lineEnd(in: bytes, from: first, limit: bytes.count)
        let next = min(feed + 1, bytes.count)
        let end = feed < next && feed > first && bytes[feed - 1] == 0x0D ? feed - 1 : feed
        let signs = union(of: signsOfBytes, in: bytes, first..<min(end, first + TextLines.headLength))
        lines.append(TextLine(start: start, first: first, end: end, next: next, signs: LineSigns(rawValue: signs)))
        return next
    }
}
