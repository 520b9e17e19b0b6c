// Search listings: `path:line:text` as grep -n and ripgrep write them to a pipe, `path-line-text` for lines of context, `--` between groups;
// or ripgrep's form for people, a path on a line of its own and `line:text` under it. Over paths that begin with a blank their folder may stand.

import PithSystem

extension TextLines {
    /// The line after the search listing that begins with line `index`, or nil when none does. Where a reference stands among the rows of a file, the
    /// listing goes on behind it (`goingOn`) without a path.
    func endOfSearchListing(at index: Int, goingOn: Bool = false) -> Int? {
        endOfFlatListing(at: index) ?? endOfHeadedListing(at: index)
            ?? (goingOn && lineNumber(index, mayBeTime: true) != nil ? endOfRows(at: index) : nil)
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
        guard index + 1 < count, lineNumber(index + 1) != nil || isFolder(index), isPathAlone(index), let end = endOfRows(at: index),
            end > index + 2
        else {
            return nil
        }
        return end
    }

    private func isFolder(_ index: Int) -> Bool { bytes[lines[index].end - 1] == 0x2F && isInFolder(index + 1) }

    /// Whether line `index` is a path that begins with a blank, for its folder stands above, with a row of its file under it.
    private func isInFolder(_ index: Int) -> Bool {
        guard index + 1 < count, lines[index].indent == 1, bytes[lines[index].start] == 0x20, lineNumber(index + 1) != nil else {
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
            if at + 1 < count, lineNumber(at + 1, mayBeTime: at > index) != nil || isFolder(at), isPathAlone(at) {
                at += 1
            } else if isInFolder(at) {
                at += 1
            } else if lineNumber(at, mayBeTime: true) != nil {
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
    func mayBeListed(_ index: Int) -> Bool { listingPath(index) != nil || lineNumber(index) != nil || isPathAlone(index) }

    private func isGroupSeparator(_ index: Int) -> Bool { lines[index].content.count == 2 && line(index, beginsWith: "--") }

    /// The path at the beginning of a listing's line, and what stands after it: a colon on a match, a dash on context.
    private func listingPath(_ index: Int) -> (path: ArraySlice<UInt8>, separator: UInt8)? {
        guard index < count, lines[index].indent == 0, lines[index].signs.contains(.digit) else { return nil }
        let text = head(index)
        guard let first = text.first, first.isNameByte || first == 0x2E || first == 0x2F || first >= 0x80 else { return nil }
        var hasLetter = false, hasMark = false
        var at = text.startIndex
        while at < text.endIndex {
            let byte = text[at]
            if byte == 0x3A || byte == 0x2D, hasMark, hasLetter, let rest = afterNumber(text[(at + 1)...], separator: byte) {
                let path = text[..<at]
                guard !path.contains(0x20) || isSpacedPath(path) else { return nil }
                return isTime(path, rest) ? nil : (path, byte)
            }
            if byte == 0x3A, !(at == text.startIndex + 1 && text[at...].dropFirst().first == 0x5C) { return nil }
            guard byte > 0x20 || (byte == 0x20 && opensSpacedPath(text, at)), byte != 0x22, byte != 0x28, byte != 0x5B, byte != 0x7B,
                byte != 0x3C, byte != 0x3D, byte != 0x2C
            else {
                return nil
            }
            hasLetter = hasLetter || byte.isLetter || byte >= 0x80
            hasMark = hasMark || byte == 0x2F || byte == 0x5C || (byte == 0x2E && at > text.startIndex)
            at += 1
        }
        return nil
    }

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

    /// The number in `12:text`, `12-text` or `12    text` at a line's beginning; of several (`12,20:text`) the first.
    private func lineNumber(_ index: Int, mayBeTime: Bool = false) -> Int? {
        guard index < count, lines[index].indent == 0, !lines[index].isBlank, bytes[lines[index].first].isDigit else { return nil }
        let text = head(index)
        let digits = text.prefix(8).count(while: \.isDigit)
        guard digits > 0, digits < 8 else { return nil }
        // Lines of one file with the same text may share it.
        let mark = text.dropFirst(digits).first { $0 != 0x2C && !$0.isDigit }
        guard let mark, mark == 0x3A || mark == 0x2D || mark.isBlank else { return nil }
        // A time or a date of its own, where no path stands above.
        if mayBeTime { return text.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let rest = text.dropFirst(digits + 1)
        if text.dropFirst(digits).first == mark, rest.prefix(3).prefix(while: \.isDigit).count == 2,
            digits <= 2 && rest.first.map { $0 <= 0x35 } == true || digits > 2 && rest.dropFirst(2).first == mark
        {
            return nil
        }
        return text.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
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
