// What became of each part of a prompt, and why: for people who want to know what a compression did before they trust it.
//
// The ledger says where the output differs; so each segment of the input has a stretch of the output that stands for it, and the strategies whose
// changes lie in it. What it held is told in the terms that the choice was made in: the tokens it costs, its hard facts and how many are still to be
// seen, and how much its best unit has to do with the question.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

/// The segments of a prompt with what was chosen for each.
///
///     let explanation = Explanation(of: prompt, compressed, options: options)
///     for part in explanation.parts { print(part.kind, part.choice, part.reason) }
public struct Explanation: Sendable {
    /// What was done to a segment.
    public enum Choice: String, Sendable, CaseIterable {
        /// Not a byte is different.
        case kept
        /// Other bytes, from which a reader can rebuild these.
        case rewritten
        /// Fewer words, or a summary.
        case folded
        /// Parts of it are gone.
        case cut
        /// All of it is gone.
        case dropped
    }

    /// A segment of the input.
    public struct Part: Sendable {
        public let kind: SegmentKind
        public let role: Role
        /// Its bytes in the input.
        public let byteRange: Range<Int>
        /// The first and the last line of it, from 1.
        public let lines: ClosedRange<Int>
        public let tokenCount: Int
        /// The tokens of what stands for it in the output, counted by itself.
        public let outputTokenCount: Int
        public let choice: Choice
        /// Those whose changes it holds.
        public let strategies: [String]
        /// Its different hard facts, and how many of them the output still shows.
        public let hardFactCount: Int
        public let visibleHardFactCount: Int
        /// The sentences, lines or elements it was cut into, and how many of them stay; 0 where nothing was to be selected.
        public let unitCount: Int
        public let keptUnitCount: Int
        /// How much its best unit has to do with the question, as a share of the best of all; nil without a question.
        public let relevance: Double?
        public let reason: String
    }

    public let parts: [Part]
    /// What the relevance is told from: the query, or the newest question of a conversation.
    public let question: String?

    /// Explains what `Compressor(options: options)` made of `prompt`. Cost: as much as compressing it, and a census.
    public init(of prompt: Prompt, _ compressed: Compressed, options: CompressionOptions) {
        let prompt = options.reading(prompt)
        question = options.query ?? LossyPass.newestQuestion(in: prompt)
        var maker = PartMaker(prompt, compressed, options: options, question: question)
        var parts: [Part] = []
        for segment in prompt.segments where segment.kind.isText { parts.append(maker.part(for: segment)) }
        self.parts = parts
    }

    /// Walks the segments in order, and with them the units, the losses and the changes.
    private struct PartMaker {
        let prompt: Prompt
        let compressed: Compressed
        let options: CompressionOptions
        let hasQuestion: Bool
        private let units: [ExplainedUnit]
        /// Where the hard facts that are gone stood first, ascending.
        private let lost: [Int]
        private let frozen: FrozenText
        private var walk: LedgerWalk
        private var lines: LineCount
        private let extractor = FactExtractor()
        private var nextUnit = 0
        private var nextLost = 0

        init(_ prompt: Prompt, _ compressed: Compressed, options: CompressionOptions, question: String?) {
            (self.prompt, self.compressed, self.options, hasQuestion) = (prompt, compressed, options, question != nil)
            units = Self.units(of: prompt, options, question)
            var offsets: [Int] = []
            if let output = try? Prompt(parsing: compressed.output, as: prompt.format) {
                for item in Census(original: prompt, output: options.reading(output)).lostItems where item.kind.isHard {
                    offsets.append(item.byteOffset)
                }
            }
            lost = offsets.sorted()
            frozen = FrozenText(prompt: prompt, options: options)
            walk = LedgerWalk(compressed.receipt.ledger)
            lines = LineCount(prompt.bytes)
        }

        private static func units(of prompt: Prompt, _ options: CompressionOptions, _ question: String?) -> [ExplainedUnit] {
            let selecting = allStrategies.compactMap { $0.selection }.filter { $0.dropsUnits }
            let index = UnitIndex(prompt, options: options, strategies: selecting)
            let relevance = question.map { UnitValues(index, query: $0, usesWordVectors: options.usesWordVectors).relevance } ?? []
            let best = relevance.max() ?? 0
            return index.units.indices.map { number in
                let unit = index.units[number]
                return ExplainedUnit(
                    range: prompt.views[unit.view].rawRange(of: unit.range), relevance: best > 0 ? relevance[number] / best : 0)
            }
        }

        mutating func part(for segment: Segment) -> Part {
            let view = prompt.views[segment.view]
            let range = prompt.rawRange(of: segment)
            let change = walk.change(of: range)
            let own = ownUnits(range)
            let lostCount = ownLosses(range)
            var keys: Set<UInt64> = []
            for fact in extractor.facts(in: view.bytes, range: segment.range, kind: segment.kind) where fact.kind.isHard {
                keys.insert(fact.key)
            }
            let outputTokenCount = options.encoding.count(compressed.output[change.output])
            let keptUnitCount = own.count { !isCut($0, by: change) }
            let choice = Explanation.choice(change, outputTokenCount: outputTokenCount)
            let facts = (total: keys.count, visible: max(0, keys.count - lostCount))
            let reason = Explanation.reason(
                choice, isFrozen: frozen.contains(segment), facts, units: (own.count, keptUnitCount), options, hasQuestion)
            return Part(
                kind: segment.kind, role: view.role, byteRange: range, lines: lines.lines(of: range),
                tokenCount: options.encoding.count(prompt.bytes[range]), outputTokenCount: outputTokenCount, choice: choice,
                strategies: change.strategies, hardFactCount: facts.total, visibleHardFactCount: facts.visible, unitCount: own.count,
                keptUnitCount: keptUnitCount, relevance: hasQuestion ? own.map(\.relevance).max() : nil, reason: reason)
        }

        private mutating func ownUnits(_ range: Range<Int>) -> ArraySlice<ExplainedUnit> {
            while nextUnit < units.count, units[nextUnit].range.lowerBound < range.lowerBound { nextUnit += 1 }
            let first = nextUnit
            while nextUnit < units.count, units[nextUnit].range.lowerBound < range.upperBound { nextUnit += 1 }
            return units[first..<nextUnit]
        }

        private mutating func ownLosses(_ range: Range<Int>) -> Int {
            while nextLost < lost.count, lost[nextLost] < range.lowerBound { nextLost += 1 }
            let first = nextLost
            while nextLost < lost.count, lost[nextLost] < range.upperBound { nextLost += 1 }
            return nextLost - first
        }

        /// Whether a cut takes the unit, the white space at its end not counted.
        private func isCut(_ unit: ExplainedUnit, by change: LedgerWalk.Change) -> Bool {
            let low = change.cuts.partitioningIndex { $0.upperBound > unit.range.lowerBound }
            guard low < change.cuts.count else { return false }
            return change.cuts[low].lowerBound <= unit.range.lowerBound && unit.textEnd(prompt.bytes) <= change.cuts[low].upperBound
        }
    }

    private static func choice(_ change: LedgerWalk.Change, outputTokenCount: Int) -> Choice {
        if change.strategies.isEmpty { return .kept }
        switch change.worst {
        case .lossless: return .rewritten
        case .folded: return .folded
        case .removed: return outputTokenCount <= markerTokenCount && !change.cuts.isEmpty ? .dropped : .cut
        }
    }

    private static let markerTokenCount = 4

    private static func reason(
        _ choice: Choice, isFrozen: Bool, _ facts: (total: Int, visible: Int), units: (total: Int, kept: Int),
        _ options: CompressionOptions, _ hasQuestion: Bool
    ) -> String {
        let holds = facts.total == 0 ? "no hard fact" : "\(facts.total) hard fact\(facts.total == 1 ? "" : "s")"
        switch choice {
        case .kept where isFrozen: return "the system's and the user's own words stay as they are"
        case .kept where options.losesNothing: return "no change saves tokens and leaves its \(holds) in sight"
        case .kept: return "worth its tokens: \(holds)"
        case .rewritten: return "the same in fewer tokens"
        case .folded: return "said in fewer words; \(facts.visible) of \(holds) in sight"
        case .cut:
            let most = hasQuestion ? "what has to do with the question, then what holds facts" : "what holds the most facts for its tokens"
            return units.total > units.kept ? "\(units.kept) of \(units.total) parts stay: \(most)" : "words that say least went"
        case .dropped:
            return options.losesNothing ? "its hard facts stand elsewhere too" : "worth least for its tokens: \(holds)"
        }
    }
}

/// A unit as it stands in the input.
private struct ExplainedUnit {
    let range: Range<Int>
    let relevance: Double

    /// The end of its text: the white space behind it stays when it goes.
    func textEnd(_ bytes: [UInt8]) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isSpace { end -= 1 }
        return end
    }
}

/// Numbers lines along ascending offsets.
private struct LineCount {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Cost: the bytes since the last range.
    mutating func lines(of range: Range<Int>) -> ClosedRange<Int> {
        let first = line(at: range.lowerBound)
        var end = range.upperBound
        while end > range.lowerBound + 1, bytes[end - 1].isSpace { end -= 1 }
        return first...max(first, line(at: end))
    }

    private mutating func line(at target: Int) -> Int {
        while offset < target {
            if bytes[offset] == 0x0A { line += 1 }
            offset += 1
        }
        return line
    }
}
