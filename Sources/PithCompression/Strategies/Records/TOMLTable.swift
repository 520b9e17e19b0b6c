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
            let bytes = context.prompt.views[segment.view].bytes
            guard holdsBlocks(bytes, segment.range) else { return [] }
            return context.proposals(forRecordsOf: TOMLText(bytes, segment.range), inView: segment.view, by: Self.self)
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

    private static let brackets = ByteSet([0x5B])
}

/// The runs of blocks of a text.
private struct TOMLText: RecordText {
    let bytes: [UInt8]
    private let blocks: [TOMLBlocks]
    var indices: Range<Int> { blocks.indices }

    init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, blocks) = (bytes, TOMLBlocks.all(in: bytes, range)) }

    func runs(at index: Int, fewest: Int, _ left: inout Int) -> [RecordRun<TOMLBlocks>] {
        blocks[index].objects.count < fewest
            ? [] : [RecordRun(indices: index..<index + 1, range: blocks[index].range, content: blocks[index])]
    }

    func table(of run: RecordRun<TOMLBlocks>, _ context: StrategyContext) -> [UInt8]? {
        JSONTable.table(of: run.content.json, behind: [0x5B, 0x5B] + bytes[run.content.name] + [0x5D, 0x5D, 0x20], context)
    }
}
