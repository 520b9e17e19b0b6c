// A table as psql, MySQL and the AWS command line draw it: bars between cells, and rows of dashes whose plus signs stand where the bars do.
//
//      id   | status            +-------+--------+
//     ------+--------           | id    | status |
//      1001 | paid              +-------+--------+
//      1002 | refunded          | 1001  | paid   |
//                               +-------+--------+
//
// What bars do not part as the plus signs say ends the table; so does a cell that goes on in the row below it.

import PithSystem

/// A head, and rows with a cell for each of its names.
struct BorderedTable {
    let names: [[UInt8]]
    let rows: [[[UInt8]]]
    /// Where its last line ends, the line end with it.
    let end: Int

    private static let fewestRows = 4, longestBorder = 2000

    /// The table that begins with the line at `start`; nil when there is none. Cost: linear in the rows.
    init?(_ bytes: [UInt8], startingAt start: Int, limit: Int) {
        /// The line at `at`, without its end; empty behind the text.
        func line(_ at: Int) -> Range<Int> { at < limit ? at..<lineEnd(in: bytes, from: at, limit: limit) : limit..<limit }
        let first = line(start), isClosed = bytes[start] == 0x2B
        let head = isClosed ? line(first.upperBound + 1) : first
        let border = line(head.upperBound + 1)
        guard let places = Self.places(bytes, border), isClosed == (places.first == 0) else { return nil }
        guard !isClosed || bytes[first].elementsEqual(bytes[border]), let names = Self.cells(bytes, head, places, isClosed) else {
            return nil
        }
        guard names.count > 1, names.allSatisfy({ !$0.isEmpty }), Set(names).count == names.count else { return nil }
        var rows: [[[UInt8]]] = []
        var at = border.upperBound + 1
        while at < limit, case let row = line(at), let cells = Self.cells(bytes, row, places, isClosed) {
            rows.append(cells)
            at = row.upperBound + 1
        }
        if isClosed {
            let last = line(at)
            guard bytes[last].elementsEqual(bytes[border]) else { return nil }
            at = last.upperBound + 1
        }
        guard rows.count >= Self.fewestRows else { return nil }
        (self.names, self.rows, end) = (names, rows, min(at, limit))
    }

    /// Whether a table may begin with the line at `start`, which ends at `end`: by its first byte, and that of the line below it.
    static func mayBegin(_ bytes: [UInt8], _ start: Int, _ end: Int, _ limit: Int) -> Bool {
        if bytes[start] == 0x2B { return true }
        return bytes[start] == 0x20 && end - start <= longestBorder && end + 1 < limit && bytes[end + 1] == 0x2D
    }

    /// Which characters of a row of dashes are plus signs; nil when the line is none.
    private static func places(_ bytes: [UInt8], _ line: Range<Int>) -> [Int]? {
        guard (3...longestBorder).contains(line.count), bytes[line].allSatisfy({ $0 == 0x2D || $0 == 0x2B }), bytes[line].contains(0x2D)
        else {
            return nil
        }
        let places = line.filter { bytes[$0] == 0x2B }.map { $0 - line.lowerBound }
        return places.isEmpty ? nil : places
    }

    /// The cells of a row whose bars stand at those characters, without the blanks around them.
    private static func cells(_ bytes: [UInt8], _ line: Range<Int>, _ places: [Int], _ isClosed: Bool) -> [[UInt8]]? {
        var cells: [[UInt8]] = []
        var character = 0, next = 0, start = line.lowerBound
        func take(upTo end: Int) -> Bool {
            var cell = bytes[start..<end]
            // A text of several lines goes on below.
            if cell.last == 0x2B { return false }
            cell = cell.drop { $0 == 0x20 }
            while cell.last == 0x20 { cell.removeLast() }
            cells.append(Array(cell))
            return true
        }
        for at in line {
            let byte = bytes[at]
            guard byte >= 0x20 else { return nil }
            if byte & 0xC0 == 0x80 { continue }
            if next < places.count, character == places[next] {
                guard byte == 0x7C, isClosed && next == 0 || take(upTo: at) else { return nil }
                start = at + 1
                next += 1
            }
            character += 1
        }
        guard next == places.count else { return nil }
        if isClosed { return start == line.upperBound ? cells : nil }
        return take(upTo: line.upperBound) ? cells : nil
    }
}
