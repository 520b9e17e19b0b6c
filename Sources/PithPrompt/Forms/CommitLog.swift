// What git log prints with what commits share said once, and how a reader gets it back.
//
//     [17 lines of git log, dates and authors as above where not given, messages at the margin]
//     commit a4e259e411c785aba871405755e31482ac9fa7fd Mon Nov 30 07:27:13 2026 +0000 (HEAD -> main)
//     Author: Ann Lee <ann@example.org>
//
//     Fix the pool
//
//     It was closed too early:
//
//         close()
//
//     src/pool.c | 3 ++-                                      (behind one blank)
//     1 file changed, 2 insertions(+), 1 deletion(-)          (behind one blank)
//
//     commit 310311299e2f7d1d0c8d9dd1bbd6b3a9c46bd51b 07:05:44
//
//     Document the pool
//
// The first line counts the lines below it. The date stands behind the commit; what it leaves out is as in the date above (CommitDate), and so is an author
// who is not named. Lines of a message begin at the margin, or behind four blanks and more where they did so behind their margin; a blank line between two
// lines of a message had the margin's four blanks, unless the first line says `cut at blank ends`. Names of files that stood at the margin stand behind two
// blanks. In rows of changed files that follow one another names and numbers are aligned to the longest, which has the blanks that its column needs; where
// they are not, the first line says `rows as they were`. Where a commit has several dates (`--format=fuller`) each has its line, but for that of
// the committer where it is the author's.

import PithSystem

/// Reads what git log prints in its short form.
package struct CommitLog: ShortForm {
    /// The bytes it fills.
    package let range: Range<Int>
    /// The log as git wrote it.
    package let expanded: [UInt8]

    /// What the first line says.
    package struct Form: Sendable, Equatable {
        package let lineCount: Int
        /// Whether blank lines of messages have no blanks.
        package let isCut: Bool
        /// Whether rows of changed files stand as they were.
        package let keepsRows: Bool

        package init(lineCount: Int, isCut: Bool, keepsRows: Bool) {
            (self.lineCount, self.isCut, self.keepsRows) = (lineCount, isCut, keepsRows)
        }

        /// The first line.
        package var mark: [UInt8] {
            let rows = keepsRows ? ", rows as they were" : "", cut = isCut ? ", cut at blank ends" : ""
            return Array(
                "[\(lineCount) lines of git log\(cut)\(rows), dates and authors as above where not given, messages at the margin]".utf8)
        }
    }

    package static func count(in line: ArraySlice<UInt8>) -> Int? { form(in: line)?.lineCount }

    /// What the line says, if it is the first of the form. Cost: the length of such a line.
    private static func form(in line: ArraySlice<UInt8>) -> Form? {
        guard line.first == 0x5B, line.count < 160, let (count, rest) = line.dropFirst().leadingNumber(),
            rest.begins(with: " lines of git log")
        else { return nil }
        for isCut in [false, true] {
            for keepsRows in [false, true] {
                let form = Form(lineCount: count, isCut: isCut, keepsRows: keepsRows)
                if line.elementsEqual(form.mark) { return form }
            }
        }
        return nil
    }

    /// The log that begins at `offset`, or nil when none does. Cost: linear in what it stands for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), let form = Self.form(in: mark.content) else { return nil }
        var expansion = CommitLogExpansion(form)
        for _ in 0..<form.lineCount {
            guard let line = cursor.nextWhole(), expansion.take(line.text, line.end) else { return nil }
        }
        expansion.close()
        (range, expanded) = (offset..<cursor.offset, expansion.text)
    }

    /// The id and what stands behind it in `commit a4e259e4 (HEAD -> main)`; nil for another line.
    package static func commit(_ line: ArraySlice<UInt8>) -> (id: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard line.begins(with: "commit ") else { return nil }
        let digits = line.dropFirst(7).prefix(65).count(while: \.isHexDigit)
        let rest = line.dropFirst(7 + digits)
        guard digits >= 7, digits <= 64, rest.isEmpty || rest.first == 0x20 else { return nil }
        return (line.dropFirst(7).prefix(digits), rest)
    }

    /// The key of a line of a commit's head, `Author: `, with all blanks behind it, and the value; nil for another line.
    package static func field(_ line: ArraySlice<UInt8>) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard line.first?.isCapital == true, let colon = line.prefix(24).firstIndex(of: 0x3A) else { return nil }
        let value = line[(colon + 1)...].drop { $0 == 0x20 }
        return value.startIndex > colon + 1 && !value.isEmpty ? (line[..<value.startIndex], value) : nil
    }

    /// Whether a key is that of a date, and whether it is that of a person.
    package static func isDate(_ key: ArraySlice<UInt8>) -> Bool {
        key.begins(with: "Date:") || key.begins(with: "AuthorDate:") || key.begins(with: "CommitDate:")
    }

    package static func isPerson(_ key: ArraySlice<UInt8>) -> Bool { key.begins(with: "Author:") || key.begins(with: "Commit:") }

    /// A row of changed files: `src/pool.c  |  3 ++-` behind one blank; its name and its number with the blanks that align them. Nil for another line.
    package static func row(_ line: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, count: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard line.first == 0x20, let first = line.dropFirst().first, first != 0x20 else { return nil }
        var bar = line.startIndex + 1
        while true {
            guard let next = line[bar...].firstIndex(of: 0x7C) else { return nil }
            if line[next - 1] == 0x20, line[(next + 1)...].first == 0x20 {
                bar = next
                break
            }
            bar = next + 1
        }
        let count = line[(bar + 1)...].drop { $0 == 0x20 }.prefix { $0 != 0x20 }
        guard bar > line.startIndex + 2, !count.isEmpty, count.allSatisfy(\.isDigit) || count.elementsEqual("Bin".utf8) else { return nil }
        return (line[(line.startIndex + 1)..<(bar - 1)], line[(bar + 2)..<count.endIndex], line[count.endIndex...])
    }
}

/// Makes a log of the lines of the short form.
private struct CommitLogExpansion {
    private let form: CommitLog.Form
    private(set) var text: [UInt8] = []
    /// The heads' lines of the first commit: their keys, in order.
    private var layout: [ArraySlice<UInt8>] = []
    private var persons: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    private var date: CommitDate?
    /// The head that is being read: its first line, and what was given below it.
    private var head: (id: ArraySlice<UInt8>, refs: ArraySlice<UInt8>, date: CommitDate?, end: ArraySlice<UInt8>)?
    private var given: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
    private var others: [ArraySlice<UInt8>] = []
    /// Blank lines behind a message, and rows of changed files, which hang on what follows.
    private var blanks: [(text: ArraySlice<UInt8>, end: ArraySlice<UInt8>)] = []
    private var rows: [(line: ArraySlice<UInt8>, end: ArraySlice<UInt8>)] = []
    private var isInMessage = false

    init(_ form: CommitLog.Form) { self.form = form }

    /// Takes the next line; false when it cannot be.
    mutating func take(_ line: ArraySlice<UInt8>, _ end: ArraySlice<UInt8>) -> Bool {
        if head != nil {
            if !line.isEmpty { return takeField(line) }
            return writeHead(end)
        }
        if let commit = CommitLog.commit(line) {
            close()
            isInMessage = false
            let bracket = commit.rest.indices.first { commit.rest[$0] == 0x28 && commit.rest[$0 - 1] == 0x20 } ?? commit.rest.endIndex
            let refs = bracket < commit.rest.endIndex ? commit.rest[(bracket - 1)...] : commit.rest[bracket...]
            let words = commit.rest[..<refs.startIndex].dropFirst()
            let date = words.isEmpty ? nil : CommitDate(words, after: date)
            head = (commit.id, refs, date, end)
            (given, others) = ([], [])
            return true
        }
        guard !layout.isEmpty else { return false }
        if !form.keepsRows, CommitLog.row(line) != nil {
            writeBlanks(inMessage: false)
            isInMessage = false
            rows.append((line, end))
            return true
        }
        writeRows()
        if line.allSatisfy({ $0 == 0x20 }) {
            blanks.append((line, end))
            return true
        }
        let indent = line.count(while: { $0 == 0x20 })
        let isMessage = indent == 0 || indent > 3
        writeBlanks(inMessage: isMessage && isInMessage)
        isInMessage = isMessage
        switch indent {
        case 0: text += [0x20, 0x20, 0x20, 0x20] + line
        case 2: text += line.dropFirst(2)
        default: text += line
        }
        text += end
        return true
    }

    /// Writes what hung on lines that do not come.
    mutating func close() {
        writeRows()
        writeBlanks(inMessage: false)
    }

    private mutating func takeField(_ line: ArraySlice<UInt8>) -> Bool {
        if let field = CommitLog.field(line), CommitLog.isDate(field.key) || CommitLog.isPerson(field.key) {
            given.append(field)
        } else {
            others.append(line)
        }
        return true
    }

    /// Writes a commit's head, which a blank line ends.
    private mutating func writeHead(_ blankEnd: ArraySlice<UInt8>) -> Bool {
        guard let head else { return false }
        self.head = nil
        let dateKey = ArraySlice("Date:   ".utf8)
        if layout.isEmpty {
            layout = given.map(\.key)
            if head.date != nil { layout.append(dateKey) }
            guard !layout.isEmpty else { return false }
        }
        text += Array("commit ".utf8) + head.id + head.refs + head.end
        for line in others { text += line + head.end }
        for key in layout {
            let value = given.first { $0.key == key }?.value
            text += key
            if CommitLog.isPerson(key) {
                guard let person = value ?? persons[key] else { return false }
                persons[key] = person
                text += person
            } else {
                guard let date = key == dateKey ? head.date : value.map({ CommitDate($0, after: date) }) ?? date else { return false }
                self.date = date
                text += date.text
            }
            text += head.end
        }
        text += blankEnd
        return given.allSatisfy { layout.contains($0.key) }
    }

    private mutating func writeBlanks(inMessage: Bool) {
        for blank in blanks { text += (inMessage && !form.isCut ? [0x20, 0x20, 0x20, 0x20] : blank.text) + blank.end }
        blanks = []
    }

    private mutating func writeRows() {
        guard !rows.isEmpty else { return }
        let read = rows.compactMap { CommitLog.row($0.line) }
        let nameWidth = read.reduce(0) { max($0, $1.name.count) }, countWidth = read.reduce(0) { max($0, $1.count.count) }
        for (row, line) in zip(read, rows) {
            text += [0x20] + row.name + [UInt8](repeating: 0x20, count: nameWidth - row.name.count + 1) + [0x7C, 0x20]
            text += [UInt8](repeating: 0x20, count: countWidth - row.count.count) + row.count + row.rest + line.end
        }
        rows = []
    }
}
