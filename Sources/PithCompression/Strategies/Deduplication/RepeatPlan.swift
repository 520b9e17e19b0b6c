// Which repeats become references. A line that was replaced is no source any more, so a repeat of four lines inside a file can cost the one reference that
// all of the file would be when it is read again. Hence long repeats first: of 64 lines, then of 16, then any; the sources of what was
// found stay as they are. In a session nobody knows yet what will be read again: short repeats inside a message are left there.
//
// A file that was edited repeats in parts. After the first, a part need not be named again: "Then 12 more lines, 2 skipped".
//
// Each pass is linear: what is shorter than the pass looks for is stepped over.

import PithPrompt
import PithSystem

struct RepeatPlan {
    /// The matches that are made, each in the words of its reference: those that go on from one another together, for they need it.
    private(set) var stretches: [[RepeatSearch.Match]] = []

    private let text: PromptLines
    private let changeable: [Bool]
    private let past: LineIndex
    /// The place of the first line of the text among all lines.
    private var offset: Int { past.lines.count }
    private let sparesShortOnes: Bool
    /// The match that begins at a line.
    private var found: [RepeatSearch.Match?]
    /// Lines that must stay, or are replaced.
    private var isSettled: [Bool]

    private static let lengths = [64, 16, 1]
    /// What a repeat inside one message of a session must save.
    private static let fewestSparedBytes = 200
    /// What a reference is long at least without the words it quotes.
    static let fewestBytesOfWords = RepeatReference.named(lineCount: 1, anchor: []).text.count
    /// Fewer bytes of a part are shorter than the words that would stand for them.
    static let fewestBytesOfPart = 44
    /// More lines than this between two parts, and a reader has lost the thread.
    static let mostLinesBetween = 12
    private static let mostLinesSkipped = 99

    /// The plan for lines of which some may be replaced. Cost: linear.
    init(_ text: PromptLines, _ changeable: [Bool], past: LineIndex, sparesShortOnes: Bool, threadCount: Int = 1) {
        let prospects = RepeatProspects(
            text, changeable, past: past, fewestBytesSaved: sparesShortOnes && past.lines.isEmpty ? Self.fewestSparedBytes : 1)
        self.init(text, changeable, past: past, sparesShortOnes: sparesShortOnes, prospects, threadCount: threadCount)
    }

    init(
        _ text: PromptLines, _ changeable: [Bool], past: LineIndex, sparesShortOnes: Bool, _ prospects: RepeatProspects,
        threadCount: Int = 1
    ) {
        (self.text, self.changeable, self.past, self.sparesShortOnes) = (text, changeable, past, sparesShortOnes)
        found = []
        isSettled = []
        // Most texts repeat nothing that is worth a reference, and are done with here.
        guard !prospects.areNone(among: changeable) else { return }
        // Of a long text that repeats something the openings are asked for: found while its first lines are gone through.
        let isLong = threadCount > 1 && text.prompt.bytes.count >= ThreadGain.fewestBytes
        let openings = isLong ? Begun(1, threadCount: 2) { _ in text.index.value.findOpenings() } : nil
        let longest = prospects.reaches.max() ?? 0
        found = text.lines.map { _ in nil }
        isSettled = text.lines.map { _ in false }
        for length in Self.lengths where text.lines.count > length && (length == 1 || longest >= length) { search(for: length, prospects) }
        join()
        withExtendedLifetime(openings) {}
    }

    private mutating func search(for fewestLines: Int, _ prospects: RepeatProspects) {
        var search = RepeatSearch(
            text: text, changeable: text.lines.indices.map { changeable[$0] && !isSettled[$0] }, prospects: prospects, past: past)
        var at = 0
        var latest: RepeatSearch.Match?
        while at < text.lines.count {
            if let made = found[at] {
                if case .named = made.reference { latest = made }
                at = made.lines.upperBound
                search.skip(to: at)
                continue
            }
            guard let match = search.match(at: at, fewestLines: fewestLines) else {
                search.remember(at)
                at += 1
                continue
            }
            guard match.lines.count >= fewestLines, pays(match) || latest.map({ pays(match, after: $0) }) == true else {
                // What is too short here is so from its other lines on, too.
                let next = fewestLines == 1 ? at + 1 : max(at + 1, match.lines.upperBound)
                while at < next {
                    search.remember(at)
                    at += 1
                }
                continue
            }
            search.accept(match, from: at)
            if case .named = match.reference { latest = match }
            found[match.lines.lowerBound] = match
            for line in match.lines { isSettled[line] = true }
            for place in match.source where place >= offset { isSettled[place - offset] = true }
            at = match.lines.upperBound
        }
    }

    /// Whether it need not name its first line, and pays then.
    private func pays(_ match: RepeatSearch.Match, after previous: RepeatSearch.Match) -> Bool {
        guard case .named = match.reference, goesOn(from: previous, to: match, nil) else { return false }
        return text.range(of: match.lines).count >= Self.fewestBytesOfPart
    }

    /// Whether the reference is clearly shorter than what it replaces, and reads back as itself.
    private func pays(_ match: RepeatSearch.Match) -> Bool {
        let byteCount = text.range(of: match.lines).count
        // Most matches are of a line or two, and go no further than this.
        if case .named(_, let anchor, _) = match.reference, byteCount <= Self.fewestBytesOfWords + anchor.count { return false }
        let words = match.reference.text
        guard byteCount > words.count, RepeatReference(words[...]) == match.reference else { return false }
        guard sparesShortOnes, match.source.lowerBound >= offset, case .named = match.reference else { return true }
        return byteCount >= words.count + Self.fewestSparedBytes
    }

    // MARK: Parts of one repeat

    private mutating func join() {
        var isReplaced = text.lines.map { _ in false }
        for match in found.compactMap(\.self) { for line in match.lines { isReplaced[line] = true } }
        var latest: RepeatSearch.Match?
        for match in found.compactMap(\.self) {
            guard case .named(_, _, .numbers(let shift)) = match.reference else {
                stretches.append([match])
                continue
            }
            guard let previous = latest, goesOn(from: previous, to: match, isReplaced) else {
                if pays(match) {
                    stretches.append([match])
                    latest = match
                }
                continue
            }
            let part = extendedUpward(match, after: previous, isReplaced)
            let onward = RepeatReference.onward(
                lineCount: part.lines.count, skipped: part.source.lowerBound - previous.source.upperBound, numberShift: shift)
            stretches[stretches.count - 1].append(RepeatSearch.Match(lines: part.lines, reference: onward, source: part.source))
            latest = match
        }
    }

    /// Whether `next` repeats lines of the same text that follow those of `match`, and stands soon after it.
    private func goesOn(from match: RepeatSearch.Match, to next: RepeatSearch.Match, _ isReplaced: [Bool]?) -> Bool {
        text.lines[match.lines.lowerBound].view == text.lines[next.lines.lowerBound].view
            && next.source.lowerBound >= match.source.upperBound
            && next.source.lowerBound - match.source.upperBound <= Self.mostLinesSkipped
            && places.areOfOneText(match.source.lowerBound, next.source.lowerBound)
            // Lines that were replaced are no lines that a reader could count.
            && isReplaced.map { gone in (match.source.upperBound..<next.source.lowerBound).allSatisfy { !isGone($0, gone) } } != false
            && next.lines.lowerBound - match.lines.upperBound <= Self.mostLinesBetween
            && (match.lines.upperBound..<next.lines.lowerBound).allSatisfy { !text.lines[$0].isReference && found[$0] == nil }
    }

    /// The match with the lines above it that are the same: nothing need name them.
    private func extendedUpward(
        _ match: RepeatSearch.Match, after previous: RepeatSearch.Match, _ isReplaced: [Bool]
    ) -> (lines: Range<Int>, source: Range<Int>) {
        let places = places
        var line = match.lines.lowerBound, source = match.source.lowerBound
        while line > previous.lines.upperBound, source > previous.source.upperBound, changeable[line - 1], !isSettled[line - 1],
            stands(source - 1, isReplaced), places.bytes(of: source - 1) == places.own.bytes(of: line - 1)
        { (line, source) = (line - 1, source - 1) }
        return (line..<match.lines.upperBound, source..<match.source.upperBound)
    }

    // MARK: Lines among all

    /// Asked where something repeats: only then are the lines looked up.
    private var places: LinePlaces { LinePlaces(past: past, own: text.index.value) }

    private func isGone(_ place: Int, _ isReplaced: [Bool]) -> Bool {
        place >= offset && isReplaced[place - offset]
    }

    private func stands(_ place: Int, _ isReplaced: [Bool]) -> Bool {
        place < offset ? past.stands[place] : !isReplaced[place - offset] && text.lines[place - offset].canBePointedAt
    }
}
