// Where the values of numbers stand in an output whose layout is another: near which words, and in how many places that no number of the
// original claims.

import PithPrompt
import PithSystem

/// The numbers of an output, by value.
struct VisibleNumbers {
    /// Value and a word near it.
    private var pairs = KeySet()
    /// Places by value that no key of the original accounts for and that have no noun of their own.
    private var spares: [UInt64: Int] = [:]

    /// The numbers of the output, and those that short forms in it stand for.
    init(_ facts: FactList, _ prompt: Prompt, rebuilt: [(facts: FactList, prompt: Prompt)], knownKeys: KeySet) {
        pairs = KeySet(minimumCapacity: facts.items.count)
        for item in facts.items where item.fact.kind == .number {
            let bytes = prompt.views[item.view].bytes
            for word in Self.wordsNear(item.fact.range, in: bytes, before: 3, after: 4) { pairs.insert(chained(item.fact.looseKey, word)) }
        }
        spares = Self.spares(facts, prompt, knownKeys)
        // A cell of a table that is rebuilt stands in the output once.
        for (facts, prompt) in rebuilt { spares.merge(Self.spares(facts, prompt, knownKeys), uniquingKeysWith: max) }
    }

    private static func spares(_ facts: FactList, _ prompt: Prompt, _ knownKeys: KeySet) -> [UInt64: Int] {
        var spares: [UInt64: Int] = [:]
        for item in facts.items where item.fact.kind == .number && !knownKeys.contains(item.fact.key) {
            if isCell(item.fact.range, in: prompt.views[item.view].bytes) { spares[item.fact.looseKey, default: 0] += 1 }
        }
        return spares
    }

    /// Whether the number can be seen; a spare place that vouches for one number vouches for no other.
    mutating func take(_ fact: Fact, text bytes: [UInt8]) -> Bool {
        for word in Self.wordsCounted(by: fact.range, in: bytes) where pairs.contains(chained(fact.looseKey, word)) { return true }
        guard let left = spares[fact.looseKey], left > 0 else { return false }
        spares[fact.looseKey] = left - 1
        return true
    }

    /// A number without a unit that no word follows on its line stands in a cell, a list or at an end: it may be anybody's.
    private static func isCell(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard bytes[range.upperBound - 1].isDigit else { return false }
        var at = range.upperBound
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        if at >= bytes.count { return true }
        let byte = bytes[at]
        return !(byte.isLetter || byte >= 0x80)
    }

    /// The nouns of the nearest content words of the same line, at most so many on each side and 96 bytes away.
    private static func wordsNear(_ range: Range<Int>, in bytes: [UInt8], before: Int, after: Int) -> [UInt64] {
        let reach = 96
        var lower = range.lowerBound, upper = range.upperBound
        while lower > 0, range.lowerBound - lower < reach, bytes[lower - 1] != 0x0A { lower -= 1 }
        while upper < bytes.count, upper - range.upperBound < reach, bytes[upper] != 0x0A { upper += 1 }
        return nouns(bytes, lower..<range.lowerBound).suffix(before) + nouns(bytes, range.upperBound..<upper).prefix(after)
    }

    /// What the number may count: the words that follow it as one phrase ("12 additional and unexpected failures"), or else the word before it.
    private static func wordsCounted(by range: Range<Int>, in bytes: [UInt8]) -> [UInt64] {
        var found: [UInt64] = []
        var at = range.upperBound
        while found.count < 5 {
            while at < bytes.count, bytes[at] == 0x20 { at += 1 }
            let word = readWord(bytes, from: at, to: min(bytes.count, at + 64))
            guard !word.range.isEmpty, at > range.upperBound || !found.isEmpty else { break }
            let entry = Lexicon.shared.entry(word.hash)
            if entry.has(.stop) || entry.has(.modal) {
                guard word.hash == KnownHashes.and || word.hash == KnownHashes.or else { break }
            } else {
                found.append(word.stem)
            }
            at = word.end
            guard at < bytes.count, bytes[at] == 0x20 else { break }
        }
        return found.isEmpty ? wordsNear(range, in: bytes, before: 1, after: 0) : found
    }

    private static func nouns(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt64] {
        var found: [UInt64] = []
        forEachWord(in: bytes, range) { _, place in
            let word = readWord(bytes, from: place.lowerBound, to: place.upperBound)
            let entry = Lexicon.shared.entry(word.hash)
            if word.shape.hasLetter, !entry.has(.stop), !entry.has(.modal) { found.append(word.stem) }
        }
        return found
    }
}
