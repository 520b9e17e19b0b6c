// A session is encoded message by message: each is compressed by itself, knowing what the messages before it left (SessionPast). So no message
// can depend on a later one, and encoding a conversation anew gives its messages the bytes they had before.
//
// In a message the strategies that act within it come first, then those that point at earlier ones. Where a quality is asked for, units go
// last, as in any other text; facts that an earlier message shows need not be kept again.

import PithFacts
import PithPrompt
import PithTokenizer

struct SessionEncoder: Sendable {
    let options: CompressionOptions
    private let strategies: [any Strategy.Type]
    private let foldedKinds: Set<SegmentKind>
    private(set) var past = SessionPast()
    private var assistantHasSpoken = false

    init(options: CompressionOptions, strategies: [any Strategy.Type]) {
        (self.options, self.strategies) = (options, strategies)
        foldedKinds = strategies.filter { $0.effect == .folded }.reduce(into: []) { $0.formUnion($1.kinds) }
    }

    /// The message, a conversation by itself, encoded; it is part of the past from then on. Cost: linear in the message.
    mutating func encode(_ message: Prompt) -> Stage {
        let message = read(message)
        if message.segments.contains(where: { foldedKinds.contains($0.kind) }) { past.countFacts() }
        var (stage, local, handles) = rewritten(message)
        past.handles = handles
        if case .quality(let share) = options.mode {
            let selection = strategies.compactMap { $0.selection }
            LossyPass(options: options, strategies: selection).hold(&stage, quality: share, after: &past.visibleFacts)
            stage.writeHandles(options, known: &past.handles, limit: options.encoding.count(message.bytes))
        }
        past.append(message, local: local, sent: stage.prompt)
        return stage
    }

    /// The messages as the options say that they are to be read, those before them known.
    private mutating func read(_ messages: Prompt) -> Prompt {
        guard options.userTextsAreResults else { return messages }
        defer { assistantHasSpoken = assistantHasSpoken || messages.messages.contains { $0.role == .assistant } }
        return messages.takingUserTextsAsResults(assistantHasSpoken: assistantHasSpoken)
    }

    /// The message rewritten, and as it was before it was linked to others. By itself, so that nothing holds on to the past when that changes.
    private func rewritten(_ message: Prompt) -> (stage: Stage, local: Prompt, handles: FoldHandles.Known) {
        let tokenCount = options.encoding.count(message.bytes)
        var stage = Stage(
            message, pinned: options.pinnedSpans(in: message), tokenCount: Deferred(tokenCount), facts: past.facts, hasPast: true)
        let pass = RewritePass(options: options, strategies: strategies, past: past)
        pass.runLocally(&stage)
        let local = stage.prompt
        // Before the link: what later messages point at has its numbers already.
        var handles = past.handles
        stage.writeHandles(options, known: &handles, limit: tokenCount)
        pass.link(&stage)
        return (stage, local, handles)
    }

    /// The first messages of a conversation, rewritten as one text is, knowing each other and nothing else; they are part of the past from then
    /// on. Cost: linear in them.
    mutating func compact(_ opening: Prompt) throws(CompressionError) -> Stage {
        let opening = read(opening)
        var whole = options
        (whole.isSession, whole.compaction, whole.touchesInstructions) = (false, nil, false)
        let tokenCount = options.encoding.count(opening.bytes)
        var stage = try Compressor(options: whole).reduced(opening, by: strategies, inputTokenCount: Deferred(tokenCount))
        stage.writeHandles(options, known: &past.handles, limit: tokenCount)
        if case .quality = options.mode {
            let index = UnitIndex(stage.prompt, options: options, strategies: [])
            for fact in index.factsInFixedText { past.visibleFacts.insert(index.factKeys[fact]) }
        }
        past.append(opening, local: stage.prompt, sent: stage.prompt)
        return stage
    }

    /// The conversation, which has so many tokens, encoded message by message. Cost: linear.
    ///
    /// Throws: when it is to be rewritten up to a message that is not there.
    mutating func encode(all conversation: Prompt, tokenCount inputTokenCount: Int) throws(CompressionError) -> Outcome {
        // What stands between the messages and beside them is settled first.
        var frame = Stage(conversation, pinned: [:], tokenCount: Deferred(inputTokenCount))
        RewritePass(options: options, strategies: strategies, past: past).runOnFrame(&frame)
        let prompt = frame.prompt
        var output: [UInt8] = []
        output.reserveCapacity(prompt.bytes.count)
        var entries: [LedgerEntry] = []
        var savings = SavingsList(frame.savings)
        var done = 0
        // Messages are read in order; a request may have its system text after them.
        var encoded: [EncodedPart] = []
        let compactedCount = try compactedCount(of: prompt)
        if compactedCount > 0 { encoded.append(try encodedOpening(of: prompt, compactedCount)) }
        for index in compactedCount..<prompt.messages.count {
            let stage = encode(prompt.part(index..<index + 1))
            encoded.append(EncodedPart(range: prompt.messages[index].rawRange, stage: stage, frameByteCount: 1))
        }
        for part in encoded { savings.add(part.stage.savings) }
        for part in encoded.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            output += prompt.bytes[done..<part.range.lowerBound]
            let move = output.count - part.frameByteCount
            entries += part.stage.ledger.entries.map { $0.moved(by: move) }
            output += part.bytes
            done = part.range.upperBound
        }
        output += prompt.bytes[done...]
        let ledger = Ledger(entries: entries)
        let tokenCount = options.encoding.recount(
            output, from: prompt.bytes, tokenCount: frame.tokenCount, changes: ledger.changes.map { ($0.old, $0.new) })
        guard tokenCount < frame.tokenCount else { return Outcome(frame) }
        savings.settle(to: inputTokenCount - tokenCount)
        return Outcome(
            output: output, ledger: frame.ledger.followed(by: ledger), tokenCount: tokenCount, savings: savings.list,
            prompt: Deferred { [options, output] in (try? Prompt(parsing: output, as: .messages)).map(options.reading) })
    }

    /// Messages as they were and as they are encoded.
    private struct EncodedPart {
        let range: Range<Int>
        let stage: Stage
        /// How many bytes stand before them that are not the conversation's: a bracket, or system text that stands elsewhere.
        let frameByteCount: Int

        var bytes: ArraySlice<UInt8> { stage.prompt.bytes[frameByteCount..<stage.prompt.bytes.count - 1] }
    }

    /// How many messages are rewritten as one text.
    private func compactedCount(of prompt: Prompt) throws(CompressionError) -> Int {
        let beside = prompt.messagesBesideArray
        let count = prompt.messages.count - beside
        switch options.compaction {
        case nil: return 0
        case .throughNewest: return count > 0 ? prompt.messages.count : 0
        case .through(let end):
            guard end >= 0, end <= count else { throw .compactedBeyond(end, messageCount: count) }
            return end > 0 ? end + beside : 0
        }
    }

    private mutating func encodedOpening(of prompt: Prompt, _ end: Int) throws(CompressionError) -> EncodedPart {
        guard let opening = try? prompt.opening(end) else { throw .notRestorable }
        return EncodedPart(range: opening.outside, stage: try compact(opening.prompt), frameByteCount: opening.inside.lowerBound)
    }
}

/// What strategies saved, in the order in which they first did.
struct SavingsList {
    private(set) var list: [Receipt.Savings]

    init(_ list: [Receipt.Savings] = []) { self.list = list }

    /// Makes the sum `total`: tokens do not add up across the seams of messages. The strategy that saved most bears the difference.
    mutating func settle(to total: Int) {
        guard let most = list.indices.max(by: { list[$0].tokens < list[$1].tokens }) else { return }
        list[most].tokens += total - list.reduce(0) { $0 + $1.tokens }
    }

    mutating func add(_ savings: [Receipt.Savings]) {
        for saving in savings {
            if let index = list.firstIndex(where: { $0.strategy == saving.strategy }) {
                list[index].tokens += saving.tokens
            } else {
                list.append(saving)
            }
        }
    }
}
