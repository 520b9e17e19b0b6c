// The indentation of found lines goes: a listing shows lines out of their place, where indentation says little. Texts of one file that
// differed in nothing else then merge.

import PithPrompt

/// Folds the indentation in search listings.
struct SearchIndentation: Strategy {
    static let name = "search-indentation"
    static let summary = "search listings without the indentation of the lines found"
    static let kinds: Set<SegmentKind> = [.search]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return SearchStretches(in: view, segment.range).found.compactMap { stretch -> Proposal? in
                let replacement = stretch.written(stretch.groups.map { unindented($0).merged() })
                guard replacement.count < stretch.range.count else { return nil }
                let edit = Edit(
                    view: segment.view, range: stretch.range, replacement: replacement, strategy: Self.name, effect: Self.effect)
                return Proposal(edits: [edit])
            }
        }
    }

    /// One blank stands where there were several.
    private func unindented(_ group: SearchGroup) -> SearchGroup {
        var group = group
        for index in group.items.indices where group.items[index].body.first.map(isBlank) == true && group.items[index].mark == 0x3A {
            let text = group.items[index].body.drop(while: isBlank)
            if !text.isEmpty { group.items[index].body = [0x20] + text }
        }
        return group
    }
}
