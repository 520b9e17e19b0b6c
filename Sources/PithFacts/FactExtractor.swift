// Finds the facts of a text: one pass, no model.

import PithPrompt

/// Finds facts in text.
public struct FactExtractor: Sendable {
    public init() {}

    /// The facts in `range` of `bytes`, which is text of the given kind, in the order of their first bytes. Cost: linear.
    public func facts(in bytes: [UInt8], range: Range<Int>, kind: SegmentKind) -> [Fact] {
        []
    }
}
