// A fact is something a reader could need: the currency in which loss is counted.

/// What sort of thing a fact is.
public enum FactClass: String, Sendable, CaseIterable {
    /// A number with its unit or noun, a version, a telephone number.
    case number
    /// A name made for machines: PAY-7731, `rds-7f3ac91e`, `MAX_RETRIES`, a UUID, a flag.
    case id
    case path
    /// A URL, an e-mail address, a host with its port, an IP address.
    case url
    case quote
    /// A date, a time of day, a weekday.
    case date
    case name
    /// A negation, prohibition or limit, with its object.
    case negation
    /// The message of an error line.
    case error
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
    @usableFromInline package let key: UInt64
    /// For a number its value without the noun, for an error line its words without those that carry digits; for the others the key.
    @usableFromInline package let looseKey: UInt64

    @usableFromInline package init(kind: FactClass, range: Range<Int>, key: UInt64, looseKey: UInt64? = nil) {
        (self.kind, self.range, self.key, self.looseKey) = (kind, range, key, looseKey ?? key)
    }
}

extension [Fact] {
    /// The hard ones among them, in order.
    package var hard: [Fact] { hard(movedBy: 0) }

    /// The same in a text in which they stand so much further on.
    package func hard(movedBy distance: Int) -> [Fact] {
        var hard: [Fact] = []
        hard.reserveCapacity(reduce(0) { $1.kind.isHard ? $0 + 1 : $0 })
        for fact in self where fact.kind.isHard { hard.append(fact.moved(by: distance)) }
        return hard
    }
}
