// A conversation that is compressed as it grows, for agents that keep one. Each message is encoded once, when it comes; what was sent before
// stays as it is, byte for byte, so a provider's prompt cache keeps its prefix. The messages are those that `Compressor` makes of the whole
// conversation in session mode (CompressionSessionTests hold it to that); only the work is done in parts.

import PithJSON
import PithPrompt
import PithSystem
import PithTokenizer

/// A conversation and what is sent of it.
///
///     var session = try CompressionSession()
///     try session.append(#"{"role": "user", "content": "Why did the build fail?"}"#)
///     try session.append(toolResult)
///     send(session.output)                       // a messages array; what was sent before is its beginning
///     let original = try session.receipt().restore(session.output)
///
/// An agent that keeps the conversation itself gives all of it each time, and only what is new is encoded:
///
///     try session.update(to: history)            // a messages array
///     send(session.output)
///
/// Memory: the messages as they came and as they are sent, and an index of their lines.
public struct CompressionSession: Sendable {
    /// A message as it came and as it is sent.
    public struct SentMessage: Sendable {
        /// The message to send: a JSON object.
        public let bytes: [UInt8]
        /// The tokens of the message by itself.
        public let inputTokenCount: Int
        public let outputTokenCount: Int
        /// How to get from the message that is sent to the one that came.
        let ledger: Ledger
        let savings: [Receipt.Savings]
    }

    public let options: CompressionOptions
    /// The messages so far.
    public private(set) var messages: [SentMessage] = []
    private var encoder: SessionEncoder
    /// The conversation as it came, through its last message; its bracket at the end is not there.
    private var seen: [UInt8] = []
    /// What is sent, but for the bracket at the end.
    private var sent: [UInt8] = []
    /// What the messages as they came, and as they are sent, count with commas between them, behind their bracket.
    private var counters: (input: TokenCounter, output: TokenCounter)

    /// A session with no messages. `options.isSession` is taken to be on.
    ///
    /// Throws: when the options ask for a budget, or for something that is not there.
    public init(options: CompressionOptions = CompressionOptions()) throws(CompressionError) {
        var options = options
        options.isSession = true
        let compressor = Compressor(options: options)
        try compressor.checkOptions()
        self.options = options
        encoder = SessionEncoder(options: options, strategies: try compressor.chosenStrategies())
        counters = (TokenCounter(options.encoding), TokenCounter(options.encoding))
    }

    /// A session that begins with the messages of an array, rewritten freely as one text is: for a conversation of which no provider's cache
    /// holds anything any more. They are the first of `messages`, together. `options.compaction` need not be set.
    ///
    /// Throws: as the other, and when `conversation` is no messages array or an empty one.
    public init(compacting conversation: [UInt8], options: CompressionOptions = CompressionOptions()) throws(CompressionError) {
        try self.init(options: options)
        let prompt: Prompt
        do throws(PromptError) {
            prompt = try Prompt(parsing: conversation, as: .messages)
        } catch { throw .notAMessage(reason: error.description) }
        guard let first = prompt.messages.first, let last = prompt.messages.last, prompt.messagesBesideArray == 0 else {
            throw .notAMessage(reason: "the array is empty, or more than an array")
        }
        _ = try add(
            encoder.compact(prompt.part(0..<prompt.messages.count)),
            from: prompt.bytes[first.rawRange.lowerBound..<last.rawRange.upperBound])
        seen = Array(conversation[..<last.rawRange.upperBound])
    }

    /// Adds a message, a JSON object of OpenAI's or Anthropic's form, and returns it as it is to be sent. Cost: linear in the message.
    ///
    /// Throws: when the bytes are no such object; then the session is what it was.
    @discardableResult
    public mutating func append(_ message: [UInt8]) throws(CompressionError) -> SentMessage {
        let prompt: Prompt
        do throws(PromptError) {
            prompt = try Prompt(parsing: [0x5B] + message + [0x5D], as: .messages)
        } catch { throw .notAMessage(reason: error.description) }
        guard prompt.messages.count == 1 else { throw .notAMessage(reason: "there are \(prompt.messages.count) objects in it, not 1") }
        let sent = try add(encoder.encode(prompt), from: message[...])
        seen += (seen.isEmpty ? [0x5B] : [0x2C]) + message
        return sent
    }

    /// Takes the conversation as it is now, a messages array, and encodes the messages in it that are new; returns how many these are. Where it
    /// does not begin with what the session has seen, byte for byte (something was edited or taken out), all of it is encoded anew.
    ///
    ///     try session.update(to: Array(#"[{"role": "user", "content": "Why did the build fail?"}]"#.utf8))      // 1
    ///
    /// Cost: linear in what is new; what was seen is compared, which takes 0.1 ms a megabyte.
    ///
    /// Throws: when the bytes are no messages array, or one with something beside it; then the session is what it was.
    @discardableResult
    public mutating func update(to conversation: [UInt8]) throws(CompressionError) -> Int {
        guard !seen.isEmpty, conversation.count > seen.count, areSame(conversation[..<seen.count], seen[...]),
            let next = conversation[seen.count...].firstIndex(where: { !isJSONSpace($0) }),
            conversation[next] == 0x2C || conversation[next] == 0x5D
        else {
            var plain = options
            plain.compaction = nil
            var anew = try CompressionSession(options: plain)
            let count = try anew.take(conversation, from: 0)
            self = anew
            return count
        }
        if conversation[next] == 0x5D, conversation[(next + 1)...].allSatisfy(isJSONSpace) { return 0 }
        return try take(conversation, from: next + 1)
    }

    /// Encodes the messages of a conversation from `offset` on, which is 0 or stands behind a comma.
    private mutating func take(_ conversation: [UInt8], from offset: Int) throws(CompressionError) -> Int {
        let prompt: Prompt
        do throws(PromptError) {
            prompt = try Prompt(parsing: (offset == 0 ? [] : [0x5B]) + conversation[offset...], as: .messages)
        } catch { throw .notAMessage(reason: error.description) }
        guard Self.holdsMessagesOnly(prompt) else { throw .notAMessage(reason: "it is no array of messages and nothing else") }
        // Where the prompt's bytes stand in the conversation, and how far messages were added.
        let move = offset == 0 ? 0 : offset - 1
        var end = seen.count
        defer { seen = Array(conversation[..<end]) }
        for (index, message) in prompt.messages.enumerated() {
            _ = try add(encoder.encode(prompt.part(index..<index + 1)), from: prompt.bytes[message.rawRange])
            end = message.rawRange.upperBound + move
        }
        return prompt.messages.count
    }

    /// Whether nothing but commas stands between the messages of the array.
    private static func holdsMessagesOnly(_ prompt: Prompt) -> Bool {
        var at = 0
        for (index, range) in (prompt.messages.map(\.rawRange) + [prompt.bytes.count..<prompt.bytes.count]).enumerated() {
            guard at <= range.lowerBound else { return false }
            let between = prompt.bytes[at..<range.lowerBound].filter { !isJSONSpace($0) }
            let opening: [UInt8] = index == 0 ? [0x5B] : range.isEmpty ? [] : [0x2C]
            guard between == opening + (range.isEmpty ? [0x5D] : []) else { return false }
            at = range.upperBound
        }
        return true
    }

    /// Adds what was encoded, brackets around it.
    private mutating func add(_ stage: Stage, from input: ArraySlice<UInt8>) throws(CompressionError) -> SentMessage {
        let output = stage.prompt.bytes, ledger = stage.ledger.settled
        guard let restored = ledger.restore(output), areSame(restored.dropFirst().dropLast(), input) else { throw .notRestorable }
        let bytes = Array(output.dropFirst().dropLast())
        let sent = SentMessage(
            bytes: bytes, inputTokenCount: options.encoding.count(Array(input)), outputTokenCount: options.encoding.count(bytes),
            ledger: ledger, savings: stage.savings)
        let separator: [UInt8] = messages.isEmpty ? [0x5B] : [0x2C]
        counters.input.append(separator + input)
        counters.output.append(separator + bytes)
        self.sent += separator + bytes
        messages.append(sent)
        return sent
    }

    /// Adds a message given as text.
    @discardableResult
    public mutating func append(_ message: String) throws(CompressionError) -> SentMessage { try append(Array(message.utf8)) }

    /// The messages so far as an array to send: what it was before the last message, but for the bracket, is its beginning.
    public var output: [UInt8] { (sent.isEmpty ? [0x5B] : sent) + [0x5D] }

    /// The tokens of the array of the messages as they came, with commas between them, and of `output`.
    public var tokenCounts: (input: Int, output: Int) {
        func count(_ counter: TokenCounter) -> Int {
            var whole = counter
            whole.append(messages.isEmpty ? [0x5B, 0x5D] : [0x5D])
            return whole.count
        }
        return (count(counters.input), count(counters.output))
    }

    /// What was done to the messages so far. It restores `output` to the array of the messages as they came. Cost: linear in them.
    public func receipt() throws(CompressionError) -> Receipt {
        let output = output
        var entries: [LedgerEntry] = []
        var savings = SavingsList()
        var start = 0
        for message in messages {
            entries += message.ledger.entries.map { $0.moved(by: start) }
            savings.add(message.savings)
            start += message.bytes.count + 1
        }
        let ledger = Ledger(entries: entries)
        guard let input = ledger.restore(output) else { throw .notRestorable }
        let losses = Deferred { [options] in
            guard let before = try? Prompt(parsing: input, as: .messages), let after = try? Prompt(parsing: output, as: .messages) else {
                return Receipt.Losses()
            }
            return LossManifest.losses(from: options.reading(before), to: options.reading(after), by: ledger)
        }
        let (inputTokenCount, outputTokenCount) = tokenCounts
        savings.settle(to: inputTokenCount - outputTokenCount)
        return Receipt(
            input: input, output: output, encoding: options.encoding.name, mode: options.mode.label,
            inputTokenCount: inputTokenCount, outputTokenCount: outputTokenCount, savings: savings.list,
            losses: losses, ledger: ledger)
    }
}
