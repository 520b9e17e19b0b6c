// Which lines may be part of a repeat that pays, as far as a look at each tells. In a manual every other line is like one further up, "-->" or "added:
// v0.1.90", and few of them are worth a reference; to find out what each repeats costs more than all else.
//
// A repeat lies in a run of lines that may change and are each like an earlier one, or empty, and each two of which that are neighbours were neighbours
// before, unless they are numbered. A reference by name quotes the opening of its first line, which has words and is that of the line it
// stands for, unless their numbers differ. So none pays in a run where, from each such line on, what is left of the run is no longer than the
// opening and the words around it. Words without a quotation ("Then 12 more lines") need a reference by name a few lines above. What stands
// directly above, once more, is as many lines as its first one stands below one that is the same, or more.

import PithPrompt
import PithSystem

struct RepeatProspects {
    /// Whether other lines are like a line: the same, or the same but for the number before it.
    enum Likeness { case none, later, earlier }

    /// What is known of each line.
    let likeness: [Likeness]
    /// Of how many lines in a row a repeat may be that a line is part of and that is told by name; 0 where none would pay.
    private(set) var reaches: [Int]
    /// Whether, from a line on, what stands directly above may come once more.
    private(set) var mayComeAgain: [Bool]

    /// What a reference to several lines is long at least without the words it quotes.
    private static let fewestBytesAroundMore = RepeatReference.named(lineCount: 2, anchor: []).text.count
    /// What stands directly above, once more: no reference has fewer words.
    private static let fewestBytesOfReference = RepeatReference.again(lineCount: 1, times: 1).text.count

    /// The prospects of lines of which some may be replaced, by a reference by name only where that saves `fewestBytesSaved`. Cost: linear.
    init(_ text: PromptLines, _ changeable: [Bool], past: LineIndex, fewestBytesSaved: Int) {
        let finder = Likenesses(text, past)
        let lines = text.lines
        likeness = finder.likeness
        reaches = Array(repeating: 0, count: lines.count)
        mayComeAgain = Array(repeating: false, count: lines.count)
        /// Where the last run ends in which a reference by name may pay.
        var named: Int?
        var start = 0
        while start < lines.count {
            guard changeable[start], finder.isLikeEarlier(start, lines) else {
                start += 1
                continue
            }
            var end = start + 1
            while end < lines.count, lines[end].view == lines[start].view, changeable[end], finder.goesOn(to: end, lines) {
                end += 1
            }
            let endOffset = lines[end - 1].range.upperBound, byteCount = endOffset - lines[start].range.lowerBound
            if byteCount > Self.fewestBytesOfReference {
                for line in start..<end {
                    let distance = Int(finder.distances[line])
                    guard 1...RepeatSearch.maximumPeriod ~= distance else { continue }
                    mayComeAgain[line] = end - line >= distance && endOffset - lines[line].range.lowerBound > Self.fewestBytesOfReference
                }
                let goesOn = byteCount >= RepeatPlan.fewestBytesOfPart && named.map { start - $0 <= RepeatPlan.mostLinesBetween } == true
                if goesOn || Self.mayPay(start..<end, text, finder, fewestBytesSaved) {
                    for line in start..<end { reaches[line] = end - start }
                    named = end
                }
            }
            start = end
        }
    }

    /// Everything that is like an earlier line is taken for a prospect: the plain way, which tests hold the other to.
    init(plain text: PromptLines, past: LineIndex) {
        likeness = Likenesses(text, past).likeness
        reaches = Array(repeating: text.lines.count, count: text.lines.count)
        mayComeAgain = Array(repeating: true, count: text.lines.count)
    }

    /// Whether there is nothing to look for.
    func areNone(among changeable: [Bool]) -> Bool {
        !changeable.indices.contains { changeable[$0] && likeness[$0] == .earlier && (reaches[$0] > 0 || mayComeAgain[$0]) }
    }

    /// Whether a reference by name to a part of the run may save so many bytes.
    private static func mayPay(_ run: Range<Int>, _ text: PromptLines, _ finder: Likenesses, _ fewestBytesSaved: Int) -> Bool {
        // No repeat ends with a blank line, or a fence.
        guard let last = run.last(where: { !RepeatSearch.isBlankOrFence(text.bytes(of: text.lines[$0])) }) else { return false }
        let endOffset = text.lines[last].range.upperBound
        return (run.lowerBound..<last + 1).contains { index in
            let line = text.lines[index]
            if finder.isNumbered[index] { return true }
            let bytes = text.prompt.views[line.view].bytes
            // Most lines are too short, whatever they open with.
            let saved = max(line.range.count - RepeatPlan.fewestBytesOfWords, endOffset - line.range.lowerBound - fewestBytesAroundMore)
            guard saved > fewestBytesSaved else { return false }
            let opening = bytes[LineIndex.openingRange(of: line.range, in: bytes)]
            return saved - opening.count >= fewestBytesSaved && RepeatSearch.hasWords(opening)
        }
    }
}

/// Finds lines that are like others.
private struct Likenesses {
    private(set) var likeness: [RepeatProspects.Likeness]
    /// How far above each line the next one stands that is the same; 0 where none does.
    private(set) var distances: [Int32]
    private(set) var isNumbered: [Bool]
    /// Whether each line and the one above it may have been neighbours before.
    private(set) var followsAgain: [Bool]

    /// Cost: linear.
    init(_ text: PromptLines, _ past: LineIndex) {
        let lines = text.lines, hasPast = !past.lines.isEmpty
        likeness = Array(repeating: .none, count: lines.count)
        distances = Array(repeating: 0, count: lines.count)
        isNumbered = Array(repeating: false, count: lines.count)
        // Of what came before the text only its lines are known.
        followsAgain = Array(repeating: hasPast, count: lines.count)
        // Most lines are like no other: a table need not hold those.
        var exactHashes = RepeatedHashes(capacity: lines.count)
        for line in lines where !line.range.isEmpty { exactHashes.add(line.hash) }
        var exact = KeyTable(), numbered = KeyTable()
        for (index, line) in lines.enumerated() where !line.range.isEmpty {
            let before = exactHashes.mayRepeat(line.hash) ? exact.update(index, for: line.hash) : nil
            if let before { distances[index] = Int32(index - before) }
            note(index, before, hasPast && past.latest(withHash: line.hash) != nil)
            let bytes = text.prompt.views[line.view].bytes[line.range]
            guard let first = bytes.first, first == 0x20 || first.isDigit, let number = LineNumber(bytes) else { continue }
            isNumbered[index] = true
            let bodyHash = ByteHash.of(bytes.dropFirst(number.width))
            note(index, numbered.update(index, for: bodyHash), hasPast && past.holdsNumbered(bodyHash: bodyHash))
        }
        if !hasPast { findNeighbours(lines) }
    }

    private mutating func note(_ index: Int, _ before: Int?, _ isInPast: Bool) {
        if let before, likeness[before] == .none { likeness[before] = .later }
        if before != nil || isInPast { likeness[index] = .earlier }
    }

    private mutating func findNeighbours(_ lines: [PromptLine]) {
        func pair(_ index: Int) -> UInt64 { (lines[index - 1].hash &* 0x9E37_79B9_7F4A_7C15) ^ lines[index].hash }
        // Neighbours that were neighbours before are each like an earlier line, or empty; and those before are each like a later one.
        func mayCount(_ index: Int) -> Bool { likeness[index] != .none || lines[index].range.isEmpty }
        var pairs = KeyTable()
        for index in lines.indices.dropFirst() where lines[index].view == lines[index - 1].view && mayCount(index) && mayCount(index - 1) {
            if pairs.keep(index, for: pair(index)) != nil { followsAgain[index] = true }
        }
    }

    /// Whether the line is like an earlier one, or empty.
    func isLikeEarlier(_ index: Int, _ lines: [PromptLine]) -> Bool { likeness[index] == .earlier || lines[index].range.isEmpty }

    /// Whether the line may go on with a repeat that the line above is part of.
    func goesOn(to index: Int, _ lines: [PromptLine]) -> Bool {
        isLikeEarlier(index, lines) && (followsAgain[index] || isNumbered[index] && isNumbered[index - 1])
    }
}
