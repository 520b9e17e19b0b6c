// Stretches of lines between blank ones, and which of their lines begin nothing that has a form of its own, wherever the stretch stands.
//
// A recogniser that says no of a line may have looked far ahead for it: for the brace that closes a value, for the second line of a log behind a blank
// one. But it looks so far only where the line opens as its form does. Of all other lines the answer hangs on the stretch alone, for rows of a table,
// numbered lines and frames end with a blank line at the latest: so it holds wherever these lines stand between blank ones again, and most
// lines of a text that is parsed for the second time need not be asked about.

import PithSystem

/// A stretch of a text on the way through it: what is known of it, or what is being learned.
struct Stretch {
    private var range = 0..<0
    /// Of a known stretch the lines to ask about, ascending; of one that is new those found so far.
    private var linesToAsk: [Int] = []
    private var next = 0
    /// Whether the stretch is new, and all its lines up to `learnedEnd` have been asked about.
    private(set) var isLearning = false
    private var learnedEnd = 0

    /// No stretch: all lines are to be asked about, and nothing is learned.
    init() {}

    /// The stretch that begins with line `start`, behind a blank one. Cost: linear in it.
    init(_ start: Int, in text: TextLines, _ memo: ParagraphMemo) {
        range = text.stretch(from: start)
        if let known = memo.linesToAsk(ofStretch: text.byteRange(of: range), of: text.bytes) {
            linesToAsk = known
        } else {
            (isLearning, learnedEnd) = (true, start)
        }
    }

    /// The first line from `index` on that is to be asked about, or the end of the stretch. Asked with ascending lines.
    mutating func nextLineToAsk(from index: Int) -> Int {
        guard !isLearning, range.contains(index) else { return index }
        while next < linesToAsk.count, range.lowerBound + linesToAsk[next] < index { next += 1 }
        return next < linesToAsk.count ? range.lowerBound + linesToAsk[next] : range.upperBound
    }

    /// Notes whether some lines, of which the first was asked about, are always to be asked about.
    mutating func note(_ lines: Range<Int>, areToBeAsked: Bool) {
        guard isLearning, lines.lowerBound == learnedEnd else { return }
        learnedEnd = min(lines.upperBound, range.upperBound)
        if areToBeAsked { linesToAsk += (lines.lowerBound..<learnedEnd).map { $0 - range.lowerBound } }
    }

    /// Whether all its lines have been asked about.
    var isLearned: Bool { isLearning && learnedEnd == range.upperBound }

    /// Keeps what was learned.
    mutating func keep(in memo: ParagraphMemo, _ text: TextLines, isFirst: Bool) {
        isLearning = false
        memo.note(linesToAsk: linesToAsk, ofStretch: text.byteRange(of: range), of: text.bytes, isFirst: isFirst)
    }
}

extension TextLines {
    /// The lines from `index` on, up to the next blank one.
    fileprivate func stretch(from index: Int) -> Range<Int> {
        var end = index
        while end < count, !lines[end].isBlank { end += 1 }
        return index..<end
    }

    /// The bytes of lines, without the last one's line end.
    fileprivate func byteRange(of range: Range<Int>) -> Range<Int> { lines[range.lowerBound].start..<lines[range.upperBound - 1].end }

    /// Whether line `index`, of which every recogniser said no, may begin something that goes on behind a blank line: then what is said of it hangs on
    /// more than the lines up to there. Says yes too often rather than not.
    func mayOpenMore(_ index: Int) -> Bool {
        let line = lines[index]
        let first = bytes[line.first]
        switch first {
        // References and values of JSON, markup, hunks.
        case 0x5B, 0x7B, 0x3C, 0x40: return true
        // Fences.
        case 0x60, 0x7E: if line.first + 2 < line.end, bytes[line.first + 1] == first, bytes[line.first + 2] == first { return true }
        default: break
        }
        return bytes[line.end - 1] == 0x5B || JSONFinder.valueStart(self, index) != nil || logHead(index) > .none || mayBeginDiff(index)
            || mayBeginTrace(index) || mayBeListed(index)
    }
}
