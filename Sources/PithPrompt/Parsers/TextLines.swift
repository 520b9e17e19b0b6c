// A text cut into lines, and the small questions that every recogniser asks of a line.
//
// A line ends with LF, CR LF, or the text. Offsets take 32 bits, so a million lines cost 20 MB. Questions look at the first `headLength`
// bytes of a line unless they say otherwise: a head is where a line shows what it is, and a line of 10 MB is asked many questions. Most are
// answered by the signs that stand in the head at all, which are noted when the text is cut.

import PithSystem

struct TextLine: Sendable {
    private let start32: UInt32, first32: UInt32, end32: UInt32, next32: UInt32
    /// The signs that stand in its head.
    let signs: LineSigns

    init(start: Int, first: Int, end: Int, next: Int, signs: LineSigns) {
        self.init(start32: UInt32(start), first32: UInt32(first), end32: UInt32(end), next32: UInt32(next), signs: signs)
    }

    private init(start32: UInt32, first32: UInt32, end32: UInt32, next32: UInt32, signs: LineSigns) {
        (self.start32, self.first32, self.end32, self.next32, self.signs) = (start32, first32, end32, next32, signs)
    }

    var start: Int { Int(start32) }
    /// Its first byte that is no space or tab; `end` when it is blank.
    var first: Int { Int(first32) }
    /// The end of its content, before the line end.
    var end: Int { Int(end32) }
    /// Where the next line begins.
    var next: Int { Int(next32) }
    var place: KeptLines.Place { (start, next, next > end) }
    var isBlank: Bool { first == end }
    var indent: Int { first - start }
    /// The content without the spaces before it.
    var content: Range<Int> { first..<end }

    /// The same line so many bytes further on.
    func moved(by offset: Int) -> TextLine {
        let offset = UInt32(truncatingIfNeeded: offset)
        return TextLine(
            start32: start32 &+ offset, first32: first32 &+ offset, end32: end32 &+ offset, next32: next32 &+ offset, signs: signs)
    }
}

/// What a line's form can be known by.
struct LineSigns: OptionSet, Sendable {
    let rawValue: UInt8

    static let digit = LineSigns(rawValue: 1)
    static let tab = LineSigns(rawValue: 2)
    static let comma = LineSigns(rawValue: 4)
    static let semicolon = LineSigns(rawValue: 8)
    static let bar = LineSigns(rawValue: 16)
    static let equals = LineSigns(rawValue: 32)
    static let colon = LineSigns(rawValue: 64)
    static let angle = LineSigns(rawValue: 128)

    /// By byte.
    static let ofBytes: [UInt8] = (0...255).map { byte -> UInt8 in
        switch UInt8(byte) {
        case 0x30...0x39: digit.rawValue
        case 0x09: tab.rawValue
        case 0x2C: comma.rawValue
        case 0x3B: semicolon.rawValue
        case 0x7C: bar.rawValue
        case 0x3D: equals.rawValue
        case 0x3A: colon.rawValue
        case 0x3E: angle.rawValue
        default: 0
        }
    }
}

struct TextLines: Sendable {
    let bytes: [UInt8]
    let lines: [TextLine]
    /// How many of the lines are looked at.
    private(set) var count: Int

    static let headLength = 256

    /// Cuts `bytes` from `offset` on. At most 4 GiB.
    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.init(bytes, minimumCapacity: (bytes.count - offset) / 48 + 1) { $0.cut(from: offset) }
    }

    /// The same of a text that became of `known` by `changes`: lines are taken over but near these, and added to `kept`.
    init(_ bytes: [UInt8], from offset: Int, after known: TextLines, _ changes: [TextChange], _ kept: inout [KeptRun]) {
        self.init(bytes, minimumCapacity: known.lines.count) { $0.cut(from: offset, after: known, changes, &kept) }
    }

    private init(_ bytes: [UInt8], minimumCapacity: Int, _ cut: (inout LineCutter) -> Void) {
        precondition(bytes.count < Int(UInt32.max), "a text of 4 GiB or more is one segment and never cut into lines")
        var cutter = LineCutter(bytes, minimumCapacity: minimumCapacity)
        cut(&cutter)
        (self.bytes, lines, count) = (bytes, cutter.lines, cutter.lines.count)
    }

    /// The same text, as if it ended before line `end`.
    func upTo(line end: Int) -> TextLines {
        var part = self
        part.count = min(end, count)
        return part
    }

    /// Whether there is a line `index`, and it is blank.
    func isBlank(_ index: Int) -> Bool { index < count && lines[index].isBlank }

    /// The index of the line that the byte at `offset` lies in. Cost: log of their number.
    func line(containing offset: Int) -> Int {
        (0..<max(0, lines.count - 1)).partitioningIndex { lines[$0].next > offset }
    }

    /// The bytes a question about line `index` looks at, without the indentation.
    func head(_ index: Int) -> ArraySlice<UInt8> {
        let line = lines[index]
        return bytes[line.first..<min(line.end, line.first + Self.headLength)]
    }

    /// The last bytes of line `index`, spaces at its end cut off.
    func tail(_ index: Int) -> ArraySlice<UInt8> {
        let line = lines[index]
        var end = line.end
        while end > line.first, bytes[end - 1].isBlank { end -= 1 }
        return bytes[max(line.first, end - Self.headLength)..<end]
    }

    /// Whether line `index` begins, after its indentation, with `text`.
    func line(_ index: Int, beginsWith text: StaticString) -> Bool {
        index < count && bytes[lines[index].content].begins(with: text)
    }

    /// The next blank line from `index` on, or the number of lines.
    func endOfStretch(_ index: Int) -> Int {
        var end = index
        while end < count, !lines[end].isBlank { end += 1 }
        return end
    }

    /// The index of the next line from `index` on that is not blank, or the number of lines. Looks at no more than `limit` lines.
    func nextTextLine(from index: Int, limit: Int = .max) -> Int {
        var at = index, left = limit
        while at < count, lines[at].isBlank, left > 0 { (at, left) = (at + 1, left - 1) }
        return at
    }
}

extension ArraySlice<UInt8> {
    /// How many bytes at its beginning satisfy `test`.
    func count(while test: (UInt8) -> Bool) -> Int { (firstIndex { !test($0) } ?? endIndex) - startIndex }
}
