// Search listings grouped by file: the path stands once over the lines of its file, and equal texts of one file are merged. See
// SearchListing for the form and how it is read back.

import PithPrompt
import PithSystem

/// Writes listings in headed form.
struct GroupedSearchResults: Strategy {
    static let name = "grouped-search-results"
    static let summary = "search listings with each path once over its lines, equal texts of a file merged"
    static let kinds: Set<SegmentKind> = [.search]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return SearchStretches(in: view, segment.range, threadCount: context.options.threadCount).found.compactMap {
                stretch -> Proposal? in
                let replacement = stretch.written(stretch.groups, in: view.bytes, threadCount: context.options.threadCount) { group, text in
                    group = group.merged(in: text)
                }
                guard !areSame(view.bytes[stretch.range], replacement[...]) else { return nil }
                let edit = Self.edit(segment.view, stretch.range, to: replacement)
                return Proposal(edits: [edit])
            }
        }
    }
}
