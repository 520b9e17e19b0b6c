// Lines that stand further up already become a reference to them: LZ77 over lines.
//
// From the top, each line is looked up among the lines above that still stand in the text. Where the lines that follow repeat what stands
// directly above, the reference only says how many more times. Otherwise a few candidates a line are extended downward while the lines
// stay equal, byte for byte, and the longest match wins. The scan goes on after the match; lines that were replaced are never referred to.
//
// The reference names its source by the source's opening words, so a source must be the first line anywhere that opens with them. Where
// it is not, the block gives up its first lines until it is; that is checked before a match is extended, so lines that can never be named
// cost nothing and the whole stays linear.
//
// Causal: what replaces a line depends on that line and those above it.

import PithJSON
import PithPrompt

/// Replaces repeated lines by references to their first appearance.
struct ExactRepeats: Strategy {
    static let name = "exact-repeats"
    static let summary = "lines seen before become a short reference to their first appearance"
    static let kinds = Set(SegmentKind.allCases.filter(\.isText)).subtracting([.reference])
    static let effect = EditEffect.lossless
    static let linksMessages = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // A JSON value must stay one: there is no room for a line of words in it.
        guard !context.mustStayJSON else { return [] }
        let text = PromptLines(context.prompt)
        // Lines of a log, a diff or a trace that is about to be folded are dealt with there; a row of a table has its meaning from the header above it.
        let segments = context.segments.filter {
            !(context.foldsFollow && [.log, .diff, .stackTrace].contains($0.kind))
                && !($0.kind == .table && opensTabledJSON(context.prompt.text(of: $0)))
        }
        var search = RepeatSearch(text: text, changeable: changeable(text, segments))
        var proposals: [Proposal] = []
        var at = 0
        while at < text.lines.count {
            guard let match = search.match(at: at), let edit = edit(for: match, in: text) else {
                search.remember(at)
                at += 1
                continue
            }
            proposals.append(Proposal(edits: [edit]))
            for index in at..<match.lines.lowerBound { search.remember(index) }
            at = match.lines.upperBound
        }
        return proposals
    }

    /// The edit that a match is worth making, or nil when the reference is about as long as what it replaces.
    private func edit(for match: RepeatSearch.Match, in text: PromptLines) -> Edit? {
        let first = text.lines[match.lines.lowerBound], last = text.lines[match.lines.upperBound - 1]
        let range = first.range.lowerBound..<last.range.upperBound
        let replacement = match.reference.text
        guard range.count > replacement.count, RepeatReference(replacement[...]) == match.reference else { return nil }
        return Edit(view: first.view, range: range, replacement: replacement, strategy: Self.name, effect: .lossless)
    }

    /// For each line, whether it may be replaced.
    private func changeable(_ text: PromptLines, _ segments: [Segment]) -> [Bool] {
        var allowed = text.lines.map { _ in false }
        var byView: [Int: [Segment]] = [:]
        for segment in segments { byView[segment.view, default: []].append(segment) }
        var next = 0
        for (index, line) in text.lines.enumerated() {
            if index == 0 || line.view != text.lines[index - 1].view { next = 0 }
            guard let holders = byView[line.view], !line.isReference else { continue }
            while next < holders.count, holders[next].range.upperBound <= line.range.lowerBound { next += 1 }
            guard next < holders.count, holders[next].range.lowerBound <= line.range.lowerBound else { continue }
            allowed[index] =
                line.range.upperBound <= holders[next].range.upperBound && !text.prompt.views[line.view].isProtected(line.fullRange)
        }
        return allowed
    }
}

/// Finds earlier appearances of the lines that begin at a place.
private struct RepeatSearch {
    struct Match {
        let lines: Range<Int>
        let reference: RepeatReference
    }

    private static let candidatesPerLine = 8
    private static let maximumSkippedLines = 4
    private static let maximumPeriod = 64
    private static let minimumAnchorWordBytes = 6

    private let text: PromptLines
    private let changeable: [Bool]
    /// For each line so far, whether it stays in the text as it is.
    private var stands: [Bool]
    private var places: [UInt64: [Int]] = [:]
    private var latestPlace: [UInt64: Int] = [:]

    init(text: PromptLines, changeable: [Bool]) {
        (self.text, self.changeable) = (text, changeable)
        stands = text.lines.map { _ in false }
    }

    /// Notes that line `index` stays in the text.
    mutating func remember(_ index: Int) {
        let line = text.lines[index]
        guard line.kind != nil, line.kind != .reference, !line.isReference else { return }
        stands[index] = true
        latestPlace[line.hash] = index
        if places[line.hash, default: []].count < Self.candidatesPerLine { places[line.hash, default: []].append(index) }
    }

    /// What the lines from `start` on repeat, or nil.
    func match(at start: Int) -> Match? {
        guard changeable[start], !text.lines[start].range.isEmpty else { return nil }
        return runOfWhatStandsAbove(start) ?? longestMatch(at: start)
    }

    /// The lines directly above, again and again.
    private func runOfWhatStandsAbove(_ start: Int) -> Match? {
        guard let latest = latestPlace[text.lines[start].hash] else { return nil }
        let period = start - latest
        guard period <= Self.maximumPeriod, (latest..<start).allSatisfy({ stands[$0] && isSameView($0, start) }) else { return nil }
        var count = 0
        while start + count < text.lines.count, changeable[start + count], isSameView(start + count, start),
            isSameLine(start + count - period, start + count)
        {
            count += 1
        }
        let times = count / period
        guard times > 0 else { return nil }
        return Match(lines: start..<start + times * period, reference: .again(lineCount: period, times: times))
    }

    private func longestMatch(at start: Int) -> Match? {
        guard let sources = places[text.lines[start].hash] else { return nil }
        var best: Match?
        for source in sources {
            guard let skipped = (0..<Self.maximumSkippedLines).first(where: { isNameable(source + $0, start + $0, from: source) }) else {
                continue
            }
            var count = 0
            while start + count < text.lines.count, source + count < start, changeable[start + count], stands[source + count],
                isSameView(source + count, source), isSameView(start + count, start), isSameLine(source + count, start + count)
            { count += 1 }
            // Blank lines at the end are not worth naming, and a fence that closes stays where the one that opened it does.
            while count > 0, isBlankOrFence(start + count - 1) { count -= 1 }
            guard count > skipped, count - skipped > best?.lines.count ?? 0 else { continue }
            let line = text.lines[source + skipped]
            let anchor = Array(text.prompt.views[line.view].bytes[text.openingRange(of: line)])
            best = Match(lines: start + skipped..<start + count, reference: .same(lineCount: count - skipped, anchor: anchor))
        }
        return best
    }

    /// Whether `source` can be named by its opening words and `line` repeats it.
    private func isNameable(_ source: Int, _ line: Int, from first: Int) -> Bool {
        line < text.lines.count && source < line && isSameView(source, first) && text.isFirstWithItsOpening(source)
            && isSameLine(source, line)
            && !isBlankOrFence(source) && wordByteCount(source) >= Self.minimumAnchorWordBytes
    }

    private func isBlankOrFence(_ index: Int) -> Bool {
        let line = text.bytes(of: text.lines[index]).drop(while: isBlank)
        return line.isEmpty || line.starts(with: [0x60, 0x60, 0x60]) || line.starts(with: [0x7E, 0x7E, 0x7E])
    }

    /// Letters and digits among the opening words: a brace or a rule names nothing.
    private func wordByteCount(_ index: Int) -> Int {
        let line = text.lines[index]
        return text.prompt.views[line.view].bytes[text.openingRange(of: line)].count {
            $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10
        }
    }

    private func isSameView(_ a: Int, _ b: Int) -> Bool { text.lines[a].view == text.lines[b].view }

    private func isSameLine(_ a: Int, _ b: Int) -> Bool {
        let first = text.lines[a], second = text.lines[b]
        return first.hash == second.hash && text.bytes(of: first) == text.bytes(of: second)
    }
}
