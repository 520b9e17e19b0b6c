// Where requests go. The wrapper around a client is a client too, so the agent need not know whether its requests are compressed.

import Pith

/// Sends a messages array to a model.
protocol ModelClient {
    /// The model's answer to `messages`, an OpenAI-shaped array in JSON.
    mutating func send(_ messages: [UInt8]) throws(AgentError) -> String
}

/// What can go wrong between the agent and its model. Every one of Pith's calls says which of its errors it throws.
enum AgentError: Error, CustomStringConvertible {
    /// The history is not what a prompt can be: binary, or not a conversation.
    case history(PromptError)
    /// An option cannot be honoured.
    case compression(CompressionError)
    /// A receipt cannot be read, or is not that of the output.
    case receipt(ReceiptError)
    /// The model gave no answer.
    case noAnswer(request: Int)
    /// A message that was sent before was sent with other bytes.
    case prefixChanged(message: Int)
    /// What was folded cannot be had back by its number.
    case nothingShown
    /// What was restored is not what the agent had.
    case notTheHistory

    var description: String {
        switch self {
        case .history(let error): error.description
        case .compression(let error): error.description
        case .receipt(let error): error.description
        case .noAnswer(let request): "the model has no answer to request \(request)"
        case .prefixChanged(let message): "message \(message) was sent with other bytes than before"
        case .nothingShown: "a handle in the text shows nothing"
        case .notTheHistory: "what was restored is not the history"
        }
    }
}

/// Stands in for a model: it has its answers ready, and keeps what it was sent. A real one would POST `messages` to its provider.
struct ScriptedModel: ModelClient {
    let answers: [String]
    private(set) var requests: [[UInt8]] = []

    init(answers: [String]) { self.answers = answers }

    mutating func send(_ messages: [UInt8]) throws(AgentError) -> String {
        requests.append(messages)
        guard requests.count <= answers.count else { throw .noAnswer(request: requests.count) }
        return answers[requests.count - 1]
    }
}
