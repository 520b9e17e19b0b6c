// What the allocator knows of a prompt: its units, what each costs, which facts each holds, and how much each has to do with the question.

import PithFacts
import PithPrompt
import PithTokenizer

/// The units of a prompt with their costs, facts and relevance. Facts are numbered from 0; equal facts share a number.
struct UnitIndex {
    let prompt: Prompt
    let units: [Unit]
    /// The tokens of each unit, counted by itself.
    let tokenCounts: [Int]
    /// The block (paragraph, document, message text) of each unit, ascending from 0.
    let blocks: [Int]
    /// The facts of each unit, each number once.
    let facts: [[Int]]
    /// Facts that stand in text outside the units: always visible.
    let factsInFixedText: Set<Int>
    let factKinds: [FactClass]
    /// How many units and fixed stretches hold each fact.
    let holderCounts: [Int]

    /// Cuts the segments that `strategies` know and the caller allows into units. Cost: linear.
    init(_ prompt: Prompt, options: CompressionOptions, strategies: [any SelectionStrategy.Type]) {
        self.prompt = prompt
        let frozen = FrozenText(prompt: prompt, options: options)
        let extractor = FactExtractor()
        var collected = Collected()
        for segment in prompt.segments where segment.kind.isText {
            let view = prompt.views[segment.view]
            let cutter = frozen.contains(segment) ? nil : strategies.first { $0.kinds.contains(segment.kind) }
            let cut = cutter?.units(of: segment, in: prompt).filter { !view.isProtected($0.range) } ?? []
            let found = extractor.facts(in: view.bytes, range: segment.range, kind: segment.kind)
            collected.add(cut, found, in: view, segment: segment)
        }
        units = collected.units
        blocks = collected.blocks
        facts = collected.facts
        factsInFixedText = collected.fixed
        factKinds = collected.kinds
        holderCounts = collected.holderCounts
        tokenCounts = units.map { options.encoding.count(prompt.bytes[prompt.views[$0.view].rawRange(of: $0.range)]) }
    }

    /// Gathers units and their facts segment by segment.
    private struct Collected {
        var units: [Unit] = []
        var blocks: [Int] = []
        var facts: [[Int]] = []
        var fixed: Set<Int> = []
        var kinds: [FactClass] = []
        var holderCounts: [Int] = []
        private var numbers: [UInt64: Int] = [:]
        private var block = -1

        mutating func add(_ cut: [Unit], _ found: [Fact], in view: View, segment: Segment) {
            var next = 0
            for (index, unit) in cut.enumerated() {
                if index == 0 || opensBlock(unit, after: cut[index - 1], in: view) { block += 1 }
                var own: [Int] = []
                while next < found.count, found[next].range.lowerBound < unit.range.upperBound {
                    let number = number(of: found[next])
                    if found[next].range.lowerBound < unit.range.lowerBound { fixed.insert(number) } else { own.append(number) }
                    next += 1
                }
                let distinct = own.sorted().reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
                for number in distinct { holderCounts[number] += 1 }
                units.append(unit)
                blocks.append(block)
                facts.append(distinct)
            }
            for fact in found[next...] { fixed.insert(number(of: fact)) }
        }

        private mutating func number(of fact: Fact) -> Int {
            if let known = numbers[fact.key] { return known }
            numbers[fact.key] = kinds.count
            kinds.append(fact.kind)
            holderCounts.append(0)
            return kinds.count - 1
        }

        /// A blank line, or the head of a numbered document, begins a block.
        private func opensBlock(_ unit: Unit, after previous: Unit, in view: View) -> Bool {
            if case .element = unit.form { return previous.form != unit.form }
            let between = view.bytes[previous.range].reversed().prefix { isBlank($0) || isLineEnd($0) }
            return between.count { $0 == 0x0A } > 1 || view.bytes[unit.range].starts(with: "Document [".utf8)
        }
    }
}
