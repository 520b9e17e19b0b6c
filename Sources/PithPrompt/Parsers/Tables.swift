// Tables: Markdown's pipe tables, known by the delimiter row under the head; and separated values, known by several lines in a row with the
// same number of fields. Prose has commas too, followed by spaces: three lines of equal count with bare commas are the least that convinces.

import PithSystem

extension TextLines {
    /// The line after the table that begins with line `index`, or nil when none does.
    func endOfTable(at index: Int) -> Int? { endOfPipeTable(at: index) ?? endOfSeparatedValues(at: index) }

    private func endOfPipeTable(at index: Int) -> Int? {
        guard index + 1 < count, isDelimiterRow(index + 1), head(index).contains(0x7C) || tail(index).contains(0x7C) else { return nil }
        var at = index + 2
        while at < count, !lines[at].isBlank, head(at).contains(0x7C) || tail(at).contains(0x7C) { at += 1 }
        return at
    }

    /// `|---|:--:|`, with or without the outer bars.
    private func isDelimiterRow(_ index: Int) -> Bool {
        let line = lines[index]
        guard !line.isBlank, case let first = bytes[line.first], first == 0x7C || first == 0x2D || first == 0x3A else { return false }
        var dashes = 0, bars = 0
        for byte in bytes[line.content] {
            switch byte {
            case 0x2D: dashes += 1
            case 0x7C: bars += 1
            case 0x3A, 0x20, 0x09: break
            default: return false
            }
        }
        return dashes >= 1 && bars >= 1
    }

    private func endOfSeparatedValues(at index: Int) -> Int? {
        let signs = lines[index].signs
        guard !signs.isDisjoint(with: [.tab, .comma, .semicolon, .bar]) else { return nil }
        // Three lines at least.
        guard index + 2 < count, !lines[index].isBlank, !lines[index + 1].isBlank, !lines[index + 2].isBlank, !isSample(index),
            !areNumberedLines(at: index, signs)
        else { return nil }
        // Program text is indented by tabs; a row is not.
        return (lines[index].indent > 0 ? nil : endOfValues(at: index, 0x09, signs.contains(.tab)))
            ?? endOfValues(at: index, 0x2C, signs.contains(.comma)) ?? endOfValues(at: index, 0x3B, signs.contains(.semicolon))
            ?? endOfValues(at: index, 0x7C, signs.contains(.bar))
    }

    /// Whether the lines of a file that is shown begin here, whose numbers are no column.
    private func areNumberedLines(at index: Int, _ signs: LineSigns) -> Bool {
        guard bytes[lines[index].first].isDigit, endOfNumberedLines(at: index) != nil else { return false }
        return !(signs.contains(.tab) && (fieldCount(index, 0x09) ?? 0) > 2 || signs.contains(.bar) && (fieldCount(index, 0x7C) ?? 0) > 2)
    }

    /// `http_requests_total{method="GET",code="200"} 1027`: the commas part labels.
    private func isSample(_ index: Int) -> Bool {
        let text = bytes[lines[index].content]
        let name = text.prefix(while: \.isNameByte)
        return !name.isEmpty && text[name.endIndex...].first == 0x7B
    }

    private func endOfValues(at index: Int, _ separator: UInt8, _ stands: Bool) -> Int? {
        guard stands, let fields = fieldCount(index, separator), fields >= (separator == 0x09 ? 2 : 3) else { return nil }
        var at = index + 1
        while at < count, !lines[at].isBlank, fieldCount(at, separator) == fields { at += 1 }
        return at - index >= 3 ? at : nil
    }

    /// Separators, and the quotation mark.
    private static let marks = ByteSet([0x09, 0x2C, 0x3B, 0x7C, 0x22])

    /// The fields of line `index`, or nil when it reads like a sentence. A quoted field may hold the separator. Looks at the whole line.
    private func fieldCount(_ index: Int, _ separator: UInt8) -> Int? {
        let line = lines[index]
        var fields = 1, spaced = 0
        var at = line.start
        while true {
            at = Self.marks.firstOffset(in: bytes, at..<line.end)
            guard at < line.end else { break }
            if bytes[at] == separator {
                fields += 1
                if at + 1 < line.end, bytes[at + 1] == 0x20 { spaced += 1 }
            } else if bytes[at] == 0x22, at == line.start || bytes[at - 1] == separator || bytes[at - 1] == 0x22 {
                at = firstOffset(of: 0x22, in: bytes, at + 1..<line.end)
                if at == line.end { return nil }
            }
            at += 1
        }
        // A tab or a bar is no punctuation of prose; a comma with a space after it is.
        if separator == 0x2C || separator == 0x3B, spaced * 3 > fields - 1 { return nil }
        return fields
    }
}
