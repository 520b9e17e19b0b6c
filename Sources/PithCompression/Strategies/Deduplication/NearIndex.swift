// Blocks of text by what they are like: MinHash (Broder 1997). Of all runs of three words in a block, each of four hash functions keeps the least value; two blocks
// that share most runs share one of the four almost surely, two that share none almost never. Blocks with a value in common are candidates;
// whether they really are alike is checked on their bytes.

import PithPrompt

struct NearIndex: Sendable {
    /// Four least hashes.
    typealias Sketch = [UInt64]

    private var blocks: [UInt64: [Range<Int>]] = [:]
    /// More of one kind would only cost time.
    private static let mostPerValue = 2
    private static let seeds: [UInt64] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5]
    private static let wordsPerRun = 3

    /// Notes that a block with this sketch stands at `lines`, places among all lines.
    mutating func add(_ sketch: Sketch, _ lines: Range<Int>) {
        for (index, value) in sketch.enumerated() {
            let key = value &+ UInt64(index)
            if blocks[key, default: []].count < Self.mostPerValue { blocks[key, default: []].append(lines) }
        }
    }

    /// Blocks that share a value, each once, the earliest first.
    func candidates(_ sketch: Sketch) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for (index, value) in sketch.enumerated() {
            for block in blocks[value &+ UInt64(index)] ?? [] where !found.contains(block) { found.append(block) }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The sketch of `lines` of a text; nil when they have too few words. Cost: linear in them.
    static func sketch(_ lines: ArraySlice<PromptLine>, in prompt: Prompt) -> Sketch? {
        var least = seeds.map { _ in UInt64.max }
        var latest: [UInt64] = []
        var count = 0
        for line in lines {
            for token in NearToken.all(in: prompt.views[line.view].bytes, line.range) where token.isWord {
                latest.append(token.hash)
                if latest.count > wordsPerRun { latest.removeFirst() }
                guard latest.count == wordsPerRun else { continue }
                count += 1
                let run = latest.reduce(0) { ($0 &* 0x100_0000_01B3) ^ $1 }
                for (index, seed) in seeds.enumerated() {
                    var hash = (run ^ seed) &* 0xD6E8_FEB8_6659_FD93
                    hash ^= hash >> 32
                    least[index] = min(least[index], hash &* seed)
                }
            }
        }
        return count < 6 ? nil : least
    }
}

/// A word, or a character that is part of none.
struct NearToken {
    let range: Range<Int>
    let isWord: Bool
    let hash: UInt64

    /// The tokens of `range`, which join to it. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [NearToken] {
        var tokens: [NearToken] = []
        var at = range.lowerBound
        while at < range.upperBound {
            var end = at + 1
            let isWord = Self.isWord(bytes[at])
            if isWord { while end < range.upperBound, Self.isWord(bytes[end]) { end += 1 } }
            tokens.append(NearToken(range: at..<end, isWord: isWord, hash: Hash64.of(bytes[at..<end])))
            at = end
        }
        return tokens
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F }
}
