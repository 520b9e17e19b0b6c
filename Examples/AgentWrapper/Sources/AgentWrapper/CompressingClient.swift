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

    /// The definition of the tool by which the model asks for what it was not shown, for the request's `tools`. Folds stand in the text with
    /// a number: `[… 40 log lines in 4: …; #1]`.
    static var toolDefinition: String {
        #"{"type": "function", "function": {"name": "show_folded", "description": "The text that stood where the conversation shows […N] or #N.", "#
            + #""parameters": {"type": "object", "properties": {"handle": {"type": "integer", "description": "N"}, "#
            + #""containing": {"type": "string", "description": "only lines with this text"}}, "required": ["handle"]}}}"#
    }

    /// The answer to the model's call of that tool. A number that is not there is told to the model, which can mend that.
    func showFolded(_ handle: Int, containing text: String? = nil) -> String {
        guard let receipt = sent.last?.receipt else { return "Nothing was folded yet." }
        do {
            let shown = String(decoding: try receipt.shown(handle), as: UTF8.self)
            guard let text else { return shown }
            return shown.split(separator: "\n").filter { $0.contains(text) }.joined(separator: "\n")
        } catch { return "\(error)" }
    }

    private func compress(_ messages: [UInt8]) throws(AgentError) -> Compressed {
        let prompt: Prompt
        do { prompt = try Prompt(parsing: messages, as: .messages) } catch { throw .history(error) }
        do { return try compressor.compress(prompt) } catch { throw .compression(error) }
    }
}
