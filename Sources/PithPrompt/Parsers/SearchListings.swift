// Search listings: `path:line:text` as grep -n and ripgrep write them to a pipe, `path-line-text` for lines of context, `--` between groups;
// or ripgrep's form for people, a path on a line of its own and `line:text` under it. Over paths that begin with a blank their folder may stand. A search
// of one file with its context (`grep -n -C 3`) has no path: `12:text` and `13-text`.

import PithSystem

extension TextLines {
    /// The line after the search listing that begins with line `index`, or nil when none does. Where a reference stands among the rows of a file, the
    /// listing goes on behind it (`goingOn`) without a path.
    func endOfSearchListing(at index: Int, goingOn: Bool = false) -> Int? {
        endOfFlatListing(at: index) ?? endOfHeadedListing(at: index) ?? endOfNumberedListing(at: index)
            ?? (goingOn && isNumbered(index, mayBeTime: true) ? endOfRows(at: index) : nil)
    }

    private func endOfFlatListing(at index: Int) -> Int? {
        guard let first = listingPath(index) else { return nil }
        // Context alone ("covid-19-related") is no listing unless its path recurs.
        if first.separator == 0x2D, let second = listingPath(index + 1), second.path != first.path { return nil }
        var at = index + 1, end = at, listed = 1
        while at < count {
            if listingPath(at) != nil {
                (at, listed) = (at + 1, listed + 1)
                end = at
            } else if isGroupSeparator(at), listed >= 2 || at == index + 1 {
                at += 1
            } else {
                break
            }
        }
        return listed >= 2 ? end : nil
    }

    private func endOfHeadedListing(at index: Int) -> Int? {
        guard index + 1 < count, isPathAlone(index), isNumbered(index + 1) || isFolder(index), let end = endOfRows(at: index),
            end > index + 2
        else {
            return nil
        }
        return end
    }

    /// The line after matches and the lines around them, without a path: numbers that go up by one, but for behind `--`, and both marks among the first lines.
    private func endOfNumberedListing(at index: Int) -> Int? {
        var at = index, end = index, last = -1, isBehindSeparator = true
        var matchCount = 0, contextCount = 0
        while at < count, at - index < Self.mostLinesOfOneMark || matchCount > 0 && contextCount > 1 {
            if isGroupSeparator(at), at > index, !isBehindSeparator {
                isBehindSeparator = true
            } else if let (number, mark) = lineNumber(at), isBehindSeparator ? number > last : number == last + 1 {
                if mark == 0x2D { contextCount += 1 } else { matchCount += 1 }
                (last, isBehindSeparator, end) = (number, false, at + 1)
            } else {
                break
            }
            at += 1
        }
        return matchCount > 0 && contextCount > 1 ? end : nil
    }

    private static let mostLinesOfOneMark = 64

    /// The number that line `index` begins with, and the colon, the dash or the blank behind it.
    private func lineNumber(_ index: Int) -> (number: Int, mark: UInt8)? {
        guard lines[index].indent == 0, !lines[index].isBlank, bytes[lines[index].first].isDigit else { return nil }
        guard let (number, rest) = bytes[lines[index].content].prefix(9).leadingNumber(), let mark = rest.first,
            mark == 0x3A || mark == 0x2D || mark.isBlank
        else {
            return nil
        }
        return (number, mark)
    }

    private func isFolder(_ index: Int) -> Bool { bytes[lines[index].end - 1] == 0x2F && isInFolder(index + 1) }

    /// Whether line `index` is a path that begins with a blank, for its folder stands above, with a row of its file under it.
    private func isInFolder(_ index: Int) -> Bool {
        guard index + 1 < count, lines[index].indent == 1, bytes[lines[index].start] == 0x20, isNumbered(index + 1) else {
            return false
        }
        let name = lines[index].content
        return name.count <= 200 && !bytes[name].contains { $0 < 0x20 || $0 == 0x3A } && bytes[name].contains(where: \.isNameByte)
    }

    /// The line after the last row from line `index` on, with the paths between them; nil when there is none.
    private func endOfRows(at index: Int) -> Int? {
        var at = index, end = index
        while at < count {
            // Within a listing a place (`57:12: …`) is none of the day.
            if at + 1 < count, isPathAlone(at), isNumbered(at + 1, mayBeTime: at > index) || isFolder(at) {
                at += 1
            } else if isInFolder(at) {
                at += 1
            } else if isNumbered(at, mayBeTime: true) {
                at += 1
                end = at
            } else if isGroupSeparator(at) {
                at += 1
            } else if isBlank(at) {
                let next = nextTextLine(from: at, limit: 2)
                guard next < count, isPathAlone(next) || isInFolder(next) else { break }
                at = next
            } else {
                break
            }
        }
        return end > index ? end : nil
    }

    /// Whether line `index` may be of a search listing, by what stands on it.
    func mayBeListed(_ index: Int) -> Bool { listingPath(index) != nil || isNumbered(index) || isPathAlone(index) }

    private func isGroupSeparator(_ index: Int) -> Bool { lines[index].content.count == 2 && line(index, beginsWith: "--") }

    /// The path at the beginning of a listing's line, and what stands after it: a colon on a match, a dash on context.
    private func listingPath(_ index: Int) -> (path: ArraySlice<UInt8>, separator: UInt8)? {
        guard index < count, lines[index].indent == 0, lines[index].signs.contains(.digit) else { return nil }
        let text = head(index)
        guard let first = text.first, first.isNameByte || first == 0x2E || first == 0x2F || first >= 0x80 else { return nil }
        var found: UInt8 = 0
        var at = text.startIndex
        // A dash and a number may be in a name (`2024-01-02-init.sql`): a path that ends without an extension stands only where none is found further on.
        var unsure: (path: ArraySlice<UInt8>, separator: UInt8)?
        while true {
            let next = Self.pathStops.firstOffset(in: bytes, at..<text.endIndex)
            found |= union(of: Self.pathTraits, in: bytes, at..<next)
            at = next
            guard at < text.endIndex else { return unsure }
            let byte = bytes[at]
            // A dot that begins the path is no mark of one.
            let hasInnerDot = found & Self.dot != 0 && bytes[text.startIndex..<at].dropFirst().contains(0x2E)
            let hasMark = found & Self.mark != 0 || hasInnerDot
            if byte == 0x3A || byte == 0x2D, hasMark, found & Self.letter != 0, let rest = afterNumber(text[(at + 1)...], separator: byte) {
                let path = text[..<at]
                guard !path.contains(0x20) || isSpacedPath(path) else { return unsure }
                let isOne = !isTime(path, rest)
                if byte == 0x3A || isOne && Self.endsInExtension(path) { return isOne ? (path, byte) : unsure }
                if isOne, unsure == nil { unsure = (path, byte) }
            }
            switch byte {
            case 0x2D: break
            case 0x3A: guard at == text.startIndex + 1, text[at...].dropFirst().first == 0x5C else { return unsure }
            case 0x20: guard opensSpacedPath(text, at) else { return unsure }
            default: return unsure
            }
            at += 1
        }
    }

    /// Whether the name at the end of a path ends in a dot and a few letters or digits, a letter first.
    private static func endsInExtension(_ path: ArraySlice<UInt8>) -> Bool {
        let ending = path.suffix(9)
        guard let dot = ending.lastIndex(of: 0x2E), let first = ending[(dot + 1)...].first else { return false }
        return first.isLetter && ending[(dot + 1)...].allSatisfy { $0.isLetter || $0.isDigit }
    }

    private static let letter: UInt8 = 1, mark: UInt8 = 2, dot: UInt8 = 4
    private static let pathTraits: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        switch byte {
        case 0x2F, 0x5C: return mark
        case 0x2E: return dot
        default: return byte.isLetter || byte >= 0x80 ? letter : 0
        }
    }
    /// What ends a path, or may not be in one.
    private static let pathStops = ByteSet { $0 <= 0x20 || [0x3A, 0x2D, 0x22, 0x28, 0x5B, 0x7B, 0x3C, 0x3D, 0x2C].contains($0) }

    /// What follows `12:` or `12-`, with the same mark as before the number; a match may end there.
    private func afterNumber(_ text: ArraySlice<UInt8>, separator: UInt8) -> ArraySlice<UInt8>? {
        let digits = text.prefix(8).count(while: \.isDigit)
        guard digits > 0, digits < 8 else { return nil }
        let rest = text.dropFirst(digits)
        return rest.first == separator ? rest.dropFirst() : nil
    }

    /// `app.log.2024-05-01_13:55:31` is a file name and a time.
    private func isTime(_ path: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
        path.suffix(2).allSatisfy(\.isDigit) && path.count > 2 && !path[path.endIndex - 3].isLetter && rest.prefix(2).count == 2
            && rest.prefix(2).allSatisfy(\.isDigit)
    }

    private func isPathAlone(_ index: Int) -> Bool {
        guard index < count, lines[index].indent == 0 else { return false }
        let range = lines[index].content
        guard (3...200).contains(range.count) else { return false }
        var hasFolder = false, hasBlank = false
        for at in range {
            switch bytes[at] {
            case 0x2F: hasFolder = true
            // Most lines are known for a sentence by their first blank.
            case 0x20:
                guard hasFolder else { return false }
                hasBlank = true
            case 0x2E, 0x2D, 0x2B, 0x40, 0x80...0xFF: break
            case let byte: guard byte.isNameByte else { return false }
            }
        }
        let text = bytes[range]
        guard !hasBlank || isSpacedPath(text) else { return false }
        return (hasFolder || text.dropFirst().dropLast().contains(0x2E)) && text.contains(where: \.isLetter)
    }

    /// Whether line `index` begins with a number as in `12:text`, `12-text` or `12    text`, or several (`12,20:text`).
    private func isNumbered(_ index: Int, mayBeTime: Bool = false) -> Bool {
        guard index < count, lines[index].indent == 0, !lines[index].isBlank, bytes[lines[index].first].isDigit else { return false }
        let text = head(index)
        var end = text.startIndex
        while end < text.endIndex, bytes[end].isDigit { end += 1 }
        let digits = end - text.startIndex
        guard digits < 8 else { return false }
        // Lines of one file with the same text may share it.
        var at = end
        while at < text.endIndex, bytes[at] == 0x2C || bytes[at].isDigit { at += 1 }
        guard at < text.endIndex, case let mark = bytes[at], mark == 0x3A || mark == 0x2D || mark.isBlank else { return false }
        // A time or a date of its own, where no path stands above.
        if mayBeTime || at > end { return true }
        let rest = text[(end + 1)...]
        guard let first = rest.first, rest.prefix(3).prefix(while: \.isDigit).count == 2 else { return true }
        return digits <= 2 ? first > 0x35 : rest.dropFirst(2).first != mark
    }
}

/// Whether a blank at `at` may be part of a path that began before: after a slash, and not beside another blank.
private func opensSpacedPath(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
    text[..<at].contains(0x2F) && text[at - 1] != 0x20
}

/// Whether a text with blanks in it is a path still: `Sources/Set/Set+Partial subtract.swift`. A directory goes before the first blank, and the name
/// ends with a short extension of letters that is not all digits. Cost: linear.
package func isSpacedPath(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.firstIndex(of: 0x20), text[..<first].contains(0x2F), let dot = text.lastIndex(of: 0x2E) else { return false }
    let name = text[..<dot].split(separator: 0x2F, omittingEmptySubsequences: false).last ?? []
    let ending = text[(dot + 1)...]
    return !name.isEmpty && name.last != 0x20 && (1...8).contains(ending.count) && ending.allSatisfy { $0.isLetter || $0.isDigit }
        && ending.contains(where: \.isLetter) && zip(text, text.dropFirst()).allSatisfy { $0 != 0x20 || ($1 != 0x20 && $1 != 0x2F) }
}
