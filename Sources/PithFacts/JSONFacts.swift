// JSON is read as keys and values, so that pretty, minified and table layouts give the same keys. A number, true or false counts with the key it stands
// under; a short string is a quote; a string is searched as text with its escapes undone, and what is found there is mapped back.

import PithSystem

/// Walks JSON text, whole or cut off anywhere.
struct JSONFactScanner {
    private let bytes: [UInt8]
    private var scanner: FactScanner
    /// What values without a key of their own stand under.
    var contextNoun: UInt64 = 0
    var facts: [Fact] = []
    private(set) var workCount = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        scanner = FactScanner(bytes: bytes, kind: .json)
    }

    mutating func scan(_ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            switch byte {
            case 0x22: at = takeString(at, range.upperBound)
            case 0x2D, 0x30...0x39: at = takeNumber(at, range.upperBound)
            case 0x74, 0x66: at = takeWord(at, range.upperBound)
            default: at &+= 1
            }
        }
        workCount &+= range.count
    }

    private mutating func takeString(_ open: Int, _ end: Int) -> Int {
        var at = open &+ 1
        var hasEscapes = false
        while at < end, bytes[at] != 0x22 {
            if bytes[at] == 0x5C {
                hasEscapes = true
                at &+= 1
            }
            at &+= 1
        }
        let close = min(at, end)
        var next = min(close &+ 1, end)
        while next < end, bytes[next] == 0x20 || bytes[next] == 0x0A || bytes[next] == 0x0D || bytes[next] == 0x09 { next &+= 1 }
        let content = (open &+ 1)..<max(open &+ 1, close)
        if next < end, bytes[next] == 0x3A {
            let key = nounHash(bytes, content)
            contextNoun = key
            if !content.isEmpty { facts.append(Fact(kind: .word, range: content, key: chained(FactClass.word.seed, key))) }
        } else if hasEscapes {
            takeEscaped(content)
        } else {
            takeText(content)
        }
        return min(close &+ 1, end)
    }

    private mutating func takeText(_ content: Range<Int>) {
        if isShort(content.count) {
            let hash = wordSequenceHash(bytes, content)
            if hash != 0 { facts.append(Fact(kind: .quote, range: content, key: chained(FactClass.quote.seed, hash))) }
        }
        for fact in Self.found(in: content, by: &scanner, under: contextNoun) { facts.append(fact) }
    }

    private func isShort(_ count: Int) -> Bool { count <= 80 }

    /// Searches a string with escapes: in a copy with the escapes undone.
    private mutating func takeEscaped(_ content: Range<Int>) {
        var (text, origins) = JSONText(bytes).unescaped(content)
        if isShort(text.count) {
            let hash = wordSequenceHash(text, 0..<text.count)
            if hash != 0 { facts.append(Fact(kind: .quote, range: content, key: chained(FactClass.quote.seed, hash))) }
        }
        origins.append(content.upperBound)
        var inner = FactScanner(bytes: text, kind: .json)
        text = []
        for fact in Self.found(in: 0..<(origins.count - 1), by: &inner, under: contextNoun) {
            let range = origins[fact.range.lowerBound]..<origins[fact.range.upperBound]
            facts.append(Fact(kind: fact.kind, range: range, key: fact.key, looseKey: fact.looseKey))
        }
    }

    private static func found(in range: Range<Int>, by scanner: inout FactScanner, under key: UInt64) -> [Fact] {
        scanner.contextNoun = key
        scanner.rules.findsNames = range.count > 80
        scanner.rules.endsSentencesAtLineEnds = false
        scanner.facts.removeAll(keepingCapacity: true)
        scanner.scan(range)
        return scanner.facts
    }

    private mutating func takeNumber(_ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end, bytes[at].isDigit || bytes[at] == 0x2E || bytes[at] == 0x2D || bytes[at] == 0x2B || bytes[at] | 0x20 == 0x65 {
            at &+= 1
        }
        guard bytes[start].isDigit || at > start &+ 1 else { return at }
        writeValue(start..<at)
        return at
    }

    private mutating func takeWord(_ start: Int, _ end: Int) -> Int {
        let word = readWord(bytes, from: start, to: end)
        if word.hash == KnownHashes.yes || word.hash == KnownHashes.no { writeValue(word.range) }
        return max(word.end, start &+ 1)
    }

    private mutating func writeValue(_ range: Range<Int>) {
        let loose = chained(FactClass.number.seed, scanner.text.jsonNumberHash(range))
        facts.append(Fact(kind: .number, range: range, key: chained(loose, contextNoun), looseKey: loose))
    }
}
