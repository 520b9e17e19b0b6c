// An edit is a proposed change: this stretch of this view becomes these bytes. Nothing is changed until `Prompt.apply`.

/// What an edit does to the reader.
public enum EditEffect: String, Sendable, CaseIterable {
    /// A reader of the output alone can rebuild what was there.
    case lossless
    /// Details went, a summary of them stands in the text.
    case folded
    /// What was there is gone from the text.
    case removed
}

/// A stretch of a view and what is to stand there instead.
package struct Edit: Sendable, Equatable {
    package let view: Int
    /// The stretch, in the view's bytes.
    package let range: Range<Int>
    /// The new text, as its reader is to see it: it is escaped when it lands inside a JSON string.
    package let replacement: [UInt8]
    /// The name of the strategy that proposes it.
    package let strategy: String
    package let effect: EditEffect

    package init(view: Int, range: Range<Int>, replacement: [UInt8], strategy: String, effect: EditEffect) {
        (self.view, self.range, self.replacement, self.strategy, self.effect) = (view, range, replacement, strategy, effect)
    }
}

/// All that was done to a stretch, step after step. Its raw value is the number that receipts hold: 0 lossless, 1 folded, 2 removed, 3 both.
package struct EditEffects: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let folded = EditEffects(rawValue: 1)
    package static let removed = EditEffects(rawValue: 2)

    package init(_ effect: EditEffect) {
        switch effect {
        case .lossless: self = []
        case .folded: self = .folded
        case .removed: self = .removed
        }
    }

    /// The worst of them.
    package var worst: EditEffect { contains(.removed) ? .removed : contains(.folded) ? .folded : .lossless }
}
