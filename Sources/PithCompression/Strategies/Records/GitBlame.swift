// Lines of git blame under their commits: BlamedLines has the form and its reader.
//
// Lines of one commit that follow one another stand below one head, with their numbers as a range; a commit that was told is named by its id alone. A line
// leans on the head above it, so none could go alone: under a budget, where lines go, they stay as they are.

import PithPrompt
import PithSystem

/// Writes commit, author and date once over the lines that they changed.
struct GitBlame: Strategy {
    static let name = "git-blame"
    static let summary = "git blame with commit, author and date once over lines that follow one another"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private static let fewestLines = 3

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.proposals(
            forBlocksBy: Self.self, as: BlamedLines.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end, write: Self.written
        )
    }

    private static let openers = ByteSet { $0.isHexDigit || $0 == 0x5E }

    /// Whether the line may begin with the id of a commit, by its first bytes.
    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        let end = min(start + 7, limit)
        return end - start == 7 && (bytes[start].isHexDigit || bytes[start] == 0x5E) && bytes[start + 1..<end].allSatisfy(\.isHexDigit)
    }

    /// The end of the blamed lines that begin at `start`: each with a greater number than the one above.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start, count = 0, number = 0
        while at < limit {
            let end = lineEnd(in: bytes, from: at, limit: limit)
            guard let line = BlamedLine(bytes[at..<end], isCut: true), line.first > number else { break }
            (number, count, at) = (line.first, count + 1, min(end + 1, limit))
        }
        return count >= fewestLines ? at : nil
    }

    /// The lines below their heads.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let rows = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        var isCut = false
        var lines = rows.compactMap { BlamedLine($0, isCut: false) }
        if lines.count < rows.count {
            lines = rows.compactMap { BlamedLine($0, isCut: true) }
            isCut = true
        }
        guard let last = lines.last else { return nil }
        let width = String(last.last).utf8.count
        var written: [[UInt8]] = []
        var heads: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
        var row = 0
        while row < lines.count {
            let line = lines[row]
            var end = row + 1
            while end < lines.count, lines[end].first == lines[end - 1].first + 1, areAlike(lines[end], line, width) { end += 1 }
            // Blanks that align the number to the right are no part of the head.
            let head = head(line, width)
            let isKnown = heads[line.commit] == head && head.dropFirst(line.commit.count).begins(with: " (")
            heads[line.commit] = head
            let numbers = end - row == 1 ? "\(line.first))" : "\(line.first)-\(lines[end - 1].first))"
            let start = isKnown ? line.commit + [0x20, 0x28] : head + [0x20]
            if end - row == 1 {
                written.append(start + Array(numbers.utf8) + (isCut && line.text.allSatisfy(\.isSpace) ? [] : [0x20]) + line.text)
            } else {
                written.append(start + Array(numbers.utf8))
                written += lines[row..<end].map { Array($0.text) }
            }
            row = end
        }
        return BlamedLines.mark(lineCount: written.count, isCut: isCut) + [0x0A] + written.joined(separator: [0x0A])
    }

    /// What stands before the number and the blanks that align it in `width` digits.
    private static func head(_ line: BlamedLine, _ width: Int) -> ArraySlice<UInt8> {
        var head = line.head
        for _ in 0..<(width - String(line.first).utf8.count) where head.last == 0x20 { head.removeLast() }
        return head
    }

    private static func areAlike(_ line: BlamedLine, _ other: BlamedLine, _ width: Int) -> Bool { head(line, width) == head(other, width) }
}
