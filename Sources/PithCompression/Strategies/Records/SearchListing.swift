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
//
// A listing has many lines, so nothing of them is copied: an item says where its parts stand, and is plain memory.

import PithPrompt
import PithSystem

/// The text that a listing's parts stand in: that of its view, and what was written anew.
struct SearchText {
    let bytes: [UInt8]
    private var own: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The item's text, without the blank that is written before it.
    func body(of item: SearchGroup.Item) -> ArraySlice<UInt8> { item.isOwn ? own[item.body] : bytes[item.body] }

    /// The hash of the item's text; whether two have the same; and its text behind others. Many items are asked for these, on several threads at once: no
    /// reference to the text is counted.
    func bodyHash(of item: SearchGroup.Item) -> UInt64 { ByteHash.of(item.isOwn ? own : bytes, item.body) }
    func haveSameBody(_ first: SearchGroup.Item, _ second: SearchGroup.Item) -> Bool {
        guard !first.isOwn, !second.isOwn else { return areSame(body(of: first), body(of: second)) }
        return areSame(bytes, first.body, second.body)
    }
    func append(bodyOf item: SearchGroup.Item, to out: inout [UInt8]) {
        if item.isOwn { out.append(own, item.body) } else { out.append(bytes, item.body) }
    }

    /// Whether the item's text begins with a blank and holds more than blanks.
    func isIndented(_ item: SearchGroup.Item) -> Bool {
        func byte(_ at: Int) -> UInt8 { item.isOwn ? own[at] : bytes[at] }
        return !item.body.isEmpty && byte(item.body.lowerBound).isBlank && item.body.contains { !byte($0).isBlank }
    }

    /// Gives the item another text.
    mutating func write(_ text: some Sequence<UInt8>, for item: inout SearchGroup.Item) {
        let start = own.count
        own += text
        (item.body, item.isOwn) = (start..<own.count, true)
    }
}

/// One file's part of a listing.
struct SearchGroup {
    struct Item {
        /// The line number as written; several with commas between them where lines share their text, and nothing for the mark `--` between stretches.
        var numbers: Range<Int>
        var hasSeveralNumbers = false
        /// The number and the text may be a time of the day (`09:30`, `12:34:56 started`) that some file or program wrote.
        var mayBeTime = false
        /// A colon on a match, a dash on context and on `--`.
        var mark: UInt8
        /// Where its text stands (SearchText).
        var body: Range<Int>
        var isOwn = false
        /// A blank is written before the text.
        var isSetOff = false
        /// The first and the last of the further numbers that its text has, as places in those of the group; -1 for none.
        var firstFurther: Int32 = -1
        var lastFurther: Int32 = -1

        /// `--`
        static func separator(at body: Range<Int>) -> Item {
            Item(numbers: body.lowerBound..<body.lowerBound, mark: 0x2D, body: body.lowerBound..<body.lowerBound + 1)
        }
    }

    /// Empty where one file was searched, which the listing does not name.
    var path: Range<Int>
    var items: [Item] = []
    /// Numbers of lines that have the text of one above, each with the place of the next one of that text.
    private var further: [(number: Range<Int>, next: Int32)] = []

    init(path: Range<Int>) { self.path = path }

    /// The group with equal texts merged, where the order can be brought back by sorting.
    func merged(in text: SearchText) -> SearchGroup {
        guard holdsMatchesOnly else { return self }
        let bytes = text.bytes
        var singles = items
        if items.contains(where: \.hasSeveralNumbers) {
            singles = items.flatMap { item in
                Self.single(item.numbers, in: bytes).map { number in
                    var single = item
                    (single.numbers, single.hasSeveralNumbers) = (number, false)
                    return single
                }
            }
            singles.sort { Self.value($0.numbers, bytes) < Self.value($1.numbers, bytes) }
        }
        var last = -1
        for single in singles {
            let value = Self.value(single.numbers, bytes)
            guard last < value else { return self }
            last = value
        }
        // The first line with a text, by its hash: of two texts with one hash the second is written out.
        var places = KeyTable(minimumCapacity: singles.count)
        var merged = SearchGroup(path: path)
        merged.items.reserveCapacity(singles.count)
        for single in singles {
            if let place = places.keep(merged.items.count, for: text.bodyHash(of: single)), merged.items[place].isSetOff == single.isSetOff,
                text.haveSameBody(merged.items[place], single)
            {
                merged.add(single.numbers, to: place)
            } else {
                merged.items.append(single)
            }
        }
        return merged
    }

    private mutating func add(_ number: Range<Int>, to place: Int) {
        let next = Int32(further.count), before = items[place].lastFurther
        further.append((number, -1))
        if before >= 0 { further[Int(before)].next = next } else { items[place].firstFurther = next }
        items[place].lastFurther = next
    }

    /// Whether there are no lines of context, no marks between stretches, and nothing that may be a time.
    var holdsMatchesOnly: Bool { items.allSatisfy { $0.mark == 0x3A && !$0.numbers.isEmpty && !$0.mayBeTime } }

    /// Whether no line stands below one of a higher number.
    func isAscending(in text: SearchText) -> Bool {
        var last = -1
        return items.allSatisfy { item in
            defer { last = Self.value(item.numbers, text.bytes) }
            return last <= Self.value(item.numbers, text.bytes)
        }
    }

    /// The group with its lines ascending; a line that was found twice stands once.
    func sorted(in text: SearchText) -> SearchGroup {
        let values = items.map { Self.value($0.numbers, text.bytes) }
        let order = items.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var sorted = SearchGroup(path: path)
        func isSame(_ a: Item, _ b: Item) -> Bool {
            a.mark == b.mark && a.isSetOff == b.isSetOff && areSame(text.bytes[a.numbers], text.bytes[b.numbers])
                && areSame(text.body(of: a), text.body(of: b))
        }
        for index in order where sorted.items.last.map({ !isSame($0, items[index]) }) ?? true { sorted.items.append(items[index]) }
        return sorted
    }

    /// The first of the numbers.
    static func value(_ numbers: Range<Int>, _ bytes: [UInt8]) -> Int {
        var value = 0
        for at in numbers {
            guard bytes[at].isDigit else { break }
            value = value * 10 + Int(bytes[at] - 0x30)
        }
        return value
    }

    private static func single(_ numbers: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
        bytes[numbers].split(separator: 0x2C).map { $0.startIndex..<$0.endIndex }
    }

    /// The numbers of an item of the group, with commas between them.
    func write(numbersOf item: Item, into out: inout [UInt8], _ bytes: [UInt8]) {
        out.append(bytes, item.numbers)
        var next = item.firstFurther
        while next >= 0 {
            out.append(0x2C)
            out.append(bytes, further[Int(next)].number)
            next = further[Int(next)].next
        }
    }

    /// The group in headed form, its path as `place` has it, each line closed by `lineEnd`.
    func write(into out: inout [UInt8], _ text: SearchText, at place: SearchFolders.Place, lineEnd: [UInt8]) {
        let bytes = text.bytes
        if let folder = place.folder {
            out.append(bytes, folder)
            out += lineEnd
        }
        if place.isInFolder { out.append(0x20) }
        if !place.name.isEmpty {
            out.append(bytes, place.name)
            out += lineEnd
        }
        for item in items {
            write(numbersOf: item, into: &out, bytes)
            if item.isSetOff { out.append(0x20) } else if item.mark != 0x3A || !text.isIndented(item) { out.append(item.mark) }
            text.append(bodyOf: item, to: &out)
            out += lineEnd
        }
    }
}

/// The lines of a listing, read.
enum SearchLine {
    case path
    /// A headed line: numbers, mark and text.
    case entry(SearchGroup.Item)
    /// `path:line:text`, or the same with dashes; the path is of so many bytes.
    case flat(pathLength: Int, SearchGroup.Item)
    case separator
    case blank

    /// What the line of `bytes` at `line` (without its line end) is, or nil when it is no part of a listing; lines of context in flat form are not told by
    /// themselves. Cost: linear in the line's first bytes.
    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        if line.allSatisfy({ bytes[$0].isBlank }) {
            self = .blank
        } else if line.count == 2, bytes[line.lowerBound] == 0x2D, bytes[line.lowerBound + 1] == 0x2D {
            self = .separator
        } else if let item = Self.item(bytes, line) {
            self = .entry(item)
        } else if case let reach = line.lowerBound..<min(line.upperBound, line.lowerBound + Self.longestPath),
            case let colon = firstOffset(of: 0x3A, in: bytes, reach), colon < reach.upperBound
        {
            guard let item = Self.item(bytes, colon + 1..<line.upperBound), !item.hasSeveralNumbers,
                bytes[item.numbers.upperBound] == 0x3A, Self.isPath(bytes, line.lowerBound..<colon)
            else { return nil }
            self = .flat(pathLength: colon - line.lowerBound, item)
        } else if Self.isPath(bytes, line) {
            self = .path
        } else {
            return nil
        }
    }

    private static let longestPath = 256

    /// What `path-17-text` at `line` is for the given path, or nil when the line is not of that form.
    static func context(_ bytes: [UInt8], _ line: Range<Int>, of path: Range<Int>) -> SearchGroup.Item? {
        // The mark first: most lines are matches and have a colon there.
        let end = line.lowerBound + path.count
        guard end < line.upperBound, bytes[end] == 0x2D, areSame(bytes[line.lowerBound..<end], bytes[path]),
            let item = item(bytes, end + 1..<line.upperBound), item.mark == 0x2D, !item.hasSeveralNumbers
        else { return nil }
        return item
    }

    /// Numbers, a mark and text: `16:text`, `17-text`, `16,20    text`.
    private static func item(_ bytes: [UInt8], _ line: Range<Int>) -> SearchGroup.Item? {
        var at = line.lowerBound
        var isSingle = true
        while true {
            let start = at
            while at < line.upperBound, at - start < 8, bytes[at].isDigit { at += 1 }
            guard (1...7).contains(at - start), at < line.upperBound else { return nil }
            let numbers = line.lowerBound..<at
            switch bytes[at] {
            case 0x2C:
                isSingle = false
                at += 1
            case 0x3A, 0x2D:
                return SearchGroup.Item(
                    numbers: numbers, hasSeveralNumbers: !isSingle, mayBeTime: mayBeTime(bytes, start..<at, line), mark: bytes[at],
                    body: at + 1..<line.upperBound)
            case 0x20, 0x09:
                return SearchGroup.Item(numbers: numbers, hasSeveralNumbers: !isSingle, mark: 0x3A, body: at..<line.upperBound)
            default: return nil
            }
        }
    }

    /// Whether a number before a colon or a dash may be the hour of a time: two digits follow that may be minutes. No line number begins with a nought.
    private static func mayBeTime(_ bytes: [UInt8], _ number: Range<Int>, _ line: Range<Int>) -> Bool {
        if number.count > 1, bytes[number.lowerBound] == 0x30 { return true }
        let minutes = bytes[number.upperBound + 1..<line.upperBound].prefix(3)
        return bytes[number.upperBound] == 0x3A && number.count <= 2 && minutes.prefix(while: \.isDigit).count == 2
            && minutes.first.map { $0 <= 0x35 } == true
    }

    private static let letter: UInt8 = 1, slash: UInt8 = 2, dot: UInt8 = 4, space: UInt8 = 8, other: UInt8 = 16

    private static let traits: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        switch byte {
        case 0x2F: return slash
        case 0x2E: return dot
        case 0x20: return space
        case 0x2D, 0x2B, 0x40, 0x5F: return 0
        default: return byte.isLetter ? letter : byte.isDigit || byte >= 0x80 ? 0 : other
        }
    }

    /// Whether a line that is `text` alone is read as a path: letters, digits and the marks that paths hold, a slash or an inner dot among them;
    /// or a path with blanks in it.
    private static func isPath(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        guard (3...200).contains(text.count) else { return false }
        let found = union(of: traits, in: bytes, text)
        guard found & other == 0, found & letter != 0, found & (slash | dot) != 0 else { return false }
        if found & slash == 0, union(of: traits, in: bytes, text.lowerBound + 1..<text.upperBound - 1) & dot == 0 { return false }
        return found & space == 0 || isSpacedPath(bytes[text])
    }

    /// Whether a text alone is read as a path.
    static func isPathLine(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        if case .path? = SearchLine(bytes, text) { return true }
        return false
    }
}
