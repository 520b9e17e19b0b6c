// Blocks of one kind in TOML become a table, as arrays of objects do in JSON: what a lock file says of each package is a row.
//
//     [[package]]                         [[package]] [
//     name = "belt"                       name version source="registry"
//     version = "0.4.2"                   belt 0.4.2
//     source = "registry"                 seal 1.0.0
//                                         ]
//     [[package]]
//     name = "seal"
//     …
//
// TabledJSON has the form and its reader; a cell is read as JSON reads it. Used where it is fewer tokens.

import PithJSON
import PithPrompt
import PithSystem

/// Writes arrays of tables in TOML as tables.
struct TOMLTable: Strategy {
    static let name = "toml-table"
    static let summary = "blocks of one kind in TOML, a lock file's packages say, as tables: keys once in a header"
    static let kinds: Set<SegmentKind> = [.code, .prose, .list, .table]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.joinedSegments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard holdsBlocks(view.bytes, segment.range) else { return [] }
            return TOMLBlocks.all(in: view.bytes, segment.range).compactMap { blocks in
                guard !view.isProtected(blocks.range), let text = Self.text(blocks, view.bytes, context) else { return nil }
                let edit = Edit(view: segment.view, range: blocks.range, replacement: text, strategy: Self.name, effect: Self.effect)
                return Proposal(edits: [edit])
            }
        }
    }

    /// Whether a line of the range may open a block.
    private func holdsBlocks(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = Self.brackets.firstLine(in: bytes, range)
        while at < range.upperBound {
            if at + 1 < range.upperBound, bytes[at + 1] == 0x5B { return true }
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            at = Self.brackets.firstLine(in: bytes, next..<range.upperBound)
        }
        return false
    }

    private static let brackets = ByteSet { $0 == 0x5B }

    /// Shorter runs are settings, which an agent edits by their text.
    private static let fewestInSession = 12

    private static func text(_ blocks: TOMLBlocks, _ bytes: [UInt8], _ context: StrategyContext) -> [UInt8]? {
        guard !context.options.isSession || blocks.objects.count >= fewestInSession else { return nil }
        let head = [0x5B, 0x5B] + bytes[blocks.name] + [0x5D, 0x5D, 0x20]
        guard let text = JSONTable.table(of: blocks.json, behind: Array(head), context) else { return nil }
        let encoding = context.options.encoding
        return encoding.count(text) < encoding.count(bytes[blocks.range]) ? text : nil
    }
}
