// Which units the default preset may drop, were it not for their facts: whole sentences, and items of lists in texts of sentences, that define nothing, tell the
// reader nothing to do, and are no part of what is shown to the letter.

import PithPrompt
import PithSystem

extension PresetChoice {
    /// The candidates in order. Cost: linear, on each core.
    func candidates(_ notes: ViewNotes) -> [Int] {
        let mayAnswer = mayAnswer
        var looked = Looked()
        for part in index.units.indices.inParts(threadCount: index.threadCount, { look(at: $0, but: mayAnswer, notes) }) {
            looked.certain += part.certain
            looked.doubtful += part.doubtful
            looked.whole += part.whole
            looked.others += part.others
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

    private func look(at units: Range<Int>, but mayAnswer: [Bool], _ notes: ViewNotes) -> Looked {
        var looked = Looked()
        var notes = ViewNotes.Reader(notes)
        for number in units where standing.isUnderstood[number] && !standing.isHeld[number] && !mayAnswer[number] {
            let unit = index.units[number]
            guard document.isMatter(unit, of: index.prompt) else { continue }
            notes.read(unit.view)
            guard
                !ReaderAddress.isIn(
                    unit, of: index.prompt, inDocument: document.holds(unit.view), inReleaseNotes: notes.tellsOfReleases),
                !defines(number), !index.isUsage(number), !index.isTitle(number), !index.isDirective(number)
            else { continue }
            guard !notes.showsToTheLetter(unit.range) else { continue }
            let isWhole = index.isSentence(number), isRemark = notes.isRemark(unit.range)
            if isWhole { looked.whole.append(number) } else { looked.others.append(number) }
            guard isWhole || isRemark || document.holds(unit.view) && index.isPlain(number),
                index.isWorded(number) || !notes.tellsOfFailure, isRemark || !notes.opensEntry(unit.range)
            else { continue }
            // Items of the notes of a release are sentences, with a full stop or without.
            let isCertain = isWhole || isRemark || notes.tellsOfReleases && ReaderAddress.isItem(index.bytes(of: number))
            if isCertain { looked.certain.append(number) } else { looked.doubtful.append(number) }
        }
        return looked
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
                if wholes[number] ?? index.isSentence(number) { counts[counts.count - 1].sentences += byteCount }
            }
            return counts
        }
        var counts: [Int: (all: Int, sentences: Int)] = [:]
        for count in parts.joined() {
            let before = counts[count.view] ?? (0, 0)
            counts[count.view] = (before.all + count.all, before.sentences + count.sentences)
        }
        return Set(counts.filter { $0.value.sentences * 5 >= $0.value.all * 3 }.keys)
    }

    /// Whether the unit says what something is in words that no other says. Of a few sentences most words stand once: there one word behind "was" is
    /// an adjective more often than a name.
    private func defines(_ unit: Int) -> Bool {
        let place = index.units[unit], bytes = index.prompt.views[place.view].bytes
        if Definition.givesValue(in: bytes, place.range) { return true }
        guard let value = Definition.value(in: bytes, place.range) else { return false }
        return (document.holds(place.view) || bytes[value].contains(where: \.isBlank)) && index.isToldOnce(value, in: unit)
    }
}
