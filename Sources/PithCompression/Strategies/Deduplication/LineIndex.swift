// Lines that later lines may be referred to, found by what they say.
//
// Lines with the same bytes form a chain in the order in which they stand, and so do numbered lines with the same body: the dictionary holds
// each chain's first and last line, an array the steps between. Another dictionary holds the first line for each opening, which is what
// a reference quotes. In a session the index of the messages so far is kept, and each message is compared with it and with itself.

import PithPrompt

/// Lines of texts in reading order.
struct LineIndex: Sendable {
    struct Line: Sendable {
        /// The index of its text.
        let text: Int
        /// Its bytes in that text, without the line end.
        let range: Range<Int>
        let hash: UInt64
        let number: LineNumber?
        /// Whether it stands in the output as it is, so that it can be pointed at.
        var stands = false
    }

    /// The ends of a chain of lines.
    private struct Chain: Sendable {
        let first: Int
        var last: Int
    }

    private(set) var texts: [[UInt8]] = []
    private(set) var lines: [Line] = []
    private var exact: [UInt64: Chain] = [:]
    private var numbered: [UInt64: Chain] = [:]
    private var nextExact: [Int32] = []
    private var nextNumbered: [Int32] = []
    private var firstByOpening: [UInt64: Int] = [:]

    /// How much of a line a reference quotes at most.
    static let openingByteCount = 48

    init() {}

    /// Adds the lines of a text of `prompt` that has lines already cut. They do not stand until they are remembered.
    mutating func add(_ added: some Sequence<PromptLine>, of prompt: Prompt) {
        var view = -1
        for line in added {
            if line.view != view {
                view = line.view
                texts.append(prompt.views[view].bytes)
            }
            let bytes = texts[texts.count - 1][line.range]
            // A number takes part where the line begins with the line: nothing was cut off before it.
            let number = LineNumber(bytes)
            lines.append(Line(text: texts.count - 1, range: line.range, hash: line.hash, number: number))
            nextExact.append(-1)
            nextNumbered.append(-1)
            let opening = Hash64.of(texts[texts.count - 1][Self.openingRange(of: line.range, in: texts[texts.count - 1])])
            if firstByOpening[opening] == nil { firstByOpening[opening] = lines.count - 1 }
        }
    }

    /// Notes that line `index` stands in the output: it may be pointed at from now on.
    mutating func remember(_ index: Int) {
        lines[index].stands = true
        Self.append(index, lines[index].hash, to: &exact, &nextExact)
        if lines[index].number != nil { Self.append(index, bodyHash(index), to: &numbered, &nextNumbered) }
    }

    /// Notes that it does not stand there after all.
    mutating func forget(_ index: Int) { lines[index].stands = false }

    private static func append(_ index: Int, _ hash: UInt64, to chains: inout [UInt64: Chain], _ next: inout [Int32]) {
        if let chain = chains[hash] {
            next[chain.last] = Int32(truncatingIfNeeded: index)
            chains[hash]?.last = index
        } else {
            chains[hash] = Chain(first: index, last: index)
        }
    }

    /// The first `limit` lines that have the hash.
    func lines(withHash hash: UInt64, limit: Int) -> [Int] { Self.walk(exact[hash]?.first, nextExact, limit) }

    /// The first `limit` numbered lines whose bodies have the hash.
    func lines(withBodyHash hash: UInt64, limit: Int) -> [Int] { Self.walk(numbered[hash]?.first, nextNumbered, limit) }

    private static func walk(_ first: Int?, _ next: [Int32], _ limit: Int) -> [Int] {
        var found: [Int] = []
        var at = first ?? -1
        while at >= 0, found.count < limit {
            found.append(at)
            at = Int(next[at])
        }
        return found
    }

    /// The latest line that has the hash.
    func latest(withHash hash: UInt64) -> Int? { exact[hash]?.last }

    /// The first line of all that begins with the words of `opening`.
    func first(withOpeningHash hash: UInt64) -> Int? { firstByOpening[hash] }

    func bytes(of index: Int) -> ArraySlice<UInt8> { texts[lines[index].text][lines[index].range] }

    /// What stands after the number of a numbered line.
    func body(of index: Int) -> ArraySlice<UInt8> { bytes(of: index).dropFirst(lines[index].number?.width ?? 0) }

    func bodyHash(_ index: Int) -> UInt64 { Hash64.of(body(of: index)) }

    /// What a reference to the line quotes: its first bytes after the indentation, cut at a character.
    func opening(of index: Int) -> ArraySlice<UInt8> {
        let text = texts[lines[index].text]
        return text[Self.openingRange(of: lines[index].range, in: text)]
    }

    static func openingRange(of line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var start = line.lowerBound
        while start < line.upperBound, isBlank(bytes[start]) { start += 1 }
        var end = min(line.upperBound, start + openingByteCount)
        while end > start, end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return start..<end
    }
}
