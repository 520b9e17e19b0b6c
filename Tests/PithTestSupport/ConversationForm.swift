// The forms of a request that agents resend, and what each calls its messages, its calls and what the tools returned.

package enum ConversationForm: Sendable, CaseIterable {
    /// Chat Completions.
    case openAI
    case anthropic
    /// Items of OpenAI's Responses.
    case responses
    /// Contents of parts.
    case gemini
    /// Bedrock's Converse: blocks that say by their only field what they are.
    case bedrock
    /// The AI SDK's messages.
    case aiSDK

    /// What the request calls its list.
    var listName: String {
        switch self {
        case .openAI, .anthropic, .bedrock, .aiSDK: "messages"
        case .responses: "input"
        case .gemini: "contents"
        }
    }

    /// What the request calls the system text beside its list, and that text; nil where the system speaks in the list.
    func system(_ text: RandomJSON, using random: inout SplitMix64) -> (String, RandomJSON)? {
        switch self {
        case .openAI, .aiSDK: nil
        case .anthropic: ("system", text)
        case .bedrock: ("system", .array([.object([("text", text)])]))
        case .responses: ("instructions", text)
        case .gemini: (random.pick(["systemInstruction", "system_instruction"]), .object([("parts", .array([.object([("text", text)])]))]))
        }
    }

    /// One message: of one text, or of several parts.
    func message(_ role: String, _ texts: [RandomJSON], using random: inout SplitMix64) -> RandomJSON {
        switch self {
        case .gemini:
            return .object([
                ("role", .string(role == "assistant" ? "model" : role)), ("parts", .array(texts.map { .object([("text", $0)]) })),
            ])
        case .bedrock: return .object([("role", .string(role)), ("content", .array(texts.map { .object([("text", $0)]) }))])
        case .openAI, .anthropic, .responses, .aiSDK:
            if texts.count == 1, random.oneIn(2) { return .object([("role", .string(role)), ("content", texts[0])]) }
            let type = self != .responses ? "text" : role == "assistant" ? "output_text" : "input_text"
            let parts = texts.map { RandomJSON.object([("type", .string(type)), ("text", $0)]) }
            let named: [(String, RandomJSON)] = self == .responses && random.oneIn(2) ? [("type", .string("message"))] : []
            return .object(named + [("role", .string(role)), ("content", .array(parts))])
        }
    }

    /// A call of a tool and what it returned, with what else is sent with them: reasoning, signatures, texts, unknown fields.
    func toolRound(_ id: String, _ name: String, _ arguments: RandomJSON, _ result: RandomJSON, using random: inout SplitMix64)
        -> [RandomJSON]
    {
        switch self {
        case .openAI:
            let function = RandomJSON.object([("name", .string(name)), ("arguments", .string(arguments.text(pretty: false)))])
            let call = RandomJSON.object([("id", .string(id)), ("type", .string("function")), ("function", function)])
            return [
                .object([("role", .string("assistant")), ("content", .literal("null")), ("tool_calls", .array([call]))]),
                .object([
                    ("role", .string("tool")), ("tool_call_id", .string(id)), ("content", result), ("x_latency_ms", .literal("12.50")),
                ]),
            ]
        case .anthropic:
            let use = RandomJSON.object([("type", .string("tool_use")), ("id", .string(id)), ("name", .string(name)), ("input", arguments)])
            let text = RandomJSON.object([("type", .string("text")), ("text", result)])
            let found = RandomJSON.object([
                ("type", .string("search_result")), ("source", .string("https://a.example")), ("content", .array([text])),
            ])
            let content: RandomJSON = random.oneIn(2) ? result : .array(random.oneIn(3) ? [text, found] : [text])
            let answer = RandomJSON.object([("type", .string("tool_result")), ("tool_use_id", .string(id)), ("content", content)])
            let said = RandomJSON.object([("type", .string("text")), ("text", .string("Let me   look."))])
            return [
                .object([("role", .string("assistant")), ("content", .array(random.oneIn(2) ? [said, use] : [use]))]),
                .object([("role", .string("user")), ("content", .array(random.oneIn(3) ? [answer, said] : [answer]))]),
            ]
        case .bedrock:
            let use = RandomJSON.object([("toolUseId", .string(id)), ("name", .string(name)), ("input", arguments)])
            let blocks = [RandomJSON.object([("text", result)])] + (random.oneIn(3) ? [.object([("json", arguments)])] : [])
            let answer = RandomJSON.object([("toolUseId", .string(id)), ("content", .array(blocks)), ("status", .string("success"))])
            return [
                .object([("role", .string("assistant")), ("content", .array([.object([("toolUse", use)])]))]),
                .object([("role", .string("user")), ("content", .array([.object([("toolResult", answer)])]))]),
            ]
        case .aiSDK:
            let call: [(String, RandomJSON)] = [("toolCallId", .string(id)), ("toolName", .string(name))]
            let text = RandomJSON.object([("type", .string("text")), ("text", result)])
            let value: (String, RandomJSON) = random.oneIn(3) ? ("content", .array([text])) : (random.pick(["text", "error-text"]), result)
            let output = RandomJSON.object([("type", .string(value.0)), ("value", value.1)])
            return [
                .object([
                    ("role", .string("assistant")),
                    ("content", .array([.object([("type", .string("tool-call"))] + call + [("input", arguments)])])),
                ]),
                .object([
                    ("role", .string("tool")),
                    ("content", .array([.object([("type", .string("tool-result"))] + call + [("output", output)])])),
                ]),
            ]
        case .responses:
            let custom = random.oneIn(5)
            let call: [(String, RandomJSON)] = [
                ("type", .string(custom ? "custom_tool_call" : "function_call")), ("call_id", .string(id)), ("name", .string(name)),
                (custom ? "input" : "arguments", .string(arguments.text(pretty: false))),
            ]
            let part = RandomJSON.object([("type", .string("input_text")), ("text", result)])
            let answer: [(String, RandomJSON)] = [
                ("type", .string(custom ? "custom_tool_call_output" : "function_call_output")), ("call_id", .string(id)),
                ("output", random.oneIn(3) ? .array([part]) : result),
            ]
            let reasoning = RandomJSON.object([
                ("type", .string("reasoning")), ("id", .string("rs_\(id)")), ("summary", .array([])),
                ("encrypted_content", .string("gA ==")),
            ])
            let shell = RandomJSON.object([
                ("type", .string("local_shell_call_output")), ("call_id", .string("sh_\(id)")), ("output", .string("{  }")),
            ])
            return (random.oneIn(3) ? [reasoning] : []) + [.object(call), .object(answer)] + (random.oneIn(6) ? [shell] : [])
        case .gemini:
            let known: [(String, RandomJSON)] = random.oneIn(2) ? [("id", .string(id))] : []
            let call = RandomJSON.object(known + [("name", .string(name)), ("args", arguments)])
            let signature: [(String, RandomJSON)] = random.oneIn(3) ? [("thoughtSignature", .string("c2ln"))] : []
            let thought = RandomJSON.object([("text", .string("so   then")), ("thought", .literal("true"))])
            let response = RandomJSON.object([(random.pick(["output", "result"]), result), ("exit", .literal("0"))])
            let answer = RandomJSON.object(known + [("name", .string(name)), ("response", response)])
            return [
                .object([
                    ("role", .string("model")),
                    ("parts", .array((random.oneIn(4) ? [thought] : []) + [.object([("functionCall", call)] + signature)])),
                ]),
                .object([
                    ("role", .string(random.pick(["user", "function"]))), ("parts", .array([.object([("functionResponse", answer)])])),
                ]),
            ]
        }
    }
}
