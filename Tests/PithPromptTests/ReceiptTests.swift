// A receipt's text holds all that the receipt holds, keeps to its bound, and refuses what does not belong to it.

import PithJSON
import PithPrompt
import PithTestSupport
import Testing

private func receipt(of prompt: Prompt, _ applied: Applied, items: [String] = []) -> Receipt {
    Receipt(
        input: prompt.bytes, output: applied.output, encoding: "o200k_base", mode: "default", inputTokenCount: 100, outputTokenCount: 60,
        savings: [.init(strategy: "A", tokens: 40), .init(strategy: "C", tokens: -1)],
        losses: Deferred(.init(lost: ["number": 2, "id": 1], folded: ["date": 3], items: items)), ledger: applied.ledger)
}

@Test("A receipt survives its text and restores the input", arguments: 0..<40)
func receiptRoundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<6 {
        let bytes =
            random.oneIn(2)
            ? randomBytes(count: random.number(0...500), using: &random)
            : Array(randomConversation(random.pick(ConversationForm.allCases), turnCount: 2, escaping: .mixed, using: &random).utf8)
        let prompt = try Prompt(parsing: bytes)
        let applied = try prompt.apply(randomEdits(of: prompt, using: &random))
        let written = receipt(of: prompt, applied)
        let text = written.serialized()
        let name = "seed \(seed) round \(round)"
        let read = try Receipt(parsing: text)
        let isSame = read == written, isBack = try read.restore(applied.output) == bytes
        #expect(isSame && isBack, "\(name)")
        let bound = applied.ledger.removedByteCount * 13 / 10 + 64 * applied.ledger.entries.count + 1024
        #expect(text.count <= bound, "\(name): \(text.count) bytes, bound \(bound)")
        #expect(text.last == 0x0A && String(validating: text, as: UTF8.self) != nil, "\(name)")
    }
}

@Test("The list of facts is cut to the room that is left", arguments: [0, 1, 10, 1000])
func factsGiveWay(itemCount: Int) throws {
    let prompt = try Prompt(parsing: Array("one two three".utf8))
    let applied = try prompt.apply([Edit(view: 0, range: 3..<7, replacement: [], strategy: "A", effect: .removed)])
    let items = (0..<itemCount).map { "number \($0) refund \"x\"" }
    let text = receipt(of: prompt, applied, items: items).serialized()
    #expect(text.count <= 4 * 13 / 10 + 64 + 1024)
    let read = try Receipt(parsing: text)
    #expect(read.losses.items.elementsEqual(items.prefix(read.losses.items.count)))
    #expect(itemCount > 10 || read.losses.items.count == itemCount)
    #expect(try JSONDocument(text).root["unlistedFacts"]?.integer == itemCount - read.losses.items.count)
}

@Test("An altered output is refused, and so is an altered receipt")
func alterationsAreRefused() throws {
    let prompt = try Prompt(parsing: Array("one two three".utf8))
    let applied = try prompt.apply([Edit(view: 0, range: 3..<7, replacement: [0x2D], strategy: "A", effect: .removed)])
    var written = receipt(of: prompt, applied)
    #expect(try written.restore(applied.output) == prompt.bytes)
    #expect(throws: ReceiptError.self) { try written.restore(applied.output + [0x0A]) }
    #expect(throws: ReceiptError.self) { try written.restore([]) }
    written.ledger = Ledger(entries: [LedgerEntry(outputOffset: 3, insertedByteCount: 1, removed: [1], strategy: "A", effect: .removed)])
    #expect(throws: ReceiptError.alteredReceipt) { try written.restore(applied.output) }
    written.ledger = Ledger(entries: [LedgerEntry(outputOffset: 999, insertedByteCount: 1, removed: [1], strategy: "A", effect: .removed)])
    #expect(throws: ReceiptError.alteredReceipt) { try written.restore(applied.output) }
}

@Test("What is no receipt is refused by name")
func foreignTextIsRefused() throws {
    #expect(throws: ReceiptError.notAReceipt) { try Receipt(parsing: Array("{}".utf8)) }
    #expect(throws: ReceiptError.notAReceipt) { try Receipt(parsing: Array("[1]".utf8)) }
    #expect(throws: ReceiptError.unknownVersion(2)) { try Receipt(parsing: Array(#"{"pith-receipt":2}"#.utf8)) }
    #expect(throws: ReceiptError.malformed(field: "encoding", expected: "a string")) {
        try Receipt(parsing: Array(#"{"pith-receipt":1}"#.utf8))
    }
    #expect(throws: ReceiptError.notJSON(reason: "not JSON: expected a value at byte 0")) { try Receipt(parsing: []) }
}

@Test("A damaged receipt is refused or restores nothing else than the input, and never traps", arguments: 0..<40)
func damagedReceipts(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let prompt = try Prompt(parsing: Array(randomText(count: 300, using: &random).utf8))
    let applied = try prompt.apply(randomEdits(of: prompt, using: &random))
    let text = receipt(of: prompt, applied).serialized()
    for _ in 0..<200 {
        var damaged = text
        for _ in 0..<random.number(1...3) {
            damaged[random.number(0...damaged.count - 1)] = random.pick(Array("0123456789[]{},:\"-\\e".utf8))
        }
        if random.oneIn(4) { damaged.removeSubrange(random.number(0...damaged.count - 1)...) }
        let restored = try? Receipt(parsing: damaged).restore(applied.output)
        let isHarmless = restored == nil || restored == prompt.bytes
        #expect(isHarmless, "seed \(seed)")
    }
}

@Test("Base 85 gives every length back, and refuses what it did not write")
func base85() {
    var random = SplitMix64(seed: 7)
    for count in 0..<70 {
        let bytes = (0..<count).map { _ in UInt8(random.number(0...255)) }
        let text = Z85.encode(bytes)
        #expect(Z85.decode(text) == bytes && text.count == (count * 5 + 3) / 4)
    }
    #expect(Z85.encode([0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]) == Array("HelloWorld".utf8))
    #expect(Z85.decode(Array("%%%%%".utf8)) == nil)
    #expect(Z85.decode(Array("a".utf8)) == nil)
    #expect(Z85.decode(Array("ab\"cd".utf8)) == nil)
}
