// Rows that tell of files, as ls -l, find -ls and tar tvf print them; and the form that Pith gives to such rows.

import PithSystem

extension TextLines {
    private static let fewestRows = 6

    /// The line after the rows that begin with line `index`, or nil when none do. Cost: linear in them.
    func endOfFileRows(at index: Int) -> Int? {
        if bytes[lines[index].first] == 0x5B {
            guard let rows = RowOpenings.count(in: bytes[lines[index].start..<lines[index].end]) else { return nil }
            return endOfRows(at: index + 1, atMost: rows) { isFileRow($0) || RowOpenings.opening(bytes[lines[$0].content]) != nil }
        }
        guard isFileRow(index), let end = endOfRows(at: index, atMost: .max, isFileRow), end - index >= Self.fewestRows else { return nil }
        return end
    }

    private func endOfRows(at start: Int, atMost rows: Int, _ isRow: (Int) -> Bool) -> Int? {
        var end = start
        while end < count, end - start < rows, !lines[end].isBlank, isRow(end) || CutMark.isOne(bytes[lines[end].content]) { end += 1 }
        return end > start ? end : nil
    }

    /// Whether the line opens with a file's type and its permissions: `drwxr-xr-x `; perhaps with two numbers before them, as find -ls has.
    private func isFileRow(_ index: Int) -> Bool {
        let line = lines[index]
        var start = line.first
        if bytes[start].isDigit {
            for _ in 0..<2 {
                guard let end = endOfNumber(start, line.content.upperBound) else { return false }
                start = end
            }
        } else if line.indent > 0 {
            return false
        }
        guard line.content.upperBound - start > 12 else { return false }
        switch bytes[start] {
        // - b c d l p s
        case 0x2D, 0x62, 0x63, 0x64, 0x6C, 0x70, 0x73: break
        default: return false
        }
        let permissions = bytes[start + 1..<start + 10]
        guard permissions.allSatisfy({ Self.permissionSigns.contains($0) }) else { return false }
        let next = bytes[start + 10]
        // A sign behind them tells of further rules.
        return next.isBlank || next == 0x2E || next == 0x2B || next == 0x40
    }

    /// Behind the number at `start` and the blanks that follow it; nil where there is none.
    private func endOfNumber(_ start: Int, _ limit: Int) -> Int? {
        var at = start
        while at < limit, bytes[at].isDigit { at += 1 }
        guard at > start, at < limit, bytes[at] == 0x20 else { return nil }
        while at < limit, bytes[at] == 0x20 { at += 1 }
        return at
    }

    // - r w x s S t T
    private static let permissionSigns: [UInt8] = [0x2D, 0x72, 0x77, 0x78, 0x73, 0x53, 0x74, 0x54]
}
