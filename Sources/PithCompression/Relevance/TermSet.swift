// Terms, which are hashes already, as sets and counts for questions asked of every word of a text.

import PithSystem

struct TermSet: Sendable {
    private var table = KeyTable()

    init(_ terms: some Sequence<UInt64>) { for term in terms { table.keep(0, for: term) } }

    /// The terms of `words`, which white space sets apart.
    init(ofWords words: String) { self.init(Terms.all(in: Array(words.utf8))) }

    func contains(_ term: UInt64) -> Bool { table[term] != nil }
}

extension KeyTable {
    /// For each of the terms where it first stands among them.
    init(positionsOf terms: some Sequence<UInt64>) {
        self.init()
        for (position, term) in terms.enumerated() { keep(position, for: term) }
    }
}

/// How many holders, units or blocks, each term has. Holders come in order.
struct HolderCounts {
    private var numbers = KeyTable()
    private(set) var counts: [(holders: Int, latest: Int)] = []

    /// Whether `holder` has not had `term` before.
    @discardableResult mutating func add(_ term: UInt64, of holder: Int) -> Bool {
        guard let known = numbers.keep(counts.count, for: term) else {
            counts.append((1, holder))
            return true
        }
        if counts[known].latest == holder { return false }
        counts[known] = (counts[known].holders + 1, holder)
        return true
    }

    /// The place of a term in `counts`.
    func number(of term: UInt64) -> Int? { numbers[term] }

    subscript(term: UInt64) -> Int { numbers[term].map { counts[$0].holders } ?? 0 }
}
