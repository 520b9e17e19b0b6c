// A search listing taken apart: files, and the lines found in each. Two forms are read, one is written.
//
//     src/pool.c:16:    int used;        flat: as grep -n and ripgrep write to a pipe; `path-17-text` is a line of context
//
//     src/pool.c                         headed: ripgrep's form for people, a path and its lines under it, a blank line between files
//     16    int used;
//     20,31:}
//
// What is written is headed. The colon after the number goes where the text begins with a blank; it then begins right after the number. Lines
// of one file with the same text share it, their numbers before it: they stood in ascending order, so sorting by number brings the order back.

import PithPrompt
import PithSystem

/// One file's part of a listing.
struct SearchGroup: Equatable {
    struct Item: Equatable {
        /// The line number as written; several where lines share their text, and none for the mark `--` between stretches.
        var numbers: [ArraySlice<UInt8>]
        /// A colon on a match, a dash on context and on `--`.
        var mark: UInt8
        var body: ArraySlice<UInt8>
    }

    var path: ArraySlice<UInt8>
    var items: [Item] = []

    /// The group with equal texts merged, where the order can be brought back by sorting.
    func merged() -> SearchGroup {
        guard holdsMatchesOnly else { return self }
        var singles = items
        if items.contains(where: { $0.numbers.count > 1 }) {
            singles = items.flatMap { item in item.numbers.map { Item(numbers: [$0], mark: item.mark, body: item.body) } }
            singles.sort { Self.value($0.numbers[0]) < Self.value($1.numbers[0]) }
        }
        var last = -1
        for single in singles {
            let value = Self.value(single.numbers[0])
            guard last < value else { return self }
            last = value
        }
        // The first line with a text, by its hash: of two texts with one hash the second is written out.
        var places = KeyTable(minimumCapacity: singles.count)
        var merged = SearchGroup(path: path)
        for single in singles {
            if let place = places.keep(merged.items.count, for: ByteHash.of(single.body)), merged.items[place].body == single.body {
                merged.items[place].numbers.append(single.numbers[0])
            } else {
                merged.items.append(single)
            }
        }
        return merged
    }

    /// Whether there are no lines of context and no marks between stretches.
    var holdsMatchesOnly: Bool { items.allSatisfy { $0.mark == 0x3A && !$0.numbers.isEmpty } }

    /// The group with its lines ascending; a line that was found twice stands once.
    func sorted() -> SearchGroup {
        let order = items.indices.sorted { (Self.value(items[$0].numbers[0]), $0) < (Self.value(items[$1].numbers[0]), $1) }
        var sorted = SearchGroup(path: path)
        for index in order where sorted.items.last != items[index] { sorted.items.append(items[index]) }
        return sorted
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

    /// The group in headed form, each line closed by `lineEnd`.
    func write(into out: inout [UInt8], lineEnd: [UInt8]) {
        out += path
        out += lineEnd
        for item in items {
            for (index, number) in item.numbers.enumerated() {
                if index > 0 { out.append(0x2C) }
                out += number
            }
            let showsItself = item.mark == 0x3A && item.body.first.map(\.isBlank) == true && item.body.contains { !$0.isBlank }
            if !showsItself { out.append(item.mark) }
            out += item.body
            out += lineEnd
        }
    }
}

/// The lines of a listing, read.
enum SearchLine {
    case path(ArraySlice<UInt8>)
    /// A headed line: numbers, mark and text.
    case entry(SearchGroup.Item)
    /// `path:line:text`, or the same with dashes.
    case flat(path: ArraySlice<UInt8>, SearchGroup.Item)
    case separator
    case blank

    /// What `line` (without its line end) is, or nil when it is no part of a listing; lines of context in flat form are not told by
    /// themselves. Cost: linear in the line's first bytes.
    init?(_ line: ArraySlice<UInt8>) {
        if line.allSatisfy(\.isBlank) {
            self = .blank
        } else if line.elementsEqual([0x2D, 0x2D]) {
            self = .separator
        } else if let item = Self.item(line) {
            self = .entry(item)
        } else if let colon = line.prefix(256).firstIndex(of: 0x3A) {
            let rest = line[(colon + 1)...]
            guard Self.isPath(line[..<colon]), let item = Self.item(rest), item.numbers.count == 1,
                rest.dropFirst(item.numbers[0].count).first == 0x3A
            else { return nil }
            self = .flat(path: line[..<colon], item)
        } else if Self.isPath(line) {
            self = .path(line)
        } else {
            return nil
        }
    }

    /// What `path-17-text` is for the given path, or nil when the line is not of that form.
    static func context(_ line: ArraySlice<UInt8>, of path: ArraySlice<UInt8>) -> SearchGroup.Item? {
        // The mark first: most lines are matches and have a colon there.
        guard line.dropFirst(path.count).first == 0x2D, line.starts(with: path), let item = item(line.dropFirst(path.count + 1)),
            item.mark == 0x2D, item.numbers.count == 1
        else { return nil }
        return item
    }

    /// Numbers, a mark and text: `16:text`, `17-text`, `16,20    text`.
    private static func item(_ line: ArraySlice<UInt8>) -> SearchGroup.Item? {
        var numbers: [ArraySlice<UInt8>] = []
        var rest = line
        while true {
            let digits = rest.prefix(8).prefix(while: \.isDigit)
            guard (1...7).contains(digits.count), let next = rest.dropFirst(digits.count).first else { return nil }
            numbers.append(digits)
            rest = rest.dropFirst(digits.count)
            switch next {
            case 0x2C: rest = rest.dropFirst()
            case 0x3A, 0x2D: return SearchGroup.Item(numbers: numbers, mark: next, body: rest.dropFirst())
            case 0x20, 0x09: return SearchGroup.Item(numbers: numbers, mark: 0x3A, body: rest)
            default: return nil
            }
        }
    }

    /// Whether a line that is `text` alone is read as a path: letters, digits and the marks that paths hold, a slash or an inner dot among them;
    /// or a path with blanks in it.
    private static func isPath(_ text: ArraySlice<UInt8>) -> Bool {
        guard (3...200).contains(text.count), text.contains(0x2F) || text.dropFirst().dropLast().contains(0x2E) else { return false }
        var hasLetter = false
        for byte in text {
            let isLetter = byte.isLetter
            hasLetter = hasLetter || isLetter
            guard isLetter || byte.isDigit || byte >= 0x80 || [0x2F, 0x2E, 0x2D, 0x2B, 0x40, 0x5F, 0x20].contains(byte) else {
                return false
            }
        }
        return hasLetter && (!text.contains(0x20) || isSpacedPath(text))
    }
}
