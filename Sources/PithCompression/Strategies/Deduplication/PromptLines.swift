// The lines of every readable text of a prompt in reading order, with what deduplication asks of them: a hash of each line's bytes, and
// where the first line stands that begins as a given line does.

import PithPrompt
import PithSystem

/// One line of a view, its line end left out.
struct PromptLine {
    let view: Int
    let range: Range<Int>
    /// Where the next line begins.
    let next: Int
    /// The kind of the segment it lies in, or nil when it lies in several or in none that is text.
    let kind: SegmentKind?
    /// Whether the line refers to others, whatever segment it lies in.
    let isReference: Bool
    let hash: UInt64
    /// The hash of its opening words, by which references name it (LineIndex).
    let openingHash: UInt64

    var place: KeptLines.Place { (range.lowerBound, next, next > range.upperBound) }

    /// Whether others may be pointed at it.
    var canBePointedAt: Bool { kind != nil && kind != .reference && !isReference }
}

struct PromptLines {
    let prompt: Prompt
    let lines: [PromptLine]
    /// What those of the lines say that refer to others, in order.
    let references: [(line: Int, reference: RepeatReference)]
    /// The same lines as others are looked up among them, none of them remembered yet.
    let index: Deferred<LineIndex>

    /// The lines of `prompt`. Of those of a prompt that became it by `edits`, where they are known, what no edit touched is not looked at again
    /// (LineReader). Cost: linear.
    init(_ prompt: Prompt, from known: (lines: PromptLines, edits: [Edit])? = nil, threadCount: Int = 1) {
        self.prompt = prompt
        var segmentsByView: [[Segment]] = Array(repeating: [], count: prompt.views.count)
        for segment in prompt.segments where segment.kind.isText { segmentsByView[segment.view].append(segment) }
        // Anthropic's system text is read first, wherever in the request it stands.
        let readingOrder = prompt.messages.isEmpty ? Array(prompt.views.indices) : prompt.messages.flatMap(\.views)
        var reader = LineReader(minimumCapacity: known?.lines.lines.count ?? prompt.bytes.count / 24, known)
        for view in readingOrder where !segmentsByView[view].isEmpty {
            reader.read(view, prompt.views[view].bytes, segmentsByView[view])
        }
        (lines, references) = (reader.lines, reader.references)
        let indexingThreadCount = prompt.bytes.count >= ThreadGain.fewestBytes ? threadCount : 1
        index = Deferred { [lines] in LineIndex(lines, of: prompt, threadCount: indexingThreadCount) }
    }

    /// What some lines of one view fill, the last one's line end left out.
    func range(of some: Range<Int>) -> Range<Int> { lines[some.lowerBound].range.lowerBound..<lines[some.upperBound - 1].range.upperBound }

    /// The bytes of a line, its line end left out.
    func bytes(of line: PromptLine) -> ArraySlice<UInt8> { prompt.views[line.view].bytes[line.range] }

    /// The first line that opens with each of the given words, where one does. Cost: linear, and little for most lines.
    func firstLines(openingWith anchors: some Sequence<[UInt8]>) -> FirstLines {
        var first = FirstLines(anchors)
        guard !first.isEmpty else { return first }
        for index in lines.indices where first.mayHold(lines[index].openingHash) { first.note(index, lines[index], in: prompt) }
        return first
    }
}

extension Strategy {
    /// An edit that puts a reference in the place of some lines of one view.
    static func edit(_ some: Range<Int>, of text: PromptLines, to reference: [UInt8]) -> Edit {
        edit(text.lines[some.lowerBound].view, text.range(of: some), to: reference)
    }
}

/// Where references lead: the first line for each of the words that they quote.
struct FirstLines {
    private var numbers = KeyTable()
    /// For each hash of such words, the first line whose opening has it, and whether that is these very words.
    private var lines: [(words: [UInt8], line: Int?)] = []
    /// A bit for each of the hashes: most lines that are asked about have none of these.
    private var filter: [UInt64] = Array(repeating: 0, count: 64)

    init(_ anchors: some Sequence<[UInt8]>) {
        for words in anchors {
            let hash = ByteHash.of(words[...])
            guard numbers.keep(lines.count, for: hash) == nil else { continue }
            lines.append((words, nil))
            filter[Int(hash >> 6 & 63)] |= 1 << (hash & 63)
        }
    }

    var isEmpty: Bool { lines.isEmpty }

    /// Whether a line whose opening has the hash may be one of them.
    @inline(__always) func mayHold(_ hash: UInt64) -> Bool { filter[Int(hash >> 6 & 63)] >> (hash & 63) & 1 != 0 }

    /// Notes line `index` of `prompt`.
    mutating func note(_ index: Int, _ line: PromptLine, in prompt: Prompt) {
        let hash = line.openingHash
        guard mayHold(hash), let number = numbers[hash], lines[number].line == nil else { return }
        let bytes = prompt.views[line.view].bytes
        lines[number] = (Array(bytes[LineIndex.openingRange(of: line.range, in: bytes)]), index)
    }

    /// The line a reference points at: the first that opens with exactly these words, or nil when none does above `limit`. Cost: constant.
    func line(openingWith words: [UInt8], above limit: Int) -> Int? {
        guard let number = numbers[ByteHash.of(words[...])], let first = lines[number].line, first < limit else { return nil }
        return lines[number].words == words ? first : nil
    }
}

extension PromptLines {
    /// For each line, whether it may be replaced: it lies in one of `segments`, unprotected in `prompt`, which has these lines, is no reference, does not
    /// tell whether those below it were added or removed, nor where a text among fields begins or ends.
    func changeable(in segments: [Segment], of prompt: Prompt) -> [Bool] {
        var allowed = Array(repeating: false, count: lines.count)
        var byView: [[Segment]] = Array(repeating: [], count: prompt.views.count)
        for segment in segments { byView[segment.view].append(segment) }
        var start = 0
        while start < lines.count {
            let view = lines[start].view
            var end = start + 1
            while end < lines.count, lines[end].view == view { end += 1 }
            let holders = byView[view]
            if !holders.isEmpty { allow(start..<end, in: holders, but: prompt.views[view].protected, &allowed) }
            start = end
        }
        keepLeads(&allowed)
        return allowed
    }

    /// Those of the lines, which are of one view, that lie in one of its segments and apart from the protected stretches.
    private func allow(_ range: Range<Int>, in holders: [Segment], but protected: [Range<Int>], _ allowed: inout [Bool]) {
        // The first of each that does not end above the line.
        var holder = 0, stretch = 0
        for index in range {
            let line = lines[index]
            guard !line.isReference, !(line.kind == .diff && UnmarkedLines.turns(at: bytes(of: line))),
                !(line.kind == .fields && FieldFence.stands(in: bytes(of: line)))
            else { continue }
            while holder < holders.count, holders[holder].range.upperBound <= line.range.lowerBound { holder += 1 }
            while stretch < protected.count, protected[stretch].upperBound <= line.range.lowerBound { stretch += 1 }
            guard holder < holders.count, holders[holder].range.lowerBound <= line.range.lowerBound else { continue }
            let isProtected = stretch < protected.count && protected[stretch].lowerBound < line.next
            allowed[index] = line.range.upperBound <= holders[holder].range.upperBound && !isProtected
        }
    }

    /// A reference that goes on from another must find that one, or none where there was none: so nothing becomes a reference between the two.
    private func keepLeads(_ allowed: inout [Bool]) {
        for (at, (line, reference)) in references.enumerated() {
            guard case .onward = reference else { continue }
            // Up to what it goes on from, or to where its text begins.
            var index = line - 1, before = at - 1
            while index >= 0, lines[index].view == lines[line].view {
                if before >= 0, references[before].line == index {
                    if case .again = references[before].reference {} else { break }
                    before -= 1
                } else {
                    allowed[index] = false
                }
                index -= 1
            }
        }
    }
}
