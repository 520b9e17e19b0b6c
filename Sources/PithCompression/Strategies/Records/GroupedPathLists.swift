// Lists of paths with each folder once over its files: GroupedPaths has the form and its reader.
//
// Neighbours in one folder share it; the order stays. A path whose folder is not that of a neighbour stays whole: two lines would say it in
// no fewer tokens.

import PithPrompt

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
        return context.proposals(forListsBy: Self.self, as: GroupedPaths.self, write: Self.grouped)
    }

    /// The list in its grouped form; nil for rows and for few paths.
    private static func grouped(_ list: FileList) -> [UInt8]? {
        let paths = list.lines
        guard !list.isOfRows, paths.count >= fewestPaths else { return nil }
        var lines = GroupedPaths.mark(count: paths.count) + list.lineEnd
        var folder: ArraySlice<UInt8> = []
        for (index, path) in paths.enumerated() {
            if index > 0 { lines.append(0x0A) }
            let own = Self.folder(of: path)
            if !own.elementsEqual(folder) {
                let next = index + 1 < paths.count ? Self.folder(of: paths[index + 1]) : []
                folder = own.elementsEqual(next) ? own : []
                if !folder.isEmpty { lines += folder + list.lineEnd }
            }
            if folder.isEmpty { lines += path } else { lines += [0x20] + path.dropFirst(folder.count) }
        }
        return lines
    }

    private static func folder(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        path.lastIndex(of: 0x2F).map { path[...$0] } ?? []
    }
}
