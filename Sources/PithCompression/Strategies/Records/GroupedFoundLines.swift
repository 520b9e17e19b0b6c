// What grep -r and ripgrep write without numbers, `path:text`, with each path once over the lines found in its file: FoundLines has the form and its reader.
//
// A line leans on the path above it, so none could go alone: under a budget, where lines go, they stay as they are.

import PithPrompt
import PithSystem

/// Writes the path of found lines once.
struct GroupedFoundLines: Strategy {
    static let name = "grouped-found-lines"
    static let summary = "lines that a search found, without numbers, with each path once over the lines of its file"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private static let fewestLines = 4

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.proposals(
            forBlocksBy: Self.self, as: FoundLines.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end, write: Self.written)
    }

    /// What a path begins with, but for digits: lines of logs begin with these.
    private static let openers = ByteSet { $0.isNameByte && !$0.isDigit || $0 == 0x2E || $0 == 0x2F || $0 == 0x40 || $0 >= 0x80 }

    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        openers.contains(bytes[start]) && FoundLines.pathEnd(of: bytes[start..<limit]) != nil
    }

    /// The end of the found lines that begin at `start`; what the first few of them look like tells whether they are some.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start, count = 0, textCount = 0
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            guard let path = FoundLines.pathEnd(of: bytes[at..<stop]) else { break }
            count += 1
            if count <= fewestLines {
                if isOfFile(bytes[(path + 1)..<stop]) { textCount += 1 }
                if count == fewestLines, textCount * 2 < fewestLines { return nil }
            }
            at = min(stop + 1, limit)
        }
        return count >= fewestLines ? at : nil
    }

    private static let bytesLookedAt = 64

    /// Whether a text looks like a line of a file, not like what a program says of one: it has several words, and does not stand one blank off.
    private static func isOfFile(_ text: ArraySlice<UInt8>) -> Bool {
        let head = text.prefix(bytesLookedAt)
        let isSetOff = head.first == 0x20 && head.dropFirst().first != 0x20
        return !isSetOff && head.contains { $0 == 0x20 || $0 == 0x28 || $0 == 0x3D }
    }

    /// The lines below their paths; nil where no two of one file follow one another.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        var written: [UInt8] = []
        var path: ArraySlice<UInt8> = [], pathCount = 0
        for line in lines {
            guard let end = FoundLines.pathEnd(of: line) else { return nil }
            if line[..<end] != path {
                path = line[..<end]
                pathCount += 1
                written += [0x0A] + path
            }
            written += [0x0A, 0x20] + line[(end + 1)...]
        }
        let mark = FoundLines.mark(foundCount: lines.count, pathCount: pathCount)
        return mark.count + written.count < text.count ? mark + written : nil
    }
}
