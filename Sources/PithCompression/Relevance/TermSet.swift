// Terms, which are hashes already, as sets for questions asked of every word of a text.

import PithSystem

struct TermSet: Sendable {
    private var table = KeyTable()

    init(_ terms: some Sequence<UInt64>) { for term in terms { table.keep(0, for: term) } }

    /// The terms of `words`, which white space sets apart.
    init(ofWords words: String) { self.init(Terms.all(in: Array(words.utf8))) }

    func contains(_ term: UInt64) -> Bool { table[term] != nil }
}
