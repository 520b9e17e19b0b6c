// What a session remembers of the messages that were encoded: all that a later message may be told apart by.

import PithFacts
import PithPrompt

/// The past of a message.
struct SessionPast: Sendable {
    /// The lines that stand in the messages as they were sent.
    private(set) var lines = LineIndex()
    /// The blocks of those lines, by what they are like.
    private(set) var near = NearIndex()
    /// How often each hard fact stands in them, before repeats became references: a reference leads to what it says.
    private(set) var factCounts: [UInt64: Int] = [:]
    /// The facts that are visible in them; kept where a quality is held.
    var visibleFacts: Set<UInt64> = []
    /// The pages that calls in them fetch from the web.
    private(set) var fetchedPages = FetchedPages()
    /// What the checksums of lock files in them are said of.
    private(set) var digests = ToldDigests()
    /// The handles of the folds in them.
    var handles = FoldHandles.Known()
    /// The facts of the message at hand.
    let facts = FactMemo()
    /// Messages whose facts are not counted yet: many sessions never ask.
    private var uncounted: [Prompt] = []

    /// Adds a message: as it was, before it was linked to earlier ones, and as it was sent.
    mutating func append(_ original: Prompt, local: Prompt, sent: Prompt) {
        LockDigests.note(original, in: &digests)
        uncounted.append(local)
        fetchedPages.add(local)
        let text = PromptLines(sent)
        let first = lines.lines.count
        lines.add(text.lines, of: sent)
        for (index, line) in text.lines.enumerated() where line.canBePointedAt { lines.remember(first + index) }
        for block in NearDuplicates.blocks(of: text) {
            guard let sketch = NearIndex.sketch(text.lines[block], in: sent) else { continue }
            near.add(sketch, first + block.lowerBound..<first + block.upperBound)
        }
    }

    /// Counts the facts of the messages so far. Cost: linear in those added since the last time.
    mutating func countFacts() {
        for prompt in uncounted {
            for segment in prompt.segments where segment.kind.isText {
                for fact in StandingFacts.hardFacts(of: segment, in: prompt, facts) { factCounts[fact.key, default: 0] += 1 }
            }
        }
        uncounted = []
        facts.clear()
    }
}
