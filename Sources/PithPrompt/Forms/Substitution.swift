// Words in the place of others, as a reference to lines that are nearly the same tells them: "4711" → "4712".

/// `old` becomes `new` wherever it stands.
package struct Substitution: Hashable, Sendable {
    package let old: [UInt8]
    package let new: [UInt8]

    private static let arrow = Array("\" → \"".utf8)

    /// Nil for what cannot be told between quotes, or changes nothing.
    package init?(_ old: [UInt8], _ new: [UInt8]) {
        guard !old.isEmpty, old != new, !(old + new).contains(where: { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return nil }
        (self.old, self.new) = (old, new)
    }

    var text: [UInt8] { [0x22] + old + Self.arrow + new + [0x22] }

    /// The line with `changes` made: from left to right, the first of them that fits a place is made there. Cost: linear in the line times their number.
    package static func apply(_ changes: [Substitution], to line: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(line.count)
        var at = line.startIndex
        while at < line.endIndex {
            if let change = changes.first(where: { $0.old[0] == line[at] && line[at...].starts(with: $0.old) }) {
                out += change.new
                at += change.old.count
            } else {
                out.append(line[at])
                at += 1
            }
        }
        return out
    }
}
