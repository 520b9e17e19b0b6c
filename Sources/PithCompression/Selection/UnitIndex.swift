// What the allocator knows of a prompt: its units, what each costs, which facts each holds, and how much each has to do with the question.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

/// The units of a prompt with their costs, facts and relevance. Facts are numbered from 0; equal facts share a number.
struct UnitIndex {
    let prompt: Prompt
    /// On how many threads more may be found out about it: 1 for a small prompt.
    let threadCount: Int
    let units: [Unit]
    /// The tables whose rows are among the units, in order.
    let tables: [RowTable]
    /// The tokens of each unit, counted by itself.
    var tokenCounts: [Int] { deferredTokenCounts.value }
    private let deferredTokenCounts: Deferred<[Int]>
    /// The block (paragraph, document, message text) of each unit, ascending from 0.
    let blocks: [Int]
    /// The facts of each unit, each number once.
    let facts: NumberLists
    /// Facts that stand in text outside the units: always visible.
    let factsInFixedText: [Int]
    /// Where the words of each unit stand that are facts of no other kind: what trimming may take. Unit by unit, and where those of each end.
    private let wordPlaces: [WordPlace]
    private let wordPlaceEnds: [Int]
    let factKinds: [FactClass]
    /// Where each fact stands first.
    let factPlaces: [FactPlace]
    typealias FactPlace = (view: Int, range: Range<Int>)
    /// What tells each fact from others, in any text.
    let factKeys: [UInt64]
    /// How many units and fixed stretches hold each fact.
    let holderCounts: [Int]
    /// For each name in marks of code, the fact that it is without its marks: who sees that one sees the name.
    let unmarked: [Int: Int]

    /// Cuts the segments that `strategies` know and the caller allows into units. Cost: linear.
    init(
        _ prompt: Prompt, options: CompressionOptions, strategies: [any SelectionStrategy.Type], facts memo: FactMemo = FactMemo()
    ) {
        self.prompt = prompt
        threadCount = prompt.bytes.count >= ThreadGain.fewestBytes ? options.threadCount : 1
        let frozen = FrozenText(prompt: prompt, options: options)
        let texts = prompt.segments.filter(\.kind.isText)
        var cut: [Unit] = [], tables: [RowTable] = []
        if threadCount > 1 {
            let parts = texts.parts(count: threadCount * 4)
            let found = Parallel.map(parts.count, threadCount: threadCount) { part in
                var units: [Unit] = [], tables: [RowTable] = []
                for segment in parts[part] where !frozen.contains(segment) {
                    Self.cut(segment, of: prompt, by: strategies, options, &units, &tables)
                }
                return (units: units, tables: tables)
            }
            for part in found {
                cut += part.units
                tables += part.tables
            }
        } else {
            for segment in texts where !frozen.contains(segment) { Self.cut(segment, of: prompt, by: strategies, options, &cut, &tables) }
        }
        self.tables = tables
        var collected = Collected()
        var next = 0
        var facts = FactsAhead(of: texts, threadCount: options.threadCount) { memo.facts(of: $0, in: prompt) }
        for (index, segment) in texts.enumerated() {
            let view = prompt.views[segment.view]
            let first = next
            while next < cut.count, cut[next].view == segment.view, cut[next].range.lowerBound < segment.range.upperBound { next += 1 }
            let found = facts.take(index)
            collected.add(cut[first..<next], found, in: view, segment: segment)
        }
        units = collected.units
        blocks = collected.blocks
        self.facts = collected.facts
        factsInFixedText = collected.isFixed.indices.filter { collected.isFixed[$0] }
        factKinds = collected.kinds
        factKeys = collected.keys
        factPlaces = collected.places
        holderCounts = collected.holderCounts
        unmarked = collected.unmarked
        (wordPlaces, wordPlaceEnds) = (collected.wordPlaces, collected.wordPlaceEnds)
        deferredTokenCounts = Deferred { [units, encoding = options.encoding] in
            units.map { encoding.count(prompt.bytes[prompt.views[$0.view].rawRange(of: $0.range)]) }
        }
    }

    /// Adds the units of a segment that may go, and the tables among them.
    private static func cut(
        _ segment: Segment, of prompt: Prompt, by strategies: [any SelectionStrategy.Type], _ options: CompressionOptions,
        _ cut: inout [Unit], _ tables: inout [RowTable]
    ) {
        // The first that finds units in it cuts the segment.
        for cutter in strategies where cutter.kinds.contains(segment.kind) {
            let units = cutter.units(of: segment, in: prompt, options: options)
            if units.isEmpty { continue }
            let found = RowTable.tables(of: segment, in: prompt)
            let outliers = found.reduce(into: Set<Int>()) { $0.formUnion($1.outliers) }
            tables += found
            for unit in units where mayGo(unit, from: prompt.views[segment.view]) {
                cut.append(outliers.contains(unit.range.lowerBound) ? unit.ranked(.outlier) : unit)
            }
            break
        }
    }

    private typealias WordPlace = (range: Range<Int>, fact: Int)

    private func wordPlaces(of unit: Int) -> ArraySlice<WordPlace> {
        wordPlaces[(unit == 0 ? 0 : wordPlaceEnds[unit - 1])..<wordPlaceEnds[unit]]
    }

    /// Whether most words in `range` of the unit are such as tell something, and those stand in no other unit. Cost: linear in the unit's words.
    func isToldOnce(_ range: Range<Int>, in unit: Int) -> Bool {
        let bytes = prompt.views[units[unit].view].bytes
        let words = wordPlaces(of: unit).filter { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }
        let wordCount = bytes[range].split(whereSeparator: \.isSpace).count
        return !words.isEmpty && words.count * 2 >= wordCount && words.allSatisfy { holderCounts[$0.fact] == 1 }
    }

    /// The facts of a unit that are still in it after `changes`, which are in order. Cost: linear in both.
    func facts(of unit: Int, outside changes: [TextChange]) -> [Int] {
        var next = 0
        var left: Set<Int> = [], gone: Set<Int> = []
        for place in wordPlaces(of: unit) {
            while next < changes.count, changes[next].range.upperBound <= place.range.lowerBound { next += 1 }
            if next < changes.count, changes[next].range.overlaps(place.range) { gone.insert(place.fact) } else { left.insert(place.fact) }
        }
        return facts.integers(of: unit).filter { !gone.contains($0) || left.contains($0) }
    }

    /// Whether nothing protected goes with the unit. The commas beside an element of JSON may have to go with it.
    private static func mayGo(_ unit: Unit, from view: View) -> Bool {
        guard case .element = unit.form else { return !view.isProtected(unit.range) }
        var (start, end) = (unit.range.lowerBound, unit.range.upperBound)
        while start > 0, view.bytes[start - 1].isSpace { start -= 1 }
        if start > 0, view.bytes[start - 1] == 0x2C { start -= 1 }
        while end < view.bytes.count, view.bytes[end].isSpace { end += 1 }
        if end < view.bytes.count, view.bytes[end] == 0x2C { end += 1 }
        while end < view.bytes.count, view.bytes[end].isSpace { end += 1 }
        return !view.isProtected(start..<end)
    }

    /// Gathers units and their facts segment by segment.
    private struct Collected {
        var units: [Unit] = []
        var blocks: [Int] = []
        var facts = NumberLists()
        /// For each fact, whether it stands outside the units.
        var isFixed: [Bool] = []
        var kinds: [FactClass] = []
        var keys: [UInt64] = []
        var places: [FactPlace] = []
        var holderCounts: [Int] = []
        var unmarked: [Int: Int] = [:]
        var wordPlaces: [WordPlace] = []
        var wordPlaceEnds: [Int] = []
        private var numbers = KeyTable(minimumCapacity: 1024)
        private var block = -1
        /// The view of the segment at hand.
        private var view = 0
        /// The facts of the unit at hand, as often as they stand there.
        private var own: [Int] = []
        /// Hard facts that began in units before the one at hand and reach into it: a quotation of two sentences, what "N.B." and the sentence behind it say.
        private var reaching: [Fact] = []

        mutating func add(_ cut: ArraySlice<Unit>, _ found: [Fact], in view: View, segment: Segment) {
            var next = 0
            self.view = segment.view
            reaching.removeAll(keepingCapacity: true)
            for index in cut.indices {
                let unit = cut[index]
                if index == cut.startIndex || opensBlock(unit, after: cut[index - 1], in: view) { block += 1 }
                own.removeAll(keepingCapacity: true)
                takeReaching(into: unit)
                while next < found.count, found[next].range.lowerBound < unit.range.upperBound {
                    let number = number(of: found[next])
                    if found[next].range.lowerBound < unit.range.lowerBound { isFixed[number] = true } else { own.append(number) }
                    if found[next].range.upperBound > unit.range.upperBound, found[next].kind.isHard, reaching.count < Self.mostReaching {
                        reaching.append(found[next])
                    }
                    if found[next].kind == .word { wordPlaces.append((found[next].range, number)) }
                    next += 1
                }
                wordPlaceEnds.append(wordPlaces.count)
                own.sort()
                var last = -1
                for number in own where number != last {
                    facts.append(Int32(number))
                    holderCounts[number] += 1
                    last = number
                }
                facts.endList()
                units.append(unit)
                blocks.append(block)
            }
            for fact in found[next...] { isFixed[number(of: fact)] = true }
            noteUnmarked(found, in: view.bytes)
        }

        /// What a fact says stands in each unit that it reaches into: each holds a part of it, a fact by itself.
        private mutating func takeReaching(into unit: Unit) {
            guard !reaching.isEmpty else { return }
            reaching.removeAll { $0.range.upperBound <= unit.range.lowerBound }
            for fact in reaching {
                let part = fact.range.clamped(to: unit.range)
                let key = fact.key &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(part.lowerBound - fact.range.lowerBound)
                own.append(number(of: Fact(kind: fact.kind, range: part, key: key)))
            }
        }

        /// More of them than texts have, so that no text makes a unit ask for each fact before it.
        private static let mostReaching = 16

        /// Facts that begin together stand side by side.
        private mutating func noteUnmarked(_ found: [Fact], in bytes: [UInt8]) {
            for (index, fact) in found.enumerated() where fact.kind == .quote {
                let start = fact.range.lowerBound
                guard start > 0, bytes[start - 1] == 0x60 else { continue }
                let number = number(of: fact)
                guard unmarked[number] == nil else { continue }
                /// Whether it is a name that is all that the marks hold, but for the brackets of a call.
                func isAll(_ other: Fact) -> Bool {
                    [.id, .name, .path, .url].contains(other.kind) && other.range.upperBound <= fact.range.upperBound
                        && bytes[other.range.upperBound..<fact.range.upperBound].allSatisfy { $0 == 0x28 || $0 == 0x29 }
                }
                let before = found[..<index].reversed().prefix { $0.range.lowerBound == start }
                let behind = found[(index + 1)...].prefix { $0.range.lowerBound == start }
                if let other = before.first(where: isAll) ?? behind.first(where: isAll) { unmarked[number] = self.number(of: other) }
            }
        }

        private mutating func number(of fact: Fact) -> Int {
            if let known = numbers.keep(kinds.count, for: fact.key) { return known }
            kinds.append(fact.kind)
            keys.append(fact.key)
            places.append((view, fact.range))
            holderCounts.append(0)
            isFixed.append(false)
            return kinds.count - 1
        }

        /// A blank line, or the head of a numbered document, begins a block.
        private func opensBlock(_ unit: Unit, after previous: Unit, in view: View) -> Bool {
            if case .element = unit.form { return previous.form != unit.form }
            if let rank = unit.rank, rank != .outlier { return rank == .title || previous.rank == nil }
            let between = view.bytes[previous.range].reversed().prefix(while: \.isSpace)
            return between.count { $0 == 0x0A } > 1 || view.bytes[unit.range].begins(with: "Document [")
        }
    }
}
