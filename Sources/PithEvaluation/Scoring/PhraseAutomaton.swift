// Finds many phrases in a text in one pass, whole words only.
//
// Aho and Corasick (1975): the phrases form a trie; from each node a failure link leads to the node of its longest proper suffix in the trie,
// and the text is walked through once. Two additions:
//
// Word ends are letters of the alphabet. A phrase must not match inside a longer word or number ("12" in "3120"). So before an ASCII letter or
// digit that begins a word stands the symbol START, after one that ends a word END, in phrases and text alike. A phrase that begins with a
// letter begins with START, so it cannot match elsewhere, and in the middle of a word the automaton rests at its root.
//
// A phrase is reported a limited number of times (once, where only its presence matters) and then leaves the chain of phrases that end
// together, joined by union-find. So a walk costs the text plus limit × phrases, whatever they are: "a", "aa", "aaa"… is no worse than words.

import PithSystem

/// Where phrases were found: offsets in characters of their first `limit` occurrences, ascending.
struct PhraseMatches {
    var startOffsets: [[Int]]
    func contains(_ phrase: Int) -> Bool { phrase >= 0 && !startOffsets[phrase].isEmpty }
}

/// A set of phrases, numbered in the order in which they were added, ready to be looked for.
struct PhraseAutomaton: Sendable {
    // Three values that no byte of UTF-8 has.
    private static let start: UInt8 = 0xFF, end: UInt8 = 0xFE, noSymbol: UInt8 = 0xFD
    private static let none: Int32 = -1

    // The trie. Node 0 is the root. A child made right after its parent has the next number, the common case, and needs no table.
    private var symbolOfNext: [UInt8] = [noSymbol]
    private var hasOthers: [Bool] = [false]
    private var others = EdgeTable()
    private var rootChildren = [Int32](repeating: 0, count: 256)
    private var parents: [Int32] = [0]
    private var symbols: [UInt8] = [0]
    private var depths: [Int32] = [0]
    private var phraseAt: [Int32] = [none]

    // Filled by `link`.
    private var failures: [Int32] = []
    /// The longest phrase that ends at a node.
    private var longestPhrase: [Int32] = []
    /// The next shorter phrase that ends where this one ends.
    private var shorterPhrase: [Int32] = []

    private var characterCounts: [Int] = []
    private var limits: [Int] = []

    /// Adds a normalised phrase and returns its number, the earlier one when it was added before; -1 for an empty phrase, which is nowhere.
    /// `limit`: how many occurrences are wanted at most.
    mutating func add(_ phrase: [UInt8], limit: Int) -> Int {
        guard !phrase.isEmpty else { return -1 }
        var node: Int32 = 0
        Self.forEachSymbol(of: phrase) { symbol, _ in node = childMaking(of: node, symbol) }
        if phraseAt[Int(node)] >= 0 {
            let known = Int(phraseAt[Int(node)])
            limits[known] = max(limits[known], limit)
            return known
        }
        phraseAt[Int(node)] = Int32(characterCounts.count)
        characterCounts.append(phrase.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
        limits.append(limit)
        return characterCounts.count - 1
    }

    /// Makes the automaton ready, after the last phrase was added. Cost: linear in the phrases.
    mutating func link() {
        failures = [Int32](repeating: 0, count: symbols.count)
        longestPhrase = phraseAt
        shorterPhrase = [Int32](repeating: Self.none, count: characterCounts.count)
        for node in nodesByDepth().dropFirst() {
            var failure: Int32 = 0
            if parents[node] != 0 {
                var suffix = failures[Int(parents[node])]
                while true {
                    failure = child(of: suffix, symbols[node])
                    if failure != 0 || suffix == 0 { break }
                    suffix = failures[Int(suffix)]
                }
            }
            failures[node] = failure
            let shorter = longestPhrase[Int(failure)]
            if phraseAt[node] >= 0 { shorterPhrase[Int(phraseAt[node])] = shorter } else { longestPhrase[node] = shorter }
        }
    }

    /// Looks for every phrase in normalised text. Cost: linear in the text.
    func matches(in text: [UInt8]) -> PhraseMatches {
        var found = [[Int]](repeating: [], count: characterCounts.count)
        guard !found.isEmpty else { return PhraseMatches(startOffsets: found) }
        // A phrase that is still wanted leads to itself, one that is not to the next shorter one; paths are halved as they are walked.
        var wanted = (0..<Int32(found.count)).map { $0 }
        func nextWanted(_ phrase: Int32) -> Int32 {
            var phrase = phrase
            while phrase >= 0, wanted[Int(phrase)] != phrase {
                let next = wanted[Int(phrase)]
                if next >= 0 { wanted[Int(phrase)] = wanted[Int(next)] }
                phrase = wanted[Int(phrase)]
            }
            return phrase
        }
        var state: Int32 = 0
        var characterOffset = 0, counted = 0
        Self.forEachSymbol(of: text) { symbol, endOffset in
            while true {
                let next = child(of: state, symbol)
                if next != 0 {
                    state = next
                    break
                }
                if state == 0 { return }
                state = failures[Int(state)]
            }
            var phrase = nextWanted(longestPhrase[Int(state)])
            guard phrase >= 0 else { return }
            for byte in text[counted..<endOffset] where byte & 0xC0 != 0x80 { characterOffset += 1 }
            counted = endOffset
            while phrase >= 0 {
                found[Int(phrase)].append(characterOffset - characterCounts[Int(phrase)])
                if found[Int(phrase)].count == limits[Int(phrase)] { wanted[Int(phrase)] = shorterPhrase[Int(phrase)] }
                phrase = nextWanted(shorterPhrase[Int(phrase)])
            }
        }
        return PhraseMatches(startOffsets: found)
    }

    /// Hands `body` the symbols of a text one by one, each with the offset of the byte after it.
    @inline(__always)
    private static func forEachSymbol(of text: [UInt8], _ body: (UInt8, Int) -> Void) {
        var inWord = false
        for (offset, byte) in text.enumerated() {
            let isWord = byte.isLetterOrDigit
            if inWord, !isWord { body(end, offset) }
            if isWord, !inWord { body(start, offset) }
            body(byte, offset + 1)
            inWord = isWord
        }
        if inWord { body(end, text.count) }
    }

    /// The node reached from `node` by `symbol`, or 0.
    @inline(__always)
    private func child(of node: Int32, _ symbol: UInt8) -> Int32 {
        if node == 0 { return rootChildren[Int(symbol)] }
        if symbolOfNext[Int(node)] == symbol { return node + 1 }
        return hasOthers[Int(node)] ? others[node, symbol] : 0
    }

    private mutating func childMaking(of node: Int32, _ symbol: UInt8) -> Int32 {
        let known = child(of: node, symbol)
        if known != 0 { return known }
        let made = Int32(symbols.count)
        symbols.append(symbol)
        parents.append(node)
        depths.append(depths[Int(node)] + 1)
        phraseAt.append(Self.none)
        symbolOfNext.append(Self.noSymbol)
        hasOthers.append(false)
        if node == 0 {
            rootChildren[Int(symbol)] = made
        } else if made == node + 1 {
            symbolOfNext[Int(node)] = symbol
        } else {
            others[node, symbol] = made
            hasOthers[Int(node)] = true
        }
        return made
    }

    /// Node numbers, shallow ones first: a counting sort.
    private func nodesByDepth() -> [Int] {
        var places = [Int](repeating: 0, count: Int(depths.max() ?? 0) + 2)
        for depth in depths { places[Int(depth) + 1] += 1 }
        for depth in 1..<places.count { places[depth] += places[depth - 1] }
        var order = [Int](repeating: 0, count: depths.count)
        for (node, depth) in depths.enumerated() {
            order[places[Int(depth)]] = node
            places[Int(depth)] += 1
        }
        return order
    }
}
