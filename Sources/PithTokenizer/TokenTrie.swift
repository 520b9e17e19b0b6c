// Finds special tokens in text: the leftmost, and of several that start at one place the longest.
//
// The tokens are a tree of their bytes, so that a place costs a step for each byte that some token goes on with, however many tokens there
// are; a table of first bytes turns most places away.

import PithBPE
import PithVocabulary

struct TokenTrie: Sendable {
    private var isFirst = [Bool](repeating: false, count: 256)
    /// Node × 256 + byte → the next node. The root is 0.
    private var next: [Int: Int] = [:]
    private var idOfNode: [Int?] = [nil]
    /// Pairs of bytes (first × 256 + second) that are neighbours in some token.
    private(set) var innerPairs: Set<Int> = []

    var isEmpty: Bool { next.isEmpty }

    init(_ tokens: some Sequence<SpecialToken>) {
        for token in tokens where !token.text.isEmpty {
            var node = 0
            var before: Int?
            for byte in token.text.utf8 {
                let key = node * 256 + Int(byte)
                if let before { innerPairs.insert(before * 256 + Int(byte)) } else { isFirst[Int(byte)] = true }
                before = Int(byte)
                if let known = next[key] {
                    node = known
                } else {
                    node = idOfNode.count
                    next[key] = node
                    idOfNode.append(nil)
                }
            }
            if idOfNode[node] == nil { idOfNode[node] = token.id }
        }
    }

    /// The first token at or after `start`.
    func first(in text: TextBytes, from start: Int) -> (range: Range<Int>, id: Int)? {
        if isEmpty { return nil }
        var place = start
        while place < text.count {
            if isFirst[Int(text[place])], let found = longest(in: text, at: place) { return (place..<found.end, found.id) }
            place += 1
        }
        return nil
    }

    private func longest(in text: TextBytes, at start: Int) -> (end: Int, id: Int)? {
        var found: (end: Int, id: Int)?
        var (node, place) = (0, start)
        while place < text.count, let step = next[node * 256 + Int(text[place])] {
            (node, place) = (step, place + 1)
            if let id = idOfNode[node] { found = (place, id) }
        }
        return found
    }
}
