// Markdown tables as GFM reads them: cells between bars, blanks around them and bars at the ends of a row left out. Shares nothing with the
// code that writes them.

import Foundation

/// The text with each row of its Markdown tables written in one way.
func withPlainTables(_ text: [UInt8]) -> [UInt8] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    var isTable = false
    for index in lines.indices {
        if !isTable, index + 1 < lines.count, lines[index].contains(0x7C), isDelimiterRow(lines[index + 1]) { isTable = true }
        guard isTable else { continue }
        guard lines[index].contains(0x7C) else {
            isTable = false
            continue
        }
        let hasReturn = lines[index].last == 0x0D
        let isDashes = isDelimiterRow(lines[index])
        let cells = plainCells(hasReturn ? lines[index].dropLast() : lines[index][...]).map { isDashes ? oneDash($0) : $0 }
        lines[index] = [0x7C] + Array(cells.joined(separator: [0x7C])) + [0x7C] + (hasReturn ? [0x0D] : [])
    }
    return Array(lines.joined(separator: [0x0A]))
}

private func isDelimiterRow(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    return text.contains("|") && text.wholeMatch(of: /[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*/) != nil
}

private func oneDash(_ cell: [UInt8]) -> [UInt8] {
    (cell.first == 0x3A ? [0x3A] : []) + [0x2D] + (cell.last == 0x3A ? [0x3A] : [])
}

private func plainCells(_ row: ArraySlice<UInt8>) -> [[UInt8]] {
    var cells: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in row {
        if byte == 0x7C, !isEscaped { cells.append([]) } else { cells[cells.count - 1].append(byte) }
        isEscaped = byte == 0x5C && !isEscaped
    }
    func trimmed(_ cell: [UInt8]) -> [UInt8] {
        // A carriage return at the end of a row, with blanks after it or without, ends the line.
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        return Array(cell.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
    cells = cells.map(trimmed)
    if cells.count > 1, cells[0].isEmpty { cells.removeFirst() }
    if cells.count > 1, cells[cells.count - 1].isEmpty { cells.removeLast() }
    return cells
}
