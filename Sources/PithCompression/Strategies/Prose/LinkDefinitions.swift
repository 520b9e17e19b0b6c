// Markdown's link definitions that lie in one folder, with the folder once over them, as a list of paths has it: changelogs and overviews end in hundreds
// of lines such as "[#304]: https://example.org/tool/pull/304".
//
// Only neighbours share a folder, and their order stays; a row whose address is whole (with its "://") belongs to no folder. What is left of an address is
// what stands behind its last slash. Above a definition without "://" there is no folder: it would be taken for one of its rows.

import PithPrompt
import PithSystem

/// Writes the folder of neighbouring link definitions once.
struct LinkDefinitions: Strategy {
    static let name = "link-definitions"
    static let summary = "Markdown link definitions of one folder with that folder once over them"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return Self.groups(in: view.bytes, segment.range).filter { !view.isProtected($0.range) }.map { group in
                let edits = group.folders.enumerated().map { index, folder in
                    // The head stands before the first row.
                    let start = index == 0 ? group.range.lowerBound : folder.lowerBound
                    let head = LinkFolder.head(over: view.bytes[folder]) + group.lineEnd + view.bytes[start..<folder.lowerBound]
                    return Edit(
                        view: segment.view, range: start..<folder.upperBound, replacement: index == 0 ? head : [], strategy: Self.name,
                        effect: Self.effect)
                }
                return Proposal(edits: edits)
            }
        }
    }

    /// Neighbouring definitions, and where the folder stands in each.
    private struct Group {
        let start: Int
        var end: Int
        let lineEnd: [UInt8]
        var folders: [Range<Int>]

        var range: Range<Int> { start..<end }
    }

    /// The groups of at least `fewest` definitions in `range`. Cost: linear.
    private static func groups(in bytes: [UInt8], _ range: Range<Int>) -> [Group] {
        var groups: [Group] = []
        var group: Group?
        func close(above line: ArraySlice<UInt8> = []) {
            if let group, group.folders.count >= fewest, !isDefinition(line) { groups.append(group) }
            group = nil
        }
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            defer { start = end + 1 }
            guard bytes[start] == 0x5B, let folder = folder(in: bytes, start..<end) else {
                close(above: bytes[start..<end])
                continue
            }
            if let first = group?.folders.first, bytes[first].elementsEqual(bytes[folder]) {
                group?.folders.append(folder)
                group?.end = end
            } else {
                close()
                let lineEnd: [UInt8] = bytes[end - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
                group = Group(start: start, end: end, lineEnd: lineEnd, folders: [folder])
            }
        }
        close()
        return groups
    }

    private static let fewest = 3

    /// Where the folder stands in the definition that a line is; nil where it is none, or its address has no more than a host.
    private static func folder(in bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard let address = LinkFolder.address(of: bytes[line]), address.begins(with: "http"),
            let scheme = address.firstIndex(of: 0x3A), address[scheme...].begins(with: "://"),
            let slash = address.lastIndex(of: 0x2F), slash > scheme + 2, slash - address.startIndex < LinkFolder.longest,
            slash + 1 < address.endIndex,
            !address[slash...].contains(0x3A)
        else { return nil }
        return address.startIndex..<slash + 1
    }

    /// Whether a line is a definition of an address that is not whole.
    private static func isDefinition(_ line: ArraySlice<UInt8>) -> Bool {
        LinkDefinition(line).map { definition in !definition.target.indices.contains { definition.target[$0...].begins(with: "://") } }
            == true
    }
}
