// A message as OpenAI's chat API takes it, and its JSON. An agent that has a JSON library would use that.

/// One message of the agent's history.
struct ChatMessage {
    let role: String
    let content: String
    /// The call that a tool's message answers.
    var answers: String?
    /// The call that an assistant's message makes.
    var call: ToolCall?

    struct ToolCall {
        let id: String
        let function: String
        /// JSON, as the API has it: a string.
        let arguments: String
    }

    static func system(_ text: String) -> ChatMessage { ChatMessage(role: "system", content: text) }
    static func user(_ text: String) -> ChatMessage { ChatMessage(role: "user", content: text) }
    static func assistant(_ text: String) -> ChatMessage { ChatMessage(role: "assistant", content: text) }

    /// The two messages that a use of a tool leaves: the call and its result.
    static func use(_ function: String, _ arguments: String, id: String, result: String) -> [ChatMessage] {
        [
            ChatMessage(role: "assistant", content: "", call: ToolCall(id: id, function: function, arguments: arguments)),
            ChatMessage(role: "tool", content: result, answers: id),
        ]
    }

    /// The message as a JSON object.
    var json: String {
        var members = ["\"role\": \(quoted(role))"]
        if let answers { members.append("\"tool_call_id\": \(quoted(answers))") }
        members.append("\"content\": \(quoted(content))")
        if let call {
            let function = "{\"name\": \(quoted(call.function)), \"arguments\": \(quoted(call.arguments))}"
            members.append("\"tool_calls\": [{\"id\": \(quoted(call.id)), \"type\": \"function\", \"function\": \(function)}]")
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}

/// The messages array that is sent, UTF-8.
func messagesArray(_ history: [ChatMessage]) -> [UInt8] {
    Array(("[" + history.map(\.json).joined(separator: ",\n") + "]").utf8)
}

/// `text` as a JSON string literal.
private func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": literal += "\\\""
        case "\\": literal += "\\\\"
        case "\n": literal += "\\n"
        case "\t": literal += "\\t"
        case "\r": literal += "\\r"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            literal += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: literal.unicodeScalars.append(scalar)
        }
    }
    return literal + "\""
}
