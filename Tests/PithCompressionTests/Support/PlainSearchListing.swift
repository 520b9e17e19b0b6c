// Search listings taken apart as plainly as can be, each part a copy: what the one that copies nothing is compared with.

import PithPrompt
import PithSystem

/// One file's part of a listing.
struct PlainSearchGroup: Equatable {
    struct Item: Equatable {
        /// The line number as written; several where lines share their text, and none for the mark `--` between stretches.
        var numbers: [ArraySlice<UInt8>]
        var mayBeTime = false
        /// A colon on a match, a dash on context and on `--`.
        var mark: UInt8
        var body: ArraySlice<UInt8>
    }

    var path: ArraySlice<UInt8>
    var items: [Item] = []

    /// The group with equal texts merged, where the order can be brought back by sorting.
    func merged() -> PlainSearchGroup {
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
        var merged = PlainSearchGroup(path: path)
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
    var holdsMatchesOnly: Bool { items.allSatisfy { $0.mark == 0x3A && !$0.numbers.isEmpty && !$0.mayBeTime } }

    /// The group with its lines ascending; a line that was found twice stands once.
    func sorted() -> PlainSearchGroup {
        let order = items.indices.sorted { (Self.value(items[$0].numbers[0]), $0) < (Self.value(items[$1].numbers[0]), $1) }
        var sorted = PlainSearchGroup(path: path)
        for index in order where sorted.items.last != items[index] { sorted.items.append(items[index]) }
        return sorted
    }

    /// Whether a line stands below one of a higher number.
    var descends: Bool { zip(items, items.dropFirst()).contains { Self.value($0.numbers[0]) > Self.value($1.numbers[0]) } }

    static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

    /// The group in headed form, each line closed by `lineEnd`.
    func write(into out: inout [UInt8], lineEnd: [UInt8]) {
        if !path.isEmpty { out += path + lineEnd }
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
enum PlainSearchLine {
    case path(ArraySlice<UInt8>)
    /// A headed line: numbers, mark and text.
    case entry(PlainSearchGroup.Item)
    /// `path:line:text`, or the same with dashes.
    case flat(path: ArraySlice<UInt8>, PlainSearchGroup.Item)
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
    static func context(_ line: ArraySlice<UInt8>, of path: ArraySlice<UInt8>) -> PlainSearchGroup.Item? {
        // The mark first: most lines are matches and have a colon there.
        guard line.dropFirst(path.count).first == 0x2D, line.starts(with: path), let item = item(line.dropFirst(path.count + 1)),
            item.mark == 0x2D, item.numbers.count == 1
        else { return nil }
        return item
    }

    /// Numbers, a mark and text: `16:text`, `17-text`, `16,20    text`.
    private static func item(_ line: ArraySlice<UInt8>) -> PlainSearchGroup.Item? {
        var numbers: [ArraySlice<UInt8>] = []
        var rest = line
        while true {
            let digits = rest.prefix(8).prefix(while: \.isDigit)
            guard (1...7).contains(digits.count), let next = rest.dropFirst(digits.count).first else { return nil }
            numbers.append(digits)
            rest = rest.dropFirst(digits.count)
            switch next {
            case 0x2C: rest = rest.dropFirst()
            case 0x3A, 0x2D:
                let minutes = rest.dropFirst().prefix(3)
                let isClock = next == 0x3A && digits.count <= 2 && minutes.prefix(while: \.isDigit).count == 2 && minutes.first! < 0x36
                let mayBeTime = isClock || digits.count > 1 && digits.first == 0x30
                return PlainSearchGroup.Item(numbers: numbers, mayBeTime: mayBeTime, mark: next, body: rest.dropFirst())
            case 0x20, 0x09: return PlainSearchGroup.Item(numbers: numbers, mark: 0x3A, body: rest)
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

/// Lines of a view that are one listing.
struct PlainSearchStretch {
    let range: Range<Int>
    let groups: [PlainSearchGroup]
    let lineEnd: [UInt8]
    /// Whether the last line ends with a line end.
    let isClosed: Bool

    /// `groups` in headed form, in place of the stretch.
    func written(_ groups: [PlainSearchGroup]) -> [UInt8] {
        var out: [UInt8] = []
        for (index, group) in groups.enumerated() {
            if index > 0 { out += lineEnd }
            group.write(into: &out, lineEnd: lineEnd)
        }
        if !isClosed { out.removeLast(lineEnd.count) }
        return out
    }
}

struct PlainSearchStretches {
    private struct Line {
        let full: Range<Int>
        let lineEnd: ArraySlice<UInt8>
        let mayChange: Bool
        let isReference: Bool
        /// Nil for what is no listing's line.
        var content: PlainSearchLine?
    }

    /// The segment's lines and the few after it that may be read as part of its listing.
    private let lines: [Line]
    private(set) var found: [PlainSearchStretch] = []

    /// The listings in a segment, ascending, with no protected byte in them. Cost: linear.
    init(in view: View, _ segment: Range<Int>) {
        lines = Self.lines(of: view, segment)
        var at = 0
        while at < lines.count, lines[at].full.lowerBound < segment.upperBound {
            let start = at
            var groups: [PlainSearchGroup] = []
            takeFlat(&at, &groups)
            let isFlat = at > start
            if !isFlat { takeHeaded(&at, &groups) }
            guard at > start else {
                at += 1
                continue
            }
            // What follows must not be read as going on; what a reference stands for is not seen here.
            let next = isBlank(at) ? at + 1 : at
            let isApart =
                !isFlat || !(isEntry(at) || isSeparator(at) || isHead(next) || (next > at && self.isFlat(next)) || isReference(next))
            let last = lines[at - 1]
            let isUniform = lines[start..<at].allSatisfy { $0.lineEnd == lines[start].lineEnd || ($0.lineEnd.isEmpty && at == lines.count) }
            if isApart, isUniform, !lines[start].lineEnd.isEmpty {
                found.append(
                    PlainSearchStretch(
                        range: lines[start].full.lowerBound..<last.full.upperBound, groups: groups, lineEnd: Array(lines[start].lineEnd),
                        isClosed: !last.lineEnd.isEmpty))
            }
        }
    }

    private func takeFlat(_ at: inout Int, _ groups: inout [PlainSearchGroup]) {
        while at < lines.count, lines[at].mayChange {
            if case .flat(let path, let item)? = lines[at].content {
                if groups.last?.path != path { groups.append(PlainSearchGroup(path: path)) }
                groups[groups.count - 1].items.append(item)
            } else if isSeparator(at), !groups.isEmpty, isFlat(at + 1) {
                groups[groups.count - 1].items.append(Self.separator)
            } else {
                return
            }
            at += 1
        }
    }

    private func takeHeaded(_ at: inout Int, _ groups: inout [PlainSearchGroup]) {
        while at < lines.count, lines[at].mayChange {
            if isHead(at) || (isBlank(at) && !groups.isEmpty && isHead(at + 1) && lines[at + 1].mayChange) {
                if isBlank(at) { at += 1 }
                if case .path(let path)? = lines[at].content { groups.append(PlainSearchGroup(path: path)) }
            } else if case .entry(let item)? = lines[at].content, !groups.isEmpty || (at == 0 && isOfOneFile) {
                if groups.isEmpty { groups.append(PlainSearchGroup(path: [])) }
                groups[groups.count - 1].items.append(item)
            } else if isSeparator(at), !groups.isEmpty, isEntry(at + 1) || isHead(at + 1) || (isBlank(at + 1) && isHead(at + 2)) {
                groups[groups.count - 1].items.append(Self.separator)
            } else {
                return
            }
            at += 1
        }
    }

    /// Whether there are matches and lines around them at the beginning, before any path.
    private var isOfOneFile: Bool {
        let marks = lines.indices.prefix { isEntry($0) || isSeparator($0) }.map { index -> UInt8 in
            if case .entry(let item)? = lines[index].content { item.mark == 0x2D && item.numbers.count == 1 ? 0x2D : 0x3A } else { 0 }
        }
        return marks.contains(0x2D) && marks.contains(0x3A)
    }

    private static let separator = PlainSearchGroup.Item(numbers: [], mark: 0x2D, body: [0x2D])

    private func isFlat(_ index: Int) -> Bool { if index < lines.count, case .flat? = lines[index].content { true } else { false } }
    private func isEntry(_ index: Int) -> Bool { if index < lines.count, case .entry? = lines[index].content { true } else { false } }
    private func isSeparator(_ index: Int) -> Bool {
        if index < lines.count, case .separator? = lines[index].content { true } else { false }
    }
    private func isBlank(_ index: Int) -> Bool { if index < lines.count, case .blank? = lines[index].content { true } else { false } }
    private func isReference(_ index: Int) -> Bool { index < lines.count && lines[index].isReference }
    /// A path with a line of its file under it.
    private func isHead(_ index: Int) -> Bool {
        if index < lines.count, case .path? = lines[index].content { isEntry(index + 1) } else { false }
    }

    private static let linesBeyond = 3

    private static func lines(of view: View, _ range: Range<Int>) -> [Line] {
        let bytes = view.bytes
        var lines: [Line] = []
        var at = range.lowerBound
        var beyond = 0
        while at < bytes.count, beyond < linesBeyond {
            let isInside = at < range.upperBound
            if !isInside { beyond += 1 }
            let limit = isInside ? range.upperBound : bytes.count
            let feed = lineEnd(in: bytes, from: at, limit: limit)
            let end = feed > at && feed < limit && bytes[feed - 1] == 0x0D ? feed - 1 : feed
            let next = min(feed + 1, limit)
            lines.append(
                Line(
                    full: at..<next, lineEnd: bytes[end..<next], mayChange: isInside && !view.isProtected(at..<next),
                    isReference: RepeatReference(bytes[at..<end]) != nil,
                    content: PlainSearchLine(bytes[at..<end])))
            at = next
        }
        // A line of context begins with the path of the match below it, or else of the one above.
        for indices in [Array(lines.indices.reversed()), Array(lines.indices)] {
            var path: ArraySlice<UInt8>?
            for index in indices {
                let content = bytes[lines[index].full.lowerBound..<lines[index].lineEnd.startIndex]
                if let path, let item = PlainSearchLine.context(content, of: path) {
                    lines[index].content = .flat(path: path, item)
                } else if case .flat(let its, _)? = lines[index].content {
                    path = its
                }
            }
        }
        return lines
    }
}

/// Listings without indentation.
struct PlainSearchIndentation {
    func written(_ stretch: PlainSearchStretch) -> [UInt8] {
        stretch.written(gathered(stretch.groups.map(withoutSeparators)).map { unindented(withoutDot($0)).merged() })
    }

    /// The group without the marks `--` between numbers that jump, and behind its last line.
    private func withoutSeparators(_ group: PlainSearchGroup) -> PlainSearchGroup {
        var kept = PlainSearchGroup(path: group.path)
        for (index, item) in group.items.enumerated() {
            let before = kept.items.last?.numbers.first, after = group.items.dropFirst(index + 1).first
            if item.numbers.isEmpty, let before {
                if after == nil { continue }
                if let next = after?.numbers.first, PlainSearchGroup.value(next) > PlainSearchGroup.value(before) + 1 { continue }
            }
            kept.items.append(item)
        }
        return kept
    }

    /// The groups of one path as one, its lines ascending, where they are matches and nothing else.
    private func gathered(_ groups: [PlainSearchGroup]) -> [PlainSearchGroup] {
        var places: [[UInt8]: Int] = [:]
        var gathered: [PlainSearchGroup] = []
        var wasJoined: [Bool] = []
        for group in groups {
            let path = Array(group.path)
            if group.holdsMatchesOnly, let place = places[path] {
                gathered[place].items += group.items
                wasJoined[place] = true
            } else {
                if group.holdsMatchesOnly { places[path] = gathered.count }
                gathered.append(group)
                wasJoined.append(false)
            }
        }
        return zip(gathered, wasJoined).map { $1 || $0.holdsMatchesOnly && $0.descends ? $0.sorted() : $0 }
    }

    /// `./src/pool.c`, as grep names files that it was given a folder for, is `src/pool.c`.
    private func withoutDot(_ group: PlainSearchGroup) -> PlainSearchGroup {
        guard group.path.begins(with: "./"), case .path? = PlainSearchLine(group.path.dropFirst(2)) else { return group }
        var group = group
        group.path = group.path.dropFirst(2)
        return group
    }

    /// One blank stands where there were several, and before what was not indented.
    private func unindented(_ group: PlainSearchGroup) -> PlainSearchGroup {
        if group.items.contains(where: { $0.mark == 0x2D && !$0.numbers.isEmpty }) { return dedented(group) }
        var group = group
        for index in group.items.indices where group.items[index].mark == 0x3A {
            let text = group.items[index].body.drop(while: \.isBlank)
            let startsWithDigit = text.first?.isDigit == true && text.count == group.items[index].body.count
            if !text.isEmpty, !startsWithDigit { group.items[index].body = [0x20] + text }
        }
        for index in group.items.indices where group.items[index].mark == 0x3A {
            if let text = Self.withSingleBlanks(group.items[index].body) { group.items[index].body = text }
        }
        return group
    }

    /// Of lines with those near them each stretch of lines keeps its levels, a blank each.
    private func dedented(_ group: PlainSearchGroup) -> PlainSearchGroup {
        var stretches: [[Int]] = []
        for (index, item) in group.items.enumerated() {
            if let number = item.numbers.first, let last = stretches.last?.last, let before = group.items[last].numbers.first,
                PlainSearchGroup.value(number) == PlainSearchGroup.value(before) + 1
            {
                stretches[stretches.count - 1].append(index)
            } else {
                stretches.append([index])
            }
        }
        var group = group
        for stretch in stretches {
            let written = stretch.filter { !group.items[$0].numbers.isEmpty && group.items[$0].body.contains { !$0.isBlank } }
            let indents = written.map { group.items[$0].body.prefix(while: \.isBlank).count }
            for (index, indent) in zip(written, indents) {
                let text = group.items[index].body.dropFirst(indent), level = Set(indents).count { $0 < indent }
                group.items[index].body = group.items[index].body.prefix(indent).suffix(level) + (Self.withSingleBlanks(text) ?? text)
            }
        }
        return group
    }

    /// The text with one blank for several; nil where there are no two. The blanks in front stay.
    private static func withSingleBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = text.prefix(while: \.isBlank).endIndex
        guard start < text.endIndex, zip(text[start...], text[start...].dropFirst()).contains(where: { $0.isBlank && $1.isBlank })
        else { return nil }
        var out = Array(text[..<start])
        var mark: UInt8?
        for index in start..<text.endIndex {
            let byte = text[index]
            if let open = mark {
                if byte == open { mark = nil }
            } else if [0x22, 0x27, 0x60].contains(byte) {
                mark = byte
                if !text[(index + 1)...].contains(byte) { return out + text[index...] }
            }
            if mark == nil, byte.isBlank, index > start, text[index - 1].isBlank {
                out[out.count - 1] = 0x20
            } else {
                out.append(byte)
            }
        }
        return out[...]
    }
}
