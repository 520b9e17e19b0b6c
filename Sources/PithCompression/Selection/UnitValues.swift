// What it is worth to keep a unit: the weight of its facts, each counted once however often it is said, and its relevance.
//
// A fact weighs by its class and by how few units say it (an idf). Relevance is the ranker's score against the query, or centrality without one. With
// a query the facts of a unit weigh in proportion to the unit's relevance: what was not asked for matters little. A query whose words do
// not stand in the text cannot guide through logs, code and records, and units of these are worth what they are without one.

import PithFacts
import PithPrompt
import PithSystem
import PithVectors

/// Weights over the units of an index.
struct UnitValues {
    /// The weight of each numbered fact.
    let factWeights: [Double]
    /// What a unit is worth beside its facts.
    let relevance: [Double]
    /// What the facts of each unit are multiplied with.
    let factScale: [Double]
    /// How much a unit's tokens count against its gain: gain ÷ tokens to this power. Where a question decides, the sentence that answers it
    /// is wanted even when it is long.
    let costExponent: Double
    /// Whether a query decides.
    let hasQuery: Bool
    /// Whether words of the query stand in the text, a quarter of them by rarity.
    let isAboutText: Bool

    init(_ index: UnitIndex, query: String?, usesWordVectors: Bool) {
        let unitCount = Double(index.units.count)
        factWeights = index.factKinds.indices.map { fact in
            let rarity = Logarithm.natural(1 + unitCount / Double(max(1, index.holderCounts[fact])))
            return FactWeights.weight(of: index.factKinds[fact]) * rarity
        }
        let prompt = index.prompt
        func centrality() -> [Double] {
            var scores = Centrality.scores(of: index.units, blocks: index.blocks, in: prompt, threadCount: index.threadCount)
            for (unit, place) in index.units.enumerated() where place.kind == .code {
                if Declaration.opens(prompt.views[place.view].bytes[place.range]) { scores[unit] += Self.declarationWeight }
            }
            return scores
        }
        // A diff is there for what changed.
        let unmarked = index.units.contains { $0.kind == .diff } ? UnmarkedLines.stretches(in: prompt) : [:]
        func changeWorth(_ unit: Unit) -> Double {
            guard unit.kind == .diff else { return 0 }
            let bytes = prompt.views[unit.view].bytes
            if DiffText.isChange(unit.range, in: bytes) { return Self.changeWeight }
            guard let stretches = unmarked[unit.view], DiffText.hasWord(bytes[unit.range]) else { return 0 }
            let place = stretches.partitioningIndex { $0.upperBound > unit.range.lowerBound }
            return place < stretches.count && stretches[place].contains(unit.range.lowerBound) ? Self.changeWeight : 0
        }
        guard let query, !query.isEmpty else {
            let centrality = centrality()
            let ranks = RankedWorth(index, scores: nil)
            let instructs = Self.instructingUnits(of: index)
            relevance = centrality.indices.map {
                let own = ranks.worth(of: $0).map { Self.rankedWeight * $0 } ?? centrality[$0]
                return (instructs[$0] ? own + Self.instructionWeight : own) + changeWorth(index.units[$0])
            }
            factScale = centrality.indices.map { ranks.factScale(of: $0) ?? 1 }
            (costExponent, hasQuery, isAboutText) = (1, false, false)
            return
        }
        let (scores, found) = QuestionRanker.guidance(of: index, query: query, vectors: usesWordVectors ? .embedded : nil)
        // Of prose likeness in meaning tells enough: who asks may say "film" where the text says "movie".
        let trust = Self.isProse(index) ? 1 : found
        let ranks = RankedWorth(index, scores: scores)
        let centrality = trust < 1 ? centrality() : scores
        // As far as the query cannot guide, the unit's own worth does.
        func mixed(_ guided: Double, _ own: Double) -> Double { own + trust * (guided - own) }
        // Beside worked examples, what is to be done has to do with every question.
        let hasExamples = index.units.contains { $0.kind == .example }
        relevance = scores.indices.map { unit in
            if hasExamples, index.units[unit].kind == .instruction { return Self.relevanceWeight }
            let guided = Self.relevanceWeight * (ranks.worth(of: unit) ?? scores[unit])
            return mixed(guided, ranks.worth(of: unit).map { Self.rankedWeight * $0 } ?? centrality[unit] + Self.hintWeight * scores[unit])
                + changeWorth(index.units[unit])
        }
        factScale = scores.indices.map { unit in ranks.factScale(of: unit) ?? mixed(0.02 + 0.1 * scores[unit], 1) }
        (costExponent, hasQuery, isAboutText) = (mixed(0.35, 1), trust == 1, found >= 0.5)
    }

    /// Where a prompt brings its data with it, what says what to do with them comes first: sentences of instructions, and items of lists with a word
    /// of command.
    private static func instructingUnits(of index: UnitIndex) -> [Bool] {
        let units = index.units
        guard units.contains(where: { $0.kind == .instruction }) else { return units.map { _ in false } }
        return units.map { $0.kind == .instruction || ($0.kind == .list && ReaderAddress.commands($0, of: index.prompt)) }
    }

    /// Whether most of what may go is prose.
    private static func isProse(_ index: UnitIndex) -> Bool {
        var prose = 0, all = 0
        for unit in index.units {
            all += unit.range.count
            if [.prose, .instruction, .list, .markup].contains(unit.kind) { prose += unit.range.count }
        }
        return prose * 2 > all
    }

    /// The best tenth of the units by relevance, as far as they stand out from the middle: a question that fits no sentence better than others ("What went
    /// wrong here?") has a best tenth, too, and it is chance which.
    var bestUnits: [Int] {
        guard !relevance.isEmpty else { return [] }
        let sorted = relevance.sorted()
        let least = max(sorted[sorted.count * 9 / 10], min(sorted[sorted.count / 2] * Self.leastOverMiddle, Self.relevanceWeight / 2))
        return relevance.indices.filter { relevance[$0] >= least }
    }

    /// How many times the middle relevance the least of the best has. A question of a matter gives most sentences a hundredth of what the best has.
    private static let leastOverMiddle = 3.0

    /// Given weights, facts counting in full.
    init(factWeights: [Double], relevance: [Double]) {
        (self.factWeights, self.relevance) = (factWeights, relevance)
        factScale = relevance.map { _ in 1 }
        (costExponent, hasQuery, isAboutText) = (1, false, false)
    }

    /// The same, for other units.
    init(_ values: UnitValues, relevance: [Double], factScale: [Double]) {
        (factWeights, self.relevance, self.factScale) = (values.factWeights, relevance, factScale)
        (costExponent, hasQuery, isAboutText) = (values.costExponent, values.hasQuery, values.isAboutText)
    }

    /// Values for session mode, where later messages must not count: rarity comes from the class alone.
    init(causal index: UnitIndex) {
        factWeights = index.factKinds.map { FactWeights.weight(of: $0) }
        let ranks = RankedWorth(index, scores: nil)
        relevance = index.units.indices.map { ranks.worth(of: $0).map { Self.rankedWeight * $0 } ?? 0.1 }
        factScale = index.units.indices.map { ranks.factScale(of: $0) ?? 1 }
        (costExponent, hasQuery, isAboutText) = (1, false, false)
    }

    /// What the best unit's likeness to the query is worth.
    static let relevanceWeight = 100.0
    /// What a line that declares is worth beside centrality: program text of which little is kept should be its outline.
    private static let declarationWeight = 20.0
    /// What a changed line of a diff is worth beside its facts, with a question and without.
    private static let changeWeight = 10.0
    /// What an instruction is worth beside its facts and centrality.
    private static let instructionWeight = 20.0
    /// What likeness to a query that cannot guide is worth beside centrality.
    private static let hintWeight = 1.0
    /// What a part of the best rank weighs where facts count in full.
    private static let rankedWeight = 20.0
}
