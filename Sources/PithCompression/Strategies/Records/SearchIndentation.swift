// The indentation of found lines goes, and of several blanks inside them one stays: a listing shows lines out of their place, where they say little; in quotations
// all stay. Where lines near them are shown, a stretch keeps its levels, a blank each. A blank stands between every number and its text, where the colon went
// with it, but for a text that begins with a digit: `12:5: unused`, `09:30 start` stay as they are. Texts of one file that differed in nothing else then merge.
// All of it comes first: a reference that stands for lines below a path would keep the path from its folder. A file that comes up again further down (several
// searches in one listing) is told once, in the order of its lines. The `./` that grep puts before paths goes, and a folder stands once over its files. The marks
// `--` between stretches go where the numbers jump.

import PithPrompt
import PithSystem

/// Folds the indentation in search listings.
struct SearchIndentation: Strategy {
    static let name = "search-indentation"
    static let summary = "search listings without the indentation of the lines found, each file told once, each folder once over its files"
    static let kinds: Set<SegmentKind> = [.search, .reference]
    static let effect = EditEffect.folded
    static let isLocal = true
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            if segment.kind == .reference {
                return Self.unindentedLines(in: view.bytes, segment.range).map { text in
                    let edit = Edit(view: segment.view, range: segment.range, replacement: text, strategy: Self.name, effect: Self.effect)
                    return [Proposal(edits: [edit])]
                } ?? []
            }
            return SearchStretches(in: view, segment.range, threadCount: context.options.threadCount).found.compactMap {
                stretch -> Proposal? in
                let replacement = Self.unindented(stretch, in: view.bytes, threadCount: context.options.threadCount)
                guard replacement.count < stretch.range.count else { return nil }
                let edit = Self.edit(segment.view, stretch.range, to: replacement)
                return Proposal(edits: [edit])
            }
        }
    }

    /// The stretch of a listing in `bytes`, told without indentation.
    static func unindented(_ stretch: SearchStretch, in bytes: [UInt8], threadCount: Int = 1) -> [UInt8] {
        let groups = gathered(stretch.groups.map { withoutSeparators($0, bytes) }, SearchText(bytes))
        return stretch.written(groups, in: bytes, withFolders: true, threadCount: threadCount) { group, text in
            dropDot(of: &group, bytes)
            unindent(&group, &text)
            group = group.merged(in: text)
            mergeMessages(&group, &text)
        }
    }

    /// Lines below their files (FoundLines) without indentation; nil for other references, and where there is none. Cost: linear.
    private static func unindentedLines(in bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        guard bytes[range.lowerBound] == 0x5B, let lines = FoundLines(bytes, startingAt: range.lowerBound, limit: range.upperBound) else {
            return nil
        }
        var out: [UInt8] = []
        for line in bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !out.isEmpty { out.append(0x0A) }
            if let mark = line.first, mark == 0x20 || lines.hasContext && mark == 0x2D && !FoundLines.isBetween(line),
                let start = line.dropFirst().firstIndex(where: { !$0.isBlank })
            {
                out += [mark] + (withSingleBlanks(bytes, start..<line.endIndex) ?? Array(line[start...]))
            } else {
                out += line
            }
        }
        return out.count < range.count ? out : nil
    }

    /// The groups of one path as one, its lines ascending, where they are matches and nothing else: several searches may have found them.
    private static func gathered(_ groups: [SearchGroup], _ text: SearchText) -> [SearchGroup] {
        // By the hash of the path: of two paths with one hash the second is told as often as it comes.
        var places = KeyTable(minimumCapacity: groups.count)
        var gathered: [SearchGroup] = []
        var wasJoined: [Bool] = []
        for group in groups {
            if group.holdsMatchesOnly {
                let path = text.bytes[group.path]
                if let place = places.keep(gathered.count, for: ByteHash.of(path)), areSame(text.bytes[gathered[place].path], path) {
                    gathered[place].items += group.items
                    wasJoined[place] = true
                    continue
                }
            }
            gathered.append(group)
            wasJoined.append(false)
        }
        return zip(gathered, wasJoined).map { $1 || $0.holdsMatchesOnly && !$0.isAscending(in: text) ? $0.sorted(in: text) : $0 }
    }

    /// The group without the marks `--` that its numbers show as well, where they jump, and without one behind its last line.
    private static func withoutSeparators(_ group: SearchGroup, _ bytes: [UInt8]) -> SearchGroup {
        guard group.items.contains(where: { $0.numbers.isEmpty }) else { return group }
        var kept = SearchGroup(path: group.path)
        for (index, item) in group.items.enumerated() {
            if item.numbers.isEmpty, let last = kept.items.last, !last.numbers.isEmpty {
                guard index + 1 < group.items.count else { break }
                let next = group.items[index + 1]
                if !next.numbers.isEmpty, SearchGroup.value(next.numbers, bytes) > SearchGroup.value(last.numbers, bytes) + 1 { continue }
            }
            kept.items.append(item)
        }
        return kept
    }

    /// `./src/pool.c`, as grep names files that it was given a folder for, is `src/pool.c`.
    private static func dropDot(of group: inout SearchGroup, _ bytes: [UInt8]) {
        let rest = group.path.dropFirst(2)
        if bytes[group.path].begins(with: "./"), SearchLine.isPathLine(bytes, rest) { group.path = rest }
    }

    /// One blank stands where there were several, and before what was not indented, unless that begins with a digit.
    private static func unindent(_ group: inout SearchGroup, _ text: inout SearchText) {
        if group.items.contains(where: { $0.mark == 0x2D && !$0.numbers.isEmpty }) { return dedent(&group, &text) }
        for index in group.items.indices where group.items[index].mark == 0x3A {
            var item = group.items[index]
            guard let start = item.body.first(where: { !text.bytes[$0].isBlank }) else { continue }
            if start > item.body.lowerBound || !text.bytes[start].isDigit {
                (item.body, item.isSetOff) = (start..<item.body.upperBound, true)
            }
            if let single = withSingleBlanks(text.bytes, item.body) { text.write(single, for: &item) }
            group.items[index] = item
        }
    }

    /// Of lines with those near them each stretch keeps its levels, a blank each: what stands in what is told by them.
    private static func dedent(_ group: inout SearchGroup, _ text: inout SearchText) {
        func value(_ item: SearchGroup.Item) -> Int? { item.numbers.isEmpty ? nil : SearchGroup.value(item.numbers, text.bytes) }
        var start = 0
        while start < group.items.count {
            var end = start + 1
            var last = value(group.items[start])
            while end < group.items.count, let before = last, let next = value(group.items[end]), next == before + 1 {
                (end, last) = (end + 1, next)
            }
            if last != nil { dedent(start..<end, of: &group, &text) }
            start = end
        }
    }

    private static func dedent(_ stretch: Range<Int>, of group: inout SearchGroup, _ text: inout SearchText) {
        func indent(_ item: SearchGroup.Item) -> Int? {
            item.body.first { !text.bytes[$0].isBlank }.map { $0 - item.body.lowerBound }
        }
        let levels = Set(group.items[stretch].compactMap(indent)).sorted()
        for index in stretch {
            var item = group.items[index]
            guard let indent = indent(item), let level = levels.firstIndex(of: indent) else { continue }
            let first = item.body.lowerBound + indent
            // So many blanks stand there, for every lower level has fewer.
            item.body = first - level..<item.body.upperBound
            if let single = withSingleBlanks(text.bytes, first..<item.body.upperBound) {
                text.write(Array(text.bytes[(first - level)..<first]) + single, for: &item)
            }
            group.items[index] = item
        }
    }

    /// What a checker says several times of one file (`44:89: W291 trailing whitespace`) stands once, behind all its places: `44:89;105:1: W291 …`. Nothing
    /// is merged where all may be times. Cost: linear.
    private static func mergeMessages(_ group: inout SearchGroup, _ text: inout SearchText) {
        guard group.items.count > 1, group.items.allSatisfy({ $0.mark == 0x3A && !$0.numbers.isEmpty }),
            group.items.contains(where: { !$0.mayBeTime })
        else { return }
        var places = KeyTable(minimumCapacity: group.items.count)
        var kept: [SearchGroup.Item] = []
        var further: [Int: [UInt8]] = [:]
        for item in group.items {
            guard !item.isSetOff, let (column, message) = columnAndMessage(text.body(of: item)) else {
                kept.append(item)
                continue
            }
            if let place = places.keep(kept.count, for: ByteHash.of(message)), let first = columnAndMessage(text.body(of: kept[place])),
                areSame(first.message, message)
            {
                further[place, default: []].append(0x3B)
                group.write(numbersOf: item, into: &further[place, default: []], text.bytes)
                further[place, default: []] += [0x3A] + column
            } else {
                kept.append(item)
            }
        }
        for (place, positions) in further {
            guard let (column, message) = columnAndMessage(text.body(of: kept[place])) else { continue }
            text.write(Array(column) + positions + message, for: &kept[place])
        }
        group.items = kept
    }

    private static let longestColumn = 4, fewestBytesOfMessage = 8

    /// `89` and `: W291 trailing whitespace` of a text that begins so.
    private static func columnAndMessage(_ body: ArraySlice<UInt8>) -> (column: ArraySlice<UInt8>, message: ArraySlice<UInt8>)? {
        let column = body.prefix(longestColumn).prefix(while: \.isDigit)
        let message = body[column.endIndex...]
        guard !column.isEmpty, message.count >= fewestBytesOfMessage, message.begins(with: ": ") else { return nil }
        return (column, message)
    }

    /// The text with one blank for several that stand outside quotations; nil where there are none. It begins with none. Cost: linear.
    static func withSingleBlanks(_ bytes: [UInt8], _ text: Range<Int>) -> [UInt8]? {
        guard firstPairOfBlanks(in: bytes, text) < text.upperBound || firstOffset(of: 0x09, in: bytes, text) < text.upperBound else {
            return nil
        }
        var out: [UInt8] = []
        /// Up to where the text was taken over.
        var taken = text.lowerBound, at = text.lowerBound
        while at < text.upperBound {
            if isQuotationMark(bytes[at]) {
                // A mark without its pair may open a text that goes on below.
                guard let close = bytes[(at + 1)..<text.upperBound].firstIndex(of: bytes[at]) else { break }
                at = close + 1
            } else if bytes[at].isBlank, bytes[at - 1].isBlank {
                out += bytes[taken..<at - 1]
                out.append(0x20)
                while at < text.upperBound, bytes[at].isBlank { at += 1 }
                taken = at
            } else {
                at += 1
            }
        }
        return taken == text.lowerBound ? nil : out + bytes[taken..<text.upperBound]
    }

    private static func isQuotationMark(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 }
}
