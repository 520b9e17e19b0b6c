// The ledger leads back, however many steps led forward.

import PithPrompt
import PithTestSupport
import Testing

/// A ledger's own rules: places ascend, apart, inside the output.
func checkWellFormed(_ ledger: Ledger, outputByteCount: Int, _ name: String) {
    var done = 0
    for entry in ledger.entries {
        #expect(entry.outputOffset >= done && entry.insertedByteCount >= 0, "\(name): entry at \(entry.outputOffset) after \(done)")
        done = entry.outputOffset + entry.insertedByteCount
    }
    #expect(done <= outputByteCount, "\(name)")
}

private func randomPrompt(_ random: inout SplitMix64) throws -> Prompt {
    switch random.number(0...3) {
    case 0: return try Prompt(parsing: randomBytes(count: random.number(0...80), using: &random))
    case 1: return try Prompt(parsing: Array(randomText(count: random.number(0...400), using: &random).utf8))
    default:
        let form = random.pick(ConversationForm.allCases), escaping = random.pick(JSONEscaping.allCases)
        return try Prompt(
            parsing: Array(randomConversation(form, turnCount: 2, escaping: escaping, pretty: random.oneIn(2), using: &random).utf8))
    }
}

@Test("Restoring what was applied gives the input", arguments: 0..<30)
func restoreUndoesApply(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<8 {
        let prompt = try randomPrompt(&random)
        let applied = try prompt.apply(randomEdits(of: prompt, using: &random))
        let isBack = applied.ledger.restore(applied.output) == prompt.bytes
        #expect(isBack, "seed \(seed) round \(round)")
        checkWellFormed(applied.ledger, outputByteCount: applied.output.count, "seed \(seed) round \(round)")
        if prompt.format == .messages {
            #expect(try Prompt(parsing: applied.output, as: .messages).messages.count == prompt.messages.count)
        }
    }
}

@Test("Steps composed restore as the steps do, one after another", arguments: 0..<30)
func composedLedgersRestore(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 1000)
    for round in 0..<8 {
        let first = try randomPrompt(&random)
        var bytes = first.bytes
        var composed = Ledger()
        var steps: [Ledger] = []
        for step in 0..<4 {
            let prompt = try Prompt(parsing: bytes, as: first.format == .messages ? .messages : .text)
            let applied = try prompt.apply(randomEdits(of: prompt, using: &random))
            composed = composed.followed(by: applied.ledger)
            steps.append(applied.ledger)
            bytes = applied.output
            let name = "seed \(seed) round \(round) step \(step)"
            let isBack = composed.restore(bytes) == first.bytes
            #expect(isBack, "\(name)")
            checkWellFormed(composed, outputByteCount: bytes.count, name)
            #expect(composed.removedByteCount <= steps.reduce(0) { $0 + $1.removedByteCount }, "\(name)")
        }
        var back: [UInt8]? = bytes
        for ledger in steps.reversed() { back = back.flatMap(ledger.restore) }
        let isBack = back == first.bytes
        #expect(isBack, "seed \(seed) round \(round)")
        let rightFirst = steps[0].followed(by: steps[1].followed(by: steps[2].followed(by: steps[3])))
        let isSame = rightFirst.entries.elementsEqual(composed.entries) { a, b in
            (a.outputOffset, a.insertedByteCount, a.effect) == (b.outputOffset, b.insertedByteCount, b.effect) && a.removed == b.removed
        }
        #expect(isSame, "seed \(seed) round \(round): composing is associative, but for the name of the strategy")
    }
}

@Test("A ledger that does not fit an output gives nothing")
func misfitIsRefused() {
    let ledger = Ledger(entries: [LedgerEntry(outputOffset: 4, insertedByteCount: 2, removed: [65], strategy: "A", effect: .removed)])
    #expect(ledger.restore([1, 2, 3, 4, 5]) == nil)
    #expect(ledger.restore([1, 2, 3, 4, 5, 6]) == [1, 2, 3, 4, 65])
    let overflowing = Ledger(entries: [
        LedgerEntry(outputOffset: .max, insertedByteCount: .max, removed: [], strategy: "A", effect: .removed)
    ])
    #expect(overflowing.restore([1]) == nil)
    let negative = Ledger(entries: [LedgerEntry(outputOffset: -1, insertedByteCount: 0, removed: [], strategy: "A", effect: .removed)])
    #expect(negative.restore([1]) == nil)
}

@Test("Of a conversation's raw bytes only the padding can be edited")
func frameIsProtected() throws {
    let prompt = try Prompt(parsing: Array(#"[{"role": "user", "content": "hi"}]"#.utf8))
    for offset in prompt.bytes.indices {
        let edit = Edit(view: 0, range: offset..<offset + 1, replacement: [], strategy: "A", effect: .lossless)
        let isRefused = (try? prompt.apply([edit])) == nil
        #expect(isRefused == (prompt.bytes[offset] != 0x20), "byte \(offset)")
    }
}
