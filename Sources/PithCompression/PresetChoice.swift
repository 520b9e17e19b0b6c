// What the default preset drops: sentences of reference prose that take no hard fact out of sight.
//
// A sentence may go when each hard fact in it also stands in text that stays, and when it does not tell the reader what to do. The least
// valuable go first; each one that goes makes its facts rarer, and what is then the last to say something stays. So does a sentence that says what
// something is in words of its own (Definition). Text in a language without
// a lexicon stays whole: nobody here knows which of its words refuse, limit or warn.

import PithFacts
import PithPrompt
import PithSystem

struct PresetChoice {
    let index: UnitIndex
    let values: UnitValues
    let document: LongDocument
    let standing: Standing

    /// What each unit holds, and whether it may be read.
    struct Standing {
        /// In how many units and fixed stretches each fact stands.
        let counts: [Int]
        /// Which of the facts that stand once are seen elsewhere in another form.
        let seen: SeenElsewhere
        /// Which units hold a hard fact that stands nowhere else: they stay, and most units are such.
        let isHeld: [Bool]
        /// Which of the others stand in prose, or in what a document says like an instruction, of a language that has a lexicon.
        let isUnderstood: [Bool]

        init(_ index: UnitIndex, _ document: LongDocument) {
            var counts = index.holderCounts
            for fact in index.factsInFixedText { counts[fact] += 1 }
            let alone = index.facts.filtered { index.factKinds[Int($0)].isHard && PresetChoice.isAlone(Int($0), counts, index) }
            let seen = SeenElsewhere(index, alone: alone)
            let isHeld = index.units.indices.map { unit in alone.integers(of: unit).contains { !seen.holds($0) } }
            (self.counts, self.seen, self.isHeld) = (counts, seen, isHeld)
            isUnderstood = PresetChoice.unitsInKnownLanguages(index, document, but: isHeld)
        }
    }

    /// Values the units of the index by the query, if there is one.
    init(index: UnitIndex, query: String?, usesWordVectors: Bool) {
        self.index = index
        let document = LongDocument(index.prompt)
        self.document = document
        // What the units say and what they have to do with each other hang on nothing that the other finds.
        (standing, values) = Parallel.both(threadCount: index.threadCount) {
            Standing(index, document)
        } and: {
            UnitValues(index, query: query, usesWordVectors: usesWordVectors)
        }
    }

    /// The units that go, the least valuable first.
    var droppedUnits: [Int] {
        var standing = self.standing.counts, seen = self.standing.seen
        let isHard = index.factKinds.map(\.isHard)
        let notes = ViewNotes(index.prompt)
        var candidates = candidates(notes).map { (relevance: values.relevance[$0], unit: $0) }
        candidates.sort { $0 < $1 }
        var units: [Int] = []
        for (_, unit) in candidates {
            let facts = index.facts.integers(of: unit)
            let isNeeded = facts.contains { isHard[$0] && Self.isAlone($0, standing, index) && !seen.holds($0) }
            guard !isNeeded, !seen.isLast(unit, standing) else { continue }
            for fact in facts where isHard[fact] { standing[fact] -= 1 }
            seen.drop(unit)
            units.append(unit)
        }
        var dropped = DroppedUnits(units, of: index)
        dropped.keepEnds(of: notes)
        dropped.keepAntecedents()
        dropped.keepWholeTexts()
        return units.filter(dropped.holds)
    }

    /// Whether a fact stands but once, without its marks too: a name in marks of code is seen where it stands without them.
    private static func isAlone(_ fact: Int, _ standing: [Int], _ index: UnitIndex) -> Bool {
        standing[fact] <= 1 && (index.unmarked[fact].map { standing[$0] <= 1 } ?? true)
    }

    /// Units and segments come in the same order. Segments that hold none but held units are not asked for their language.
    private static func unitsInKnownLanguages(_ index: UnitIndex, _ document: LongDocument, but isHeld: [Bool]) -> [Bool] {
        var isKnown = Array(repeating: false, count: index.units.count)
        var languages = ViewLanguages(index.prompt)
        var next = 0
        for segment in index.prompt.segments where segment.kind == .prose || document.mayHoldMatter(segment) {
            let place = (segment.view, segment.range.lowerBound)
            while next < isKnown.count, (index.units[next].view, index.units[next].range.lowerBound) < place { next += 1 }
            let first = next
            while next < isKnown.count, index.units[next].view == segment.view,
                index.units[next].range.lowerBound < segment.range.upperBound
            { next += 1 }
            guard (first..<next).contains(where: { !isHeld[$0] }), languages.know(segment) else { continue }
            // A sentence in other letters than the text around it is in another language.
            let bytes = index.prompt.views[segment.view].bytes
            let isForeign = isMostlyBeyondASCII(bytes, segment.range)
            for unit in first..<next { isKnown[unit] = isForeign || !isMostlyBeyondASCII(bytes, index.units[unit].range) }
        }
        return isKnown
    }

    private static func isMostlyBeyondASCII(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        countBeyondASCII(in: bytes, range) * 2 > range.count
    }

    /// The best tenth of the units, where they stand out: a question wants them to the letter.
    var wantedStretches: [Int: [Range<Int>]] {
        values.bestUnits.reduce(into: [:]) { $0[index.units[$1].view, default: []].append(index.units[$1].range) }
    }

    /// With a query, those of the best tenth of the units that stand out may hold the answer in plain words, which no fact shows. Where the query speaks of
    /// the text, the sentence beside one of them may do so, too: "Salt is forbidden. Take grit."
    var mayAnswer: [Bool] {
        var mayAnswer = Array(repeating: false, count: index.units.count)
        guard values.hasQuery else { return mayAnswer }
        for unit in values.bestUnits {
            mayAnswer[unit] = true
            guard values.isAboutText else { continue }
            for near in max(0, unit - 1)..<min(index.units.count, unit + 2) where index.blocks[near] == index.blocks[unit] {
                mayAnswer[near] = true
            }
        }
        return mayAnswer
    }
}
