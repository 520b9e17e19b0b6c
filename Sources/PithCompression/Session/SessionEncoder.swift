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

    init(options: CompressionOptions, strategies: [any Strategy.Type]) {
        (self.options, self.strategies) = (options, strategies)
        foldedKinds = strategies.filter { $0.effect == .folded }.reduce(into: []) { $0.formUnion($1.kinds) }
    }

    /// The message, a conversation by itself, encoded; it is part of the past from then on. Cost: linear in the message.
    mutating func encode(_ message: Prompt) -> Stage {
        if message.segments.contains(where: { foldedKinds.contains($0.kind) }) { past.countFacts() }
        var (stage, local) = rewritten(message)
        if case .quality(let share) = options.mode {
            let selection = strategies.compactMap { $0 as? any SelectionStrategy.Type }
            LossyPass(options: options, strategies: selection).hold(&stage, quality: share, after: &past.visibleFacts)
        }
        past.append(local: local, sent: stage.prompt)
        return stage
    }

    /// The message rewritten, and as it was before it was linked to others. By itself, so that nothing holds on to the past when that changes.
    private func rewritten(_ message: Prompt) -> (stage: Stage, local: Prompt) {
        var stage = Stage(message, pinned: options.pinnedSpans(in: message), tokenCount: options.encoding.count(message.bytes))
        let pass = RewritePass(options: options, strategies: strategies, past: past)
        pass.runLocally(&stage)
        let local = stage.prompt
        pass.link(&stage)
        return (stage, local)
    }

    /// Takes note of a message that stays as it is.
    mutating func note(_ message: Prompt) { past.append(local: message, sent: message) }

    /// The conversation encoded message by message. Cost: linear.
    mutating func encode(all conversation: Prompt) -> Stage {
        // What stands between the messages and beside them is settled first.
        var frame = Stage(conversation, pinned: [:], tokenCount: options.encoding.count(conversation.bytes))
        RewritePass(options: options, strategies: strategies).runOnFrame(&frame)
        let prompt = frame.prompt
        var output: [UInt8] = []
        output.reserveCapacity(prompt.bytes.count)
        var entries: [LedgerEntry] = []
        var savings = SavingsList(frame.savings)
        var done = 0
        // Messages are read in order; a request may have its system text after them.
        var encoded: [(range: Range<Int>, stage: Stage)] = []
        for part in parts(of: prompt) {
            let stage = encode(part.message)
            encoded.append((part.range, stage))
            savings.add(stage.savings)
        }
        for (range, stage) in encoded.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            output += prompt.bytes[done..<range.lowerBound]
            // The bracket before the message is not the conversation's.
            let move = output.count - 1
            entries += stage.ledger.entries.map { $0.moved(by: move) }
            output += stage.prompt.bytes.dropFirst().dropLast()
            done = range.upperBound
        }
        output += prompt.bytes[done...]
        let ledger = Ledger(entries: entries)
        let tokenCount = options.encoding.recount(
            output, from: prompt.bytes, tokenCount: frame.tokenCount, changes: ledger.changes.map { ($0.old, $0.new) })
        guard tokenCount < frame.tokenCount, let whole = try? Prompt(parsing: output, as: .messages) else { return frame }
        return Stage(whole, ledger: frame.ledger.followed(by: ledger), tokenCount: tokenCount, savings: savings.list)
    }

    private func parts(of prompt: Prompt) -> [(range: Range<Int>, message: Prompt)] {
        prompt.messages.indices.map { (prompt.messages[$0].rawRange, prompt.part($0..<$0 + 1)) }
    }
}

/// What strategies saved, in the order in which they first did.
struct SavingsList {
    private(set) var list: [Receipt.Savings]

    init(_ list: [Receipt.Savings] = []) { self.list = list }

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
