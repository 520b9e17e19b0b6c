// A session that grows message by message sends what compressing the whole conversation gives.

import PithCompression
import PithPrompt
import PithTestSupport
import Testing

@Test("Messages appended one by one are sent as the whole conversation is", arguments: 0..<24)
func sessionSendsWhatTheWholeGives(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 9000)
    let form: ConversationForm = random.oneIn(2) ? .openAI : .anthropic
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
    let text = randomConversation(.openAI, turnCount: 5, escaping: .least, pretty: false, using: &random)
    let prompt = try Prompt(parsing: Array(text.utf8), as: .messages)
    let parts = prompt.messages.filter { prompt.bytes[$0.rawRange.lowerBound] == 0x7B && $0.role != .none }.map {
        Array(prompt.bytes[$0.rawRange])
    }
    func array(_ parts: some Collection<[UInt8]>) -> [UInt8] { [0x5B] + parts.joined(separator: [0x2C]) + [0x5D] }
    let end = random.number(1...parts.count)
    for mode in [CompressionOptions.Mode.preset, .lossless, .quality(0.5)] {
        var options = CompressionOptions(mode: mode)
        options.isSession = true
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
