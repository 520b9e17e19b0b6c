// Facts that stand once in their form, and whose text stands elsewhere in another: a method in marks of code that a listing calls, a name that a heading has,
// an id within a longer one (`flask.Flask` in "flask.Flask.route"). Who looks for such a fact finds it there, and the census says that it is visible.
//
// Looked for are names, ids, and what stands in marks of code, each to the letter and up to four words long, with nothing beside it that would make it another
// ("v1.2" is not in "v1.2.1", "--keep" not in "--keep-all"). One common word in marks ("`read`", "`None`") is only seen where marks of code or of a
// quotation are beside it: elsewhere it is a word like others. What is the last to show a fact stays as what holds it does.

import PithFacts
import PithPrompt
import PithSystem

struct SeenElsewhere {
    /// For each fact, in how many units and fixed stretches but its own unit its text stands, if it was looked for; nothing where none was.
    private var otherCounts: [Int32] = []
    /// Which of these facts each unit has the text of, but those it holds itself.
    private var shown: [Int: [Int]] = [:]

    /// A text that is looked for.
    private struct Wanted {
        let fact: Int
        let unit: Int
        /// What stands before its first word, and behind its last.
        let lead: ArraySlice<UInt8>
        let tail: ArraySlice<UInt8>
        let needsMarks: Bool
        /// The next with the same words, or -1, and how many there are.
        let next: Int
        let likeCount: Int
        /// Who was seen to have it last: a unit, or below zero a fixed stretch.
        var lastHolder = Int.min
    }

    /// Looks for the facts of the units that stand once, `alone`, in units where each of them may be seen in another form. Cost: linear in the text, nothing
    /// where there are none.
    init(_ index: UnitIndex, alone: NumberLists) {
        var wanted: [Wanted] = []
        var words = KeyTable(), texts = KeyTable()
        // What the first words begin with, and how long they are.
        var lengths = noWordLengths
        for unit in 0..<alone.count where !alone[unit].isEmpty {
            guard alone.integers(of: unit).allSatisfy({ Self.mayBeSeen($0, of: unit, index) }) else { continue }
            let facts = Array(alone.integers(of: unit))
            let found = facts.map { Self.words(of: index.factPlaces[$0].range, in: index.prompt.views[index.units[unit].view].bytes) }
            guard !found.contains(where: { $0 == nil }) else { continue }
            let bytes = index.prompt.views[index.units[unit].view].bytes
            for case (let fact, let text?) in zip(facts, found) {
                let place = index.factPlaces[fact].range, isQuote = index.factKinds[fact] == .quote
                let lead = index.factKinds[fact] == .name ? [] : bytes[place.lowerBound..<text.start]
                // A call is seen in a call with other arguments.
                let tail = isQuote && bytes[text.end...].first != 0x28 ? bytes[text.end..<place.upperBound] : []
                let isPlain = isQuote && bytes[text.start].isLetter && bytes[(text.start + 1)..<text.end].allSatisfy { $0.isSmall }
                let before = texts[text.whole]
                let likeCount = before.map { wanted[$0].likeCount + 1 } ?? 0
                guard likeCount < Self.mostLike else { continue }
                words.keep(1, for: text.first)
                noteLength(of: bytes[text.start..<text.end].prefix(while: Self.isWord), in: &lengths)
                texts.update(wanted.count, for: text.whole)
                wanted.append(
                    Wanted(
                        fact: fact, unit: unit, lead: lead, tail: tail, needsMarks: isPlain, next: before ?? -1, likeCount: likeCount))
            }
        }
        guard !wanted.isEmpty else { return }
        otherCounts = Array(repeating: 0, count: index.factKinds.count)
        var nextUnit = 0
        for (number, segment) in index.prompt.segments.enumerated() where segment.kind.isText {
            let bytes = index.prompt.views[segment.view].bytes
            func look(at place: Range<Int>, _ first: UInt64) {
                while nextUnit < index.units.count,
                    (index.units[nextUnit].view, index.units[nextUnit].range.upperBound) <= (segment.view, place.lowerBound)
                { nextUnit += 1 }
                let isInUnit =
                    nextUnit < index.units.count && index.units[nextUnit].view == segment.view
                    && index.units[nextUnit].range.lowerBound <= place.lowerBound
                let holder = isInUnit ? nextUnit : -1 - number
                var hash = first
                var end = place.upperBound
                for wordCount in 1...Self.mostWords {
                    var next = texts[hash] ?? -1
                    while next >= 0 {
                        note(&wanted[next], holder, bytes, place.lowerBound..<end)
                        next = wanted[next].next
                    }
                    guard wordCount < Self.mostWords, let more = Self.gapEnd(bytes, from: end, segment.range.upperBound, &hash) else {
                        break
                    }
                    end = Self.wordEnd(bytes, from: more, segment.range.upperBound, &hash)
                }
            }
            forEachRun(of: Self.wordBytes, in: bytes, segment.range) { word in
                if mayBeAmong(lengths, word, in: bytes) {
                    let hash = hash(of: word, in: bytes).value
                    if words[hash] != nil { look(at: word, hash) }
                }
                return word.upperBound
            }
        }
    }

    private mutating func note(_ wanted: inout Wanted, _ holder: Int, _ bytes: [UInt8], _ place: Range<Int>) {
        guard holder != wanted.unit, holder != wanted.lastHolder, Self.isWhole(bytes, place, wanted) else { return }
        wanted.lastHolder = holder
        otherCounts[wanted.fact] += 1
        if holder >= 0 { shown[holder, default: []].append(wanted.fact) }
    }

    /// Whether the fact, which stands once in its form, is also seen elsewhere.
    func holds(_ fact: Int) -> Bool { !otherCounts.isEmpty && otherCounts[fact] > 0 }

    /// Whether the unit is the last to show one of the facts that stand nowhere in their own form any more, by how often each stands. Cost: linear in what it shows.
    func isLast(_ unit: Int, _ standing: [Int]) -> Bool {
        !shown.isEmpty && shown[unit]?.contains { standing[$0] == 0 && otherCounts[$0] == 1 } == true
    }

    /// The text of the unit goes.
    mutating func drop(_ unit: Int) {
        for fact in shown[unit] ?? [] { otherCounts[fact] -= 1 }
    }

    // MARK: What is looked for

    private static func mayBeSeen(_ fact: Int, of unit: Int, _ index: UnitIndex) -> Bool {
        let place = index.factPlaces[fact], bytes = index.prompt.views[place.view].bytes
        guard place.view == index.units[unit].view, index.units[unit].range.contains(place.range.lowerBound) else { return false }
        switch index.factKinds[fact] {
        case .id, .name: return true
        case .quote: return place.range.lowerBound > 0 && bytes[place.range.lowerBound - 1] == 0x60
        default: return false
        }
    }

    /// The hashes of the first word and of all words in the range with what stands between them; nil where there are none or too many.
    private static func words(of range: Range<Int>, in bytes: [UInt8]) -> (start: Int, end: Int, first: UInt64, whole: UInt64)? {
        guard let start = wordStart(bytes, from: range.lowerBound, range.upperBound) else { return nil }
        var hash = seed
        var end = wordEnd(bytes, from: start, range.upperBound, &hash)
        let first = hash
        var wordCount = 1
        while let next = gapEnd(bytes, from: end, range.upperBound, &hash) {
            wordCount += 1
            guard wordCount <= mostWords else { return nil }
            end = wordEnd(bytes, from: next, range.upperBound, &hash)
        }
        return wordStart(bytes, from: end, range.upperBound) == nil ? (start, end, first, hash) : nil
    }

    private static let mostWords = 4
    private static let longestGap = 3
    /// Of more facts with the same words between other marks the rest are not looked for.
    private static let mostLike = 8
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3

    private static let wordBytes = ByteSet(isWord)
    private static func isWord(_ byte: UInt8) -> Bool { byte.isWordlike || byte == 0x5F }

    private static func wordStart(_ bytes: [UInt8], from start: Int, _ limit: Int) -> Int? {
        var at = start
        while at < limit, !isWord(bytes[at]) { at += 1 }
        return at < limit ? at : nil
    }

    private static func wordEnd(_ bytes: [UInt8], from start: Int, _ limit: Int, _ hash: inout UInt64) -> Int {
        var at = start
        while at < limit, isWord(bytes[at]) {
            hash = (hash ^ UInt64(bytes[at])) &* prime
            at += 1
        }
        return at
    }

    /// Where the next word begins, when it is near.
    private static func gapEnd(_ bytes: [UInt8], from start: Int, _ limit: Int, _ hash: inout UInt64) -> Int? {
        var at = start
        var gap = hash
        while at < limit, at - start <= longestGap {
            if isWord(bytes[at]) {
                hash = gap
                return at
            }
            gap = (gap ^ UInt64(bytes[at])) &* prime
            at += 1
        }
        return nil
    }

    /// Whether what stands at the place is the text that is looked for, and no part of another name.
    private static func isWhole(_ bytes: [UInt8], _ place: Range<Int>, _ wanted: Wanted) -> Bool {
        let start = place.lowerBound - wanted.lead.count
        guard start >= 0, bytes[start..<place.lowerBound].elementsEqual(wanted.lead), bytes[place.upperBound...].starts(with: wanted.tail)
        else { return false }
        func byte(_ at: Int) -> UInt8 { bytes.indices.contains(at) ? bytes[at] : 0x20 }
        let before = byte(start - 1), end = place.upperBound + wanted.tail.count, behind = byte(end)
        guard before != 0x2D, !isWord(before), behind != 0x2D else { return false }
        // A version or a number goes on.
        if before == 0x2E && byte(start - 2).isDigit || behind == 0x2E && byte(end + 1).isDigit { return false }
        guard wanted.needsMarks else { return true }
        return leading.contains(before) || trailing.contains(behind) || behind == 0x2E && isWord(byte(end + 1))
    }

    private static let leading = Array(".=[{'\"/<`@$*:".utf8)
    private static let trailing = Array("(=[]}'\"/>`*".utf8)
}
