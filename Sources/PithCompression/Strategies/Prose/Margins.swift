// Text that stands in from the edge as a whole, as the pages of manuals do: a blank before each line, where there were seven.
//
// Two blanks and more before a word are a token, one blank is none. In a text that mostly stands in, the column at which most of it stands becomes the
// second one; what stands further in stays so by as much, and titles between the edge and that column move to the edge. Where two columns before it would
// become one (items in items, headings of two levels, a drawing), one further left is taken: in the end the leftmost, from which all stands as it stood.
// Nothing is moved that an item or a part of a drawing stands left of: Markdown counts the columns of what belongs to it. A text is moved when it is made of long lines
// (paragraphs, joined by soft-breaks) and few of its lines set or name something: in YAML, settings and records the column is what tells. Program text and
// tables stay where they are.

import PithPrompt
import PithSystem

/// Moves text that stands in as a whole to the edge.
struct Margins: Strategy {
    static let name = "margins"
    static let summary = "text that stands in from the edge as a whole with one blank before each line"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsFirst = true
    static let runsOnce = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is moved could be a file that is to be edited line by line later on.
        guard !context.options.isSession else { return [] }
        var proposals: [Proposal] = []
        var start = 0
        while start < context.segments.count {
            let view = context.segments[start].view
            let end = context.segments[start...].firstIndex { $0.view != view } ?? context.segments.count
            proposals += Self.proposals(for: context.segments[start..<end], of: context.prompt)
            start = end
        }
        return proposals
    }

    /// For segments of one view.
    private static func proposals(for segments: ArraySlice<Segment>, of prompt: Prompt) -> [Proposal] {
        guard let first = segments.first else { return [] }
        let view = prompt.views[first.view]
        // Most text stands at the edge.
        var insideCount = 0, allCount = 0
        for segment in segments {
            for line in WordedLines(view.bytes, segment.range) {
                if line.text.lowerBound > line.start { insideCount += line.text.count }
                allCount += line.text.count
            }
        }
        guard insideCount * 2 >= allCount else { return [] }
        let lines = segments.map { Self.lines(in: view.bytes, $0.range) }
        guard let margin = margin(of: lines.joined(), in: view.bytes), margin > 1,
            !MappingOpeners.holdTexts(view.bytes, 0..<view.bytes.count)
        else { return [] }
        let edits = lines.joined().filter { $0.indent > 0 && !view.isProtected($0.indentation) }.map {
            edit(first.view, $0.indentation, to: Array(repeating: 0x20, count: max(0, $0.indent - margin + 1)))
        }
        return [Proposal(edits: edits)]
    }

    /// A line: the white space that opens it, the column of its first word, what follows, where the next one begins, and whether a blank line or one
    /// further left stands above it.
    private struct Line {
        let indentation: Range<Int>
        let indent: Int
        let text: Range<Int>
        let next: Int
        let hasRoom: Bool
    }

    /// The column at which most of the text stands; nil where most of it stands at the edge, or its lines are none of paragraphs.
    private static func margin(of lines: some Sequence<Line>, in bytes: [UInt8]) -> Int? {
        var byteCounts: [Int: Int] = [:]
        var all = 0, long = 0, lineCount = 0, fieldCount = 0, rowCount = 0
        for line in lines {
            all += line.text.count
            guard line.indent > 0 else { continue }
            byteCounts[line.indent, default: 0] += line.text.count
            if line.text.count >= fewestOfLong { long += line.text.count }
            lineCount += 1
            if isField(bytes[line.text]) { fieldCount += 1 }
            if isRow(bytes, line.text) { rowCount += 1 }
        }
        let inside = byteCounts.values.reduce(0, +)
        guard inside * 2 >= all, long * 3 >= inside * 2, fieldCount * 5 <= lineCount, rowCount * 2 <= lineCount else { return nil }
        // Items, what has something below it without room between them, and what has no room above it, at two columns that would become one: which of
        // them belongs to which would no longer show. Titles in capitals tell themselves apart.
        var levels: Set<Int> = []
        var previous: Line?
        for line in lines {
            if !line.hasRoom || TextBlock.isItem(bytes, line.text) { levels.insert(line.indent) }
            if let above = previous, above.indent < line.indent, above.next == line.indentation.lowerBound,
                bytes[above.text].contains(where: \.isSmall)
            {
                levels.insert(above.indent)
            }
            previous = line
        }
        let columns = byteCounts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
        guard let most = columns.first, let leftmost = columns.min() else { return nil }
        // What stands below an item stays below it, as Markdown counts the columns; but for NEWS of the GNU project, whose stars are those of headings.
        let hasStars = lines.contains { bytes[$0.text].starts(with: "** ".utf8) }
        let firstItem = lines.filter { TextBlock.isItem(bytes, $0.text) && !(hasStars && $0.indent == 0) }.map(\.indent).min() ?? most
        let firstDrawn = lines.filter { isDrawn(bytes[$0.text]) }.map(\.indent).min() ?? most
        let margin = columns.first { column in
            let further = columns.filter { $0 < column }
            // Two columns would become one, now or when the text comes by again.
            return further.isEmpty
                || further.count == 1 && firstDrawn >= column && levels.count { $0 < column } <= 1
                    && (column == most || levels.isSuperset(of: [leftmost, column]))
        }
        return margin.flatMap { min(firstItem, firstDrawn) < $0 ? nil : $0 }
    }

    /// Whether a line may be one of a drawing: it has no word, and is no option nor a rule.
    static func isDrawn(_ text: ArraySlice<UInt8>) -> Bool {
        let isRule = text.count > 3 && text.allSatisfy { $0 == text.first }
        return text.first != 0x2D && !isRule && !zip(text, text.dropFirst()).contains { $0.isWordlike && $1.isWordlike }
    }

    /// Whether a line names something and sets it: "- name: value", "name = value", "name:".
    static func isField(_ text: ArraySlice<UInt8>) -> Bool {
        let text = text.first == 0x2D ? text.dropFirst().drop { $0.isBlank } : text
        let name = text.prefix { !$0.isBlank }
        return name.last == 0x3A || name.contains(0x3D) || text[name.endIndex...].drop { $0.isBlank }.first == 0x3D
    }

    /// Whether a line begins with a number and goes on in columns, as rows of `top` do: where numbers end under one another no column is a margin.
    private static func isRow(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        bytes[text.lowerBound].isDigit && LineWord.hasGap(bytes, text)
    }

    private static let fewestOfLong = 50

    /// The lines of a segment with words in them. Cost: linear.
    private static func lines(in bytes: [UInt8], _ range: Range<Int>) -> [Line] {
        var lines: [Line] = []
        for line in WordedLines(bytes, range) {
            let indent = bytes[line.start..<line.text.lowerBound].columnCount
            let hasRoom = line.isBehindBlank || lines.last.map { $0.next == line.start && $0.indent < indent } == true
            lines.append(
                Line(indentation: line.start..<line.text.lowerBound, indent: indent, text: line.text, next: line.next, hasRoom: hasRoom))
        }
        return lines
    }
}
