// The lines of every readable text of a prompt in reading order, with what deduplication asks of them: a hash of each line's bytes, and
// where the first line stands that begins as a given line does.

import PithPrompt
import PithSystem

/// One line of a view, its line end left out.
struct PromptLine {
    let view: Int
    let range: Range<Int>
    /// The line with its line end.
    let fullRange: Range<Int>
    /// The kind of the segment it lies in, or nil when it lies in several or in none that is text.
    let kind: SegmentKind?
    /// Whether the line refers to others, whatever segment it lies in.
    let isReference: Bool
    let hash: UInt64

    /// Whether others may be pointed at it.
    var canBePointedAt: Bool { kind != nil && kind != .reference && !isReference }
}

struct PromptLines {
    let prompt: Prompt
    let lines: [PromptLine]
    /// The same lines as others are looked up among them, none of them remembered yet.
    let index: Deferred<LineIndex>

    init(_ prompt: Prompt) {
        self.prompt = prompt
        var lines: [PromptLine] = []
        lines.reserveCapacity(prompt.bytes.count / 24)
        var segmentsByView: [[Segment]] = Array(repeating: [], count: prompt.views.count)
        for segment in prompt.segments where segment.kind.isText { segmentsByView[segment.view].append(segment) }
        // Anthropic's system text is read first, wherever in the request it stands.
        let readingOrder = prompt.messages.isEmpty ? Array(prompt.views.indices) : prompt.messages.flatMap(\.views)
        for view in readingOrder where !segmentsByView[view].isEmpty {
            Self.append(view, prompt.views[view].bytes, segmentsByView[view], to: &lines)
        }
        self.lines = lines
        index = Deferred { [lines] in
            var index = LineIndex(minimumCapacity: lines.count)
            index.add(lines, of: prompt)
            return index
        }
    }

    /// The bytes of a line, its line end left out.
    func bytes(of line: PromptLine) -> ArraySlice<UInt8> { prompt.views[line.view].bytes[line.range] }

    /// The first line that opens with each of the given words, where one does. Cost: linear.
    func firstLines(openingWith anchors: some Sequence<[UInt8]>) -> FirstLines {
        var first = FirstLines(anchors)
        guard !first.isEmpty else { return first }
        var view = -1, bytes: [UInt8] = []
        for (index, line) in lines.enumerated() {
            if line.view != view { (view, bytes) = (line.view, prompt.views[line.view].bytes) }
            first.note(index, bytes, opening: LineIndex.openingRange(of: line.range, in: bytes))
        }
        return first
    }

    private static func append(_ view: Int, _ bytes: [UInt8], _ segments: [Segment], to lines: inout [PromptLine]) {
        var segment = 0
        var at = segments[0].range.lowerBound
        let end = segments[segments.count - 1].range.upperBound
        while at < end {
            let feed = lineEnd(in: bytes, from: at, limit: end)
            let next = min(feed + 1, end)
            while segment + 1 < segments.count, segments[segment].range.upperBound <= at { segment += 1 }
            let holder = segments[segment]
            let content = at..<(feed > at && feed < end && bytes[feed - 1] == 0x0D ? feed - 1 : feed)
            let kind = holder.range.lowerBound <= at && next <= holder.range.upperBound ? holder.kind : nil
            lines.append(
                PromptLine(
                    view: view, range: content, fullRange: at..<next, kind: kind,
                    isReference: at < feed && bytes[at] == 0x5B && isReference(bytes[content]), hash: ByteHash.of(bytes[content])))
            at = next
        }
    }
}

/// Where references lead: the first line for each of the words that they quote.
struct FirstLines {
    private var numbers = KeyTable()
    /// For each hash of such words, the first line whose opening has it, and whether that is these very words.
    private var lines: [(words: [UInt8], line: Int?)] = []
    /// Whether any of the words have a given sketch.
    private var hasSketch = Array(repeating: false, count: 1 << sketchBitCount)

    init(_ anchors: some Sequence<[UInt8]>) {
        for words in anchors where numbers.keep(lines.count, for: ByteHash.of(words[...])) == nil {
            lines.append((words, nil))
            hasSketch[Self.sketch(words, 0..<words.count)] = true
        }
    }

    /// A small number made of the length, the first two bytes and the last: most openings are told apart by it and need not be hashed.
    private static func sketch(_ bytes: [UInt8], _ words: Range<Int>) -> Int {
        guard words.count > 1 else { return words.count }
        let first = Int(bytes[words.lowerBound]), second = Int(bytes[words.lowerBound + 1]), last = Int(bytes[words.upperBound - 1])
        return (words.count &* 83 ^ first &* 31 ^ second &* 7 ^ last &* 151) & (1 << sketchBitCount - 1)
    }

    private static let sketchBitCount = 10

    var isEmpty: Bool { lines.isEmpty }

    /// Notes that line `line` opens with the bytes at `opening`. Cost: constant, and little for most lines.
    mutating func note(_ line: Int, _ bytes: [UInt8], opening: Range<Int>) {
        guard hasSketch[Self.sketch(bytes, opening)], let number = numbers[ByteHash.of(bytes[opening])], lines[number].line == nil else {
            return
        }
        lines[number] = (Array(bytes[opening]), line)
    }

    /// The line a reference points at: the first that opens with exactly these words, or nil when none does above `limit`. Cost: constant.
    func line(openingWith words: [UInt8], above limit: Int) -> Int? {
        guard let number = numbers[ByteHash.of(words[...])], let first = lines[number].line, first < limit else { return nil }
        return lines[number].words == words ? first : nil
    }
}

extension PromptLines {
    /// For each line, whether it may be replaced: it lies in one of `segments`, unprotected in `prompt`, which has these lines, is no reference, and does not
    /// tell whether those below it were added or removed.
    func changeable(in segments: [Segment], of prompt: Prompt) -> [Bool] {
        var allowed = lines.map { _ in false }
        var byView: [Int: [Segment]] = [:]
        for segment in segments { byView[segment.view, default: []].append(segment) }
        var next = 0
        var holders: [Segment] = [], isViewProtected = false
        for (index, line) in lines.enumerated() {
            if index == 0 || line.view != lines[index - 1].view {
                next = 0
                holders = byView[line.view] ?? []
                isViewProtected = !prompt.views[line.view].protected.isEmpty
            }
            guard !line.isReference, !(line.kind == .diff && UnmarkedLines.turns(at: bytes(of: line))) else { continue }
            while next < holders.count, holders[next].range.upperBound <= line.range.lowerBound { next += 1 }
            guard next < holders.count, holders[next].range.lowerBound <= line.range.lowerBound else { continue }
            allowed[index] =
                line.range.upperBound <= holders[next].range.upperBound
                && !(isViewProtected && prompt.views[line.view].isProtected(line.fullRange))
        }
        keepLeads(&allowed)
        return allowed
    }

    /// A reference that goes on from another must find that one, or none where there was none: so nothing becomes a reference between the two.
    private func keepLeads(_ allowed: inout [Bool]) {
        var isOpen = false
        for index in lines.indices.reversed() {
            if index + 1 < lines.count, lines[index].view != lines[index + 1].view { isOpen = false }
            if lines[index].isReference, let reference = RepeatReference(bytes(of: lines[index])) {
                switch reference {
                case .onward: isOpen = true
                case .same, .like: isOpen = false
                case .again: break
                }
            } else if isOpen {
                allowed[index] = false
            }
        }
    }
}

/// A 64-bit hash of bytes (FNV-1a with a final mix), the same on every run and machine: what sketches of blocks are made of. For tables, see
/// ByteHash.
struct Hash64 {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The hash of the bytes added.
    var value: UInt64 {
        let mixed = (state ^ state >> 32) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash = Hash64()
        for byte in bytes { hash.add(byte) }
        return hash.value
    }
}
