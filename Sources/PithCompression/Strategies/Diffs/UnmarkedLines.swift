// Added lines without their marks. Where a dense hunk ends in several of them, a line `@@+` says once that all lines below it, to the hunk's end, are added; a
// hunk of nothing else says so in its head.
//
//     @@+1                             @@40 class Pool:
//     import sys                       -        self.reader = open_reader(path)
//                                      @@+
//     def main():                              self.reader = None
//         print("ready")                       self.path = path
//
// Such lines end before a line that begins with `@@` or `diff -`, or with the text. One that begins so itself has its indentation in full, or a backslash
// in front where it has none: as a dense line may have anyway (DenseHunk).

import PithSystem
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

    /// The last `count` of the dense lines without their marks; nil where one would be read as something else.
    static func write(_ dense: [[UInt8]], count: Int) -> [[UInt8]]? {
        var above: ArraySlice<UInt8> = []
        var lines: [[UInt8]] = []
        for (index, line) in dense.enumerated() {
            let text = line.dropFirst()
            guard line.first != DenseHunk.substitutionMark, let first = text.first(where: { !$0.isBlank }) else {
                if index >= dense.count - count { lines.append(Array(text)) }
                continue
            }
            if text.first == 0x5C { above = [] } else if text.first.map(\.isBlank) == true { above = text.prefix(while: \.isBlank) }
            guard index >= dense.count - count else { continue }
            // A fence would close the one that the diff stands in; a reference would be resolved.
            guard first != 0x60, first != DenseHunk.substitutionMark, first != 0x5B || !isTaken(text.drop(while: \.isBlank)) else {
                return nil
            }
            if !ends(at: text) {
                lines.append(Array(text))
            } else {
                lines.append((above.isEmpty ? [0x5C] : Array(above)) + text)
            }
        }
        return lines
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

    /// Whether what stands at `end`, behind a hunk, ends lines without marks: a head, or nothing, or the fence around the diff.
    static func endsClearly(_ end: Int, _ bytes: [UInt8]) -> Bool {
        end == bytes.count || ends(at: bytes[end...]) || bytes[end...].begins(with: "```")
    }

    private static func isTaken(_ text: ArraySlice<UInt8>) -> Bool { isReference(text) || isCutMarker(text) }
}
