// Jupyter notebooks as their cells: prose as the Markdown that it is, code in fences that say which cell it is, outputs below it. NotebookText has the form.
//
// Of a notebook's JSON half is quotes, escapes, line ends in strings and what programs note of each cell; pictures and tables stand in it twice.

import PithJSON
import PithPrompt
import PithSystem

/// Writes notebooks as text.
struct Notebooks: Strategy {
    static let name = "notebooks"
    static let summary =
        "Jupyter notebooks as their cells: prose as Markdown, code and outputs in fences, pictures as a count of their bytes"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.folded
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        var isAskedFor: Bool?
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard Self.mayBeNotebook(view.bytes, segment.range) else { return nil }
            let documents = TabledDocument.documents(in: view.bytes, segment.range)
            // A fence that holds more than one stays around all of them.
            guard let first = documents.first, Self.place(of: first.root.range, in: view.bytes) != nil else { return nil }
            let edits = documents.compactMap { document -> Edit? in
                guard let place = Self.place(of: document.root.range, in: view.bytes), !view.isProtected(place),
                    let notebook = NotebookText(document)
                else { return nil }
                isAskedFor = isAskedFor ?? Self.isAskedFor(context)
                guard isAskedFor == false else { return nil }
                // What somebody says below a cell of prose would be taken for its last lines.
                let isFollowed = view.bytes[place.upperBound...].prefix(Self.longestGap).contains { !$0.isSpace }
                return Self.edit(segment.view, place, to: notebook.bytes + (isFollowed && notebook.endsInProse ? Self.end : []))
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    private static let end = Array("\n\n[end of the notebook]\n".utf8)
    private static let longestGap = 64
    private static let longestFenceLine = 80

    /// What gives way to the text: a fence around the notebook too, for fences stand in the text; nil where the fence holds more.
    private static func place(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
        let above = bytes[max(0, range.lowerBound - longestFenceLine)..<range.lowerBound].split(
            separator: 0x0A, omittingEmptySubsequences: false)
        guard let line = above.dropLast().last, above.last?.allSatisfy(\.isBlank) == true else { return range }
        guard let opening = FenceLine(line.drop(while: \.isBlank)) else { return range }
        let rest = bytes[range.upperBound...].drop(while: \.isSpace)
        guard let closing = FenceLine(rest.prefix { $0 != 0x0A }), closing.closes(opening) else {
            return !opening.info.allSatisfy(\.isSpace) || rest.first == 0x7B ? nil : range
        }
        return opening.marks.startIndex..<closing.marks.endIndex
    }

    /// Whether a notebook may stand in the text: most JSON need not be looked at further.
    private static func mayBeNotebook(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range].holds(cellType) && bytes[range].holds(version)
    }

    private static let cellType = Array("\"cell_type\"".utf8)[...], version = Array("\"nbformat\"".utf8)[...]

    /// Whether the question or somebody who speaks names a part of the file that the text has not.
    private static func isAskedFor(_ context: StrategyContext) -> Bool {
        if words.stand(inQuestionOf: context.options) { return true }
        return context.prompt.segments.contains { segment in
            let view = context.prompt.views[segment.view]
            return (segment.kind == .instruction || view.role != .tool && view.message != nil && segment.kind != .json)
                && words.stand(in: view.bytes[segment.range])
        }
    }

    private static let words = AskedWords([
        "nbformat", "cell_id", "cell id", "cellid", "metadata", "execution_count", "kernelspec", "raw json", "json structure", "valid json",
        "base64", "verbatim", "text/html", "attachment",
    ])
}
