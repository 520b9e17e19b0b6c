// Phrases and what is to stand instead of them, as a tree of words: at each place of a text the longest phrase that begins there is found
// in as many steps as it has words.
//
// A phrase is written with optional parts and choices, `[please] (make|be) sure [that]`; each way to read it is a path of its own. The steps
// of all nodes share one table with open addressing: what a text can ask of it is a look-up, and what is in it is ours.

/// Phrases, each with a value.
struct PhraseTable: Sendable {
    /// The step from a node over a word to the next node; to node 0 where the slot is free.
    private struct Step {
        var word: UInt64 = 0
        var node: Int32 = 0
        var next: Int32 = 0
    }

    /// At most half full; its size is a power of four.
    private var steps = Array(repeating: Step(), count: 64)
    /// The value that ends at each node, or -1.
    private var values: [Int32] = [-1]

    /// More ways to read one phrase than this are not taken in.
    private static let maximumReadings = 512

    /// Adds all readings of the pattern in `range` of `bytes`. Of equal readings the first one stays. No mark of a pattern is part of a word, so
    /// its tokens are those of its words and its marks. False when it has more readings than are taken in.
    @discardableResult
    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, value: Int) -> Bool {
        var isWhole = true
        var ends: [Int32] = [0]
        /// The words of the choices of the group at hand, choice by choice, and where each choice but the last ends.
        var words: [UInt64] = [], bounds: [Int] = []
        /// The mark that closes the group.
        var close: UInt8?
        TextToken.forEach(in: bytes, range) { token in
            let mark = bytes[token.range.lowerBound]
            switch mark {
            case close:
                choose(from: words, bounds, isOptional: mark == 0x5D, &ends, &isWhole)
                close = nil
            case 0x5B where close == nil, 0x28 where close == nil:
                words.removeAll(keepingCapacity: true)
                bounds.removeAll(keepingCapacity: true)
                close = mark == 0x5B ? 0x5D : 0x29
            case 0x7C where close != nil: bounds.append(words.count)
            default:
                if close != nil {
                    words.append(token.hash)
                } else {
                    for end in ends.indices { ends[end] = node(after: ends[end], token.hash) }
                }
            }
            return true
        }
        if close != nil { choose(from: words, bounds, isOptional: close == 0x5D, &ends, &isWhole) }
        for end in ends where end != 0 && values[Int(end)] < 0 { values[Int(end)] = Int32(value) }
        return isWhole
    }

    /// Follows each of the choices from each of the ends.
    private mutating func choose(from words: [UInt64], _ bounds: [Int], isOptional: Bool, _ ends: inout [Int32], _ isWhole: inout Bool) {
        var next: [Int32] = []
        for end in ends {
            var start = 0
            for choice in 0...bounds.count {
                guard next.count < Self.maximumReadings else {
                    isWhole = false
                    break
                }
                let limit = choice < bounds.count ? bounds[choice] : words.count
                next.append(words[start..<limit].reduce(end) { node(after: $0, $1) })
                start = limit
            }
            if isOptional {
                if next.count < Self.maximumReadings { next.append(end) } else { isWhole = false }
            }
        }
        ends = next
    }

    /// The longest phrase whose words are those from `first` on: how many tokens it takes, and its value. Cost: the phrase's length.
    func longest(in tokens: ArraySlice<TextToken>) -> (tokenCount: Int, value: Int)? {
        var node: Int32 = 0
        var best: (tokenCount: Int, value: Int)?
        var taken = 0
        for token in tokens {
            node = steps[slot(node, token.hash)].next
            if node == 0 { break }
            taken += 1
            if values[Int(node)] >= 0 { best = (taken, Int(values[Int(node)])) }
        }
        return best
    }

    // MARK: Steps

    /// The slot of the step from `node` over `word`: free when there is none.
    private func slot(_ node: Int32, _ word: UInt64) -> Int {
        let mask = steps.count - 1
        let mixed = (word ^ UInt64(truncatingIfNeeded: node) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        var slot = Int(truncatingIfNeeded: mixed >> 32) & mask
        while steps[slot].next != 0, steps[slot].node != node || steps[slot].word != word { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func node(after node: Int32, _ word: UInt64) -> Int32 {
        let found = slot(node, word)
        if steps[found].next != 0 { return steps[found].next }
        let next = Int32(values.count)
        values.append(-1)
        steps[found] = Step(word: word, node: node, next: next)
        if values.count * 2 > steps.count { grow() }
        return next
    }

    private mutating func grow() {
        let old = steps
        steps = Array(repeating: Step(), count: old.count * 4)
        for step in old where step.next != 0 { steps[slot(step.node, step.word)] = step }
    }
}
