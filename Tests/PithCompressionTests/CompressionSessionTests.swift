// A session that grows message by message sends what compressing the whole conversation gives.

import PithCompression
import PithPrompt
import PithTestSupport
import Testing

@Test("Messages appended one by one are sent as the whole conversation is", arguments: 0..<24)
func sessionSendsWhatTheWholeGives(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 9000)
    let form = random.pick(ConversationForm.allCases)
    let text = randomConversation(form, turnCount: 4, escaping: .least, pretty: false, using: &random)
    let prompt = try Prompt(parsing: Array(text.utf8), as: .messages)
    // The same messages with nothing but commas between them.
    let parts = prompt.messages.filter { prompt.bytes[$0.rawRange.lowerBound] == 0x7B && $0.role != .none }.map {
        Array(prompt.bytes[$0.rawRange])
    }
    let whole = try Prompt(parsing: [0x5B] + parts.joined(separator: [0x2C]) + [0x5D], as: .messages)
    for mode in [CompressionOptions.Mode.preset, .lossless, .quality(0.5)] {
        var options = CompressionOptions(mode: mode)
        options.isSession = true
        options.userTextsAreResults = seed % 3 == 0
        let compressed = try Compressor(options: options).compress(whole)
        var session = try CompressionSession(options: options)
        var before: [UInt8] = [0x5B]
        for part in parts {
            try session.append(part)
            let output = session.output
            #expect(output.starts(with: before.dropLast()), "seed \(seed) \(mode): what was sent before changed")
            before = output
        }
        let isSame = session.output == compressed.output
        #expect(isSame, "seed \(seed) \(mode)")
        let receipt = try session.receipt()
        #expect(try receipt.restore(session.output) == whole.bytes, "seed \(seed) \(mode)")
    }
}

@Test("A session refuses budgets and what is no message, and stays as it was")
func sessionRefusals() throws {
    #expect(throws: CompressionError.budgetInSession) { try CompressionSession(options: .init(mode: .budget(tokenCount: 9))) }
    var session = try CompressionSession()
    try session.append(#"{"role": "user", "content": "Hello."}"#)
    let before = session.output
    #expect(throws: CompressionError.self) { try session.append("Hello.") }
    #expect(throws: CompressionError.self) { try session.append(#"{"role": "user", "content": "a"}, {"role": "user", "content": "b"}"#) }
    #expect(session.output == before)
}

@Test("A session that begins with a compacted conversation sends what the whole gives, and earlier messages stay", arguments: 0..<12)
func compactedSessionSendsWhatTheWholeGives(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 9500)
    let text = randomConversation(random.pick(ConversationForm.allCases), turnCount: 5, escaping: .least, pretty: false, using: &random)
    let prompt = try Prompt(parsing: Array(text.utf8), as: .messages)
    let parts = prompt.messages.filter { prompt.bytes[$0.rawRange.lowerBound] == 0x7B && $0.role != .none }.map {
        Array(prompt.bytes[$0.rawRange])
    }
    func array(_ parts: some Collection<[UInt8]>) -> [UInt8] { [0x5B] + parts.joined(separator: [0x2C]) + [0x5D] }
    let end = random.number(1...parts.count)
    for mode in [CompressionOptions.Mode.preset, .lossless, .quality(0.5)] {
        var options = CompressionOptions(mode: mode)
        options.isSession = true
        options.userTextsAreResults = seed % 3 == 0
        var session = try CompressionSession(compacting: array(parts.prefix(end)), options: options)
        let opening = session.output
        for part in parts.dropFirst(end) { try session.append(part) }
        #expect(session.output.starts(with: opening.dropLast()), "seed \(seed) \(mode): what was sent before changed")
        #expect(try session.receipt().restore(session.output) == array(parts), "seed \(seed) \(mode)")
        options.compaction = .through(end)
        let compressed = try Compressor(options: options).compress(Prompt(parsing: array(parts), as: .messages))
        #expect(session.output == compressed.output, "seed \(seed) \(mode)")
        options.compaction = .through(parts.count + 1)
        #expect(throws: CompressionError.compactedBeyond(parts.count + 1, messageCount: parts.count)) {
            try Compressor(options: options).compress(Prompt(parsing: array(parts), as: .messages))
        }
    }
}

@Test("A session given the whole conversation each time encodes what is new, and sends what it sends message by message", arguments: 0..<16)
func sessionGoesOnFromAHistory(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 9700)
    let text = randomConversation(random.pick(ConversationForm.allCases), turnCount: 5, escaping: .least, pretty: false, using: &random)
    let prompt = try Prompt(parsing: Array(text.utf8), as: .messages)
    let parts = prompt.messages.filter { prompt.bytes[$0.rawRange.lowerBound] == 0x7B && $0.role != .none }.map {
        Array(prompt.bytes[$0.rawRange])
    }
    let separator = Array([",", ", ", " ,\n"][random.number(0...2)].utf8)
    func history(_ count: Int) -> [UInt8] { [0x5B, 0x0A] + parts.prefix(count).joined(separator: separator) + [0x20, 0x5D, 0x0A] }
    for mode in [CompressionOptions.Mode.preset, .quality(0.5)] {
        var session = try CompressionSession(options: .init(mode: mode)), other = session
        var count = 0
        while count < parts.count {
            let next = min(parts.count, count + random.number(1...3))
            #expect(try session.update(to: history(next)) == next - count, "seed \(seed) \(mode)")
            for part in parts[count..<next] { try other.append(part) }
            #expect(session.output == other.output, "seed \(seed) \(mode)")
            #expect(session.tokenCounts.output == session.options.encoding.count(session.output), "seed \(seed) \(mode)")
            #expect(try session.receipt().restore(session.output) == other.receipt().restore(other.output), "seed \(seed) \(mode)")
            count = next
        }
        #expect(try session.update(to: history(count)) == 0, "nothing is new, seed \(seed) \(mode)")
        // Without its first message it is another conversation.
        var shorter = try CompressionSession(options: .init(mode: mode))
        for part in parts.dropFirst() { try shorter.append(part) }
        let cut = [0x5B] + parts.dropFirst().joined(separator: separator) + [0x5D]
        #expect(try session.update(to: cut) == count - 1, "seed \(seed) \(mode)")
        #expect(session.output == shorter.output, "seed \(seed) \(mode)")
    }
}

@Test(
    "A session refuses a conversation that is no array of messages, and stays as it was",
    arguments: [
        "", "[", "{}", "[1]", #"{"messages": [{"role": "user", "content": "a"}]}"#, #"[{"role": "user", "content": "Hello."}, 1]"#,
        #"[{"role": "user", "content": "Hello."}, {"role": "user", "content": "a"}] x"#,
        #"{"messages": [{"role": "user", "content": "a"}], "system": "b"}"#,
    ])
func sessionRefusesHistory(_ text: String) throws {
    var session = try CompressionSession()
    try session.update(to: Array(#"[{"role": "user", "content": "Hello."}]"#.utf8))
    let before = session.output
    #expect(throws: CompressionError.self) { try session.update(to: Array(text.utf8)) }
    #expect(session.output == before)
    #expect(try session.update(to: Array(#"[{"role": "user", "content": "Hello."}, {"role": "assistant", "content": "Yes?"}]"#.utf8)) == 1)
    #expect(session.tokenCounts.input == session.options.encoding.count(try session.receipt().restore(session.output)))
}
