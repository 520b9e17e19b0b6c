// A reader of an output who has nothing but the output and the words of the documentation: it follows the references that stand in the
// text, and puts what they stand for in their place.
//
// Written from what is promised to readers (see RepeatReference), not from the decoder: "the first line of the whole text, in reading
// order, whose opening is the quoted words"; an opening is the first 48 bytes after the indentation, cut at a character, or the whole line
// where it is shorter.

import Foundation

/// Texts in the order in which they are read.
struct PlainReader {
    struct Line {
        let text: Int
        /// Without its line end.
        let bytes: [UInt8]
        let lineEnd: [UInt8]
    }

    /// A reference of the text: where it stands and the lines it stands for, or nil when it leads nowhere.
    struct Followed {
        let line: Int
        let source: Range<Int>?
        let times: Int
        /// By how much the number at the beginning of each line is higher.
        let shift: Int
        /// What is put in the place of what.
        let changes: [(old: [UInt8], new: [UInt8])]
        /// The mark that each line stands behind, or loses.
        let mark: (text: [UInt8], isAdded: Bool)?
    }

    private(set) var lines: [Line] = []
    private(set) var references: [Followed] = []
    private let textCount: Int

    /// More lines than this are not written out: a reference may claim a thousand million.
    private static let maximumLineCount = 4000

    init(_ texts: [[UInt8]]) {
        textCount = texts.count
        for (index, text) in texts.enumerated() { append(text, index) }
        var firstWithOpening: [[UInt8]: Int] = [:]
        for (index, line) in lines.enumerated() where firstWithOpening[Self.opening(line.bytes)] == nil {
            firstWithOpening[Self.opening(line.bytes)] = index
        }
        // Where the lines of the latest reference end that another may go on from: none does from one that leads nowhere.
        var latest: (text: Int, end: Int)?
        // A reference never points at another.
        var isFollowed = Array(repeating: false, count: lines.count)
        for index in lines.indices {
            guard let reference = Self.reference(lines[index].bytes) else { continue }
            var source: Range<Int>?
            switch reference.place {
            case .after(let skipped):
                if let latest, latest.text == lines[index].text, latest.end + skipped + reference.count <= index {
                    source = latest.end + skipped..<latest.end + skipped + reference.count
                }
            case .opening(let anchor):
                if let first = firstWithOpening[anchor], first + reference.count <= index { source = first..<first + reference.count }
            case .above: if reference.count <= index { source = index - reference.count..<index }
            }
            if let found = source {
                let oneText = found.allSatisfy { lines[$0].text == lines[found.lowerBound].text }
                let above = reference.place != .above || lines[found.lowerBound].text == lines[index].text
                if !oneText || !above || found.contains(where: { isFollowed[$0] || Self.reference(lines[$0].bytes) != nil }) {
                    source = nil
                }
            }
            isFollowed[index] = source != nil
            if reference.place != .above { latest = source.map { (lines[index].text, $0.upperBound) } }
            references.append(
                Followed(
                    line: index, source: source, times: reference.times, shift: reference.shift, changes: Self.changes(lines[index].bytes),
                    mark: Self.anchorAndMark(lines[index].bytes)?.mark))
        }
    }

    /// The texts with every reference that leads somewhere replaced by the lines it stands for.
    var expanded: [[UInt8]] {
        var texts = Array(repeating: [UInt8](), count: textCount)
        var sources: [Int: Followed] = [:]
        for reference in references where reference.source != nil { sources[reference.line] = reference }
        var written = 0
        for (index, line) in lines.enumerated() {
            guard let reference = sources[index], let source = reference.source,
                written + source.count * min(reference.times, Self.maximumLineCount + 1) <= Self.maximumLineCount
            else {
                texts[line.text] += line.bytes + line.lineEnd
                continue
            }
            written += source.count * reference.times
            for time in 0..<reference.times {
                for place in source {
                    let isLast = time == reference.times - 1 && place == source.upperBound - 1
                    let end = lines[place].lineEnd.isEmpty ? [0x0A] : lines[place].lineEnd
                    texts[line.text] +=
                        Self.quoted(
                            Self.changed(Self.renumbered(lines[place].bytes, by: reference.shift), reference.changes), reference.mark)
                        + (isLast ? line.lineEnd : end)
                }
            }
        }
        return texts
    }

    private mutating func append(_ text: [UInt8], _ index: Int) {
        var at = 0
        while at < text.count {
            let feed = text[at...].firstIndex(of: 0x0A) ?? text.count
            let end = feed < text.count && feed > at && text[feed - 1] == 0x0D ? feed - 1 : feed
            let next = min(feed + 1, text.count)
            lines.append(Line(text: index, bytes: Array(text[at..<end]), lineEnd: Array(text[end..<next])))
            at = next
        }
    }

    /// The first 48 bytes after the indentation, cut at a character.
    static func opening(_ line: [UInt8]) -> [UInt8] {
        let body = Array(line.drop { $0 == 0x20 || $0 == 0x09 })
        guard body.count > 48 else { return body }
        var end = 48
        while end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(body[..<end])
    }

    /// The line with the number at its beginning higher by `shift`; blanks before the number make room for it.
    static func renumbered(_ line: [UInt8], by shift: Int) -> [UInt8] {
        guard shift != 0 else { return line }
        let blanks = line.prefix { $0 == 0x20 }
        let digits = line[blanks.endIndex...].prefix { (0x30...0x39).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return line }
        let new = Array(String(number + shift).utf8)
        let room = blanks.isEmpty ? 0 : max(0, blanks.count + digits.count - new.count)
        return Array(repeating: 0x20, count: room) + new + line[digits.endIndex...]
    }

    /// The line behind the mark, which has no blank at its end before nothing; or without it.
    static func quoted(_ line: [UInt8], _ mark: (text: [UInt8], isAdded: Bool)?) -> [UInt8] {
        guard let mark else { return line }
        if mark.isAdded { return line.isEmpty && mark.text.last == 0x20 ? mark.text.dropLast() : mark.text + line }
        return line.starts(with: mark.text) ? Array(line.dropFirst(mark.text.count)) : []
    }

    /// `[Same line as above: "ANCHOR", behind "> "]` taken apart.
    private static func anchorAndMark(_ line: [UInt8]) -> (anchor: [UInt8], count: Int, mark: (text: [UInt8], isAdded: Bool))? {
        guard anchorAndWords(line) == nil else { return nil }
        let latin = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        let one = #/\[Same line as above: "(.+)", (behind|without) "((?:> ?){1,8})"\]/#.dotMatchesNewlines().matchingSemantics(
            .unicodeScalar)
        let more = #/\[Same ([1-9][0-9]{0,8}) lines as above, from "(.+)", (behind|without) "((?:> ?){1,8})"\]/#
            .dotMatchesNewlines().matchingSemantics(.unicodeScalar)
        func bytes(_ text: Substring) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
        if let match = latin.wholeMatch(of: one) { return (bytes(match.1), 1, (bytes(match.3), match.2 == "behind")) }
        if let match = latin.wholeMatch(of: more), let count = Int(match.1), count > 1 {
            return (bytes(match.2), count, (bytes(match.4), match.3 == "behind"))
        }
        return nil
    }

    /// Where the lines stand that a reference means.
    enum Place: Equatable {
        /// From the first line on that opens so.
        case opening([UInt8])
        /// So many lines after those of the reference before.
        case after(Int)
        case above
    }

    /// The words after `", but `; none where there are none, or they are not of that form.
    static func changes(_ line: [UInt8]) -> [(old: [UInt8], new: [UInt8])] {
        guard let (_, words) = anchorAndWords(line) else { return [] }
        return words
    }

    /// `[Same line as above: "ANCHOR", but "a" → "b", "c" → "d"]` taken apart.
    private static func anchorAndWords(_ line: [UInt8]) -> (anchor: [UInt8], words: [(old: [UInt8], new: [UInt8])])? {
        let latin = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        func bytes(_ text: some StringProtocol) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
        let arrow = String(String.UnicodeScalarView("→".utf8.map { Unicode.Scalar($0) }))
        guard latin.hasPrefix("[Same "), latin.hasSuffix("\"]"), let mark = latin.range(of: "\", but \"", options: .literal),
            // The quoted words may hold the other form.
            let quote = [" above: \"", " above, from \""].compactMap({ latin.range(of: $0, options: .literal) })
                .min(by: { $0.lowerBound < $1.lowerBound }),
            quote.upperBound < mark.lowerBound
        else { return nil }
        var words: [(old: [UInt8], new: [UInt8])] = []
        for pair in latin[mark.upperBound...].dropLast(2).components(separatedBy: "\", \"") {
            let sides = pair.components(separatedBy: "\" \(arrow) \"")
            guard sides.count == 2, !sides[0].isEmpty, sides[0] != sides[1], !(sides[0] + sides[1]).unicodeScalars.contains("\"") else {
                return nil
            }
            words.append((bytes(sides[0]), bytes(sides[1])))
        }
        return (bytes(latin[quote.upperBound..<mark.lowerBound]), words)
    }

    private static func changed(_ line: [UInt8], _ changes: [(old: [UInt8], new: [UInt8])]) -> [UInt8] {
        guard !changes.isEmpty else { return line }
        var out: [UInt8] = []
        var at = 0
        while at < line.count {
            if let change = changes.first(where: { line[at...].starts(with: $0.old) }) {
                out += change.new
                at += change.old.count
            } else {
                out.append(line[at])
                at += 1
            }
        }
        return out
    }

    /// What a line of words refers to: how many lines, how often, where they stand, and by how much their numbers change.
    static func reference(_ line: [UInt8]) -> (count: Int, times: Int, place: Place, shift: Int)? {
        guard line.count > 8, line.first == 0x5B, line.last == 0x5D else { return nil }
        // Latin-1 keeps one character a byte, so that the quoted words come back as the bytes they are.
        let text = String(decoding: line.flatMap { Array(String(UnicodeScalar($0)).utf8) }, as: UTF8.self)
        func bytes(_ words: Substring) -> [UInt8] { words.unicodeScalars.map { UInt8($0.value) } }
        if let (anchor, _) = anchorAndWords(line) {
            if text.hasPrefix("[Same line as above: \"") { return (1, 1, .opening(anchor), 0) }
            if let match = text.prefixMatch(of: #/\[Same ([1-9][0-9]{0,8}) lines as above, from "/#), let count = Int(match.1), count > 1 {
                return (count, 1, .opening(anchor), 0)
            }
        }
        if let (anchor, count, _) = anchorAndMark(line) { return (count, 1, .opening(anchor), 0) }
        if let match = text.wholeMatch(of: #/\[Same line as above: "(.+)"\]/#.dotMatchesNewlines().matchingSemantics(.unicodeScalar)) {
            return (1, 1, .opening(bytes(match.1)), 0)
        }
        if let match = text.wholeMatch(
            of: #/\[Same ([1-9][0-9]{0,8}) lines as above, from "(.+)", numbers ([+-][1-9][0-9]{0,8})\]/#
                .dotMatchesNewlines().matchingSemantics(.unicodeScalar)),
            let count = Int(match.1), let shift = Int(match.3), count > 1
        {
            return (count, 1, .opening(bytes(match.2)), shift)
        }
        if let match = text.wholeMatch(
            of: #/\[Same ([1-9][0-9]{0,8}) lines as above, from "(.+)"\]/#.dotMatchesNewlines().matchingSemantics(.unicodeScalar)),
            let count = Int(match.1), count > 1
        {
            return (count, 1, .opening(bytes(match.2)), 0)
        }
        if let match = text.wholeMatch(
            of: #/\[Then ([1-9][0-9]{0,8}) more lines(?:, ([1-9][0-9]{0,8}) skipped)?(?:, numbers ([+-][1-9][0-9]{0,8}))?\]/#),
            let count = Int(match.1)
        {
            return (count, 1, .after(match.2.flatMap { Int($0) } ?? 0), match.3.flatMap { Int($0) } ?? 0)
        }
        if let match = text.wholeMatch(of: #/\[The line above, ([1-9][0-9]{0,8}) more times?\]/#), let times = Int(match.1),
            text.hasSuffix("times]") == (times > 1)
        {
            return (1, times, .above, 0)
        }
        if let match = text.wholeMatch(of: #/\[The ([1-9][0-9]{0,8}) lines above, ([1-9][0-9]{0,8}) more times?\]/#),
            let count = Int(match.1),
            let times = Int(match.2), count > 1, text.hasSuffix("times]") == (times > 1)
        {
            return (count, times, .above, 0)
        }
        return nil
    }
}
