// The census compares a prompt with what an edit made of it, by any tool or person: which facts can still be seen, which are gone.
//
// Facts are counted once each, however often they are said. A fact is visible when the output has one with the same key. Where it has not, the layout may
// have changed, so its words are looked for in the output (see VisibleText): a quote without its marks, an id inside a longer one, a path
// whose folder became a heading, a number that stands in a cell. What is found neither way is lost.

import PithPrompt
import PithSystem

/// A fact of the original that the output no longer shows.
public struct LostFact: Sendable, Equatable {
    public let kind: FactClass
    /// Its text, white space folded; a number with the word behind it. Cut at 160 bytes.
    public let text: String
    /// The view of the original it first stands in.
    package let view: Int
    /// Where it first stands in the original's bytes.
    public let byteOffset: Int
    /// The line of the original it first stands in, from 1.
    public let line: Int
    /// What it weighs among the facts of the original.
    public let weight: Double
}

/// Which facts of a prompt an output still shows.
///
///     let census = Census(original: prompt, output: compressed)
///     for row in census.rows { print(row.kind, row.visible, "of", row.total) }
public struct Census: Sendable {
    /// The facts of one class.
    public struct Row: Sendable, Equatable {
        public let kind: FactClass
        /// How many different facts of this class the original has.
        public let total: Int
        public let lost: Int
        public var visible: Int { total - lost }
    }

    /// One for each class, in their order.
    public let rows: [Row]
    /// Heaviest first; of equal weight in the order of the original.
    public let lostItems: [LostFact]

    /// Hard facts of all classes in the original, and those lost.
    public var hardTotal: Int { rows.reduce(0) { $0 + ($1.kind.isHard ? $1.total : 0) } }
    public var hardLost: Int { rows.reduce(0) { $0 + ($1.kind.isHard ? $1.lost : 0) } }

    /// Takes the census. Cost: linear in both, and n log n in what is lost.
    public init(original: Prompt, output: Prompt) { self.init(original: original, output: output, threadCount: 1) }

    /// From so many bytes on the two sides are read at once.
    private static let fewestBytesOnThreads = 1 << 20

    /// The same on so many threads, where the original is long.
    package init(original: Prompt, output: Prompt, threadCount: Int) {
        let threadCount = original.bytes.count >= Self.fewestBytesOnThreads ? threadCount : 1
        let (facts, visible) = Parallel.both(threadCount: threadCount) {
            FactList(of: original)
        } and: {
            VisibleText(output)
        }
        var totals: [FactClass: Int] = [:], losses: [FactClass: Int] = [:]
        var seen = KeySet(minimumCapacity: facts.items.count)
        var missing: [FactList.Item] = []
        for item in facts.items where seen.insert(item.fact.key) {
            totals[item.fact.kind, default: 0] += 1
            if !visible.hasKey(of: item.fact) { missing.append(item) }
        }
        let lost = missing.isEmpty ? [] : visible.unseen(missing, in: original, knownKeys: seen, threadCount: threadCount)
        for item in lost { losses[item.fact.kind, default: 0] += 1 }
        rows = FactClass.allCases.map { Row(kind: $0, total: totals[$0] ?? 0, lost: losses[$0] ?? 0) }
        lostItems = Self.described(lost, facts, original)
    }

    /// The lost facts with their places, heaviest first.
    private static func described(_ lost: [FactList.Item], _ facts: FactList, _ original: Prompt) -> [LostFact] {
        guard !lost.isEmpty else { return [] }
        let weights = FactWeights(counting: facts.items.lazy.map(\.fact))
        let placed = lost.map { (item: $0, offset: original.views[$0.view].rawRange(of: $0.fact.range).lowerBound) }
        var described: [LostFact] = []
        var line = 1, counted = 0
        for (item, offset) in placed.sorted(by: { $0.offset < $1.offset }) {
            while counted < offset {
                if original.bytes[counted] == 0x0A { line += 1 }
                counted += 1
            }
            let view = original.views[item.view]
            described.append(
                LostFact(
                    kind: item.fact.kind, text: text(of: item.fact, in: view.bytes), view: item.view, byteOffset: offset, line: line,
                    weight: weights.weight(of: item.fact, role: view.role)))
        }
        let order = described.indices.sorted {
            described[$0].weight != described[$1].weight ? described[$0].weight > described[$1].weight : $0 < $1
        }
        return order.map { described[$0] }
    }

    private static func text(of fact: Fact, in bytes: [UInt8]) -> String {
        var end = fact.range.upperBound
        if fact.kind == .number, end + 1 < bytes.count, bytes[end] == 0x20 {
            let word = readWord(bytes, from: end + 1, to: min(bytes.count, end + 32))
            if word.shape.hasLetter && !word.shape.contains(.digit) { end = word.end }
        }
        var text: [UInt8] = []
        for byte in bytes[fact.range.lowerBound..<end] {
            if byte > 0x20 { text.append(byte) } else if text.last != 0x20, !text.isEmpty { text.append(0x20) }
            if text.count >= 160 && byte & 0xC0 != 0x80 {
                text.removeLast()
                text.append(contentsOf: "…".utf8)
                break
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The facts of a prompt with the views they stand in.
struct FactList {
    struct Item {
        var fact: Fact
        var view: Int
        var kind: SegmentKind
    }

    private(set) var items: [Item] = []

    init(of prompt: Prompt) {
        let extractor = FactExtractor()
        for segment in prompt.segments {
            let found = extractor.facts(in: prompt.views[segment.view].bytes, range: segment.range, kind: segment.kind)
            // The facts of a long segment take no more room than they need: those of two texts are found at once.
            if found.count > items.count { items.reserveCapacity(items.count + found.count) }
            for fact in found { items.append(Item(fact: fact, view: segment.view, kind: segment.kind)) }
        }
    }
}
