// Phrases and what is to stand instead of them, as a tree of words: at each place of a text the longest phrase that begins there is found
// in as many steps as it has words.
//
// A phrase is written with optional parts and choices, `[please] (make|be) sure [that]`; each way to read it is a path of its own.

/// Phrases, each with a value.
struct PhraseTable: Sendable {
    /// The next node, by node and word.
    private var steps: [Step: Int32] = [:]
    /// The value that ends at each node, or -1.
    private var values: [Int32] = [-1]
    private var nodeCount: Int32 = 1

    private struct Step: Hashable {
        let node: Int32
        let word: UInt64
    }

    /// More ways to read one phrase than this are not taken in.
    private static let maximumReadings = 512

    /// Adds all readings of `pattern`. Of equal readings the first one stays.
    mutating func add(_ pattern: Substring, value: Int) {
        for reading in Self.readings(of: pattern) where !reading.isEmpty {
            var node: Int32 = 0
            for word in reading {
                let step = Step(node: node, word: word)
                if let next = steps[step] {
                    node = next
                } else {
                    steps[step] = nodeCount
                    values.append(-1)
                    (node, nodeCount) = (nodeCount, nodeCount + 1)
                }
            }
            if values[Int(node)] < 0 { values[Int(node)] = Int32(value) }
        }
    }

    /// The longest phrase whose words are those from `first` on: how many tokens it takes, and its value. Cost: the phrase's length.
    func longest(in tokens: ArraySlice<TextToken>) -> (tokenCount: Int, value: Int)? {
        var node: Int32 = 0
        var best: (tokenCount: Int, value: Int)?
        var taken = 0
        for token in tokens {
            guard let next = steps[Step(node: node, word: token.hash)] else { break }
            (node, taken) = (next, taken + 1)
            if values[Int(node)] >= 0 { best = (taken, Int(values[Int(node)])) }
        }
        return best
    }

    // MARK: Patterns

    /// The ways to read a pattern, as hashes of their words.
    static func readings(of pattern: Substring) -> [[UInt64]] {
        var readings: [[UInt64]] = [[]]
        for part in parts(of: pattern) {
            var next: [[UInt64]] = []
            for reading in readings { for choice in part where next.count < maximumReadings { next.append(reading + choice) } }
            readings = next
        }
        return readings
    }

    /// The parts of a pattern, each a list of choices.
    private static func parts(of pattern: Substring) -> [[[UInt64]]] {
        var parts: [[[UInt64]]] = []
        var rest = pattern
        while let first = rest.first {
            if first == "[" || first == "(" {
                let close: Character = first == "[" ? "]" : ")"
                let end = rest.firstIndex(of: close) ?? rest.endIndex
                let inner = rest[rest.index(after: rest.startIndex)..<end]
                var choices = inner.split(separator: "|", omittingEmptySubsequences: false).map(words(of:))
                if first == "[" { choices.append([]) }
                parts.append(choices)
                rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
            } else {
                let end = rest.firstIndex { $0 == "[" || $0 == "(" } ?? rest.endIndex
                parts.append([words(of: rest[..<end])])
                rest = rest[end...]
            }
        }
        return parts
    }

    private static func words(of text: Substring) -> [UInt64] {
        let bytes = Array(text.utf8)
        return TextToken.all(in: bytes, 0..<bytes.count).map(\.hash)
    }
}
