// A terminal ends its lines with a carriage return and a line feed, and so does all that an agent's tools print on one. Inside a JSON string each return is an
// escape of its own, a token a line, and lines that another tool printed without it are not the same lines.
//
// Where most lines of a segment end so, the returns go: the lines and what they say stay. In a diff they go only where all lines have them, for else they are the
// files' own; and in a session program text keeps them, for agents edit files by their text.

import PithPrompt
import PithSystem

/// Ends the lines of tools' results with a line feed alone.
struct LineEnds: Strategy {
    static let name = "line-ends"
    static let summary = "lines of tools' results end with a line feed, without the carriage return of terminals"
    static let kinds = Set(SegmentKind.allCases.filter(\.isText)).subtracting([.json, .fields, .reference])
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment -> Proposal? in
            let view = context.prompt.views[segment.view]
            guard view.isEscaped, view.role == .tool, !(context.options.isSession && [.code, .diff].contains(segment.kind)) else {
                return nil
            }
            let edits = Self.returns(in: view.bytes, segment.range, fromAllLines: segment.kind == .diff)
                .filter { !view.isProtected($0) }
                .map { Self.edit(segment.view, $0, to: []) }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// The carriage returns, one by itself each, before the line feeds in `range`; nothing where fewer than half of the lines have one, or not all that are
    /// to have one. Cost: linear.
    private static func returns(in bytes: [UInt8], _ range: Range<Int>, fromAllLines: Bool) -> [Range<Int>] {
        guard firstOffset(of: 0x0D, in: bytes, range) < range.upperBound else { return [] }
        var found: [Range<Int>] = []
        var lineCount = 0
        var start = range.lowerBound
        while start < range.upperBound {
            let feed = lineEnd(in: bytes, from: start, limit: range.upperBound)
            if feed == range.upperBound { break }
            lineCount += 1
            if feed > start, bytes[feed - 1] == 0x0D, feed - 1 == start || bytes[feed - 2] != 0x0D { found.append(feed - 1..<feed) }
            start = feed + 1
        }
        return found.count * 2 > lineCount && (!fromAllLines || found.count == lineCount) ? found : []
    }
}
