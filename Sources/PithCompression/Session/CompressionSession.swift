// A conversation that is compressed as it grows, for agents that keep one. Each message is encoded once, when it comes; what was sent before
// stays as it is, byte for byte, so a provider's prompt cache keeps its prefix. The messages are those that `Compressor` makes of the whole
// conversation in session mode (CompressionSessionTests hold it to that); only the work is done in parts.

import PithPrompt
import PithTokenizer

/// A conversation and what is sent of it.
///
///     var session = try CompressionSession()
///     try session.append(#"{"role": "user", "content": "Why did the build fail?"}"#)
///     try session.append(toolResult)
///     send(session.output)                       // a messages array; what was sent before is its beginning
///     let original = try session.receipt().restore(session.output)
///
/// Memory: the messages as they were removed from and as they are sent, and an index of their lines.
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
        return try add(encoder.encode(prompt), from: message[...])
    }

    /// Adds what was encoded, brackets around it.
    private mutating func add(_ stage: Stage, from input: ArraySlice<UInt8>) throws(CompressionError) -> SentMessage {
        let output = stage.prompt.bytes, ledger = stage.ledger.settled
        guard ledger.restore(output) == [0x5B] + input + [0x5D] else { throw .notRestorable }
        let bytes = Array(output.dropFirst().dropLast())
        let sent = SentMessage(
            bytes: bytes, inputTokenCount: options.encoding.count(Array(input)), outputTokenCount: options.encoding.count(bytes),
            ledger: ledger, savings: stage.savings)
        messages.append(sent)
        return sent
    }

    /// Adds a message given as text.
    @discardableResult
    public mutating func append(_ message: String) throws(CompressionError) -> SentMessage { try append(Array(message.utf8)) }

    /// The messages so far as an array to send: what it was before the last message, but for the bracket, is its beginning.
    public var output: [UInt8] { [0x5B] + messages.map(\.bytes).joined(separator: [0x2C]) + [0x5D] }

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
        let losses = Deferred {
            guard let before = try? Prompt(parsing: input, as: .messages), let after = try? Prompt(parsing: output, as: .messages) else {
                return Receipt.Losses()
            }
            return LossManifest.losses(from: before, to: after, by: ledger)
        }
        let inputTokenCount = options.encoding.count(input), outputTokenCount = options.encoding.count(output)
        savings.settle(to: inputTokenCount - outputTokenCount)
        return Receipt(
            input: input, output: output, encoding: options.encoding.name, mode: options.mode.label,
            inputTokenCount: inputTokenCount, outputTokenCount: outputTokenCount, savings: savings.list,
            losses: losses, ledger: ledger)
    }
}
