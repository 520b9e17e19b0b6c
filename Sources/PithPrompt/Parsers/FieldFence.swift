// What stands before and behind a text that stands as lines among fields: three quotes, or more where the text holds so many.
//
//     {output:"""
//     the text itself
//     """,exit_code:0}
//
// No line of a text begins with its fence. Nor does the text hold it anywhere: so it stays apart from what is around it, whatever is made of its lines.

package struct FieldFence: Sendable, Equatable {
    package let bytes: [UInt8]

    private static let leastCount = 3, mostCount = 8
    private static let doubled = (leastCount...mostCount).map { FieldFence(0x22, $0) }
    private static let single = (leastCount...mostCount).map { FieldFence(0x27, $0) }

    /// Every one there is.
    package static let all = doubled + single

    private init(_ quote: UInt8, _ count: Int) { bytes = Array(repeating: quote, count: count) }

    /// The shortest fence that `text` does not hold; nil where it holds all of them. Where the text is to stand in one between fences already, neither may hold
    /// the other. Cost: linear.
    package init?(for text: [UInt8], inside outer: FieldFence? = nil) {
        var longest = (doubled: 0, single: 0), run = 0, last: UInt8 = 0
        for byte in text {
            run = byte == last ? run + 1 : 1
            last = byte
            if byte == 0x22 {
                longest.doubled = max(longest.doubled, run)
            } else if byte == 0x27 {
                longest.single = max(longest.single, run)
            }
        }
        let fences = [(Self.doubled, longest.doubled), (Self.single, longest.single)].filter { $0.0[0].bytes[0] != outer?.bytes[0] }
        let shortest = fences.min { max($0.1, Self.leastCount - 1) < max($1.1, Self.leastCount - 1) }
        guard let (kind, held) = shortest, held < Self.mostCount else { return nil }
        self = kind[max(0, held + 1 - Self.leastCount)]
    }

    /// The fence that a line of fields ends in, behind a name or in an array: what stands below is a text.
    package init?(openedBy line: ArraySlice<UInt8>) {
        guard let quote = line.last, quote == 0x22 || quote == 0x27 else { return nil }
        let count = line.suffix(Self.mostCount + 1).reversed().prefix { $0 == quote }.count
        guard count >= Self.leastCount, count <= Self.mostCount, let before = line.dropLast(count).last,
            [0x3A, 0x5B, 0x2C].contains(before)
        else { return nil }
        self.init(quote, count)
    }

    /// The fence that a line begins with.
    package init?(at line: ArraySlice<UInt8>) {
        guard let quote = line.first, quote == 0x22 || quote == 0x27 else { return nil }
        let count = line.prefix(Self.mostCount + 1).prefix { $0 == quote }.count
        guard count >= Self.leastCount, count <= Self.mostCount else { return nil }
        self.init(quote, count)
    }

    /// The fence of the text among fields that fills `range`; nil where none does. Cost: that of the line before.
    package init?(around range: Range<Int>, in bytes: [UInt8]) {
        guard range.lowerBound > 0, bytes[range.lowerBound - 1] == 0x0A, let fence = FieldFence(openedBy: bytes[..<(range.lowerBound - 1)]),
            fence.isClosed(by: bytes[range.upperBound...])
        else { return nil }
        self = fence
    }

    /// Whether the line ends a text behind the fence.
    package func isClosed(by line: ArraySlice<UInt8>) -> Bool { line.starts(with: bytes) }

    /// Whether the line is where a text among fields begins or ends.
    package static func stands(in line: ArraySlice<UInt8>) -> Bool { FieldFence(openedBy: line) != nil || FieldFence(at: line) != nil }
}
