// Lines that later lines may be referred to, found by what they say.
//
// Lines with the same bytes form a chain in the order in which they stand, and so do numbered lines with the same body: a table finds each chain,
// an array holds its first and last line and another the steps between. A table more holds the first line for each opening, which is what
// a reference quotes. In a session the index of the messages so far is kept, and each message is compared with it and with itself.

import PithPrompt
import PithSystem

/// Lines of texts in reading order.
struct LineIndex: Sendable {
    struct Line: Sendable {
        /// The index of its text.
        let text: Int
        /// Its bytes in that text, without the line end.
        let range: Range<Int>
        let hash: UInt64
        let number: LineNumber?
        /// Of what stands after the number.
        let bodyHash: UInt64

        /// A line of `bytes`, the text with the index.
        init(_ line: PromptLine, ofText text: Int, _ bytes: [UInt8]) {
            (self.text, range, hash) = (text, line.range, line.hash)
            // A number takes part where the line begins with the line: nothing was cut off before it.
            let mayBeNumbered = !range.isEmpty && (bytes[range.lowerBound] == 0x20 || bytes[range.lowerBound].isDigit)
            number = mayBeNumbered ? LineNumber(bytes[range]) : nil
            bodyHash = number.map { [range] in ByteHash.of(bytes[range].dropFirst($0.width)) } ?? 0
        }
    }

    /// Chains of lines, each known by a hash.
    private struct Chains: Sendable {
        private var numbers = KeyTable()
        private var ends: [(first: Int32, last: Int32)] = []
        /// The next line of the chain of each line, or -1.
        private var next: [Int32] = []

        mutating func addLines(upTo count: Int) {
            next.reserveCapacity(count)
            while next.count < count { next.append(-1) }
        }

        mutating func append(_ line: Int, to hash: UInt64) {
            if let chain = numbers.keep(ends.count, for: hash) {
                next[Int(ends[chain].last)] = Int32(line)
                ends[chain].last = Int32(line)
            } else {
                ends.append((Int32(line), Int32(line)))
            }
        }

        /// The first `limit` lines of the chain.
        func lines(of hash: UInt64, limit: Int) -> [Int] {
            guard let chain = numbers[hash] else { return [] }
            var found: [Int] = []
            found.reserveCapacity(limit)
            var at = ends[chain].first
            while at >= 0, found.count < limit {
                found.append(Int(at))
                at = next[Int(at)]
            }
            return found
        }

        func last(of hash: UInt64) -> Int? { numbers[hash].map { Int(ends[$0].last) } }
    }

    private(set) var texts: [[UInt8]] = []
    private(set) var lines: [Line] = []
    /// For each line, whether it stands in the output as it is, so that it can be pointed at.
    private(set) var stands: [Bool] = []
    private var exact = Chains()
    private var numbered = Chains()
    private var firstByOpening = KeyTable()
    /// The same of a text that is whole, found when first asked for: of most texts nobody asks.
    private var openings: Deferred<KeyTable>?

    /// How much of a line a reference quotes at most.
    static let openingByteCount = 48

    init() {}

    /// The lines of a text that is whole. They do not stand until they are remembered.
    init(_ whole: [PromptLine], of prompt: Prompt, threadCount: Int = 1) {
        // The views of the texts, and for each part of the lines the text that its first line is of.
        let size =
            threadCount > 1 && whole.count >= 2 * ThreadGain.fewestLinesOfPart ? whole.count / (threadCount * 4) + 1 : max(1, whole.count)
        var first: [Int] = []
        for (index, line) in whole.enumerated() {
            if index == 0 || line.view != whole[index - 1].view { texts.append(prompt.views[line.view].bytes) }
            if index.isMultiple(of: size) { first.append(texts.count - 1) }
        }
        let counts = first.indices.map { min(size, whole.count - $0 * size) }
        lines = Parallel.array(ofCounts: counts, threadCount: threadCount) { [texts, first] part in
            Reader(whole[part * size..<part * size + counts[part]], of: texts, from: first[part])
        }
        makeRoom()
        openings = Deferred {
            var first = KeyTable(minimumCapacity: whole.count)
            for (index, line) in whole.enumerated() { first.keep(index, for: line.openingHash) }
            return first
        }
    }

    /// Adds the lines of a text of `prompt` that has lines already cut. They do not stand until they are remembered.
    mutating func add(_ added: some Sequence<PromptLine>, of prompt: Prompt) {
        var view = -1
        for line in added {
            if line.view != view {
                view = line.view
                texts.append(prompt.views[view].bytes)
            }
            lines.append(Line(line, ofText: texts.count - 1, texts[texts.count - 1]))
            firstByOpening.keep(lines.count - 1, for: line.openingHash)
        }
        makeRoom()
    }

    private mutating func makeRoom() {
        stands += repeatElement(false, count: lines.count - stands.count)
        exact.addLines(upTo: lines.count)
        numbered.addLines(upTo: lines.count)
    }

    /// Looks at some of the lines of a whole text, one after the other.
    private struct Reader: IteratorProtocol {
        private var rest: ArraySlice<PromptLine>
        private let texts: [[UInt8]]
        private var text: Int
        private var view: Int

        init(_ lines: ArraySlice<PromptLine>, of texts: [[UInt8]], from text: Int) {
            (rest, self.texts, self.text) = (lines, texts, text)
            view = lines.first?.view ?? -1
        }

        mutating func next() -> Line? {
            guard let line = rest.popFirst() else { return nil }
            if line.view != view { (view, text) = (line.view, text + 1) }
            return Line(line, ofText: text, texts[text])
        }
    }

    /// Finds where lines open, before somebody asks.
    func findOpenings() { _ = openings?.value }

    /// Notes that line `index` stands in the output: it may be pointed at from now on.
    mutating func remember(_ index: Int) {
        stands[index] = true
        exact.append(index, to: lines[index].hash)
        if lines[index].number != nil { numbered.append(index, to: lines[index].bodyHash) }
    }

    /// Notes that line `index`, which no other line is like, stands in the output.
    mutating func stand(_ index: Int) { stands[index] = true }

    /// Notes that it does not stand there after all.
    mutating func forget(_ index: Int) { stands[index] = false }

    /// The first `limit` lines that have the hash.
    func lines(withHash hash: UInt64, limit: Int) -> [Int] { exact.lines(of: hash, limit: limit) }

    /// The first `limit` numbered lines whose bodies have the hash.
    func lines(withBodyHash hash: UInt64, limit: Int) -> [Int] { numbered.lines(of: hash, limit: limit) }

    /// Whether a numbered line has the body with the hash.
    func holdsNumbered(bodyHash hash: UInt64) -> Bool { numbered.last(of: hash) != nil }

    /// The latest line that has the hash.
    func latest(withHash hash: UInt64) -> Int? { exact.last(of: hash) }

    /// The first line of all that begins with the words of `opening`.
    func first(withOpeningHash hash: UInt64) -> Int? { openings.map { $0.value[hash] } ?? firstByOpening[hash] }

    func bytes(of index: Int) -> ArraySlice<UInt8> { texts[lines[index].text][lines[index].range] }

    /// What a reference to the line quotes: its first bytes after the indentation, cut at a character.
    func opening(of index: Int) -> ArraySlice<UInt8> {
        let text = texts[lines[index].text]
        return text[Self.openingRange(of: lines[index].range, in: text)]
    }

    static func openingRange(of line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var start = line.lowerBound
        while start < line.upperBound, bytes[start].isBlank { start += 1 }
        var end = min(line.upperBound, start + openingByteCount)
        while end > start, end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return start..<end
    }
}
