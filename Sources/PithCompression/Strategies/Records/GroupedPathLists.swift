// Lists of paths with each folder once over its files: GroupedPaths has the form and its reader.
//
// Neighbours in one folder share it; the order stays. A path whose folder is not that of a neighbour stays whole: two lines would say it in
// no fewer tokens.

import PithPrompt
import PithSystem

/// Writes each folder of a list of paths once.
struct GroupedPathLists: Strategy {
    static let name = "grouped-paths"
    static let summary = "lists of paths with each folder once over its files"
    static let kinds: Set<SegmentKind> = [.listing]
    static let effect = EditEffect.lossless
    static let isLocal = true

    private static let fewestPaths = 8

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard !view.isProtected(segment.range), let text = Self.grouped(view.bytes, segment.range) else { return nil }
            let edit = Edit(view: segment.view, range: segment.range, replacement: text, strategy: Self.name, effect: .lossless)
            return Proposal(edits: [edit])
        }
    }

    /// The list in `range` in its grouped form; nil when it has that form already, or when it would not come back as it is.
    private static func grouped(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        // What stands behind the list, blank lines, stays there.
        let end = range.lowerBound + bytes[range].reversed().drop(while: \.isLineEnd).count
        let paths = bytes[range.lowerBound..<end].split(separator: 0x0A, omittingEmptySubsequences: false)
        guard paths.count >= fewestPaths, paths[0].first != 0x5B else { return nil }
        let lineEnd: [UInt8] = paths[0].last == 0x0D ? [0x0D, 0x0A] : [0x0A]
        var lines = GroupedPaths.mark(count: paths.count) + lineEnd
        var folder: ArraySlice<UInt8> = []
        for (index, path) in paths.enumerated() {
            if index > 0 { lines.append(0x0A) }
            let own = Self.folder(of: path)
            if !own.elementsEqual(folder) {
                let next = index + 1 < paths.count ? Self.folder(of: paths[index + 1]) : []
                folder = own.elementsEqual(next) ? own : []
                if !folder.isEmpty { lines += folder + lineEnd }
            }
            if folder.isEmpty { lines += path } else { lines += [0x20] + path.dropFirst(folder.count) }
        }
        lines += bytes[end..<range.upperBound]
        guard let read = GroupedPaths(lines, startingAt: 0, limit: lines.count),
            (read.expanded + lines[read.range.upperBound...]).elementsEqual(bytes[range])
        else { return nil }
        return lines
    }

    private static func folder(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        path.lastIndex(of: 0x2F).map { path[...$0] } ?? []
    }
}
