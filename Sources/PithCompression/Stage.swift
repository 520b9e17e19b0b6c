// The state of a compression between two strategies: the prompt as it is now, and the ledger that leads back to the input.

import PithPrompt
import PithSystem
import PithTokenizer

struct Stage {
    private(set) var prompt: Prompt {
        didSet {
            (references, guarded, frozen, kinds) = (nil, nil, nil, nil)
            segmentsOfKinds = []
            (lines, diffs) = Self.deferred(prompt, threadCount)
            version += 1
        }
    }
    /// The kinds of its segments, a bit for each; nil until asked for.
    private var kinds: Int?
    /// Those of some kinds, a bit for each, that are not frozen: many strategies look at the same ones.
    private var segmentsOfKinds: [(kinds: Int, segments: [Segment])] = []
    /// Counts the changes of the prompt.
    private(set) var version = 0
    /// The references in the prompt, and the prompt with them and what they stand for protected; nil until asked for.
    private var references: ResolvedReferences?
    private var guarded: Prompt?
    /// Whether there were references before the last edits.
    private var hadReferences = false
    /// What stays untouched in the prompt; nil until asked for.
    private var frozen: FrozenText?
    /// The lines of the prompt, cut when first asked for.
    private var lines: Deferred<PromptLines>
    /// The diffs of the prompt, taken apart when first asked for.
    private var diffs: Deferred<DiffReading>
    /// The strategies that found nothing to do, and the version at which they did.
    private var idleVersions: [(strategy: String, version: Int)] = []
    private var idleSegments = IdleSegments()
    /// Whether the prompt goes on from messages that are not in it.
    private let hasPast: Bool
    /// The facts of the segments that were asked for them.
    let facts: FactMemo
    /// The sketches of the blocks that were asked for them.
    private let sketches = SketchMemo()
    /// The values that were asked for as fields.
    private let fields = FieldsMemo()
    private(set) var ledger = Ledger()
    /// The tokens of the prompt, counted when first asked for.
    private var counted: Deferred<Int>
    private(set) var tokenCount: Int {
        get { counted.value }
        set { counted = Deferred(newValue) }
    }
    private(set) var savings: [Receipt.Savings] = []
    /// Stretches that the user pinned, by view, carried along as the text around them changes.
    private var pinned: [Int: [Range<Int>]]
    /// Stretches that are wanted to the letter once sentences have been chosen, by view; carried along likewise.
    var wanted: [Int: [Range<Int>]] = [:]

    /// On how many threads a long text may be read again.
    private let threadCount: Int

    /// A compression that begins at `prompt`, whose pins are already protected; `hasPast` when it goes on from messages that are not in it.
    init(
        _ prompt: Prompt, pinned: [Int: [Range<Int>]], tokenCount: Deferred<Int>, facts: FactMemo = FactMemo(), hasPast: Bool = false,
        threadCount: Int = 1
    ) {
        (self.facts, self.hasPast, self.threadCount) = (facts, hasPast, threadCount)
        (self.prompt, self.pinned, counted) = (prompt.protecting(pinned), pinned, tokenCount)
        (lines, diffs) = Self.deferred(self.prompt, threadCount)
    }

    private static func deferred(_ prompt: Prompt, _ threadCount: Int) -> (Deferred<PromptLines>, Deferred<DiffReading>) {
        (Deferred { PromptLines(prompt, threadCount: threadCount) }, Deferred { DiffReading(prompt) })
    }

    /// What a strategy may see and change now.
    mutating func context(
        for strategy: any Strategy.Type, options: CompressionOptions, foldsFollow: Bool, foldsHardest: Bool, past: SessionPast? = nil
    ) -> StrategyContext {
        let frozen = frozen ?? FrozenText(prompt: prompt, options: options)
        self.frozen = frozen
        // References of an earlier round, or of an earlier run, keep their meaning: they and what they point at stay as they are.
        let guarded = guarded ?? prompt.protecting(resolvedReferences().protectedSpans(isCausal: options.isSession))
        self.guarded = guarded
        let kinds = strategy.kinds.reduce(0) { $0 | 1 << $1.number }
        var segments = segments(ofKinds: kinds & presentKinds(), frozen)
        if strategy.isLocal, !segments.isEmpty {
            segments = idleSegments.without(segments, of: guarded, version: version, for: strategy.name)
        }
        return StrategyContext(
            prompt: guarded, segments: segments, mustStayJSON: prompt.format == .json, options: options, counted: counted,
            foldsFollow: foldsFollow, foldsHardest: foldsHardest, lines: lines, diffs: diffs, facts: facts, sketches: sketches,
            fields: fields, past: past)
    }

    /// Whether there is a segment of a kind that the strategy looks at: of most there is none, and so nothing to show it.
    mutating func holdsAny(for strategy: any Strategy.Type) -> Bool {
        let present = presentKinds()
        return strategy.kinds.contains { present >> $0.number & 1 != 0 }
    }

    /// A bit for each kind that there is.
    private mutating func presentKinds() -> Int {
        if let kinds { return kinds }
        let present = prompt.segments.reduce(0) { $0 | 1 << $1.kind.number }
        kinds = present
        return present
    }

    private mutating func segments(ofKinds kinds: Int, _ frozen: FrozenText) -> [Segment] {
        guard kinds != 0 else { return [] }
        if let known = segmentsOfKinds.first(where: { $0.kinds == kinds }) { return known.segments }
        let segments = prompt.segments.filter { kinds >> $0.kind.number & 1 != 0 && !frozen.contains($0) }
        segmentsOfKinds.append((kinds, segments))
        return segments
    }

    /// The references in the prompt as it is now.
    mutating func resolvedReferences() -> ResolvedReferences {
        if let references { return references }
        let found = ResolvedReferences(in: prompt, lines, hasPast: hasPast, areExpected: hadReferences)
        references = found
        return found
    }

    /// Whether the strategy had nothing to do when it last saw the prompt, which is still the same.
    func isIdle(_ strategy: any Strategy.Type) -> Bool {
        idleVersions.contains { $0.version == version && $0.strategy == strategy.name }
    }

    mutating func noteIdle(_ strategy: any Strategy.Type) {
        idleVersions.removeAll { $0.version != version }
        idleVersions.append((strategy.name, version))
    }

    /// Notes the segments that a local strategy was shown and had nothing to offer for.
    mutating func noteIdleSegments(_ strategy: any Strategy.Type, _ context: StrategyContext, offered: [Proposal]) {
        guard strategy.isLocal else { return }
        idleSegments.note(context.segments, of: context.prompt, version: version, for: strategy.name, offered: offered)
    }

    /// Forgets who had nothing to do: others may be asked for more.
    mutating func forgetIdle() { idleVersions = [] }

    /// From here on no edit reaches into what is wanted.
    mutating func pinWanted() {
        guard !wanted.isEmpty else { return }
        pinned.merge(wanted) { ($0 + $1).sorted { $0.lowerBound < $1.lowerBound } }
        wanted = [:]
        prompt = prompt.protecting(pinned)
    }

    /// Makes removals; the strategies that proposed them share what that saves by the bytes each removed. Returns false, with nothing changed,
    /// when that does not save tokens.
    mutating func apply(_ edits: [Edit], encoding: Encoding) -> Bool {
        let before = tokenCount
        guard !edits.isEmpty, apply(edits, by: "", encoding: encoding) else { return false }
        savings.removeAll { $0.strategy.isEmpty }
        var byStrategy: [(name: String, bytes: Int)] = []
        for edit in edits {
            if let index = byStrategy.firstIndex(where: { $0.name == edit.strategy }) {
                byStrategy[index].bytes += edit.range.count
            } else {
                byStrategy.append((edit.strategy, edit.range.count))
            }
        }
        let total = max(1, byStrategy.reduce(0) { $0 + $1.bytes })
        var left = before - tokenCount
        for (index, share) in byStrategy.enumerated() {
            let saved = index == byStrategy.count - 1 ? left : (before - tokenCount) * share.bytes / total
            note(share.name, saved: saved)
            left -= saved
        }
        return true
    }

    /// Writes handles into the folds and cuts that have none yet (FoldHandles), and names their entries of the ledger; none where the options
    /// ask for none, or the output would not have fewer than `limit` tokens.
    mutating func writeHandles(_ options: CompressionOptions, known: inout FoldHandles.Known, limit: Int) {
        guard options.namesFolds, ledger.entries.contains(where: { $0.effect != .lossless }) else { return }
        let guarded = prompt.protecting(resolvedReferences().protectedSpans(isCausal: options.isSession, withLeads: false))
        var numbers = known
        let handles = FoldHandles(for: ledger, in: guarded, known: &numbers)
        var named = self
        guard let first = handles.edits.first,
            named.apply(handles.edits, by: first.strategy, encoding: options.encoding, below: limit),
            named.ledger.entries.count == ledger.entries.count
        else { return }
        named.ledger.name(handles.handleOfEntry)
        (self, known) = (named, numbers)
    }

    /// Makes the edits and recounts. Returns false, with nothing changed, when that does not save tokens (or, where `limit` is given, does
    /// not leave fewer than that).
    mutating func apply(_ edits: [Edit], by strategy: String, encoding: Encoding, below limit: Int? = nil) -> Bool {
        guard let applied = try? prompt.apply(edits) else {
            preconditionFailure("\(strategy) proposed edits that overlap, leave their view or touch protected text")
        }
        let before = tokenCount
        guard let (next, count, ledger) = read(applied, after: edits, encoding, below: limit ?? before) else { return false }
        guard next.views.count == prompt.views.count else { return false }
        if !pinned.isEmpty || !wanted.isEmpty {
            let shift = EditShift(edits)
            func moved(_ spans: [Int: [Range<Int>]]) -> [Int: [Range<Int>]] {
                spans.reduce(into: [:]) { moved, spans in moved[spans.key] = spans.value.compactMap { shift.moved($0, ofView: spans.key) } }
            }
            (pinned, wanted) = (moved(pinned), moved(wanted))
        }
        let known = lines.known
        hadReferences = references?.links.isEmpty == false
        prompt = next.protecting(pinned)
        if let known { lines = Deferred { [prompt, threadCount] in PromptLines(prompt, from: (known, edits), threadCount: threadCount) } }
        self.ledger = ledger
        note(strategy, saved: before - count)
        tokenCount = count
        return true
    }

    /// The prompt that was made by edits, read again, its tokens, and the ledger up to it; nil when there are not fewer than `limit` of them.
    private func read(
        _ applied: Applied, after edits: [Edit], _ encoding: Encoding, below limit: Int
    ) -> (Prompt, tokenCount: Int, Ledger)? {
        let recount = { @Sendable [bytes = prompt.bytes, tokenCount] in
            encoding.recount(applied.output, from: bytes, tokenCount: tokenCount, changes: applied.ledger.changes.map { ($0.old, $0.new) })
        }
        guard threadCount > 1, prompt.bytes.count >= ThreadGain.fewestBytes else {
            let count = recount()
            guard count < limit, let next = try? prompt.reparsed(applied, after: edits) else { return nil }
            return (next, count, ledger.followed(by: applied.ledger))
        }
        // Of a long text the tokens are counted and the ledgers joined while it is read: most edits save some.
        let work = Begun(2, threadCount: 2) { [ledger] part in
            part == 0 ? Reading.tokenCount(recount()) : .ledger(ledger.followed(by: applied.ledger))
        }
        guard let next = try? prompt.reparsed(applied, after: edits, threadCount: threadCount), case let found = work.results(),
            case .tokenCount(let count) = found[0], case .ledger(let ledger) = found[1], count < limit
        else { return nil }
        return (next, count, ledger)
    }

    /// What is worked out while a text is read.
    private enum Reading { case tokenCount(Int), ledger(Ledger) }

    private mutating func note(_ strategy: String, saved: Int) {
        if let index = savings.firstIndex(where: { $0.strategy == strategy }) {
            savings[index].tokens += saved
        } else {
            savings.append(Receipt.Savings(strategy: strategy, tokens: saved))
        }
    }
}
