// What was found out of the lines of a text, for the text that becomes of it: it is parsed again whenever something in it changed, and most of it did not.
//
// Kept is what hangs on some lines from one on and on nothing else: that nothing with a form of its own begins there, that a reference or a fenced
// block does, what a paragraph is by its own words. Each says how many lines it hangs on; where those stand one after another in the new text, it holds
// there, and neither recognisers nor judges of paragraphs are asked again.
//
// A recogniser that says no of a line may have looked far ahead for it: for the brace that closes a value, for the second line of a log behind a blank
// one. But it looks so far only where the line opens as its form does (TextLines.mayOpenMore), and such lines are asked about each time. Of all others
// the answer hangs on the lines up to the next blank one, for rows of a table, numbered lines and frames end there at the latest.

/// What a paragraph is by its own words.
struct ParagraphTraits: Sendable, Equatable {
    let isList: Bool
    let isCode: Bool
    /// Whether it is one level of keys and values; prose stands behind such as well as anything.
    let isRecord: Bool
    /// Whether its prose gives instructions.
    let instructs: Bool
}

/// Lines of the text that another became of, which stand in it one after another from line `start` on.
struct KeptRun: Sendable {
    let known: Range<Int>
    let start: Int
}

/// What is known of each line of a text.
struct KnownLines: Sendable {
    /// What begins with a line that was asked about.
    enum Form: Sendable, Equatable {
        case unknown
        /// Nothing that has a form of its own.
        case plain
        case reference
        /// A fenced block of so many lines, and what it holds.
        case fence(lineCount: Int, SegmentKind)
    }

    private struct Line: Sendable {
        /// On how many lines the form hangs; 0 where it is not known.
        var reach: UInt32 = 0
        /// How many lines the paragraph has that begins here; 0 where none is known.
        var paragraphLineCount: UInt32 = 0
        var opening = Opening.plain
        var inner = SegmentKind.code
        var codeBefore = CodeBefore.none
        var traits = ParagraphTraits(isList: false, isCode: false, isRecord: false, instructs: false)
    }

    private enum Opening: Sendable { case plain, reference, fence }

    private var lines: [Line]

    /// Nothing is known of a text of so many lines.
    init(lineCount: Int) { lines = Array(repeating: Line(), count: lineCount) }

    /// What is known of a text of so many lines that became of another, of whose lines it holds the runs `kept`. Cost: linear, and little.
    init(lineCount: Int, from known: KnownLines, _ kept: [KeptRun]) {
        lines = []
        lines.reserveCapacity(lineCount)
        for run in kept {
            while lines.count < run.start { lines.append(Line()) }
            // What hangs on the end of the text holds where both end.
            let isLast = run.known.upperBound == known.lines.count && run.start + run.known.count == lineCount
            lines += known.lines[run.known]
            if isLast { continue }
            for index in lines.indices.suffix(run.known.count) {
                let left = lines.count - index
                if lines[index].reach > left { lines[index].reach = 0 }
                if lines[index].paragraphLineCount > left { lines[index].paragraphLineCount = 0 }
            }
        }
        while lines.count < lineCount { lines.append(Line()) }
    }

    /// What begins with line `index`, if it was asked about.
    func form(at index: Int) -> Form {
        let line = lines[index]
        guard line.reach > 0 else { return .unknown }
        return switch line.opening {
        case .plain: .plain
        case .reference: .reference
        case .fence: .fence(lineCount: Int(line.reach), line.inner)
        }
    }

    /// Notes that nothing with a form of its own begins with line `index`, as `reach` lines from there on tell.
    mutating func notePlain(_ index: Int, reach: Int) { (lines[index].reach, lines[index].opening) = (UInt32(reach), .plain) }

    /// Notes that line `index` is a reference.
    mutating func noteReference(_ index: Int) { (lines[index].reach, lines[index].opening) = (1, .reference) }

    /// Notes that a fenced block, which holds `inner`, fills the lines.
    mutating func noteFence(_ range: Range<Int>, _ inner: SegmentKind) {
        let index = range.lowerBound
        (lines[index].reach, lines[index].opening, lines[index].inner) = (UInt32(range.count), .fence, inner)
    }

    /// What the paragraph of the lines `range` is, where it is known.
    func traits(of range: Range<Int>, after codeBefore: CodeBefore) -> ParagraphTraits? {
        let line = lines[range.lowerBound]
        return line.paragraphLineCount == range.count && line.codeBefore == codeBefore ? line.traits : nil
    }

    mutating func note(_ traits: ParagraphTraits, of range: Range<Int>, after codeBefore: CodeBefore) {
        let index = range.lowerBound
        (lines[index].paragraphLineCount, lines[index].codeBefore, lines[index].traits) = (UInt32(range.count), codeBefore, traits)
    }
}

extension TextLines {
    /// Whether line `index`, of which every recogniser said no, may begin something that goes on behind a blank line: then what is said of it hangs on
    /// more than the lines up to there. Says yes too often rather than not. (Markup says itself how far it looked.) `logHead` is what the line begins with.
    func mayOpenMore(_ index: Int, _ logHead: LogHead) -> Bool {
        let line = lines[index]
        let first = bytes[line.first]
        switch first {
        // References and values of JSON, hunks.
        case 0x5B, 0x7B, 0x40: return true
        // Fences.
        case 0x60, 0x7E: if line.first + 2 < line.end, bytes[line.first + 1] == first, bytes[line.first + 2] == first { return true }
        default: break
        }
        return bytes[line.end - 1] == 0x5B || JSONFinder.valueStart(self, index) != nil || logHead > .none || mayBeginDiff(index)
            || mayBeginTrace(index) || mayBeListed(index)
    }
}
