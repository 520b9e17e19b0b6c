// Blocks of text by what they are like: MinHash (Broder 1997). Of all runs of three words in a block, each of four hash functions keeps the least value; two blocks
// that share most runs share one of the four almost surely, two that share none almost never. Blocks with a value in common are candidates;
// whether they really are alike is checked on their bytes.

import PithPrompt
import PithSystem
import Synchronization

struct NearIndex: Sendable {
    /// Four least hashes.
    struct Sketch: Sendable {
        fileprivate var least: (UInt64, UInt64, UInt64, UInt64)

        /// Each of them made different from the same value of another hash function.
        fileprivate func forEachKey(_ body: (UInt64) -> Void) {
            body(least.0)
            body(least.1 &+ 1)
            body(least.2 &+ 2)
            body(least.3 &+ 3)
        }
    }

    /// The blocks that have a value, by its number: the first two.
    private var numbers = KeyTable()
    private var blocks: [(first: Range<Int>, second: Range<Int>?)] = []
    private static let seeds: [UInt64] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5]
    private static let fewestRuns = 6

    /// Notes that a block with this sketch stands at `lines`, places among all lines.
    mutating func add(_ sketch: Sketch, _ lines: Range<Int>) {
        sketch.forEachKey { key in
            if let known = numbers.keep(blocks.count, for: key) {
                // More of one kind would only cost time.
                if blocks[known].second == nil { blocks[known].second = lines }
            } else {
                blocks.append((lines, nil))
            }
        }
    }

    /// Blocks that share a value, each once, the earliest first.
    func candidates(_ sketch: Sketch) -> [Range<Int>] {
        var found: [Range<Int>] = []
        sketch.forEachKey { key in
            guard let known = numbers[key] else { return }
            if !found.contains(blocks[known].first) { found.append(blocks[known].first) }
            if let second = blocks[known].second, !found.contains(second) { found.append(second) }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// A hash of bytes (FNV-1a) with a final mix, the same on every run and machine: what sketches of blocks are made of. For tables, see ByteHash.
    private static func mixed(_ hash: UInt64) -> UInt64 {
        let mixed = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }

    /// The sketch of `lines` of a text; nil when they have too few words. Cost: linear in them.
    static func sketch(_ lines: ArraySlice<PromptLine>, in prompt: Prompt) -> Sketch? {
        var (a, b, c, d) = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
        let (seedA, seedB, seedC, seedD) = (seeds[0], seeds[1], seeds[2], seeds[3])
        // The hashes of the two words before.
        var first: UInt64 = 0, second: UInt64 = 0
        var wordCount = 0
        func value(_ run: UInt64, _ seed: UInt64) -> UInt64 {
            let hash = (run ^ seed) &* 0xD6E8_FEB8_6659_FD93
            return (hash ^ hash >> 32) &* seed
        }
        for line in lines {
            let bytes = prompt.views[line.view].bytes
            forEachRun(of: NearTokens.wordBytes, in: bytes, line.range) { range in
                let third = Self.mixed(hash(of: range, in: bytes).value)
                wordCount += 1
                if wordCount > 2 {
                    let words = (((first &* 0x100_0000_01B3) ^ second) &* 0x100_0000_01B3) ^ third
                    a = min(a, value(words, seedA))
                    b = min(b, value(words, seedB))
                    c = min(c, value(words, seedC))
                    d = min(d, value(words, seedD))
                }
                (first, second) = (second, third)
                return range.upperBound
            }
        }
        return wordCount - 2 < fewestRuns ? nil : Sketch(least: (a, b, c, d))
    }
}

/// Remembers the sketches of blocks: most are asked for again in the next round, when they are the same. May be asked from several threads.
final class SketchMemo: Sendable {
    private struct State: Sendable {
        var places = KeyTable()
        var sketches: [NearIndex.Sketch?] = []

        mutating func keep(_ sketch: NearIndex.Sketch?, for key: UInt64) {
            if places.keep(sketches.count, for: key) == nil { sketches.append(sketch) }
        }
    }

    private let state = Mutex(State())

    /// The sketches of `blocks`, as `NearIndex.sketch` gives them. Cost: linear in those that were not asked for before, on each core.
    func sketches(of blocks: [Range<Int>], in text: PromptLines, of prompt: Prompt, threadCount: Int) -> [NearIndex.Sketch?] {
        func key(_ block: Range<Int>) -> UInt64 { text.lines[block].reduce(0) { ($0 &* 0x9E37_79B9_7F4A_7C15) ^ $1.hash } }
        return state.withLock { state in
            let missing = threadCount > 1 ? blocks.filter { state.places[key($0)] == nil } : []
            let found = missing.inParts(threadCount: threadCount) { $0.map { NearIndex.sketch(text.lines[$0], in: prompt) } }
            for (block, sketch) in zip(missing, found.joined()) { state.keep(sketch, for: key(block)) }
            return blocks.map { block in
                let key = key(block)
                if let known = state.places[key] { return state.sketches[known] }
                let sketch = NearIndex.sketch(text.lines[block], in: prompt)
                state.keep(sketch, for: key)
                return sketch
            }
        }
    }
}

/// A text as words, and the characters that are part of none; they join to it.
struct NearTokens {
    let text: [UInt8]
    /// Where each token ends.
    private let ends: [Int]

    /// Cost: linear.
    init(_ text: ArraySlice<UInt8>) {
        self.text = Array(text)
        var ends: [Int] = []
        ends.reserveCapacity(text.count / 3)
        var wasWord = false
        for (at, byte) in self.text.enumerated() {
            let isWord = Self.isWord(byte)
            if at > 0, !(isWord && wasWord) { ends.append(at) }
            wasWord = isWord
        }
        if !text.isEmpty { ends.append(text.count) }
        self.ends = ends
    }

    var count: Int { ends.count }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

    /// The text of tokens.
    func bytes(_ tokens: Range<Int>) -> ArraySlice<UInt8> {
        tokens.isEmpty ? [] : text[start(tokens.lowerBound)..<ends[tokens.upperBound - 1]]
    }

    /// Whether a token is the same as one of another text.
    func isSame(_ index: Int, _ other: NearTokens, _ otherIndex: Int) -> Bool {
        let start = start(index), otherStart = other.start(otherIndex), count = ends[index] - start
        guard count == other.ends[otherIndex] - otherStart else { return false }
        for offset in 0..<count where text[start + offset] != other.text[otherStart + offset] { return false }
        return true
    }

    /// How many tokens a text has. Cost: linear.
    static func count(in text: ArraySlice<UInt8>) -> Int { text.count - wordBytes.pairCount(in: text) }

    static let wordBytes = ByteSet { isWord($0) }

    static func isWord(_ byte: UInt8) -> Bool { byte.isWordlike || byte == 0x5F }
}
