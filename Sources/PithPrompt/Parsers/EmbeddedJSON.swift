// JSON among other lines: an array or object that begins a line, or follows a label on it (`tool: {…}`), and ends with a line.

import PithJSON
import PithSystem

/// Finds complete JSON values in a text; remembers what it has read, so that no byte is read twice (see JSONScan).
struct JSONFinder {
    private var scan: JSONScan?

    /// A finder for a text of which `scan` was read already.
    init(knowing scan: JSONScan? = nil) { self.scan = scan }

    /// A value that begins on a line.
    struct Found {
        /// Its bytes.
        let range: Range<Int>
        /// The line after its last one.
        let end: Int
    }

    /// The value that begins on line `index` and is followed by nothing but a line end.
    mutating func value(in text: TextLines, at index: Int) -> Found? {
        guard let start = Self.valueStart(text, index) else { return nil }
        let reading: JSONScan
        if let scan, scan.read.contains(start) {
            reading = scan
        } else {
            reading = JSONScan(text.bytes, at: start, limit: text.bytes.count)
            scan = reading
        }
        guard let (range, valueCount) = reading.container(startingAt: start) else { return nil }
        // `[1]` alone is a footnote mark more often than data.
        guard text.bytes[start] == 0x7B || valueCount > 2 else { return nil }
        let end = text.line(containing: range.upperBound - 1)
        guard text.bytes[range.upperBound..<text.lines[end].end].allSatisfy(isJSONSpace) else { return nil }
        return Found(range: range, end: end + 1)
    }

    /// Where a value may begin: at the line's first byte, or after a label of at most 40 bytes and a colon. Program text has
    /// such literals after an equals sign, and indented: those are no JSON to a reader.
    static func valueStart(_ text: TextLines, _ index: Int) -> Int? {
        let line = text.lines[index]
        guard line.first < line.end else { return nil }
        if opens(text.bytes[line.first]) { return line.first }
        // A label ends within a line's head.
        guard line.signs.contains(.colon), line.indent == 0, text.bytes[line.first].isNameByte else { return nil }
        var at = line.first
        let limit = min(line.end, line.first + 40)
        while at < limit, text.bytes[at].isNameByte || text.bytes[at] == 0x20 || text.bytes[at] == 0x2D || text.bytes[at] == 0x2E {
            at += 1
        }
        guard at < limit, text.bytes[at] == 0x3A else { return nil }
        at += 1
        while at < line.end, text.bytes[at].isBlank { at += 1 }
        return at < line.end && opens(text.bytes[at]) ? at : nil
    }

    private static func opens(_ byte: UInt8) -> Bool { byte == 0x7B || byte == 0x5B }
}
