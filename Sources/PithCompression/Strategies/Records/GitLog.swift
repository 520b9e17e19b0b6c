// What git log prints with what commits share said once: CommitLog has the form and its reader.
//
// A head leans on the one above it, so no commit could go alone: under a budget, where sentences and lines go, all stays as it was.

import PithPrompt
import PithSystem

/// Writes authors and dates of commits where they change, and messages without their margin.
struct GitLog: Strategy {
    static let name = "git-log"
    static let summary = "git log with dates by what changed, authors where they change, messages at the margin, files without alignment"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private static let fewestCommits = 2

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.readerIsSmall else { return [] }
        return context.proposals(
            forBlocksBy: Self.self, as: CommitLog.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end, write: Self.written)
    }

    private static let openers = ByteSet([0x63])

    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool { bytes[start..<limit].begins(with: "commit ") }

    /// The end of the log that begins at `start`. No line behind the first that is looked at and refused begins one.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start, end = start, commitCount = 0
        var isHead = false, hasBody = false
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            let line = bytes[at..<stop]
            if CommitLog.commit(line) != nil {
                if isHead || commitCount > 0 && !hasBody { break }
                hasBody = false
                commitCount += 1
                isHead = true
            } else if commitCount == 0 {
                return nil
            } else if isHead {
                if line.isEmpty { isHead = false } else if line.first == 0x20 || !line.contains(0x3A) { break }
            } else if !isBody(line) {
                break
            }
            at = min(stop + 1, limit)
            if !isHead, !line.isEmpty { (end, hasBody) = (at, true) }
        }
        return commitCount >= fewestCommits && end > start ? end : nil
    }

    /// Whether the line is of a message, a row of changed files or a name of one.
    private static func isBody(_ line: ArraySlice<UInt8>) -> Bool {
        switch line.prefix { $0 == 0x20 }.count {
        case line.count: line.count <= 4
        case 0: line.contains(0x09) || !line.contains { $0.isSpace } || line.elementsEqual("Notes:".utf8)
        case 2, 3: false
        default: true
        }
    }

    /// The log in its short form, told as it must be read; nil when it cannot have one.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        for keepsRows in [false, true] {
            let short = shortened(lines, keepsRows: keepsRows)
            for isCut in [false, true] {
                let form = CommitLog.Form(lineCount: short.count, isCut: isCut, keepsRows: keepsRows)
                let written = form.mark + [0x0A] + short.joined(separator: [0x0A])
                if CommitLog(written, startingAt: 0, limit: written.count)?.expanded.elementsEqual(text) == true { return written }
            }
        }
        return nil
    }

    private static func shortened(_ lines: [ArraySlice<UInt8>], keepsRows: Bool) -> [[UInt8]] {
        var short: [[UInt8]] = []
        var persons: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
        var date: CommitDate?
        var isFirst = true
        var row = 0
        while row < lines.count {
            guard let commit = CommitLog.commit(lines[row]) else {
                let end = keepsRows ? row : lines[row...].firstIndex { CommitLog.row($0) == nil } ?? lines.count
                if end > row {
                    short += withoutAlignment(lines[row..<end].compactMap(CommitLog.row))
                } else {
                    short.append(bodyLine(lines[row]))
                }
                row = max(end, row + 1)
                continue
            }
            let place = short.count
            short.append([])
            var words: [UInt8] = []
            row += 1
            while row < lines.count, !lines[row].isEmpty {
                let line = lines[row]
                row += 1
                guard let (key, value) = CommitLog.field(line) else {
                    short.append(Array(line))
                    continue
                }
                if CommitLog.isPerson(key) {
                    if persons[key] != value { short.append(Array(line)) }
                    persons[key] = value
                } else if CommitLog.isDate(key) {
                    let own = CommitDate(value)
                    let changed = own.shortened(after: date)
                    if key.begins(with: "Date:") {
                        words = [0x20] + changed
                    } else if isFirst || own != date || key.begins(with: "AuthorDate:") {
                        short.append(key + changed)
                    }
                    date = own
                } else {
                    short.append(Array(line))
                }
            }
            short[place] = Array("commit ".utf8) + commit.id + words + commit.rest
            isFirst = false
        }
        return short
    }

    /// Rows of changed files, each name and number with the blanks alone that show the width of their column: the longest has them.
    private static func withoutAlignment(
        _ rows: [(name: ArraySlice<UInt8>, count: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)]
    ) -> [[UInt8]] {
        let names = rows.map { row in row.name.prefix((row.name.lastIndex { $0 != 0x20 } ?? row.name.startIndex) - row.name.startIndex + 1)
        }
        let counts = rows.map { $0.count.drop { $0 == 0x20 } }
        let longestName = names.indices.max { names[$0].count < names[$1].count }
        let longestCount = counts.indices.max { counts[$0].count < counts[$1].count }
        return rows.indices.map { index in
            let name = index == longestName ? rows[index].name : names[index],
                count = index == longestCount ? rows[index].count : counts[index]
            return [0x20] + name + [0x20, 0x7C, 0x20] + count + rows[index].rest
        }
    }

    private static func bodyLine(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let indent = line.prefix { $0 == 0x20 }.count
        if indent == line.count { return [] }
        switch indent {
        case 0: return [0x20, 0x20] + line
        case 4:
            let message = line.dropFirst(4)
            // What would be taken for a head keeps its margin.
            let isHead =
                CommitLog.commit(message) != nil
                || CommitLog.field(message).map { CommitLog.isDate($0.key) || CommitLog.isPerson($0.key) } ?? false
            return isHead ? Array(line) : Array(message)
        default: return Array(line)
        }
    }
}
