// How a brief is written: how many words stay, and how many keys stand before them.

/// How briefs are written.
public struct BriefStyle: Sendable, Equatable {
    /// How much of each sentence goes.
    public enum Density: String, Sendable, CaseIterable {
        /// Longer ways to say a thing give way to shorter ones; the grammar stays.
        case plain
        /// The grammar of a telegram: articles, auxiliaries and light prepositions go. What must be, and in which form, is said as orders are: without
        /// articles and politeness.
        case telegram
        /// The commonest content words go, too.
        case keywords
        /// Rare words, names, numbers and negations are what is left.
        case rare
    }

    public var density = Density.telegram
    /// A key begins every line, also where it costs more than it saves.
    public var writesAllKeys = false

    /// The share of the prompt's tokens that is to be left: each sentence gets the density that loses least, and of those without hard facts whole
    /// ones may go. What holds a hard fact stays, also where more is left then. Nil: all sentences have the same density.
    public var share: Double?

    public init(density: Density = .telegram, writesAllKeys: Bool = false) {
        (self.density, self.writesAllKeys) = (density, writesAllKeys)
    }

    var step: BriefStep {
        switch density {
        case .plain: BriefStep(level: .reworded)
        case .telegram: BriefStep(level: .telegram, keepsOrders: true)
        case .keywords: BriefStep(level: .keywords, isTerse: true)
        case .rare: BriefStep(level: .rareWords, taskRankLimit: TrimLevel.keywords.commonRankLimit, isTerse: true)
        }
    }
}

/// How far the sentences of a brief are trimmed.
struct BriefStep: Equatable {
    let level: TrimLevel
    /// What a word's token must be numbered below to go as common; nil for the limit of the level.
    var commonRankLimit: Int?
    /// The same for sentences that say what is to be done, or by whom.
    var taskRankLimit: Int?
    /// Whether specimens of a form go, and words that say no more than their neighbours.
    var isTerse = false
    /// Whether what must be keeps the grammar of an order, and a request that is to be repeated all its words.
    var keepsOrders = false
    /// Whether only the words of hard facts stay for sure, not how they stand together.
    var isBare = false
    /// Where words begin that go besides, as far as nothing holds them.
    var goingBesides: Set<Int> = []

    /// From the fullest on: first what is polite, wordy or grammar, then specimens.
    static let grammar = [
        BriefStep(level: .reworded), BriefStep(level: .headline), BriefStep(level: .order), BriefStep(level: .telegram),
        BriefStep(level: .telegram, isTerse: true),
    ]

    /// Words go one by one after the grammar.
    static func words(_ goingBesides: Set<Int>) -> BriefStep {
        BriefStep(level: .telegram, isTerse: true, isBare: true, goingBesides: goingBesides)
    }

    /// The grammar, then words by how common they are, with the words of hard facts standing together as they did.
    static let sparing = grammar + rankLimits.map { BriefStep(level: .keywords, commonRankLimit: $0, isTerse: true) }

    private static let rankLimits = [0, 500, 1000, 1500, 2000, 3000, 4000, 6000, 9000, 13000, 20000]
}
