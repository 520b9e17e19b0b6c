// Lines of git blame under their commits, and how a reader gets the lines back.
//
//     [9 lines of git blame under their commits, author and date once a commit]
//     fed39f28 (Ann Lee 2026-11-21 08:25:55 +0000 1-3)
//     # Pith
//
//     Pith makes prompts smaller.
//     1769a93d (Bo Ek   2026-11-22 10:13:11 +0000 4) ```console
//     fed39f28 (5-6)
//     $ make
//     $ make test
//
// The first line counts the lines below it. A head ends in the numbers of its lines: behind one number the line follows, behind two so many lines stand
// below it. `(5-6)` behind a commit alone stands for what its last full head says. Where git blame is asked for no authors (-s) a head is the commit and
// the numbers: `fed39f28 1-3)`. Numbers are aligned at their right, as git does it, and a blank follows the bracket. Where a tool has cut the blanks at the
// ends of lines, the first line says `[9 lines of git blame, cut at blank ends, under …`: then none follows where a line is blank.

import PithSystem

/// Reads lines of git blame under their commits.
package struct BlamedLines: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The lines as git wrote them.
    package let expanded: [UInt8]

    /// The lines that begin at `offset`, or nil when none do. Cost: linear in what they stand for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), var left = Self.count(in: mark.content) else { return nil }
        let isCut = mark.content.elementsEqual(Self.mark(lineCount: left, isCut: true))
        var lines: [(head: ArraySlice<UInt8>, number: Int, text: ArraySlice<UInt8>, end: ArraySlice<UInt8>)] = []
        var heads: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
        var width = 0
        /// The next line of the form.
        func next() -> (text: ArraySlice<UInt8>, end: ArraySlice<UInt8>)? {
            guard left > 0, let line = cursor.nextWhole() else { return nil }
            left -= 1
            return line
        }
        while let line = next() {
            guard let blamed = BlamedLine(line.text, isCut: isCut, mayBeSeveral: true) else { return nil }
            var head = blamed.head
            if blamed.isShort {
                guard let known = heads[blamed.commit] else { return nil }
                head = known
            } else {
                heads[blamed.commit] = head
            }
            width = max(width, String(blamed.last).utf8.count)
            if blamed.first == blamed.last {
                lines.append((head, blamed.first, blamed.text, line.end))
                continue
            }
            for number in blamed.first...blamed.last {
                guard let text = next() else { return nil }
                lines.append((head, number, text.text, text.end))
            }
        }
        guard left == 0, !lines.isEmpty else { return nil }
        var expanded: [UInt8] = []
        for line in lines {
            let number = Array(String(line.number).utf8)
            expanded += line.head
            expanded += [UInt8](repeating: 0x20, count: width - number.count + 1) + number + [0x29]
            if !isCut || line.text.contains(where: { !$0.isSpace }) { expanded.append(0x20) }
            expanded += line.text + line.end
        }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the heads.
    package static func mark(lineCount: Int, isCut: Bool) -> [UInt8] {
        let cut = isCut ? ", cut at blank ends," : ""
        return Array("[\(lineCount) lines of git blame\(cut) under their commits, author and date once a commit]".utf8)
    }

    /// How many lines the line announces, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x5B, line.count < 120, let (count, rest) = line.dropFirst().leadingNumber(),
            rest.begins(with: " lines of git blame")
        else { return nil }
        return [false, true].contains { line.elementsEqual(mark(lineCount: count, isCut: $0)) } ? count : nil
    }
}

/// A line of git blame, `fed39f28 (Ann Lee 2026-11-21 08:25:55 +0000  12) text`, or a head over several lines.
package struct BlamedLine {
    /// What stands before the number, `fed39f28 (Ann Lee 2026-11-21 08:25:55 +0000`, without the one blank before it.
    package let head: ArraySlice<UInt8>
    /// The numbers of its lines, in most cases one.
    package let first: Int
    package let last: Int
    /// Whether it says nothing but its commit and the numbers, in brackets.
    package let isShort: Bool
    /// The id of its commit, as it stands.
    package var commit: ArraySlice<UInt8> { head.prefix { $0 != 0x20 } }
    /// What stands behind the bracket and the blank that follows it.
    package let text: ArraySlice<UInt8>

    /// The line, without its line end; nil when git blame writes none so. Cost: linear up to the bracket behind the number.
    ///
    /// `isCut`: no blank follows the bracket where the text is blank. `mayBeSeveral`: it may be a head of the short form.
    package init?(_ line: ArraySlice<UInt8>, isCut: Bool, mayBeSeveral: Bool = false) {
        var hash = line
        if hash.first == 0x5E { hash = hash.dropFirst() }
        let digits = hash.prefix(41).count(while: \.isHexDigit)
        guard (7...40).contains(digits), hash.dropFirst(digits).first == 0x20 else { return nil }
        var at = hash.startIndex + digits
        let end = min(line.endIndex, at + Self.longestHead)
        while true {
            guard let close = line[at..<end].firstIndex(of: 0x29) else { return nil }
            at = close + 1
            guard let numbers = Self.numbers(line[..<close], mayBeSeveral: mayBeSeveral) else { continue }
            let start = numbers.start
            let isShort = mayBeSeveral && start == hash.startIndex + digits + 2 && line[start - 1] == 0x28
            guard isShort || line[start - 1] == 0x20 else { continue }
            (head, first, last, self.isShort) = (line[..<(start - 1)], numbers.first, numbers.last, isShort)
            let rest = line[at...]
            if first < last {
                // Its lines stand below.
                guard rest.isEmpty else { return nil }
                text = rest
            } else if isCut, rest.allSatisfy(\.isSpace) {
                text = rest
            } else {
                guard rest.first == 0x20 else { return nil }
                text = rest.dropFirst()
            }
            return
        }
    }

    private static let longestHead = 400

    /// The number, or the two with a dash between them, that `text` ends in.
    private static func numbers(_ text: ArraySlice<UInt8>, mayBeSeveral: Bool) -> (start: Int, first: Int, last: Int)? {
        guard let (start, last) = number(text) else { return nil }
        guard mayBeSeveral, start > text.startIndex, text[start - 1] == 0x2D else { return (start, last, last) }
        guard let (firstStart, first) = number(text[..<(start - 1)]), first < last else { return nil }
        return (firstStart, first, last)
    }

    private static func number(_ text: ArraySlice<UInt8>) -> (start: Int, value: Int)? {
        var start = text.endIndex, value = 0, unit = 1
        while start > text.startIndex, text.endIndex - start < 9, text[start - 1].isDigit {
            start -= 1
            value += Int(text[start] - 0x30) * unit
            unit *= 10
        }
        guard start < text.endIndex, text[start] != 0x30 else { return nil }
        return (start, value)
    }
}
