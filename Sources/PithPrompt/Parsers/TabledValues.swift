// JSON with tables in it, as an earlier compression left it (PithJSON/TabledJSON has the form).

import PithJSON

/// How much may still be read in search of tables: many lines can look as if one began there, and be read to the end each.
struct TableSearch {
    private(set) var work: Int

    /// For a text of so many bytes.
    init(byteCount: Int) { work = 8 * byteCount + (1 << 16) }

    mutating func table(_ bytes: [UInt8], startingAt start: Int, limit: Int) -> TabledJSON? {
        TabledJSON(bytes, startingAt: start, limit: limit, work: &work)
    }
}

extension TextLines {
    /// The tabled JSON that begins on line `index`, or after a label on it, and the line after it; nil when none does.
    func tabledJSON(at index: Int, _ search: inout TableSearch) -> (start: Int, end: Int)? {
        let line = lines[index]
        guard line.end > line.first, bytes[line.end - 1] == 0x5B, line.next > line.end else { return nil }
        let begins =
            opensTabledJSON(bytes[line.first..<line.next]) ? line.first : JSONFinder.valueStart(self, index) ?? valueBehindKey(line)
        let limit = count < lines.count ? lines[count].start : bytes.count
        guard let start = begins, let value = search.table(bytes, startingAt: start, limit: limit) else { return nil }
        let last = self.line(containing: value.range.upperBound - 1)
        guard bytes[value.range.upperBound..<lines[last].end].allSatisfy(isJSONSpace) else { return nil }
        return (start, last + 1)
    }

    /// The table that a key of YAML has for its value: what stands behind `: ` at the end of the line.
    private func valueBehindKey(_ line: TextLine) -> Int? {
        let isKeyed = line.end - line.first > 4 && bytes[line.end - 2] == 0x7B
        let start = isKeyed ? line.end - 2 : line.end - 1
        return start - line.first > 2 && bytes[start - 1] == 0x20 && bytes[start - 2] == 0x3A ? start : nil
    }
}
