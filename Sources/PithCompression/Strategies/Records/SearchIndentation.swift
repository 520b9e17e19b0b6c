// The indentation of found lines goes, and of several blanks inside them one stays: a listing shows lines out of their place, where they say
// little. A blank stands between every number and its text, where the colon went with it. Texts of one file that differed in nothing else then merge. A file that comes up again further down (several searches in one listing)
// is told once, in the order of its lines. The `./` that grep puts before paths goes.

import PithPrompt
import PithSystem

/// Folds the indentation in search listings.
struct SearchIndentation: Strategy {
    static let name = "search-indentation"
    static let summary = "search listings without the indentation of the lines found, each file told once"
    static let kinds: Set<SegmentKind> = [.search]
    static let effect = EditEffect.folded
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return SearchStretches(in: view, segment.range).found.compactMap { stretch -> Proposal? in
                let replacement = stretch.written(gathered(stretch.groups).map { unindented(withoutDot($0)).merged() })
                guard replacement.count < stretch.range.count else { return nil }
                let edit = Edit(
                    view: segment.view, range: stretch.range, replacement: replacement, strategy: Self.name, effect: Self.effect)
                return Proposal(edits: [edit])
            }
        }
    }

    /// The groups of one path as one, its lines ascending, where they are matches and nothing else.
    private func gathered(_ groups: [SearchGroup]) -> [SearchGroup] {
        var places: [[UInt8]: Int] = [:]
        var gathered: [SearchGroup] = []
        var wasJoined: [Bool] = []
        for group in groups {
            let path = Array(group.path)
            if group.holdsMatchesOnly, let place = places[path] {
                gathered[place].items += group.items
                wasJoined[place] = true
            } else {
                if group.holdsMatchesOnly { places[path] = gathered.count }
                gathered.append(group)
                wasJoined.append(false)
            }
        }
        return zip(gathered, wasJoined).map { $1 ? $0.sorted() : $0 }
    }

    /// `./src/pool.c`, as grep names files that it was given a folder for, is `src/pool.c`.
    private func withoutDot(_ group: SearchGroup) -> SearchGroup {
        guard group.path.begins(with: "./"), case .path? = SearchLine(group.path.dropFirst(2)) else { return group }
        var group = group
        group.path = group.path.dropFirst(2)
        return group
    }

    /// One blank stands where there were several, and before what was not indented.
    private func unindented(_ group: SearchGroup) -> SearchGroup {
        var group = group
        for index in group.items.indices where group.items[index].mark == 0x3A {
            let text = group.items[index].body.drop(while: \.isBlank)
            if !text.isEmpty { group.items[index].body = [0x20] + text }
        }
        for index in group.items.indices where group.items[index].mark == 0x3A {
            if let text = Self.withSingleBlanks(group.items[index].body) { group.items[index].body = text }
        }
        return group
    }

    /// The text with one blank for several; nil where there are no two. The blanks in front stay.
    private static func withSingleBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = text.prefix(while: \.isBlank).endIndex
        guard start < text.endIndex, zip(text[start...], text[start...].dropFirst()).contains(where: { $0.isBlank && $1.isBlank })
        else { return nil }
        var out = Array(text[..<start])
        for byte in text[start...] {
            if !byte.isBlank { out.append(byte) } else if out.last.map(\.isBlank) != true { out.append(0x20) }
        }
        return out[...]
    }
}
