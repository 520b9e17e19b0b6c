// The numbers before the lines of a file that is shown, as `cat -n`, editors and tools that read files for agents write them, flush left and with a tab behind:
//
//     "    12→    return open(path)"   →   "12\t    return open(path)"
//
// The blanks that make room for longer numbers, and signs that tokens do not know beside digits, cost more than the numbers. The text of each line stays to
// the byte, with its indentation.
//
// Rows may begin with a number as well. A colon or a bar stays where every line holds as many more of them, where no text is indented (`1: Anna`), and where all
// texts begin or end in one column, as values and amounts that are aligned do.

import PithPrompt
import PithSystem

/// Writes the numbers before lines in the fewest tokens.
struct LineNumbers: Strategy {
    static let name = "line-numbers"
    static let summary = "numbers before the lines of a file that is shown (cat -n, tools that read files) flush left, with a tab behind"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat, !context.mustStayJSON else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return Self.stretches(in: view.bytes, segment.range).compactMap { lines in
                let edits = lines.flatMap { line -> [Edit] in
                    guard !view.isProtected(line.margin.lowerBound..<line.sign.upperBound) else { return [] }
                    let margin = line.margin.isEmpty ? [] : [Self.edit(segment.view, line.margin, to: [])]
                    return margin + (line.kind == .tab || line.kind == nil ? [] : [Self.edit(segment.view, line.sign, to: [0x09])])
                }
                return edits.isEmpty ? nil : Proposal(edits: edits)
            }
        }
    }

    /// What stands between a number and its line.
    private enum Sign { case tab, arrow, colon, bar, barBetweenBlanks }

    private struct Line {
        /// The blanks before the number.
        let margin: Range<Int>
        let number: Int
        let sign: Range<Int>
        /// Nil where nothing stands behind the number: an editor cut blanks at ends of lines, or a comment went.
        let kind: Sign?
    }

    /// The line that is numbered so, without its end; nil for others.
    private static func line(_ bytes: [UInt8], _ range: Range<Int>) -> Line? {
        let margin = bytes[range].prefix(while: { $0 == 0x20 }).indices
        guard let (number, rest) = bytes[margin.upperBound..<range.upperBound].leadingNumber() else { return nil }
        let sign: (kind: Sign?, byteCount: Int)
        switch rest.first {
        case nil: sign = (nil, 0)
        case 0x09: sign = (.tab, 1)
        case 0x3A: sign = (.colon, 1)
        case 0x7C: sign = (.bar, 1)
        case 0x20:
            // Blanks may make room for longer numbers, and none stands at the end of an empty line.
            let bar = rest.drop { $0 == 0x20 }
            guard bar.first == 0x7C, bar.count == 1 || bar.dropFirst().first == 0x20 else { return nil }
            sign = (.barBetweenBlanks, bar.startIndex + min(2, bar.count) - rest.startIndex)
        case 0xE2 where rest.begins(with: "→"): sign = (.arrow, 3)
        default: return nil
        }
        return Line(margin: margin, number: number, sign: rest.startIndex..<rest.startIndex + sign.byteCount, kind: sign.kind)
    }

    /// The numbered lines in `range`, each file that is shown by itself. Cost: linear.
    private static func stretches(in bytes: [UInt8], _ range: Range<Int>) -> [[Line]] {
        var stretches: [[Line]] = []
        var open = Stretch()
        // The rule of a table may stand in the piece above.
        let above = bytes[..<range.lowerBound].dropLast()
        open.isBelowRule = isRule(above[((above.lastIndex(of: 0x0A) ?? -1) + 1)...])
        var at = range.lowerBound
        while at < range.upperBound {
            let feed = lineEnd(in: bytes, from: at, limit: range.upperBound)
            let end = feed > at && bytes[feed - 1] == 0x0D ? feed - 1 : feed
            let line = line(bytes, at..<end)
            if line.map(open.isFollowed(by:)) != true {
                if open.isOfFile { stretches.append(open.lines) }
                open = Stretch()
            }
            if let line {
                open.add(line, bytes[line.sign.upperBound..<end])
            } else {
                open.isBelowRule = isRule(bytes[at..<end])
            }
            at = feed + 1
        }
        return open.isOfFile ? stretches + [open.lines] : stretches
    }

    /// Whether it is a line below the names of a table's columns: `----+-----`.
    private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(0x2D) && line.allSatisfy { $0 == 0x2D || $0 == 0x2B || $0 == 0x7C || $0 == 0x3A || $0.isSpace }
    }

    /// Lines numbered one by one, with what tells whether they are those of a file or rows whose first cell is a number.
    private struct Stretch {
        private(set) var lines: [Line] = []
        private var kind: Sign?
        private var isIndented = false
        /// How many more of their signs the lines with a text hold, and whether that differs.
        private var signCount: Int?
        private var countsDiffer = false
        /// Where texts begin, as bytes behind the sign and as bytes of the line, and where they end.
        private var indents = Values(), starts = Values(), ends = Values()
        /// Whether the line above the first is one below the names of a table's columns.
        var isBelowRule = false

        func isFollowed(by line: Line) -> Bool {
            guard let last = lines.last else { return line.kind != nil }
            return line.number == last.number + 1 && (line.kind == nil || line.kind == kind)
        }

        mutating func add(_ line: Line, _ text: ArraySlice<UInt8>) {
            if lines.isEmpty { kind = line.kind }
            lines.append(line)
            guard let first = text.first, let sign: UInt8 = kind == .colon ? 0x3A : kind == .bar || kind == .barBetweenBlanks ? 0x7C : nil
            else { return }
            isIndented = isIndented || first == 0x09 || text.begins(with: "  ")
            let count = text.count { $0 == sign }
            countsDiffer = countsDiffer || signCount.map { $0 != count } == true
            signCount = count
            let indent = text.prefix(while: \.isBlank).count
            indents.add(indent)
            starts.add(text.startIndex + indent - line.margin.lowerBound)
            ends.add(text.endIndex - line.margin.lowerBound)
        }

        private var isAligned: Bool { isBelowRule || !indents.differ || !starts.differ || !ends.differ }

        /// Three lines at least.
        var isOfFile: Bool {
            lines.count > 2 && (kind == .tab || kind == .arrow || isIndented && !isAligned && (countsDiffer || signCount == 0))
        }
    }

    private struct Values {
        private var first: Int?
        private(set) var differ = false

        mutating func add(_ value: Int) {
            differ = differ || first.map { $0 != value } == true
            first = first ?? value
        }
    }
}
