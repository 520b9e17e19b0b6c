// Finds, for lines of a text, where they stood before: above in the text, or in what came before it.
//
// A line is looked up by its bytes, and where it is numbered also by its body. A few candidates are extended downward while the lines stay the
// same, byte for byte or up to the same step of the number, and the longest match wins. A match that was found late, because its
// first lines are found everywhere, is then extended upward. Candidates, and the lines tried to name a source, are bounded in number, and
// lines are compared again only after a match, so the whole stays linear in what is matched.

import PithPrompt
import PithSystem

struct RepeatSearch {
    struct Match {
        let lines: Range<Int>
        let reference: RepeatReference
        /// Where the lines stood before, places among all lines: those of the past first.
        let source: Range<Int>
    }

    private static let candidatesPerLine = 8
    private static let maximumSkippedLines = 4
    static let maximumPeriod = 64
    private static let minimumAnchorWordBytes = 6
    /// Fewer lines with other numbers may be anything: items of a list, rows of data.
    private static let fewestNumberedLines = 3

    private var places: LinePlaces
    private let prospects: RepeatProspects
    private var likeness: [RepeatProspects.Likeness] { prospects.likeness }
    /// For each line of the text, whether its opening names it: worked out when first asked.
    private var namesItself: [Bool?]
    /// The lines of the text at hand, and for each whether it may be replaced.
    private let text: PromptLines
    private let changeable: [Bool]
    private var offset: Int { places.offset }
    /// Before this line nothing may be taken back.
    private var settled = 0

    init(text: PromptLines, changeable: [Bool], prospects: RepeatProspects, past: LineIndex) {
        (self.text, self.changeable, self.prospects) = (text, changeable, prospects)
        namesItself = Array(repeating: nil, count: text.lines.count)
        places = LinePlaces(past: past, own: text.index.value)
    }

    /// Notes that line `index` stays in the text.
    mutating func remember(_ index: Int) {
        guard text.lines[index].canBePointedAt else { return }
        if likeness[index] == .none { places.own.stand(index) } else { places.own.remember(index) }
    }

    /// What the lines from `start` on repeat, or nil. The match may begin above `start`, in lines that were remembered. Runs of what stands
    /// directly above are looked for where any length will do.
    mutating func match(at start: Int, fewestLines: Int) -> Match? {
        let hasName = prospects.reaches[start] >= fewestLines, comesAgain = fewestLines == 1 && (hasName || prospects.mayComeAgain[start])
        guard hasName || comesAgain, likeness[start] == .earlier, changeable[start], !text.lines[start].range.isEmpty else { return nil }
        return (comesAgain ? runOfWhatStandsAbove(start) : nil) ?? (hasName ? longestMatch(at: start) : nil)
    }

    /// Whether one of the lines that a match from `start` may begin with could name its source: most braces and rules go no further. What a numbered line
    /// repeats may have another number, so such a line may be.
    private func mayBeNameable(from start: Int) -> Bool {
        for index in start..<min(start + Self.maximumSkippedLines, text.lines.count) where likeness[index] == .earlier {
            if places.own.lines[index].number != nil { return true }
            let place = offset + index
            if Self.hasWords(places.opening(of: place)), !isBlankOrFence(place) { return true }
        }
        return false
    }

    /// Goes on after lines that are replaced already.
    mutating func skip(to line: Int) { settled = line }

    /// Notes that the lines of a match are replaced.
    mutating func accept(_ match: Match, from start: Int) {
        for index in match.lines where index < start { places.own.forget(index) }
        for index in start..<max(start, match.lines.lowerBound) { remember(index) }
        settled = match.lines.upperBound
    }

    /// The lines directly above, again and again.
    private func runOfWhatStandsAbove(_ start: Int) -> Match? {
        guard let latest = places.own.latest(withHash: text.lines[start].hash) else { return nil }
        let period = start - latest
        guard period <= Self.maximumPeriod, (latest..<start).allSatisfy({ places.own.stands[$0] && isSameView($0, start) }) else {
            return nil
        }
        var count = 0
        while start + count < text.lines.count, changeable[start + count], isSameView(start + count, start),
            isSame(offset + start + count - period, start + count, 0)
        {
            count += 1
        }
        let times = count / period
        guard times > 0 else { return nil }
        return Match(
            lines: start..<start + times * period, reference: .again(lineCount: period, times: times),
            source: offset + latest..<offset + start)
    }

    /// A stretch of lines and what it repeats, places among all lines.
    private struct Found {
        var lines: Range<Int>
        var source: Int
        let shift: Int
        var skipped: Int
    }

    private mutating func longestMatch(at start: Int) -> Match? {
        guard mayBeNameable(from: start) else { return nil }
        var best: Found?
        func consider(_ source: Int, _ shift: Int) {
            guard let found = extended(source, start, shift), found.lines.count > best?.lines.count ?? 0 else { return }
            best = found
        }
        let hash = text.lines[start].hash
        for source in places.lines(withHash: hash, limit: Self.candidatesPerLine) { consider(source, 0) }
        if let number = places.own.lines[start].number {
            let hash = places.own.lines[start].bodyHash
            for source in places.lines(withBodyHash: hash, limit: Self.candidatesPerLine) {
                let shift = number.value - (places.number(of: source)?.value ?? 0)
                if shift != 0 { consider(source, shift) }
            }
        }
        guard var found = best else { return nil }
        extendUpward(&found, from: start)
        let anchor = Array(places.opening(of: found.source))
        return Match(
            lines: found.lines, reference: .named(lineCount: found.lines.count, anchor: anchor, .numbers(found.shift)),
            source: found.source..<found.source + found.lines.count)
    }

    /// How far the lines from `start` on repeat those from `source` on; nil when they are none, or cannot be named.
    private mutating func extended(_ source: Int, _ start: Int, _ shift: Int) -> Found? {
        var skipped = 0
        while !isNameable(source + skipped, start + skipped, shift, from: source) {
            skipped += 1
            if skipped == Self.maximumSkippedLines { return nil }
        }
        var count = 0
        while start + count < text.lines.count, source + count < offset + start, changeable[start + count], places.stands(source + count),
            places.areOfOneText(source + count, source), isSameView(start + count, start),
            isSame(source + count, start + count, shift), shift == 0 || count == 0 || isNext(start + count)
        { count += 1 }
        // Blank lines at the end are not worth naming, and a fence that closes stays where the one that opened it does.
        while count > 0, isBlankOrFence(offset + start + count - 1) { count -= 1 }
        guard count - skipped >= (shift == 0 ? 1 : Self.fewestNumberedLines) else { return nil }
        return Found(lines: start + skipped..<start + count, source: source + skipped, shift: shift, skipped: skipped)
    }

    /// Takes in the lines above that were passed by: found everywhere, they led elsewhere.
    private mutating func extendUpward(_ found: inout Found, from start: Int) {
        guard found.skipped == 0 else { return }
        var count = 0, nameable = 0
        while start - count - 1 >= settled, found.source - count - 1 >= 0, changeable[start - count - 1],
            isSameView(start - count - 1, start), places.stands(found.source - count - 1),
            places.areOfOneText(found.source - count - 1, found.source),
            found.source + found.lines.count <= offset + start - count - 1,
            isSame(found.source - count - 1, start - count - 1, found.shift), found.shift == 0 || isNext(start - count)
        {
            count += 1
            if isNameable(found.source - count, start - count, found.shift, from: found.source) { nameable = count }
        }
        guard nameable > 0 else { return }
        found.lines = found.lines.lowerBound - nameable..<found.lines.upperBound
        found.source -= nameable
    }

    /// Whether `source` can be named by its opening words and line `index` repeats it.
    private mutating func isNameable(_ source: Int, _ index: Int, _ shift: Int, from first: Int) -> Bool {
        guard index < text.lines.count, source < offset + index, source < offset + text.lines.count, names(source),
            places.areOfOneText(source, first), places.stands(source)
        else { return false }
        return isSame(source, index, shift)
    }

    /// Whether the opening words of the line at `place` are words, and lead to it.
    private mutating func names(_ place: Int) -> Bool {
        if place >= offset, let known = namesItself[place - offset] { return known }
        let names = places.isNamed(place) && !isBlankOrFence(place)
        if place >= offset { namesItself[place - offset] = names }
        return names
    }

    // MARK: Lines among all

    /// Whether line `index` of the text is the line at `place`, its number `shift` higher.
    private func isSame(_ place: Int, _ index: Int, _ shift: Int) -> Bool {
        if shift == 0 {
            return places.hash(of: place) == text.lines[index].hash && areSame(places.bytes(of: place), places.own.bytes(of: index))
        }
        guard let number = places.number(of: place), let other = places.own.lines[index].number, number.value + shift == other.value,
            let prefix = number.prefix(shiftedBy: shift), prefix.count == other.width
        else { return false }
        let bytes = places.own.bytes(of: index)
        return bytes.prefix(other.width).elementsEqual(prefix)
            && places.bytes(of: place).dropFirst(number.width) == bytes.dropFirst(other.width)
    }

    /// Whether line `index` has the number after that of the line before it, as lines of a listing do.
    private func isNext(_ index: Int) -> Bool {
        guard let number = places.own.lines[index].number, let before = places.own.lines[index - 1].number else { return false }
        return number.value == before.value + 1
    }

    private func isBlankOrFence(_ place: Int) -> Bool { Self.isBlankOrFence(places.bytes(of: place)) }

    static func isBlankOrFence(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.firstIndex(where: { !$0.isBlank }) else { return true }
        guard line[first] == 0x60 || line[first] == 0x7E else { return false }
        return line[first...].begins(with: "```") || line[first...].begins(with: "~~~")
    }

    /// Whether there are letters and digits enough among the opening words: a brace or a rule names nothing.
    static func hasWords(_ opening: ArraySlice<UInt8>) -> Bool {
        var wordByteCount = 0
        for byte in opening where byte.isWordlike {
            wordByteCount += 1
            if wordByteCount == Self.minimumAnchorWordBytes { return true }
        }
        return false
    }

    private func isSameView(_ a: Int, _ b: Int) -> Bool { text.lines[a].view == text.lines[b].view }
}
