// Unified diffs, git's headers with them. Hunk headers say how many lines follow, and are believed as long as the lines look the part.

import PithSystem

extension TextLines {
    /// The line after the diff that begins with line `index`, or nil when none does. `goingOn`: a reference stands for lines of it above.
    func endOfDiff(at index: Int, goingOn: Bool = false) -> Int? {
        var at = goingOn ? endOfDenseHunk(from: index) : index
        guard at > index || beginsDiff(index) else { return nil }
        var hunks = 0
        while at < count {
            if let form = uncountedHead(at) {
                at = form == .dense ? endOfDenseHunk(from: at + 1) : endOfUncountedHunk(from: at + 1)
                hunks += 1
            } else if isHeadOfUnmarkedLines(at), let end = endOfUnmarkedLines(from: at + 1) {
                at = end
                hunks += 1
            } else if let (old, new) = hunkCounts(at) {
                at = endOfHunk(from: at + 1, oldCount: old, newCount: new)
                hunks += 1
            } else if isDiffHeader(at) {
                at += 1
            } else {
                let next = nextTextLine(from: at, limit: 4)
                guard next > at, beginsDiff(next) || (next < count && isHeadOfUnmarkedLines(next)) else { break }
                at = next
            }
        }
        return hunks > 0 || goingOn || at - index >= 2 ? at : nil
    }

    /// Whether the last hunk of the diff in `range` is a dense one; nil where no hunk begins there. Cost: linear in that hunk.
    func endsInDenseHunk(_ range: Range<Int>) -> Bool? {
        range.last { line($0, beginsWith: "@@") && lines[$0].indent == 0 && !opensUnmarkedLines($0) && !closesUnmarkedLines($0) }
            .map { uncountedHead($0) == .dense }
    }

    private func beginsDiff(_ index: Int) -> Bool {
        guard index < count, lines[index].indent == 0, !lines[index].isBlank else { return false }
        switch bytes[lines[index].first] {
        case 0x64: return line(index, beginsWith: "diff --git ") || line(index, beginsWith: "diff -")
        case 0x49: return line(index, beginsWith: "Index: ") && line(index + 1, beginsWith: "====")
        case 0x2D: return line(index, beginsWith: "--- ") && line(index + 1, beginsWith: "+++ ")
        case 0x40: return hunkCounts(index) != nil || uncountedHead(index) != nil
        default: return false
        }
    }

    /// Whether a diff may begin with line `index`, by what stands on it.
    func mayBeginDiff(_ index: Int) -> Bool { beginsDiff(index) }

    /// The lines that git and others write around hunks.
    private func isDiffHeader(_ index: Int) -> Bool {
        guard lines[index].indent == 0 else { return false }
        let first = head(index).first
        return Self.diffHeaders.contains { $0.firstByte == first && line(index, beginsWith: $0) }
    }

    private static let diffHeaders: [StaticString] = [
        "diff -", "index ", "--- ", "+++ ", "old mode ", "new mode ", "deleted file mode ", "new file mode ", "copy from ", "copy to ",
        "rename from ", "rename to ", "similarity index ", "dissimilarity index ", "Binary files ", "GIT binary patch", "Index: ",
        "=======",
    ]

    /// The line after the hunk whose body begins with line `start`.
    private func endOfHunk(from start: Int, oldCount: Int, newCount: Int) -> Int {
        var (old, new, at) = (oldCount, newCount, start)
        while at < count, old > 0 || new > 0 {
            let line = lines[at]
            switch line.start < line.end ? bytes[line.start] : 0x20 {
            // An empty line is a context line whose one space was trimmed away.
            case 0x20: (old, new) = (old - 1, new - 1)
            case 0x2D: old -= 1
            case 0x2B: new -= 1
            case 0x5C: break
            default: return at
            }
            at += 1
        }
        while line(at, beginsWith: "\\ No newline") { at += 1 }
        // A head may have counted too few: what looks the part up to the next head is the hunk's.
        var more = at
        while more < count, lines[more].start < lines[more].end, " +-\\".utf8.contains(bytes[lines[more].start]),
            !(line(more, beginsWith: "--- ") && line(more + 1, beginsWith: "+++ "))
        { more += 1 }
        return more > at && more < count && beginsDiff(more) ? more : at
    }

    private enum UncountedForm { case short, dense }

    /// Whether line `index` is a hunk's head as Pith writes it: `@@ 346 @@ heading`, or `@@346 heading` over lines written densely
    /// (`@@-345,21+346,22 heading` where its numbers do not follow).
    private func uncountedHead(_ index: Int) -> UncountedForm? {
        guard line(index, beginsWith: "@@"), lines[index].indent == 0 else { return nil }
        var rest = head(index).dropFirst(2)
        if rest.first == 0x20 {
            rest = rest.dropFirst()
            return number(&rest) != nil && rest.begins(with: " @@") ? .short : nil
        }
        if rest.first == 0x2D {
            rest = rest.dropFirst()
            guard extent(&rest), rest.first == 0x2B else { return nil }
            rest = rest.dropFirst()
            guard extent(&rest) else { return nil }
        } else if number(&rest) == nil {
            return nil
        }
        // A head alone is too little to know one by.
        guard rest.isEmpty || rest.first == 0x20, index + 1 < count, lines[index + 1].start < lines[index + 1].next,
            isDenseMark(bytes[lines[index + 1].start]) || opensUnmarkedLines(index + 1)
        else { return nil }
        return .dense
    }

    /// Takes `12` or `12,3` off the front.
    private func extent(_ text: inout ArraySlice<UInt8>) -> Bool {
        guard number(&text) != nil else { return false }
        guard text.first == 0x2C else { return true }
        text = text.dropFirst()
        return number(&text) != nil
    }

    private func isDenseMark(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2B || byte == 0x2D || byte == 0x5C || byte == 0x7E }

    /// The line after the hunk of dense lines that begins with line `start`, those without marks among them.
    private func endOfDenseHunk(from start: Int) -> Int {
        var at = endOfMarkedLines(from: start)
        while at < count, opensUnmarkedLines(at), let end = endOfUnmarkedLines(from: at + 1) {
            at = end
            if closesUnmarkedLines(at) { at = endOfMarkedLines(from: at + 1) }
        }
        return at
    }

    /// The line after the dense lines with marks that begin with line `start`: empty lines are of them where a line with a mark follows.
    private func endOfMarkedLines(from start: Int) -> Int {
        var at = start, end = start
        while at < count {
            let first = bytes[lines[at].start]
            if first != 0x0A {
                guard isDenseMark(first), !(line(at, beginsWith: "--- ") && line(at + 1, beginsWith: "+++ ")) else { break }
                end = at + 1
            }
            at += 1
        }
        return end
    }

    /// Whether line `index` says that the lines below it are added ones without their marks, `@@+`, or removed ones, `@@-`.
    private func opensUnmarkedLines(_ index: Int) -> Bool {
        guard lines[index].indent == 0, line(index, beginsWith: "@@") else { return false }
        let rest = head(index).dropFirst(2)
        return rest.count == 1 && (rest.first == 0x2B || rest.first == 0x2D)
    }

    /// Whether line `index` says that lines have their marks again.
    private func closesUnmarkedLines(_ index: Int) -> Bool {
        lines[index].indent == 0 && lines[index].content.count == 2 && line(index, beginsWith: "@@")
    }

    /// Whether line `index` is the head of a hunk of nothing but added lines without their marks: `@@+346 heading`.
    private func isHeadOfUnmarkedLines(_ index: Int) -> Bool {
        guard lines[index].indent == 0, line(index, beginsWith: "@@+") else { return false }
        var rest = head(index).dropFirst(3)
        return number(&rest) != nil && (rest.isEmpty || rest.first == 0x20)
    }

    /// The line after such lines, which is the next hunk's or file's head; nil where there is none.
    private func endOfUnmarkedLines(from start: Int) -> Int? {
        (start..<max(start, count)).first { lines[$0].indent == 0 && (line($0, beginsWith: "@@") || line($0, beginsWith: "diff -")) }
    }

    /// The line after the hunk under a short head: it ends where a line is none of a hunk's, or names the next file.
    private func endOfUncountedHunk(from start: Int) -> Int {
        var at = start
        while at < count, lines[at].start < lines[at].next {
            let first = bytes[lines[at].start]
            guard first == 0x20 || first == 0x2B || first == 0x2D || first == 0x5C else { break }
            if line(at, beginsWith: "--- "), line(at + 1, beginsWith: "+++ ") { break }
            at += 1
        }
        return at
    }

    /// The line counts of a hunk header (`@@ -1,3 +1,4 @@ heading`, or `@@@ … @@@` of a merge), or nil.
    private func hunkCounts(_ index: Int) -> (old: Int, new: Int)? {
        let text = head(index)
        guard lines[index].indent == 0, text.begins(with: "@@") else { return nil }
        var rest = text.dropFirst(text.count(while: { $0 == 0x40 }))
        var old = 0, new: Int?
        while let first = rest.dropFirst().first, rest.first == 0x20, first == 0x2D || first == 0x2B {
            rest = rest.dropFirst(2)
            guard number(&rest) != nil else { return nil }
            var lineCount = 1
            if rest.first == 0x2C {
                rest = rest.dropFirst()
                guard let stated = number(&rest) else { return nil }
                lineCount = stated
            }
            if first == 0x2D { old = max(old, lineCount) } else { new = lineCount }
        }
        guard let new, rest.begins(with: " @@") else { return nil }
        return (old, new)
    }

    private func number(_ text: inout ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix(while: \.isDigit)
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        text = text.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
