// Fields: what a tool returned as JSON, written by Pith without needless quotes. They fill the whole text, or a part of it: behind a blank line or one that ends
// in a colon, and up to a blank line.

import PithSystem

/// Whether `text` opens as fields do: `{name:`, `[{name:`, or `[` or `{[` and a line end. JSON does not: its names stand in quotes.
package func opensFields(_ text: ArraySlice<UInt8>) -> Bool {
    if text.begins(with: "{[\n") { return true }
    var rest = text.drop { $0 == 0x5B }
    if rest.count < text.count, rest.first == 0x0A { return rest.dropFirst().first.map { !$0.isBlank && $0 != 0x0A } ?? false }
    guard text.count - rest.count <= 8, rest.first == 0x7B else { return false }
    rest = rest.dropFirst()
    let name = rest.prefix(100).prefix { $0 >= 0x80 || $0.isNameByte || $0 == 0x2D || $0 == 0x2E || $0 == 0x24 || $0 == 0x2F }
    guard !name.isEmpty, rest.dropFirst(name.count).first == 0x3A else { return false }
    let next = rest.dropFirst(name.count + 1).first
    return next.map { !$0.isBlank && $0 != 0x0A } ?? false
}

/// Whether a text that no tool returned is fields: other notations open so, too, so it must hold a text of several lines among them. Cost: linear where it
/// opens as fields do.
package func areFields(_ text: [UInt8]) -> Bool {
    guard text.first(where: { $0 != 0x5B }) == 0x7B, opensFields(text[...]) else { return false }
    return FieldFence.all.contains { text[...].holds(([0x3A] + $0.bytes + [0x0A])[...]) }
}

/// Whether fields, or the JSON that they are written for, may begin at `offset` of a result: at its beginning, or on a line of their own below one that is blank
/// or introduces them (`Output:`). Cost: constant, and the blanks before them.
package func mayBeginFields(_ bytes: [UInt8], at offset: Int) -> Bool {
    if offset == 0 { return true }
    guard bytes[offset - 1] == 0x0A else { return false }
    let before = bytes[..<(offset - 1)].last { $0 != 0x20 && $0 != 0x0D }
    return before == nil || before == 0x0A || before == 0x3A
}

/// Whether a blank line below fields ends them there, and none in them does. Cost: linear.
package func endWithBlankLine(_ fields: [UInt8]) -> Bool {
    let lines = TextLines(fields + [0x0A, 0x0A])
    return lines.endOfFields(from: 0).end == lines.count - 1
}

extension TextLines {
    /// The line after the fields that begin with line `first`: the first blank line, where the line before it closes a bracket; else all lines are fields. Blank
    /// lines in texts between fences are none; where references stand among the fields, they may hold what ends them. `reach` is the line
    /// up to which was read. Cost: linear.
    func endOfFields(from first: Int) -> (end: Int, reach: Int) {
        var index = first
        while index < count {
            if lines[index].isBlank { return (index > first && closesBracket(index - 1) ? index : count, index) }
            let line = bytes[lines[index].start..<lines[index].end]
            if isReferenceOrCut(line) { return (count, index) }
            if let fence = FieldFence(openedBy: line) {
                guard let end = self.line(closing: fence, after: index) else { return (count, index) }
                index = end
            } else {
                index += 1
            }
        }
        return (count, count)
    }

    /// The first line behind line `index` that begins with the fence.
    func line(closing fence: FieldFence, after index: Int) -> Int? {
        (index + 1..<max(index + 1, count)).first { fence.isClosed(by: bytes[lines[$0].start..<lines[$0].end]) }
    }

    /// Whether line `index` ends in a bracket or brace that closes.
    func closesBracket(_ index: Int) -> Bool {
        let last = bytes[lines[index].start..<lines[index].end].last { !$0.isSpace }
        return last == 0x7D || last == 0x5D
    }
}
