// Fields: what a tool returned as JSON, written by Pith without needless quotes. They fill the whole text, or its beginning: then a blank line follows.

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
    var at = 0
    while true {
        at = firstOffset(of: 0x22, in: text, at..<text.count)
        guard at < text.count else { return false }
        if text[(at - 1)...].begins(with: ":\"\"\"\n") { return true }
        at += 1
    }
}

extension TextLines {
    /// The line after the fields with which the text begins: the first blank line, where the line before it closes a bracket; else all lines are fields. Blank
    /// lines inside stand in texts that are written as lines, between `"""`; where references stand among the fields, they may hold such marks. Cost: linear.
    var endOfFields: Int {
        for index in 0..<count {
            if lines[index].isBlank {
                let closing = index == 0 ? nil : bytes[lines[index - 1].start..<lines[index - 1].end].last { !$0.isSpace }
                return closing == 0x7D || closing == 0x5D ? index : count
            }
            let line = bytes[lines[index].start..<lines[index].end]
            if isReference(line) || isCutMarker(line) || line.suffix(4).elementsEqual(":\"\"\"".utf8) { return count }
        }
        return count
    }
}
