// A unit is the least that a lossy choice keeps or drops: a sentence, a line, an element of a JSON array. Selection strategies cut
// segments into units; the allocator decides which stay; `Removal` turns the decision into edits.

import PithPrompt

/// A stretch of a view that is kept whole or dropped whole.
package struct Unit: Sendable, Equatable {
    /// How the text closes when the unit is gone.
    package enum Form: Sendable, Equatable {
        /// Sentences and lines: a marker stands where they were.
        case text
        /// An element of the JSON array, or a member of the object, that begins at this offset of the view: commas go with it.
        case element(container: Int, isMember: Bool)
    }

    /// What a part is to the record that it stands in; a record's parts are worth less from one rank to the next.
    package enum Rank: Sendable, Equatable {
        /// What the record is; the parts after it, up to the next title, are its details.
        case title
        case required, optional, opening, rest
        /// A row that is unlike the others of its table.
        case outlier
    }

    package let view: Int
    /// What goes when it is dropped: with the white space after it in text, without the commas around it in JSON.
    package let range: Range<Int>
    package let kind: SegmentKind
    package let form: Form
    /// The name of the strategy that cut it.
    package let strategy: String
    /// For parts of records, what decides their worth; nil for text, where words and facts do.
    package let rank: Rank?

    package init(view: Int, range: Range<Int>, kind: SegmentKind, form: Form, strategy: String, rank: Rank? = nil) {
        (self.view, self.range, self.kind, self.form, self.strategy, self.rank) = (view, range, kind, form, strategy, rank)
    }
}

extension Unit {
    /// The same unit with another rank.
    func ranked(_ rank: Rank) -> Unit { Unit(view: view, range: range, kind: kind, form: form, strategy: strategy, rank: rank) }
}

/// A strategy that drops units of a segment.
package protocol SelectionStrategy: Strategy {
    /// Whether the units may go whole; else they are only made smaller.
    static var dropsUnits: Bool { get }
    /// The units of one segment, ascending and apart. Cost: linear in the segment.
    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit]
}

extension SelectionStrategy {
    package static var dropsUnits: Bool { true }
    package static var effect: EditEffect { .removed }
    package static var selection: (any SelectionStrategy.Type)? { Self.self }

    /// One proposal a unit: to drop it.
    package func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { Self.units(of: $0, in: context.prompt, options: context.options) }
            .filter { !context.prompt.views[$0.view].isProtected($0.range) }
            .map { Proposal(edits: [Edit(view: $0.view, range: $0.range, replacement: [], strategy: $0.strategy, effect: .removed)]) }
    }
}
