// A unified diff taken apart: hunks, and the lines around them. A hunk's head has one of four forms.
//
//     @@ -345,21 +346,22 @@ def lines(parts):      as diff writes it: old start and count, new start and count, a heading
//     @@ 346 @@ def lines(parts):                  short: the line in the new file
//     @@346 def lines(parts):                      dense: the same, and the lines below are written as DenseHunk tells
//     @@+346 def lines(parts):                     dense, and all lines below are added, without their marks (UnmarkedLines)
//
// Below a dense head lines `@@-` and `@@+` may open further lines without marks, and `@@` lines with marks again.
//
// The last three leave out what a reader can tell: the counts by counting the lines below, the old start by taking from the new one what
// the hunks above in the same file added (and where one side has no lines its start is the line before, as diff has it). Such a hunk ends
// where a line is none of a hunk's, or is the `--- ` of the next file. Where the numbers do not follow, a dense head has them all:
// `@@-345,21+346,22 def lines(parts):`.

import PithSystem

/// A hunk of a diff.
struct DiffHunk {
    enum Form { case full, short, dense }

    /// Its head's line and the lines below it, in the bytes.
    let headRange: Range<Int>
    fileprivate(set) var oldStart: Int
    let newStart: Int
    let form: Form
    /// What stands after the second `@@`, or in a dense head after the number.
    let heading: ArraySlice<UInt8>
    /// How many lines of the old and of the new file a full head says there are.
    let stated: (old: Int, new: Int)?
    /// The lines below the head, their line ends included; also those that a head did not count, up to what is no line of a hunk.
    var lines: [Range<Int>] = []
    /// Which of the lines have no marks, ascending; a line above each of them says which mark they stand for, or the head does.
    fileprivate(set) var unmarked: [UnmarkedLines.Stretch] = []
}

/// The hunks of a stretch of bytes.
struct DiffText {
    private(set) var hunks: [DiffHunk] = []
    /// For each hunk, whether it is the first of its file.
    private(set) var opensFile: [Bool] = []

    /// No diff.
    init() {}

    /// Reads `bytes[range]`; lines beyond it are looked at, not taken. Cost: linear.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        let lines = lineRanges(in: bytes, range)
        func first(_ index: Int) -> UInt8? { index < lines.count ? bytes[lines[index].lowerBound] : nil }
        func begins(_ index: Int, _ text: StaticString) -> Bool {
            index < lines.count && bytes[lines[index]].begins(with: text)
        }
        func content(_ index: Int) -> ArraySlice<UInt8> { index < lines.count ? bytes[Self.withoutLineEnd(bytes, lines[index])] : [] }
        func opening(_ index: Int) -> UInt8? { UnmarkedLines.mark(openedBy: content(index)) }
        var at = 0
        /// What the hunks of the file so far added to its line numbers.
        var shift = 0
        var isFirst = true
        func close(_ hunk: DiffHunk) {
            var hunk = hunk
            let counts = hunk.stated ?? Self.counts(of: hunk, in: bytes)
            if hunk.stated == nil { hunk.oldStart = Self.oldStart(newStart: hunk.newStart, shift: shift, counts) }
            shift += counts.new - counts.old
            hunks.append(hunk)
            opensFile.append(isFirst)
            isFirst = false
        }
        while at < lines.count {
            guard let head = Self.head(bytes[Self.withoutLineEnd(bytes, lines[at])]) else {
                if begins(at, "diff ") || begins(at, "--- ") { (shift, isFirst) = (0, true) }
                at += 1
                continue
            }
            var hunk = DiffHunk(
                headRange: lines[at], oldStart: head.old?.start ?? 0, newStart: head.new.start,
                form: head.form, heading: head.heading, stated: head.old.map { ($0.count, head.new.count) })
            at += 1
            if hunk.form == .dense {
                var end = head.isUnmarked ? at : Self.endOfDenseHunk(from: at, count: lines.count, first: first, begins: begins)
                var mark: UInt8? = head.isUnmarked ? 0x2B : opening(end)
                while let opened = mark {
                    let start = head.isUnmarked && hunk.unmarked.isEmpty ? end : end + 1
                    end = start
                    while end < lines.count, !UnmarkedLines.ends(at: bytes[lines[end]]) { end += 1 }
                    hunk.unmarked.append(UnmarkedLines.Stretch(lines: start - at..<end - at, mark: opened))
                    if content(end).elementsEqual(UnmarkedLines.closing) {
                        end = Self.endOfDenseHunk(from: end + 1, count: lines.count, first: first, begins: begins)
                    }
                    mark = opening(end)
                }
                hunk.lines = Array(lines[at..<end])
                at = end
                close(hunk)
                continue
            }
            var old = head.old?.count ?? .max, new = head.new.count
            let start = at
            while at < lines.count, old > 0 || new > 0 {
                let mark = first(at)
                if hunk.form == .short, begins(at, "--- "), begins(at + 1, "+++ ") { break }
                if mark == 0x20 || (hunk.form == .full && (mark == 0x0A || mark == 0x0D)) {
                    (old, new) = (old - 1, new - 1)
                } else if mark == 0x2D {
                    old -= 1
                } else if mark == 0x2B {
                    new -= 1
                } else if mark != 0x5C {
                    break
                }
                at += 1
            }
            while let mark = first(at), mark == 0x5C || mark == 0x20 || mark == 0x2B || mark == 0x2D {
                if begins(at, "--- "), begins(at + 1, "+++ ") { break }
                at += 1
            }
            hunk.lines = Array(lines[start..<at])
            close(hunk)
        }
    }

    /// The old start that follows from the new one and what the hunks above added.
    static func oldStart(newStart: Int, shift: Int, _ counts: (old: Int, new: Int)) -> Int {
        newStart - shift + (counts.new == 0 ? 1 : 0) - (counts.old == 0 ? 1 : 0)
    }

    /// The line after the dense hunk whose lines begin with line `start`. Empty lines are of it where a line of it follows.
    private static func endOfDenseHunk(
        from start: Int, count: Int, first: (Int) -> UInt8?, begins: (Int, StaticString) -> Bool
    ) -> Int {
        var at = start, end = start
        while at < count {
            if first(at) != 0x0A {
                guard let mark = first(at), DenseHunk.isMark(mark), !(begins(at, "--- ") && begins(at + 1, "+++ ")) else { break }
                end = at + 1
            }
            at += 1
        }
        return end
    }

    /// How many lines of the old and of the new file a hunk shows.
    static func counts(of hunk: DiffHunk, in bytes: [UInt8]) -> (old: Int, new: Int) {
        guard !hunk.unmarked.isEmpty else { return counts(of: hunk.lines, in: bytes) }
        var (old, new) = (0, 0)
        forEachLine(of: hunk, in: bytes) { add($0 ?? bytes[$1.lowerBound], &old, &new) }
        return (old, new)
    }

    /// The lines of a dense hunk without line ends, each with its mark, and none of those that open or close lines without.
    static func markedLines(of hunk: DiffHunk, in bytes: [UInt8]) -> [[UInt8]] {
        var marked: [[UInt8]] = []
        forEachLine(of: hunk, in: bytes) { mark, line in
            let text = bytes[withoutLineEnd(bytes, line)]
            marked.append(mark.map { [$0] + text } ?? Array(text))
        }
        return marked
    }

    /// Each line of a dense hunk but those that open or close lines without marks, with the mark that such a line stands for.
    private static func forEachLine(of hunk: DiffHunk, in bytes: [UInt8], _ body: (_ mark: UInt8?, _ line: Range<Int>) -> Void) {
        var next = 0
        for stretch in hunk.unmarked {
            for line in hunk.lines[next..<stretch.lines.lowerBound] where bytes[line.lowerBound] != 0x40 { body(nil, line) }
            for line in hunk.lines[stretch.lines] { body(stretch.mark, line) }
            next = stretch.lines.upperBound
        }
        for line in hunk.lines[next...] where bytes[line.lowerBound] != 0x40 { body(nil, line) }
    }

    /// How many lines of the old and of the new file lines with marks are.
    static func counts(of lines: [Range<Int>], in bytes: [UInt8]) -> (old: Int, new: Int) {
        var old = 0, new = 0
        for line in lines { add(bytes[line.lowerBound], &old, &new) }
        return (old, new)
    }

    /// Counts a line that begins with `mark`.
    private static func add(_ mark: UInt8?, _ old: inout Int, _ new: inout Int) {
        switch mark {
        case 0x2D, DenseHunk.substitutionMark: old += 1
        case 0x2B: new += 1
        case 0x5C: break
        default: (old, new) = (old + 1, new + 1)
        }
    }

    /// The head of a hunk as diff writes it, its line end left out.
    static func fullHead(oldStart: Int, _ old: Int, newStart: Int, _ new: Int, _ heading: ArraySlice<UInt8>) -> [UInt8] {
        var head = Array("@@ -".utf8)
        func put(_ start: Int, _ count: Int) {
            head += String(start).utf8
            if count != 1 {
                head.append(0x2C)
                head += String(count).utf8
            }
        }
        put(oldStart, old)
        head += " +".utf8
        put(newStart, new)
        head += " @@".utf8
        return head + heading
    }

    /// The short head of a hunk, its line end left out.
    static func shortHead(newStart: Int, _ heading: ArraySlice<UInt8>) -> [UInt8] {
        var head = Array("@@ ".utf8)
        head += String(newStart).utf8
        head += " @@".utf8
        return head + heading
    }

    /// The dense form of a full or short head, both without line ends; nil where the heading would be misread.
    static func denseHead(of head: ArraySlice<UInt8>, _ heading: ArraySlice<UInt8>) -> [UInt8]? {
        guard heading.isEmpty || heading.first == 0x20 else { return nil }
        let numbers = head.dropFirst(3).dropLast(heading.count + 3)
        let dense = [0x40, 0x40] + numbers.filter { $0 != 0x20 } + heading
        guard let read = Self.head(dense[...]), read.form == .dense, read.heading.elementsEqual(heading), let plain = Self.head(head),
            read.new == plain.new, read.old?.start == plain.old?.start, read.old?.count == plain.old?.count
        else { return nil }
        return dense
    }

    /// Whether the hunk's lines show by themselves where it ends.
    static func isPlain(_ hunk: DiffHunk, in bytes: [UInt8]) -> Bool {
        guard let last = hunk.lines.last, hunk.headRange.upperBound == hunk.lines[0].lowerBound else { return false }
        for (index, line) in hunk.lines.enumerated() {
            let first = bytes[line.lowerBound]
            guard first == 0x20 || first == 0x2B || first == 0x2D || first == 0x5C else { return false }
            if bytes[line].begins(with: "--- "),
                index + 1 == hunk.lines.count || bytes[hunk.lines[index + 1]].begins(with: "+++ ")
            {
                return false
            }
        }
        guard last.upperBound < bytes.count else { return true }
        switch bytes[last.upperBound] {
        case 0x20, 0x2B, 0x5C: return false
        case 0x2D:
            // The next file's name may follow.
            let next = bytes[last.upperBound...]
            guard next.begins(with: "--- "), let feed = next.firstIndex(of: 0x0A) else { return false }
            return bytes[(feed + 1)...].begins(with: "+++ ")
        default: return true
        }
    }

    /// Whether a line of a diff is one that was added or removed, with a letter or digit in it. A file's name begins so, too, but two stand together: `--- a/`
    /// above `+++ b/`. Cost: linear in the line and its neighbours.
    static func isChange(_ line: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard let sign = bytes[line].first, sign == 0x2B || sign == 0x2D || sign == DenseHunk.substitutionMark else { return false }
        let isName: Bool
        if bytes[line].begins(with: "--- ") {
            let next = lineEnd(in: bytes, from: line.lowerBound, limit: bytes.count) + 1
            isName = next < bytes.count && bytes[next...].begins(with: "+++ ")
        } else if bytes[line].begins(with: "+++ "), line.lowerBound > 0 {
            let above = bytes[..<(line.lowerBound - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            isName = bytes[above...].begins(with: "--- ")
        } else {
            isName = false
        }
        return !isName && hasWord(bytes[line.dropFirst()])
    }

    /// Whether there is a letter or digit in `text`.
    static func hasWord(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(where: \.isWordlike)
    }

    /// The content of a line.
    static func withoutLineEnd(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
        var end = line.upperBound
        if end > line.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
        if end > line.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
        return line.lowerBound..<end
    }

    private struct Head {
        let form: DiffHunk.Form
        /// Nil in a short or dense head.
        let old: (start: Int, count: Int)?
        /// The count is the largest number there is where it is not stated.
        let new: (start: Int, count: Int)
        let heading: ArraySlice<UInt8>
        /// Whether the lines below have no marks.
        var isUnmarked = false
    }

    private static func head(_ line: ArraySlice<UInt8>) -> Head? {
        guard line.begins(with: "@@") else { return nil }
        var at = line.startIndex + 2
        func number() -> Int? {
            let start = at
            var value = 0
            while at < line.endIndex, at < start + 10, line[at].isDigit {
                value = value * 10 + Int(line[at] - 0x30)
                at += 1
            }
            return (1...9).contains(at - start) ? value : nil
        }
        func take(_ byte: UInt8) -> Bool {
            guard at < line.endIndex, line[at] == byte else { return false }
            at += 1
            return true
        }
        func extent() -> (Int, Int)? {
            guard let start = number() else { return nil }
            guard take(0x2C) else { return (start, 1) }
            return number().map { (start, $0) }
        }
        let isDense = !take(0x20), isUnmarked = isDense && take(0x2B)
        var old: (Int, Int)?
        var new: (Int, Int)?
        if !isUnmarked, take(0x2D) {
            old = extent()
            guard old != nil, isDense || take(0x20), take(0x2B) else { return nil }
            new = extent()
        } else {
            new = number().map { ($0, .max) }
        }
        guard let new else { return nil }
        let rest = line[at...]
        if isDense {
            guard rest.isEmpty || rest.first == 0x20 else { return nil }
            return Head(form: .dense, old: old, new: new, heading: rest, isUnmarked: isUnmarked)
        }
        guard rest.begins(with: " @@") else { return nil }
        return Head(form: old == nil ? .short : .full, old: old, new: new, heading: rest.dropFirst(3))
    }
}
