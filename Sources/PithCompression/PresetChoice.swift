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
    private let document: LongDocument

    private let standing: Standing
    /// Which units hold a hard fact that stands nowhere else: they stay, and most units are such.
    private var isHeld: [Bool] { standing.isHeld }
    /// Which of the others stand in prose, or in what a document says like an instruction, of a language that has a lexicon.
    private var isUnderstood: [Bool] { standing.isUnderstood }

    /// What each unit holds, and whether it may be read.
    private struct Standing {
        /// In how many units and fixed stretches each fact stands.
        let counts: [Int]
        /// Which of the facts that stand once are seen elsewhere in another form.
        let seen: SeenElsewhere
        let isHeld: [Bool]
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
        let found = Parallel.map(2, threadCount: index.threadCount) { part in
            part == 0
                ? Found.standing(Standing(index, document)) : .values(UnitValues(index, query: query, usesWordVectors: usesWordVectors))
        }
        guard case .standing(let standing) = found[0], case .values(let values) = found[1] else {
            preconditionFailure("what was found stands in the order in which it was asked for")
        }
        (self.standing, self.values) = (standing, values)
    }

    /// The least relevance of those of the best tenth that stand out from the middle: a question that fits no sentence better than others ("What went
    /// wrong here?") has a best tenth, too, and it is chance which. Nil where there are no units.
    private var leastOfBest: Double? {
        guard !values.relevance.isEmpty else { return nil }
        let sorted = values.relevance.sorted()
        return max(sorted[sorted.count * 9 / 10], min(sorted[sorted.count / 2] * Self.leastOverMiddle, UnitValues.relevanceWeight / 2))
    }

    /// How many times the middle relevance the least of the best has. A question of a matter gives most sentences a hundredth of what the best has.
    private static let leastOverMiddle = 3.0

    /// Whether a fact stands but once, without its marks too: a name in marks of code is seen where it stands without them.
    private static func isAlone(_ fact: Int, _ standing: [Int], _ index: UnitIndex) -> Bool {
        standing[fact] <= 1 && (index.unmarked[fact].map { standing[$0] <= 1 } ?? true)
    }

    /// Whether the unit has the words of a sentence. Where something failed, a value, a rule, a title by itself tells something by its place: so what a
    /// test says of it stays whole.
    private func isWorded(_ unit: Unit, fewestWords: Int = Self.fewestWords) -> Bool {
        var wordCount = 0, letterCount = 0, markCount = 0
        var last: UInt8 = 0
        for byte in index.prompt.views[unit.view].bytes[unit.range] {
            if byte >= 0x80 { return true }
            letterCount = byte.isLetter ? letterCount + 1 : 0
            if letterCount == 2 { wordCount += 1 }
            if wordCount == fewestWords { return true }
            markCount = byte == last && letterCount == 0 && byte > 0x20 ? markCount + 1 : 1
            if markCount == Self.ruleLength { return false }
            last = byte
        }
        return false
    }

    private static let fewestWords = 4
    private static let ruleLength = 4

    /// Whether the unit ends with a title, and the rule under it is the next.
    private func isTitle(_ unit: Int) -> Bool {
        guard unit + 1 < index.units.count, index.units[unit + 1].view == index.units[unit].view else { return false }
        let bytes = index.prompt.views[index.units[unit].view].bytes
        guard let rule = TitleRule.of(bytes, index.units[unit + 1].range) else { return false }
        let end = index.units[unit].range.lastIndex { !bytes[$0].isSpace }.map { $0 + 1 } ?? index.units[unit].range.upperBound
        let start = index.units[unit].range[..<end].lastIndex { bytes[$0] == 0x0A }.map { $0 + 1 } ?? index.units[unit].range.lowerBound
        return TitleRule.isTitle(bytes, start..<end, over: rule)
    }

    /// Whether the unit is a sentence from its beginning to its end. Anything else tells by its place: a field of a record ("Author: Ann Lee"), a line of a
    /// script or of a configuration that is taken for text, half of a sentence that marks of comments part.
    private func isSentence(_ unit: Int) -> Bool {
        let place = index.units[unit]
        guard isWorded(place, fewestWords: 2) else { return false }
        let isFirst = unit == 0 || index.blocks[unit - 1] != index.blocks[unit]
        return WholeSentence.isAt(place.range, after: isFirst ? nil : index.units[unit - 1].range, in: index.prompt.views[place.view].bytes)
    }

    /// Whether a text of words without the signs of code, of settings or of fields, such as items of lists without a full stop are in prose.
    private func isPlain(_ unit: Unit) -> Bool {
        let bytes = index.prompt.views[unit.view].bytes
        guard isWorded(unit, fewestWords: 6), Self.signs.firstOffset(in: bytes, unit.range) == unit.range.upperBound else { return false }
        var isCommon = false
        Terms.forEach(in: bytes, unit.range) { if Terms.stopWords.contains($0) { isCommon = true } }
        return isCommon
    }

    private static let signs = ByteSet {
        [0x3D, 0x7B, 0x7D, 0x7C, 0x3B, 0x3C, 0x3E, 0x24, 0x5C, 0x23, 0x40, 0x25, 0x5E, 0x7E].contains($0)
    }

    /// Whether the text says how a command is called: it holds an option in brackets ("[-a]", "[FILE...]").
    private func isUsage(_ unit: Int) -> Bool {
        let unit = index.units[unit], bytes = index.prompt.views[unit.view].bytes
        var at = unit.range.lowerBound
        while true {
            at = Self.brackets.firstOffset(in: bytes, at..<unit.range.upperBound)
            guard at < unit.range.upperBound else { return false }
            let neighbour = bytes[at] == 0x5B ? at + 1 : at - 1
            if unit.range.contains(neighbour), bytes[neighbour] == (bytes[at] == 0x5B ? 0x2D : 0x2E) { return true }
            at += 1
        }
    }

    /// Whether the text is a directive of reStructuredText: what stands below it is read by its name.
    private func isDirective(_ unit: Int) -> Bool { bytes(of: unit).drop(while: \.isSpace).starts(with: [0x2E, 0x2E, 0x20]) }

    private static let brackets = ByteSet([0x5B, 0x5D])

    /// What is found out side by side.
    private enum Found { case standing(Standing), values(UnitValues) }

    var droppedUnits: [Int] {
        var standing = self.standing.counts, seen = self.standing.seen
        let isHard = index.factKinds.map(\.isHard)
        let notes = ViewNotes(index.prompt)
        var candidates = candidates(notes).map { (relevance: values.relevance[$0], unit: $0) }
        candidates.sort { $0 < $1 }
        var dropped: [Int] = []
        for (_, unit) in candidates {
            let facts = index.facts.integers(of: unit)
            let isNeeded = facts.contains { isHard[$0] && Self.isAlone($0, standing, index) && !seen.holds($0) }
            guard !isNeeded, !seen.isLast(unit, standing) else { continue }
            for fact in facts where isHard[fact] { standing[fact] -= 1 }
            seen.drop(unit)
            dropped.append(unit)
        }
        return withoutWholeTexts(withoutAntecedents(withoutEnds(of: notes, dropped)))
    }

    /// The units that may go, were it not for their facts, in order. Cost: linear, on each core.
    private func candidates(_ notes: ViewNotes) -> [Int] {
        var looked = Looked()
        let mayAnswer = mayAnswer
        if index.threadCount == 1 {
            look(at: index.units[...], but: mayAnswer, notes, &looked)
        } else {
            let parts = index.units.inParts(threadCount: index.threadCount) { part in
                var looked = Looked()
                look(at: part, but: mayAnswer, notes, &looked)
                return looked
            }
            for part in parts {
                looked.certain += part.certain
                looked.doubtful += part.doubtful
                looked.whole += part.whole
                looked.others += part.others
            }
        }
        guard !looked.doubtful.isEmpty else { return looked.certain }
        let proseViews = viewsOfSentences(looked)
        return (looked.certain + looked.doubtful.filter { proseViews.contains(index.units[$0].view) }).sorted()
    }

    /// What was found of some units.
    private struct Looked: Sendable {
        /// Those that may go, and those that may where their text is mostly sentences.
        var certain: [Int] = [], doubtful: [Int] = []
        /// Whole sentences, and units that are none.
        var whole: [Int] = [], others: [Int] = []
    }

    private func look(at units: ArraySlice<Unit>, but mayAnswer: [Bool], _ notes: ViewNotes, _ looked: inout Looked) {
        var notes = ViewNotes.Reader(notes)
        for number in units.indices where isUnderstood[number] && !isHeld[number] && !mayAnswer[number] {
            let unit = units[number]
            guard document.isMatter(unit, of: index.prompt) else { continue }
            notes.read(unit.view)
            guard
                !ReaderAddress.isIn(
                    unit, of: index.prompt, inDocument: document.holds(unit.view), inReleaseNotes: notes.tellsOfReleases),
                !defines(number), !isUsage(number), !isTitle(number), !isDirective(number)
            else { continue }
            guard !notes.showsToTheLetter(unit.range) else { continue }
            let isWhole = isSentence(number), isRemark = notes.isRemark(unit.range)
            if isWhole { looked.whole.append(number) } else { looked.others.append(number) }
            guard isWhole || isRemark || document.holds(unit.view) && isPlain(unit),
                isWorded(unit) || !notes.tellsOfFailure, isRemark || !notes.opensEntry(unit.range)
            else { continue }
            // Items of the notes of a release are sentences, with a full stop or without.
            let isCertain = isWhole || isRemark || notes.tellsOfReleases && ReaderAddress.isItem(bytes(of: number))
            if isCertain { looked.certain.append(number) } else { looked.doubtful.append(number) }
        }
    }

    /// Those views of doubtful units of which most are sentences. Cost: linear, on each core.
    private func viewsOfSentences(_ looked: Looked) -> Set<Int> {
        let views = Set(looked.doubtful.map { index.units[$0].view })
        var wholes = Array(repeating: Bool?.none, count: index.units.count)
        for unit in looked.whole { wholes[unit] = true }
        for unit in looked.others { wholes[unit] = false }
        let parts = index.units.inParts(threadCount: index.threadCount) { [wholes] part in
            // Units of one view stand together.
            var counts: [(view: Int, all: Int, sentences: Int)] = []
            for number in part.indices where part[number].kind.isText && views.contains(part[number].view) {
                if counts.last?.view != part[number].view { counts.append((part[number].view, 0, 0)) }
                let byteCount = part[number].range.count
                counts[counts.count - 1].all += byteCount
                if wholes[number] ?? isSentence(number) { counts[counts.count - 1].sentences += byteCount }
            }
            return counts
        }
        var counts: [Int: (all: Int, sentences: Int)] = [:]
        for part in parts {
            for count in part {
                let before = counts[count.view] ?? (0, 0)
                counts[count.view] = (before.all + count.all, before.sentences + count.sentences)
            }
        }
        return Set(counts.filter { $0.value.sentences * 5 >= $0.value.all * 3 }.keys)
    }

    /// Those of the dropped units that leave no remark without its beginning or its end: what follows would be read as part of it, or it as text.
    private func withoutEnds(of notes: ViewNotes, _ dropped: [Int]) -> [Int] {
        var isDropped = Array(repeating: false, count: index.units.count)
        for unit in dropped { isDropped[unit] = true }
        let remarks = notes.viewsWithRemarks
        guard !remarks.isEmpty else { return dropped }
        let unitsOfViews = Dictionary(grouping: index.units.indices.filter { remarks[index.units[$0].view] != nil }) {
            index.units[$0].view
        }
        for (view, units) in unitsOfViews {
            guard let remarks = remarks[view] else { continue }
            var units = units[...]
            for remark in remarks {
                units = units.drop { index.units[$0].range.upperBound <= remark.lowerBound }
                let own = units.prefix { index.units[$0].range.lowerBound < remark.upperBound }
                let goes = own.reduce(0) { $0 + (isDropped[$1] ? index.units[$1].range.clamped(to: remark).count : 0) }
                guard goes < remark.count else { continue }
                for unit in own where !remark.contains(index.units[unit].range) || unit == own.first || unit == own.last {
                    isDropped[unit] = false
                }
            }
        }
        return dropped.filter { isDropped[$0] }
    }

    /// Those of the dropped units that nothing kept looks back to: of "Bartek moved the alert. He will not delete the list." the first stays for what "he"
    /// stands for, and so does what that one in turn looks back to.
    private func withoutAntecedents(_ dropped: [Int]) -> [Int] {
        var isDropped = Array(repeating: false, count: index.units.count)
        for unit in dropped { isDropped[unit] = true }
        for unit in index.units.indices.dropFirst().reversed()
        where isDropped[unit - 1] && !isDropped[unit] && index.blocks[unit] == index.blocks[unit - 1] && LookBack.isIn(bytes(of: unit)) {
            isDropped[unit - 1] = false
        }
        return dropped.filter { isDropped[$0] }
    }

    private func bytes(of unit: Int) -> ArraySlice<UInt8> { index.prompt.views[index.units[unit].view].bytes[index.units[unit].range] }

    /// Those of the dropped units that leave something of the text they stand in: a text of which nothing would be left stays. Messages may go whole.
    private func withoutWholeTexts(_ dropped: [Int]) -> [Int] {
        var isDropped = Array(repeating: false, count: index.units.count)
        for unit in dropped { isDropped[unit] = true }
        /// Whether nothing but white space stands in the text beside those of its units that go.
        func isEmptied(by units: Range<Int>) -> Bool {
            // Units are in order and lie apart: what is left of the text stands between them.
            let bytes = index.prompt.views[index.units[units.lowerBound].view].bytes
            var at = 0
            for unit in units where isDropped[unit] {
                let range = index.units[unit].range
                guard bytes[min(at, range.lowerBound)..<range.lowerBound].allSatisfy(\.isSpace) else { return false }
                at = range.upperBound
            }
            return bytes[at...].allSatisfy(\.isSpace)
        }
        var start = 0
        while start < index.units.count {
            let view = index.units[start].view
            var end = start + 1
            while end < index.units.count, index.units[end].view == view { end += 1 }
            if index.prompt.views[view].message == nil, isEmptied(by: start..<end) { for unit in start..<end { isDropped[unit] = false } }
            start = end
        }
        return dropped.filter { isDropped[$0] }
    }

    /// Whether the unit says what something is in words that no other says. Of a few sentences most words stand once: there one word behind "was" is
    /// an adjective more often than a name.
    private func defines(_ unit: Int) -> Bool {
        let place = index.units[unit], bytes = index.prompt.views[place.view].bytes
        if Definition.givesValue(in: bytes, place.range) { return true }
        guard let value = Definition.value(in: bytes, place.range) else { return false }
        return (document.holds(place.view) || bytes[value].contains(where: \.isBlank)) && index.isToldOnce(value, in: unit)
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
        guard let least = leastOfBest else { return [:] }
        return index.units.indices.filter { values.relevance[$0] >= least }.reduce(into: [:]) {
            $0[index.units[$1].view, default: []].append(index.units[$1].range)
        }
    }

    /// With a query, those of the best tenth of the units that stand out may hold the answer in plain words, which no fact shows. Where the query speaks of
    /// the text, the sentence beside one of them may do so, too: "Salt is forbidden. Take grit."
    private var mayAnswer: [Bool] {
        var mayAnswer = Array(repeating: false, count: index.units.count)
        guard values.hasQuery, let least = leastOfBest else { return mayAnswer }
        for unit in index.units.indices where values.relevance[unit] >= least {
            mayAnswer[unit] = true
            guard values.isAboutText else { continue }
            for near in max(0, unit - 1)..<min(index.units.count, unit + 2) where index.blocks[near] == index.blocks[unit] {
                mayAnswer[near] = true
            }
        }
        return mayAnswer
    }
}
