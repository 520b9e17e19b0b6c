// Changed lines without their marks. In a dense hunk a line `@@-` says once that all lines below it are removed ones, and a line `@@+` that they are added
// ones; after such lines a line `@@` says that lines have their marks again. A hunk that only adds says so in its head.
//
//     @@+1                             @@40 class Pool:
//     import sys                       @@-
//                                              self.reader = open_reader(path)
//     def main():                              self.writer = open_writer(path)
//         print("ready")                       …
//                                      @@+
//                                              self.reader = None
//                                              …
//                                      @@
//                                       self.path = path
//
// Such lines end before a line that begins with `@@` or `diff -`, and there is one: where none follows by itself a line `@@` is put there, so that nothing
// that stands or is put behind a hunk is read as changed. A line that begins so itself keeps its mark. Only where nothing may be dropped later, for a head
// that went would leave lines to be read as what they are not.

import PithPrompt

enum UnmarkedLines {
    /// Lines without marks that follow each other: which of a hunk's lines they are, and the mark of each.
    struct Stretch: Equatable {
        let lines: Range<Int>
        let mark: UInt8
    }

    /// The line that opens added ones, and begins the head of a hunk of nothing else.
    static let opening = Array("@@+".utf8)
    /// The line after which lines have their marks again.
    static let closing = Array("@@".utf8)
    private static let fewestInRun = 5
    /// Fewest lines that make up for a closing line, too.
    private static let fewestWithin = 7
    private static let fewestInHunk = 3

    /// The mark of the lines below `line`, where it is one that opens such; nil for any other.
    static func mark(openedBy line: ArraySlice<UInt8>) -> UInt8? {
        guard line.count == 3, line.starts(with: closing), let mark = line.last, isChange(mark) else { return nil }
        return mark
    }

    /// The dense lines, all of them added, without their marks; nil where they are too few, or something else, or one would be read so.
    static func wholeHunk(_ dense: [[UInt8]]) -> [[UInt8]]? {
        guard dense.count >= fewestInHunk, dense.allSatisfy({ $0.first == 0x2B && isClear($0) }), hasText(dense[dense.count - 1])
        else { return nil }
        return dense.map { Array($0.dropFirst()) }
    }

    /// The dense lines with long runs of added or removed ones without their marks; nil where there is no such run. `isEnded` says whether a line that
    /// ends such a run stands behind the hunk.
    static func write(_ dense: [[UInt8]], isEnded: Bool) -> [[UInt8]]? {
        var out: [[UInt8]] = []
        /// The mark that lines stand for here, where they have none.
        var mark: UInt8?
        var hasRun = false
        func close() {
            if mark != nil { out.append(closing) }
            mark = nil
        }
        func open(_ opened: UInt8) {
            // An empty line is of the hunk where one with a mark follows.
            if mark == nil { for index in out.indices.reversed().prefix(while: { out[$0].isEmpty }) { out[index] = [0x20] } }
            out.append(closing + [opened])
            mark = opened
        }
        var at = 0
        while at < dense.count {
            let end = end(ofRunAt: at, dense)
            let isFollowed = end < dense.count ? dense[end].first.map(isChange) ?? false : isEnded
            guard end - at >= (mark != nil ? 1 : isFollowed ? fewestInRun : fewestWithin), dense[at..<end].contains(where: hasText) else {
                close()
                let next = max(end, at + 1)
                out += dense[at..<next]
                at = next
                continue
            }
            if mark != dense[at][0] { open(dense[at][0]) }
            hasRun = true
            out += dense[at..<end].map { Array($0.dropFirst()) }
            at = end
        }
        if !isEnded { close() }
        return hasRun ? out : nil
    }

    /// The end of the lines from `start` on that have one mark of change and can do without. One that a `~` line below tells of keeps it.
    private static func end(ofRunAt start: Int, _ dense: [[UInt8]]) -> Int {
        guard let mark = dense[start].first, isChange(mark) else { return start }
        var end = start
        while end < dense.count, dense[end].first == mark, isClear(dense[end]) { end += 1 }
        return end > start && end < dense.count && dense[end].first == DenseHunk.substitutionMark ? end - 1 : end
    }

    private static func isChange(_ mark: UInt8) -> Bool { mark == 0x2B || mark == 0x2D }

    private static func hasText(_ line: [UInt8]) -> Bool { line.dropFirst().contains { !$0.isBlank } }

    /// Whether a line would not be read as something else without its mark.
    private static func isClear(_ line: [UInt8]) -> Bool {
        let text = line.dropFirst(), words = text.drop(while: \.isBlank)
        // A fence would close the one that the diff stands in; a reference would be resolved.
        return !ends(at: text) && words.first != 0x60 && words.first != DenseHunk.substitutionMark
            && !isReferenceOrCut(words)
    }

    /// Where such lines stand in the diffs of a prompt, by view, ascending. Cost: linear.
    static func stretches(in prompt: Prompt) -> [Int: [Range<Int>]] {
        var stretches: [Int: [Range<Int>]] = [:]
        let diffs = DiffReading(prompt)
        for segment in prompt.segments where segment.kind == .diff {
            for hunk in diffs[segment].hunks {
                for stretch in hunk.unmarked where !stretch.lines.isEmpty {
                    let lines = hunk.lines[stretch.lines]
                    stretches[segment.view, default: []].append(lines[lines.startIndex].lowerBound..<lines[lines.endIndex - 1].upperBound)
                }
            }
        }
        return stretches
    }

    /// Whether a line, without its line end, opens lines without marks or says that they have marks again.
    static func turns(at line: ArraySlice<UInt8>) -> Bool {
        line.begins(with: "@@") && (line.count == closing.count || line.starts(with: opening) || mark(openedBy: line) != nil)
    }

    /// Whether a line that begins so ends lines without marks.
    static func ends(at line: ArraySlice<UInt8>) -> Bool { line.begins(with: "@@") || line.begins(with: "diff -") }
}
