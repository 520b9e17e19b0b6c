// Facts that stand once in their form, and whose text stands elsewhere in another: a method in marks of code that a listing calls, a name that a heading has,
// an id within a longer one (`flask.Flask` in "flask.Flask.route"). Who looks for such a fact finds it there, and the census says that it is visible.
//
// Looked for are names, ids, and what stands in marks of code, each to the letter and up to four words long, with nothing beside it that would make it another
// ("v1.2" is not in "v1.2.1", "--keep" not in "--keep-all"). One common word in marks ("`read`") is only seen where marks of code or of a quotation are
// beside it: elsewhere it is a word like others.

import PithFacts
import PithPrompt
import PithSystem

struct SeenElsewhere {
    /// For each fact that was looked for, in how many units and fixed stretches but its own unit its text stands.
    private var otherCounts: [Int: Int] = [:]
    /// Which of these facts each unit has the text of, but those it holds itself.
    private var shown: [Int: [Int]] = [:]

    /// A text that is looked for.
    private struct Wanted {
        let fact: Int
        let unit: Int
        /// What stands before its first word.
        let lead: ArraySlice<UInt8>
        let needsMarks: Bool
        /// The next with the same words, or -1.
        var next = -1
        /// Who was seen to have it last: a unit, or below zero a fixed stretch.
        var lastHolder = Int.min
    }

    /// Looks for those facts of the units that `isAlone` says stand once, in units that hold no other fact which does. Cost: linear in the text, nothing where
    /// there are none.
    init(_ index: UnitIndex, isAlone: (Int) -> Bool) {
        var wanted: [Wanted] = []
        var words = KeyTable(), texts = KeyTable()
        for unit in index.units.indices where index.units[unit].form == .text {
            let alone = index.facts[unit].filter { index.factKinds[$0].isHard && isAlone($0) }
            guard !alone.isEmpty, alone.allSatisfy({ Self.mayBeSeen($0, of: unit, index) }) else { continue }
            for fact in alone {
                let place = index.factPlaces[fact], bytes = index.prompt.views[place.view].bytes
                guard let text = Self.words(of: place.range, in: bytes) else { continue }
                let lead = index.factKinds[fact] == .id ? bytes[place.range.lowerBound..<text.start] : []
                let isPlain = index.factKinds[fact] == .quote && bytes[text.start..<text.end].allSatisfy { $0.isSmall }
                words.keep(1, for: text.first)
                let number = wanted.count
                wanted.append(Wanted(fact: fact, unit: unit, lead: lead, needsMarks: isPlain))
                if let before = texts.update(number, for: text.whole) { wanted[number].next = before }
                otherCounts[fact] = 0
            }
        }
        guard !wanted.isEmpty else { return }
        var nextUnit = 0
        for (number, segment) in index.prompt.segments.enumerated() where segment.kind.isText {
            let bytes = index.prompt.views[segment.view].bytes
            var at = segment.range.lowerBound
            while let start = Self.wordStart(bytes, from: at, segment.range.upperBound) {
                var hash = Self.seed
                at = Self.wordEnd(bytes, from: start, segment.range.upperBound, &hash)
                guard words[hash] != nil else { continue }
                while nextUnit < index.units.count,
                    (index.units[nextUnit].view, index.units[nextUnit].range.upperBound) <= (segment.view, start)
                { nextUnit += 1 }
                let isInUnit =
                    nextUnit < index.units.count && index.units[nextUnit].view == segment.view
                    && index.units[nextUnit].range.lowerBound <= start
                let holder = isInUnit ? nextUnit : -1 - number
                var end = at
                for wordCount in 1...Self.mostWords {
                    var next = texts[hash] ?? -1
                    while next >= 0 {
                        note(&wanted[next], holder, bytes, start..<end)
                        next = wanted[next].next
                    }
                    guard wordCount < Self.mostWords, let more = Self.gapEnd(bytes, from: end, segment.range.upperBound, &hash) else {
                        break
                    }
                    end = Self.wordEnd(bytes, from: more, segment.range.upperBound, &hash)
                }
            }
        }
    }

    private mutating func note(_ wanted: inout Wanted, _ holder: Int, _ bytes: [UInt8], _ place: Range<Int>) {
        guard holder != wanted.unit, holder != wanted.lastHolder, Self.isWhole(bytes, place, wanted) else { return }
        wanted.lastHolder = holder
        otherCounts[wanted.fact, default: 0] += 1
        if holder >= 0 { shown[holder, default: []].append(wanted.fact) }
    }

    /// Whether the fact, which stands once in its form, is also seen elsewhere.
    func holds(_ fact: Int) -> Bool { otherCounts[fact, default: 0] > 0 }

    /// The text of the unit goes.
    mutating func drop(_ unit: Int) {
        for fact in shown[unit] ?? [] { otherCounts[fact, default: 0] -= 1 }
    }

    // MARK: What is looked for

    private static func mayBeSeen(_ fact: Int, of unit: Int, _ index: UnitIndex) -> Bool {
        let place = index.factPlaces[fact], bytes = index.prompt.views[place.view].bytes
        guard place.view == index.units[unit].view, index.units[unit].range.contains(place.range.lowerBound) else { return false }
        switch index.factKinds[fact] {
        case .id, .name: return words(of: place.range, in: bytes) != nil
        case .quote:
            return place.range.lowerBound > 0 && bytes[place.range.lowerBound - 1] == 0x60 && words(of: place.range, in: bytes) != nil
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
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func isWord(_ byte: UInt8) -> Bool { byte.isWordlike || byte == 0x5F || byte >= 0x80 }

    private static func wordStart(_ bytes: [UInt8], from start: Int, _ limit: Int) -> Int? {
        var at = start
        while at < limit, !isWord(bytes[at]) { at += 1 }
        return at < limit ? at : nil
    }

    private static func wordEnd(_ bytes: [UInt8], from start: Int, _ limit: Int, _ hash: inout UInt64) -> Int {
        var at = start
        while at < limit, isWord(bytes[at]) {
            hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01b3
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
            gap = (gap ^ UInt64(bytes[at])) &* 0x100_0000_01b3
            at += 1
        }
        return nil
    }

    /// Whether what stands at the place is the text that is looked for, and no part of another name.
    private static func isWhole(_ bytes: [UInt8], _ place: Range<Int>, _ wanted: Wanted) -> Bool {
        let start = place.lowerBound - wanted.lead.count
        guard start >= 0, bytes[start..<place.lowerBound].elementsEqual(wanted.lead) else { return false }
        func byte(_ at: Int) -> UInt8 { bytes.indices.contains(at) ? bytes[at] : 0x20 }
        let before = byte(start - 1), behind = byte(place.upperBound)
        guard before != 0x2D, !isWord(before), behind != 0x2D else { return false }
        // A version or a number goes on.
        if before == 0x2E && byte(start - 2).isDigit || behind == 0x2E && byte(place.upperBound + 1).isDigit { return false }
        guard wanted.needsMarks else { return true }
        return leading.contains(before) || trailing.contains(behind) || behind == 0x2E && isWord(byte(place.upperBound + 1))
    }

    private static let leading = Array(".=[{'\"/<`@$*:".utf8)
    private static let trailing = Array("(=[]}'\"/>`*".utf8)
}
