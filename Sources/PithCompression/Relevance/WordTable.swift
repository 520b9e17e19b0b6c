// Every distinct word of a question and a text, with all that the ranker wants to know of a word: found out when the word is first met, looked up in one
// table from then on. Terms (stems, pairs of ideographs) are numbered as well, those of the question first: whether the question has a term, and where, is
// then a comparison, and what is counted of terms is an array.

import PithSystem

/// What is the same wherever a word stands.
struct KnownWord {
    /// The number of its term; −1 for a run of ideographs that has several.
    let term: Int32
    /// Its number in the lexicon; −1 when it has no vector.
    let vector: Int32
    let role: AnswerRole?
    /// Three or four digits.
    let isYear: Bool
}

struct WordTable {
    private(set) var lexicon: WordLexicon
    private var places = KeyTable()
    private var words: [KnownWord] = []
    private var numbers = KeyTable()
    /// The hash of each term, by its number.
    private(set) var termHashes: [UInt64] = []
    private var areStopWords: [Bool] = []

    init(lexicon: WordLexicon) { self.lexicon = lexicon }

    /// How many terms have numbers.
    var termCount: Int { termHashes.count }

    func isStopWord(_ term: Int32) -> Bool { areStopWords[Int(term)] }

    /// The number of a term. Cost: a look-up.
    mutating func number(of term: UInt64) -> Int32 {
        if let known = numbers.keep(termHashes.count, for: term) { return Int32(known) }
        termHashes.append(term)
        areStopWords.append(Terms.stopWords.contains(term))
        return Int32(termHashes.count - 1)
    }

    /// What is known of the word that `scanner` read last. Cost: a look-up.
    mutating func word(of scanner: WordScanner) -> KnownWord {
        if let known = places.keep(words.count, for: scanner.hash) { return words[known] }
        var term: Int32 = -1
        if scanner.characterStarts.count <= 2 { Terms.forEach(of: scanner) { term = number(of: $0) } }
        let word = KnownWord(
            term: term, vector: lexicon.number(ofNew: scanner), role: AnswerRole(scanner),
            isYear: scanner.beginsWithDigit && (3...4).contains(scanner.byteCount) && scanner.folded.allSatisfy(\.isDigit))
        words.append(word)
        return word
    }
}
