// A fact is something a reader could need: the currency in which loss is counted.

/// What sort of thing a fact is.
public enum FactClass: String, Sendable, CaseIterable {
    case number, id, path, url, quote, date, name, negation, error
    /// A rare content word: it weighs, but no promise is made for it.
    case word

    /// Hard facts are what the default preset never takes out of sight.
    public var isHard: Bool { self != .word }
}

/// One fact and where it stands.
public struct Fact: Sendable, Equatable {
    public let kind: FactClass
    /// Its bytes in the text it was found in.
    public let range: Range<Int>
    /// Equal for facts that say the same: same class, same normalised text (a number with its noun, a negation with its object).
    public let key: UInt64

    public init(kind: FactClass, range: Range<Int>, key: UInt64) {
        (self.kind, self.range, self.key) = (kind, range, key)
    }
}
