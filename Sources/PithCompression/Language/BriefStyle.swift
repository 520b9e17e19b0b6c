// How a brief is written: how many words stay, and how many keys stand before them.

/// How briefs are written.
public struct BriefStyle: Sendable, Equatable {
    /// How much of each sentence goes.
    public enum Density: String, Sendable, CaseIterable {
        /// Longer ways to say a thing give way to shorter ones; the grammar stays.
        case plain
        /// The grammar of a telegram: articles, auxiliaries and light prepositions go.
        case telegram
        /// The commonest content words go, too.
        case keywords
        /// Rare words, names, numbers and negations are what is left.
        case rare
    }

    public var density = Density.telegram
    /// A key begins every line, also where it costs more than it saves.
    public var writesAllKeys = false

    public init(density: Density = .telegram, writesAllKeys: Bool = false) {
        (self.density, self.writesAllKeys) = (density, writesAllKeys)
    }

    var trimLevel: TrimLevel {
        switch density {
        case .plain: .reworded
        case .telegram: .telegram
        case .keywords: .keywords
        case .rare: .rareWords
        }
    }
}
