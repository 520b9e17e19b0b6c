// A strategy looks at a prompt and proposes edits. It changes nothing itself: the allocator chooses, `Prompt.apply` acts.

import PithJSON
import PithPrompt

/// A way to make prompts smaller. A type declares everything about itself; one line in `allStrategies` makes it known.
package protocol Strategy: Sendable {
    /// As users type it: "exact-repeats".
    static var name: String { get }
    /// One line for `pith strategies`, the docs and benchmark rows.
    static var summary: String { get }
    /// The kinds of segment it looks at.
    static var kinds: Set<SegmentKind> { get }
    /// The worst that its edits do.
    static var effect: EditEffect { get }
    /// Whether what it writes in one message has a meaning only with another message. In a session such a strategy runs once, when the others
    /// are done: what it points at must not change any more.
    static var linksMessages: Bool { get }
    /// Whether it runs only where it is named.
    static var runsWhenNamed: Bool { get }
    /// Whether it is asked but once: what it wrote is not to be read as if a person had written it.
    static var runsOnce: Bool { get }
    /// Whether it runs before all others, those that fold among them: it lays open what they are to see.
    static var laysOpen: Bool { get }
    /// Whether it folds before the lossless ones write anything: what they write counts lines as they are then.
    static var runsFirst: Bool { get }
    /// Whether the preset asks it when sentences have been chosen: those that may answer keep their words.
    static var runsAfterChoice: Bool { get }
    /// Whether what it offers for a segment hangs on nothing but the options, the segment's kind and speaker, its text with what is protected
    /// in it, and a few bytes beside it. Such a strategy is not asked again about a segment that it left alone and nobody changed.
    static var isLocal: Bool { get }
    /// Whether what it offers for several segments is what it offers for each of them, one after the other. So it is where `isLocal` holds.
    static var judgesSegmentsApart: Bool { get }
    /// Whether it saves a token here and there: proposals that save but one pay where others do, too, and are counted with them.
    static var savesByToken: Bool { get }
    /// The strategy as one that drops units; nil when it is none. Known by the type: to find it out by a cast takes a tenth of a millisecond.
    static var selection: (any SelectionStrategy.Type)? { get }

    init()

    /// The edits on offer. A lossless strategy must be causal: what it proposes for a message may depend on that message and those before it.
    /// Cost: linear in the prompt.
    func proposals(for context: StrategyContext) -> [Proposal]
}

extension Strategy {
    package static var linksMessages: Bool { false }
    package static var runsWhenNamed: Bool { false }
    package static var runsOnce: Bool { false }
    package static var laysOpen: Bool { false }
    package static var runsFirst: Bool { false }
    package static var runsAfterChoice: Bool { false }
    package static var isLocal: Bool { false }
    package static var judgesSegmentsApart: Bool { isLocal }
    package static var savesByToken: Bool { false }
    package static var selection: (any SelectionStrategy.Type)? { nil }

    /// An edit of the strategy's, with the worst that it does.
    static func edit(_ view: Int, _ range: Range<Int>, to replacement: [UInt8]) -> Edit {
        Edit(view: view, range: range, replacement: replacement, strategy: name, effect: effect)
    }
}

/// Edits that belong together: all of them are made, or none.
package struct Proposal: Sendable {
    package let edits: [Edit]

    package init(edits: [Edit]) { self.edits = edits }
}

/// What a strategy sees.
package struct StrategyContext: Sendable {
    package let prompt: Prompt
    /// The segments that may be changed, in order: of the strategy's kinds, not frozen.
    package internal(set) var segments: [Segment]
    /// Whether the output as a whole must still be a JSON value.
    package let mustStayJSON: Bool
    /// What the caller asked for.
    package let options: CompressionOptions
    /// The tokens of the prompt as it is now, counted when first asked for.
    package var tokenCount: Int { counted.value }
    let counted: Deferred<Int>
    /// Whether strategies that fold run after this one: what they are to fold should still stand as it was.
    package let foldsFollow: Bool
    /// Whether a budget was missed, so that strategies that fold are to leave as little as they can.
    package let foldsHardest: Bool

    /// The lines of the prompt, cut when first asked for.
    let lines: Deferred<PromptLines>

    /// The diffs of the prompt, taken apart when first asked for.
    let diffs: Deferred<DiffReading>

    /// The facts of segments, found when first asked for.
    let facts: FactMemo

    /// The sketches of blocks of lines, made when first asked for.
    let sketches: SketchMemo

    /// Values of JSON as fields, written when first asked for.
    let fields: FieldsMemo

    /// In a session, what the messages before this one left; the prompt is then the message at hand alone.
    let past: SessionPast?

    /// Whether a question says what stays within a budget: the option's, or the newest message's. Then what has nothing to do with it goes first,
    /// and what answers it is wanted to the letter.
    var questionDecides: Bool {
        guard case .budget = options.mode else { return false }
        return options.query?.isEmpty == false || prompt.newestUserMessage != nil
    }

    /// The share of the prompt's tokens that a budget leaves, at most 1; nil when there is no budget, 0 when it was missed.
    var budgetShare: Double? {
        if foldsHardest { return 0 }
        guard case .budget(let budget) = options.mode, tokenCount > 0 else { return nil }
        return min(1, Double(budget) / Double(tokenCount))
    }

    /// The segments, those that touch as one: a file of settings or records is cut into prose, code and tables by its looks. What Pith wrote as a table is
    /// none of them.
    var joinedSegments: [(view: Int, range: Range<Int>)] {
        var joined: [(view: Int, range: Range<Int>)] = []
        var open: (view: Int, range: Range<Int>)?
        for segment in segments where segment.kind != .table || !opensTabledJSON(prompt.text(of: segment)) {
            if let last = open, last.view == segment.view, last.range.upperBound == segment.range.lowerBound {
                open = (last.view, last.range.lowerBound..<segment.range.upperBound)
            } else {
                if let last = open { joined.append(last) }
                open = (segment.view, segment.range)
            }
        }
        if let last = open { joined.append(last) }
        return joined
    }
}
