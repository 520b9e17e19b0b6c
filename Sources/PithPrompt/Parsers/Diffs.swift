// Unified diffs, git's headers with them. Hunk headers say how many lines follow, and are believed as long as the lines look the part.

extension TextLines {
    /// The line after the diff that begins with line `index`, or nil when none does.
    func endOfDiff(at index: Int) -> Int? {
        guard beginsDiff(index) else { return nil }
        var at = index
        var hunks = 0
        while at < count {
            if isShortHunkHead(at) {
                at = endOfUncountedHunk(from: at + 1)
                hunks += 1
            } else if let (old, new) = hunkCounts(at) {
                at = endOfHunk(from: at + 1, oldCount: old, newCount: new)
                hunks += 1
            } else if isDiffHeader(at) {
                at += 1
            } else {
                let next = nextTextLine(from: at, limit: 4)
                guard next > at, beginsDiff(next) else { break }
                at = next
            }
        }
        return hunks > 0 || at - index >= 2 ? at : nil
    }

    private func beginsDiff(_ index: Int) -> Bool {
        guard index < count, lines[index].first == lines[index].start else { return false }
        switch bytes[lines[index].start..<lines[index].end].first {
        case 0x64: return line(index, beginsWith: "diff --git ") || line(index, beginsWith: "diff -")
        case 0x49: return line(index, beginsWith: "Index: ") && line(index + 1, beginsWith: "====")
        case 0x2D: return line(index, beginsWith: "--- ") && line(index + 1, beginsWith: "+++ ")
        case 0x40: return hunkCounts(index) != nil || isShortHunkHead(index)
        default: return false
        }
    }

    /// The lines that git and others write around hunks.
    private func isDiffHeader(_ index: Int) -> Bool {
        guard lines[index].indent == 0 else { return false }
        let first = head(index).first
        return Self.diffHeaders.contains { $0.utf8.first == first && line(index, beginsWith: $0) }
    }

    private static let diffHeaders = [
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
        return at
    }

    /// Whether line `index` is a hunk's head as Pith shortens it: `@@ 346 @@ heading`.
    private func isShortHunkHead(_ index: Int) -> Bool {
        guard line(index, beginsWith: "@@ "), lines[index].indent == 0 else { return false }
        var rest = head(index).dropFirst(3)
        return number(&rest) != nil && rest.starts(with: " @@")
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
        guard lines[index].indent == 0, text.starts(with: "@@") else { return nil }
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
        guard let new, rest.starts(with: " @@") else { return nil }
        return (old, new)
    }

    private func number(_ text: inout ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix { isDigit($0) }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        text = text.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
