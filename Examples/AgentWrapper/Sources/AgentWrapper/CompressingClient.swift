// The wrapper: this file is what to take along. It compresses each request on its way to the model and keeps the receipt.
//
// The agent keeps its history as it was and hands over the whole of it each time. In session mode message k is encoded knowing messages
// 1...k only, so what was sent before comes out as the same bytes again, and the provider's prompt cache keeps its prefix.

import Pith

/// A client that sends less.
struct CompressingClient<Model: ModelClient>: ModelClient {
    private(set) var model: Model
    private let compressor: Compressor
    /// What became of each request, with the receipt that leads back.
    private(set) var sent: [Compressed] = []

    init(_ model: Model, encoding: Encoding = .o200kBase) {
        self.model = model
        var options = CompressionOptions(mode: .preset)
        options.isSession = true
        options.encoding = encoding
        compressor = Compressor(options: options)
    }

    mutating func send(_ messages: [UInt8]) throws(AgentError) -> String {
        let compressed = try compress(messages)
        sent.append(compressed)
        return try model.send(compressed.output)
    }

    private func compress(_ messages: [UInt8]) throws(AgentError) -> Compressed {
        let prompt: Prompt
        do { prompt = try Prompt(parsing: messages, as: .messages) } catch { throw .history(error) }
        do { return try compressor.compress(prompt) } catch { throw .compression(error) }
    }
}
