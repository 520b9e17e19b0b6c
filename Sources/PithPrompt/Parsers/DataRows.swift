// Rows of data that hold a time: what a dump of a table has line by line. They look like a log's lines, but each row is a record that somebody may ask for, so they
// are none, and are not folded into a count. What they open with tells: the bar of a table that a program drew, the bracket of a tuple
// (`(17, 'paid', '2026-03-08 11:32:32'),`), a number that fills a field (`17;2026-03-08 11:32:32;paid`, tabs or commas as well), or tabs around a time that
// fills a field further on. So is a field of a record whose value is a time (`created_at: 2026-03-08 11:32:32`, `Modify: 2026-03-08 11:32:32 +0000`,
// `Monday  08:00:00 - 18:30:00`): where a log has its message, behind the time, it has nothing.
// So are measurements (`2026-03-08 11:24:08 13.4 56 1011`), the files of a bucket (`2026-03-08 11:24:08    3240059 backup/db.sql.gz`) and commits that begin
// with their id (`1a2b3c4 2026-03-08 11:24:08 +0100 Fix typo`). Nor are lines of a chat, where each is what somebody said:
// `[08/03/2026, 11:32:32] Ann: I paid 40`, `11:32:32 <ann> I paid 40`, `11:32:32 From Ann to Everyone: I paid 40`.

import PithSystem

extension TextLines {
    /// Whether line `index` is a row of data, whatever time it holds. Cost: the line's beginning.
    func isDataRow(_ index: Int) -> Bool {
        let line = lines[index].content
        guard !line.isEmpty else { return false }
        if mayBeOfChat(lines[index]), isOfChat(bytes[lines[index].first..<lines[index].end].prefix(Self.bytesLookedAt)) { return true }
        switch bytes[line.lowerBound] {
        case 0x7C: return true
        case 0x28:
            let last = bytes[line.upperBound - 1]
            return line.count > 2 && (last == 0x2C || last == 0x3B) && bytes[line.upperBound - 2] == 0x29
        case 0x30...0x39:
            var at = line.lowerBound
            let limit = min(line.upperBound, at + Self.mostDigits + 1)
            while at < limit, bytes[at].isDigit { at += 1 }
            guard at < limit else { break }
            let byte = bytes[at]
            if byte == 0x09 || byte == 0x2C || byte == 0x3B { return true }
            guard byte == 0x20 else { break }
            while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
            if at < line.upperBound, bytes[at] == 0x7C { return true }
        default:
            if isNamedTime(lines[index].first..<lines[index].end) { return true }
        }
        if isMeasurement(bytes[line]) || isStoredFile(bytes[line]) || isCommit(bytes[line]) { return true }
        return lines[index].signs.contains(.tab) && hasFieldsAroundTime(bytes[line].prefix(Self.bytesLookedAt))
    }

    /// `2026-03-08T11:24:08Z,13.4,56`, `10:01:01   all   1.10   0.00   1.15   0.83`: numbers behind a time, and one word at most where they are many.
    private func isMeasurement(_ line: ArraySlice<UInt8>) -> Bool {
        var numbers = 0, others = 0
        var at = line.startIndex
        while at < line.endIndex {
            let byte = bytes[at]
            if byte.isBlank || byte == 0x2C || byte == 0x3B {
                at += 1
                continue
            }
            let start = at
            // Of a second word the first letter is enough, but for that of a half of the day.
            if others == 1, byte.isLetter, byte != 0x41, byte != 0x50 { return false }
            var digits = 0, letters = 0
            while at < line.endIndex, !bytes[at].isBlank, bytes[at] != 0x2C, bytes[at] != 0x3B {
                if bytes[at].isDigit { digits += 1 } else if bytes[at].isLetter || bytes[at] >= 0x80 { letters += 1 }
                at += 1
            }
            if digits > 0, letters <= 3, bytes[start].isDigit || bytes[start] == 0x2D || bytes[start] == 0x2B {
                numbers += 1
            } else if letters > 0 {
                if isHalfOfDay(start..<at) { continue }
                if numbers == 0 || others == 1 { return false }
                others = 1
            } else if at - start > 1 || bytes[start] != 0x2D {
                return false
            }
        }
        return others == 0 ? numbers >= 2 : numbers >= 5
    }

    /// `AM`, `PM`
    private func isHalfOfDay(_ word: Range<Int>) -> Bool {
        word.count == 2 && (bytes[word.lowerBound] == 0x41 || bytes[word.lowerBound] == 0x50) && bytes[word.lowerBound + 1] == 0x4D
    }

    /// `2026-03-08 11:24:08    3240059 backup/db.sql.gz`, `3240059  2026-03-08T11:24:08Z  gs://bucket/db.sql.gz`: a date and time, a size and a path, in the
    /// order that each tool has, and nothing else.
    private func isStoredFile(_ line: ArraySlice<UInt8>) -> Bool {
        let behindSize = line.drop { $0.isDigit || $0 == 0x2E }.drop { $0 == 0x20 }
        guard mayBeginWithDate(line) || mayBeginWithDate(behindSize) else { return false }
        var rest = line
        func next() -> ArraySlice<UInt8> {
            rest = rest.drop { $0 == 0x20 }
            let word = rest.prefix { $0 != 0x20 }
            rest = rest.dropFirst(word.count)
            return word
        }
        var word = next()
        let sizeIsFirst = !Self.isDate(word)
        if sizeIsFirst {
            guard Self.isSize(word) else { return false }
            word = next()
            guard Self.isDate(word) else { return false }
        }
        if word.count == Self.dateLength, !Self.isTimeAlone(next()) { return false }
        if !sizeIsFirst, !Self.isSize(next()) { return false }
        var path = next()
        // A size may have a unit: 3.1 MiB.
        if !rest.isEmpty {
            guard path.count <= 5, path.allSatisfy(\.isLetter) else { return false }
            path = next()
        }
        return rest.isEmpty && path.contains { $0 == 0x2F || $0 == 0x2E } && path.contains(where: \.isLetter)
    }

    /// Whether the dash of a date (`2026-03-08`) is where it must be.
    private func mayBeginWithDate(_ line: ArraySlice<UInt8>) -> Bool { line.count > 4 && bytes[line.startIndex + 4] == 0x2D }

    private static func isSize(_ word: ArraySlice<UInt8>) -> Bool {
        word.first?.isDigit == true && word.allSatisfy { $0.isDigit || $0 == 0x2E }
    }

    /// `1a2b3c4 2026-03-08 11:24:08 +0100 Fix typo`, `* 1a2b3c4 - Fix typo (…)`: what begins the line, behind the marks of a drawn history, is as long as ids of
    /// commits are written, and no level follows.
    private func isCommit(_ line: ArraySlice<UInt8>) -> Bool {
        // Most lines begin with a time.
        let start = line.startIndex
        guard line.count > 6, bytes[start + 4].isHexDigit && bytes[start + 6].isHexDigit || !bytes[start].isDigit else { return false }
        let marked = line.drop { $0 == 0x2A || $0 == 0x7C || $0 == 0x2F || $0 == 0x5C || $0 == 0x20 }
        let id = marked.prefix(41).prefix { $0.isHexDigit }
        guard (7...10).contains(id.count) || id.count == 40, marked.dropFirst(id.count).first == 0x20, id.contains(where: \.isLetter),
            id.contains(where: \.isDigit)
        else { return false }
        return !marked.prefix(Self.bytesLookedAt).split(separator: 0x20, maxSplits: 6).contains { isLevel($0) }
    }

    /// `2026-03-08`, or a word that begins so and holds a time.
    private static func isDate(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= dateLength else { return false }
        let start = word.startIndex
        for (offset, byte) in word.prefix(dateLength).enumerated() where offset == 4 || offset == 7 ? byte != 0x2D : !byte.isDigit {
            return false
        }
        return word.count == dateLength || word[start + dateLength] == 0x54 && word.count >= 19
    }

    private static let dateLength = 10
    private static let mostDigits = 10, bytesLookedAt = 160, fewestFields = 4

    /// Whether the line has what a line of a chat must have: the bracket around its time or its name, or the capital of `From`.
    private func mayBeOfChat(_ line: TextLine) -> Bool {
        if bytes[line.first] == 0x5B || line.signs.contains(.angle) { return true }
        let end = min(line.end, line.first + 48)
        let capital = firstOffset(of: 0x46, in: bytes, line.first..<end)
        return capital + 1 < end && bytes[capital + 1] == 0x72
    }

    /// Whether a line is what somebody said in a chat. Cost: the line's beginning.
    private func isOfChat(_ text: ArraySlice<UInt8>) -> Bool {
        let isClosed = text.first == 0x5B
        let time = text.dropFirst(isClosed ? 1 : 0).prefix { $0.isDigit || ($0 >= 0x2C && $0 <= 0x2F) || $0 == 0x3A || $0 == 0x20 }
        guard time.count >= 8, time.first?.isDigit == true else { return false }
        var rest = text[time.endIndex...]
        if isClosed {
            // `[3/8/26, 11:32:32 AM] Ann: `, with a comma between day and time.
            let isDated = time.firstIndex(of: 0x2C).map { time[..<$0].count(where: { $0 == 0x2F || $0 == 0x2E }) == 2 } ?? false
            guard let close = rest.firstIndex(of: 0x5D) else { return false }
            rest = rest[(close + 1)...].drop { $0 == 0x20 }
            if isDated, let first = rest.first, first.isLetter || first >= 0x80 || first == 0x7E || first == 0x2B,
                let colon = rest.firstIndex(of: 0x3A)
            {
                return rest[colon...].dropFirst().first == 0x20
            }
        }
        if rest.first == 0x3C {
            let name = rest.dropFirst().prefix { $0 != 0x3E && $0 != 0x20 }
            return rest[name.endIndex...].first == 0x3E && name.contains(where: \.isLetter)
                && !Self.namesOfLevels.contains(name.map { $0 | 0x20 })
        }
        return rest.begins(with: "From ") && rest.contains(" to ") && rest.contains(": ")
    }

    private static let namesOfLevels = Set(
        "trace debug verbose info notice warn warning error err fatal crit critical alert emerg panic severe".split(separator: " ").map {
            Array($0.utf8)
        })

    /// Whether a name stands at the beginning of the line and behind it only times, numbers, marks and a zone. Cost: the line.
    private func isNamedTime(_ line: Range<Int>) -> Bool {
        guard line.lowerBound < line.upperBound, bytes[line.lowerBound].isLetter else { return false }
        var at = line.upperBound, hasTime = false
        let limit = max(line.lowerBound, at - Self.bytesLookedAt)
        while at > limit {
            let end = at
            while at > limit, bytes[at - 1].isLetter { at -= 1 }
            if at == end {
                at -= 1
                if isInClock(at, line) { hasTime = true }
            } else if !isWordOfTime(at..<end) {
                // A line of a log whose message ends in a time has its own before it.
                return hasTime && !(line.lowerBound..<at).contains { isInClock($0, line) }
            }
        }
        return false
    }

    /// Whether the byte at `at` is a colon between digits.
    private func isInClock(_ at: Int, _ line: Range<Int>) -> Bool {
        bytes[at] == 0x3A && at > line.lowerBound && bytes[at - 1].isDigit && at + 1 < line.upperBound && bytes[at + 1].isDigit
    }

    /// Whether a word belongs to a time: `Mar`, `Mon`, the `T` and `Z` of a stamp, a zone (`UTC`, `CEST`), `AM`.
    private func isWordOfTime(_ word: Range<Int>) -> Bool {
        let text = bytes[word]
        switch text.count {
        case 1: return text.first == 0x54 || text.first == 0x5A
        case 2: return (text.last! | 0x20) == 0x6D && ((text.first! | 0x20) == 0x61 || (text.first! | 0x20) == 0x70)
        case 3, 4:
            if text.count == 3, isCalendarName(text[word.lowerBound], text[word.lowerBound + 1], text[word.lowerBound + 2]) { return true }
            return text.allSatisfy(\.isCapital) && (text.last == 0x54 || text.last == 0x43)
        default: return false
        }
    }

    /// Whether a field between tabs is a time and nothing else, behind others of two words at most, and no field is a level.
    private func hasFieldsAroundTime(_ text: ArraySlice<UInt8>) -> Bool {
        let fields = text.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count >= Self.fewestFields, let time = fields.firstIndex(where: Self.isTimeAlone), time > 0 else { return false }
        return fields[..<time].allSatisfy { $0.count(where: { $0 == 0x20 }) < 2 } && !fields.contains { isLevel($0) }
    }

    private static func isTimeAlone(_ field: ArraySlice<UInt8>) -> Bool {
        guard field.count >= 8, field.count(where: { $0 == 0x3A }) >= 2 else { return false }
        return field.allSatisfy {
            $0.isDigit || $0 == 0x3A || $0 == 0x2D || $0 == 0x2F || $0 == 0x20 || $0 == 0x2E || $0 == 0x2B || $0 == 0x54 || $0 == 0x5A
        }
    }
}
