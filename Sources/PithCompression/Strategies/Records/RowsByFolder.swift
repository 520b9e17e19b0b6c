// Rows that end with a path, as du -a, find -ls, git diff --numstat, wc -l and tar tv print them, with each folder once over its rows: FolderRows has the form and
// its reader.
//
// Neighbours in one folder share it; the order stays. Rows are told by their form: as many words before the path on each, and paths that have an extension or
// several folders ("12 km/h" has neither).

import PithPrompt
import PithSystem

/// Writes each folder of the paths that rows end with once.
struct RowsByFolder: Strategy {
    static let name = "rows-by-folder"
    static let summary = "rows that end with a path (du, find -ls, git diff --numstat, wc, tar tv), with each folder once over its files"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .listing, .table]
    static let effect = EditEffect.lossless

    private static let fewestRows = 6
    private static let mostWords = 14, longestHead = 200

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.readerIsSmall else { return [] }
        return context.proposals(
            forBlocksBy: Self.self, as: FolderRows.self, openers: Self.openers, mayBegin: { Row($0, $1, $2)?.isSure == true },
            end: Self.end, write: Self.written)
    }

    /// Numbers, modes of files, hashes, letters of git.
    private static let openers = ByteSet {
        $0.isDigit || $0.isBlank || (0x61...0x66).contains($0) || [0x2D, 0x6C, 0x4D, 0x41, 0x44, 0x52, 0x3F].contains($0)
    }

    private struct Row {
        /// Where the path begins, which ends the line.
        let path: ArraySlice<UInt8>
        /// How many words stand before it.
        let wordCount: Int
        /// Where the line ends, and a CR before that.
        let end: Int

        init?(_ bytes: [UInt8], _ start: Int, _ limit: Int) {
            let feed = lineEnd(in: bytes, from: start, limit: limit)
            let stop = feed > start && bytes[feed - 1] == 0x0D ? feed - 1 : feed
            let line = bytes[start..<stop]
            guard let blank = line.suffix(FolderRows.longestPath).lastIndex(where: \.isBlank), blank + 1 < stop,
                blank - start <= longestHead
            else {
                return nil
            }
            path = line[(blank + 1)...]
            guard path.allSatisfy({ $0.isNameByte || $0 >= 0x80 || [0x2D, 0x2E, 0x2F, 0x2B, 0x40, 0x7E, 0x25, 0x23].contains($0) }) else {
                return nil
            }
            var count = 0
            for at in start..<blank where !bytes[at].isBlank && bytes[at + 1].isBlank { count += 1 }
            guard (1...mostWords).contains(count) else { return nil }
            (wordCount, end) = (count, feed)
        }

        /// The folder of the path, its slash with it; none of a path that is one, or is in the folder where all are.
        var folder: ArraySlice<UInt8> {
            guard path.last != 0x2F, let slash = path.lastIndex(of: 0x2F) else { return [] }
            let folder = path[...slash]
            return folder.elementsEqual(FolderRows.noFolder) ? [] : folder
        }

        /// Whether it is a path and nothing else: several slashes, or an extension.
        var isSure: Bool {
            guard let slash = path.lastIndex(of: 0x2F) else { return false }
            return path[..<slash].contains(0x2F) || path[slash...].dropFirst(2).contains(0x2E)
        }
    }

    /// The end of the rows that begin at `start`: behind the last that is sure to end with a path, where many that are not follow.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        guard let first = Row(bytes, start, limit) else { return nil }
        var at = start, end = start, rowCount = 0, sureCount = 0, unsureCount = 0
        while at < limit, unsureCount < mostUnsureRows, let row = Row(bytes, at, limit), row.wordCount == first.wordCount {
            rowCount += 1
            at = min(row.end + 1, limit)
            if row.isSure { (sureCount, unsureCount, end) = (sureCount + 1, 0, at) } else { unsureCount += 1 }
            // What the first rows are tells what the others are: so no more than these is looked at in vain.
            if rowCount == fewestRows, sureCount * 4 < rowCount * 3 { return nil }
        }
        return rowCount >= fewestRows ? unsureCount < mostUnsureRows ? at : end : nil
    }

    /// So many rows in a row that may end with any word are of something else.
    private static let mostUnsureRows = 16

    /// The rows below their folders; nil where no two of one folder follow one another.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let bytes = Array(text)
        var rows: [(start: Int, row: Row)] = []
        var at = 0
        while at < bytes.count, let row = Row(bytes, at, bytes.count) {
            rows.append((at, row))
            at = row.end + 1
        }
        var written: [UInt8] = []
        var folderCount = 0
        // The folder that rows are written below, and the one that stands above for the reader.
        var folder: ArraySlice<UInt8> = [], shown: ArraySlice<UInt8> = []
        for (index, (start, row)) in rows.enumerated() {
            let own = row.folder
            if own != folder {
                folder = index + 1 < rows.count && rows[index + 1].row.folder == own ? own : []
                if !folder.isEmpty {
                    shown = folder
                    folderCount += 1
                    written += folder + [0x0A]
                }
            }
            if !shown.isEmpty, !row.path.contains(0x2F) {
                shown = []
                folderCount += 1
                written += FolderRows.noFolder + [0x0A]
            }
            let end = min(row.end + 1, bytes.count)
            written += bytes[start..<row.path.startIndex] + bytes[(row.path.startIndex + folder.count)..<end]
        }
        let mark = FolderRows.mark(rowCount: rows.count, folderCount: folderCount) + [0x0A]
        // Where it leaves out little, the columns of the rows may be worth more.
        return (mark.count + written.count) * 5 < text.count * 4 ? mark + written : nil
    }
}
