// In a list of tools a description may lead to that of a tool above (`: as in TOOL`, see ToolList). When a cut takes what it leads to, or leaves another
// parameter of that name as the first, it would lead nowhere or astray: then it goes, too.

import PithJSON
import PithPrompt
import PithSystem

/// The descriptions of a prompt that lead to others, to see which of them an edit robs of their meaning.
struct LostDescriptions {
    private struct Link {
        let view: Int
        /// The description that leads, with the colon before it.
        let reference: Range<Int>
        /// Where the description begins that is meant.
        let meant: Int
    }

    private let links: [Link]

    /// Notes where the descriptions of a prompt lead. Cost: linear in the lists of tools that have such.
    init(in prompt: Prompt) {
        links = prompt.segments.flatMap { segment -> [Link] in
            let bytes = prompt.views[segment.view].bytes
            guard segment.kind == .table, opensTabledJSON(bytes[segment.range]), bytes[segment.range].holds(Self.opening[...]),
                let value = TabledJSON(bytes, startingAt: segment.range.lowerBound, limit: segment.range.upperBound)
            else { return [] }
            return value.toolLists.flatMap(\.lines).compactMap { line in
                guard let meant = line.meantDescription, let text = line.description,
                    bytes[..<text.lowerBound].suffix(2).elementsEqual(Self.opening.prefix(2))
                else { return nil }
                return Link(view: segment.view, reference: text.lowerBound - 2..<text.upperBound, meant: meant.lowerBound)
            }
        }
    }

    private static let opening = Array(": ".utf8) + ToolList.described

    /// The edits that take such descriptions out of the prompt that `edits` led to; those in frozen text stay. Cost: linear.
    func removals(from prompt: Prompt, after edits: [Edit], options: CompressionOptions) -> [Edit] {
        guard !links.isEmpty else { return [] }
        let left = Set(LostDescriptions(in: prompt).links.map { Place(view: $0.view, start: $0.reference.lowerBound, meant: $0.meant) })
        let shift = EditShift(edits), frozen = FrozenText(prompt: prompt, options: options)
        return links.compactMap { link in
            guard let range = shift.moved(link.reference, ofView: link.view) else { return nil }
            let meant = shift.moved(link.meant..<link.meant + 1, ofView: link.view)
            if let meant, left.contains(Place(view: link.view, start: range.lowerBound, meant: meant.lowerBound)) { return nil }
            let segment = Segment(kind: .table, view: link.view, range: range)
            guard !prompt.views[link.view].isProtected(range), !frozen.contains(segment) else { return nil }
            return Edit(
                view: link.view, range: range, replacement: options.writesMarkers ? Array("…".utf8) : [], strategy: ToolDescriptions.name,
                effect: .removed)
        }
    }

    private struct Place: Hashable {
        let view: Int, start: Int, meant: Int
    }
}
