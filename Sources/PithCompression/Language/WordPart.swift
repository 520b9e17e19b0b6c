// What a word does in a sentence, as far as trimming asks: each list of single words in a lexicon names a part.

/// The parts that words of a language play.
struct WordPart: OptionSet, Sendable {
    let rawValue: UInt32
    /// Tells the language of a text.
    static let telling = WordPart(rawValue: 1)
    static let article = WordPart(rawValue: 2)
    static let auxiliary = WordPart(rawValue: 4)
    static let pronoun = WordPart(rawValue: 8)
    static let relative = WordPart(rawValue: 16)
    static let preposition = WordPart(rawValue: 32)
    static let conjunction = WordPart(rawValue: 64)
    static let discourse = WordPart(rawValue: 128)
    static let intensifier = WordPart(rawValue: 256)
    /// Common in instructions, and seldom what they are about.
    static let dull = WordPart(rawValue: 512)
    /// Asks that a text be kept to the letter.
    static let verbatim = WordPart(rawValue: 1024)
    static let imperative = WordPart(rawValue: 2048)
    static let possessive = WordPart(rawValue: 4096)
    /// Common, but never to be dropped for that: it relates, limits or counts.
    static let kept = WordPart(rawValue: 8192)
    /// Joins the last of a list: "x, y or z".
    static let listing = WordPart(rawValue: 16384)
    /// Says no more of a limit than the limit itself: "use at least …".
    static let containing = WordPart(rawValue: 32768)
    /// Kept, but it only relates: "about", "who". A bare brief does without it where its words stand side by side.
    static let relating = WordPart(rawValue: 65536)
    /// A measure of which an article says how many: "for a week", "a dozen".
    static let measure = WordPart(rawValue: 131072)
    /// Makes something new: "write a …".
    static let creating = WordPart(rawValue: 262144)
    /// What can be written: an essay, a poem.
    static let product = WordPart(rawValue: 524288)
    /// Gives an order where it opens a sentence; elsewhere a word like others: "leave".
    static let openingImperative = WordPart(rawValue: 1_048_576)
    /// What the length of a text is counted in: "words".
    static let textUnit = WordPart(rawValue: 2_097_152)
    /// The one who speaks: "I", "me".
    static let speaker = WordPart(rawValue: 4_194_304)
    /// A verb's helper that stays: "may", "must".
    static let modal = WordPart(rawValue: 8_388_608)
    /// An article that is a pronoun or a preposition as well, or that alone tells who does what: "der", "la", "a".
    static let ambiguous = WordPart(rawValue: 16_777_216)
    /// One of whom was told: "him", "they". It stays, and so does what leads to it.
    static let reference = WordPart(rawValue: 33_554_432)
    /// Comments only where a comma follows: "however", "besides".
    static let closedOff = WordPart(rawValue: 67_108_864)
    /// Which one of several: "second". A word like a number.
    static let ordinal = WordPart(rawValue: 134_217_728)
    /// "The French language" is French.
    static let languageNoun = WordPart(rawValue: 268_435_456)

    static let named: [(name: String, part: WordPart)] = [
        ("telling", .telling), ("articles", .article), ("auxiliaries", .auxiliary), ("pronouns", .pronoun), ("relatives", .relative),
        ("light prepositions", .preposition), ("conjunctions", .conjunction), ("discourse", .discourse), ("intensifiers", .intensifier),
        ("dull", .dull), ("possessives", .possessive), ("kept", .kept), ("verbatim", .verbatim), ("imperatives", .imperative),
        ("listing", .listing), ("containing", .containing), ("relating", .relating), ("measures", .measure), ("creating", .creating),
        ("products", .product), ("opening imperatives", .openingImperative), ("units of text", .textUnit),
        ("speakers", .speaker), ("modals", .modal), ("ambiguous articles", [.article, .ambiguous]),
        ("references", .reference), ("ordinals", .ordinal), ("language nouns", .languageNoun),
        ("discourse before a comma", [.discourse, .closedOff]),
    ]
}
