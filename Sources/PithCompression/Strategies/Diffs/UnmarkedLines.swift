// Added lines without their marks. Where a dense hunk ends in several of them, a line `@@+` says once that all lines below it, to the hunk's end, are added; a
// hunk of nothing else says so in its head.
//
//     @@+1                             @@40 class Pool:
//     import sys                       -        self.reader = open_reader(path)
//                                      @@+
//     def main():                              self.reader = None
//         print("ready")                       self.path = path
//
// Such lines end before a line that begins with `@@` or `diff -`, and there is one: at the end of a text lines keep their marks, so that nothing put behind it
// is read as added. A line that begins so itself keeps the whole from being written. Only where nothing may be dropped later, for a head that went would
// leave removed lines to be read as added ones.

import PithPrompt

enum UnmarkedLines {
    /// The line that opens them.
    static let opening = Array("@@+".utf8)
    private static let fewestInTail = 5
    private static let fewestInHunk = 3

    /// How many of the last dense lines are to be written without marks; 0 where none are.
    static func count(of dense: [[UInt8]]) -> Int {
        let count = dense.reversed().prefix { $0.first == 0x2B }.count
        guard count >= (count == dense.count ? fewestInHunk : fewestInTail),
            dense[dense.count - 1].contains(where: { !$0.isBlank && $0 != 0x2B })
        else { return 0 }
        return count
    }

    /// The dense lines, all added, without their marks; nil where one would be read as something else.
    static func write(_ dense: ArraySlice<[UInt8]>) -> [[UInt8]]? {
        let isClear = dense.allSatisfy { line in
            let text = line.dropFirst(), words = text.drop(while: \.isBlank)
            // A fence would close the one that the diff stands in; a reference would be resolved.
            return !ends(at: text) && words.first != 0x60 && words.first != DenseHunk.substitutionMark && !isReference(words)
                && !isCutMarker(words)
        }
        return isClear ? dense.map { Array($0.dropFirst()) } : nil
    }

    /// Where such lines stand in the diffs of a prompt, by view, ascending. Cost: linear.
    static func stretches(in prompt: Prompt) -> [Int: [Range<Int>]] {
        var stretches: [Int: [Range<Int>]] = [:]
        let diffs = DiffReading(prompt)
        for segment in prompt.segments where segment.kind == .diff {
            for hunk in diffs[segment].hunks where !hunk.unmarked.isEmpty {
                let lines = hunk.lines[hunk.unmarked]
                stretches[segment.view, default: []].append(lines[lines.startIndex].lowerBound..<lines[lines.endIndex - 1].upperBound)
            }
        }
        return stretches
    }

    /// Whether a line that begins so ends lines without marks.
    static func ends(at line: ArraySlice<UInt8>) -> Bool { line.begins(with: "@@") || line.begins(with: "diff -") }
}
