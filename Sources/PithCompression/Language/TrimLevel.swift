// How far a sentence is trimmed. Each level takes out what those before it did, and more: so the levels of a sentence are a menu of sizes.

/// How much of a sentence may go.
enum TrimLevel: Int, CaseIterable, Comparable, Sendable {
    /// Longer ways to say a thing, and words that comment on what is said.
    case reworded
    /// Articles too: the grammar of a headline.
    case headline
    /// Auxiliaries and possessives too, in instructions also what asks and is polite: the grammar of an order. How its words stand together stays.
    case order
    /// Light prepositions too, in instructions also pronouns: the grammar of a telegram.
    case telegram
    /// The commonest content words too.
    case keywords
    /// All words that are not rare.
    case rareWords

    static func < (a: TrimLevel, b: TrimLevel) -> Bool { a.rawValue < b.rawValue }

    /// Whether a word that plays `part` may go.
    func drops(_ part: WordPart, inInstruction: Bool) -> Bool {
        if part.contains(.kept) { return false }
        if !part.isDisjoint(with: [.discourse, .intensifier]) { return true }
        if self >= .headline, part.contains(.article), self >= .order || !part.contains(.ambiguous) { return true }
        if self >= .order, !part.isDisjoint(with: [.auxiliary, .possessive]) { return true }
        if self >= .telegram, part.contains(.preposition) { return true }
        if self >= .telegram, inInstruction, part.contains(.pronoun) { return true }
        if self >= .keywords, !part.isDisjoint(with: [.pronoun, .reference, .relative, .conjunction]) { return true }
        return self >= .keywords && inInstruction && part.contains(.dull)
    }

    /// Content words whose token has a lower rank than this are common enough to go. Ranks follow how often a vocabulary's makers saw a word.
    var commonRankLimit: Int {
        switch self {
        case .reworded, .headline, .order, .telegram: 0
        case .keywords: 3500
        case .rareWords: 16000
        }
    }
}
