// Messages of OpenAI's, Anthropic's, Gemini's and Bedrock's forms and of the AI SDK, as a bare array or inside a request object.
//
//     [{"role": "user", "content": "text"}]                                     both
//     {"messages": […], "system": "text" or [{"type": "text", …}], …}           Anthropic's request
//     "content": [{"type": "text", "text": "…"}, {"type": "image_url", …}]      lists of parts or blocks
//     {"role": "tool", "tool_call_id": "…", "content": "…"}                     OpenAI's tool result
//     {"type": "tool_result", "tool_use_id": "…", "content": "…" or […]}        Anthropic's, inside a user message
//     {"input": [… {"type": "function_call_output", "output": …}], "instructions": "…"}       OpenAI's Responses: items, of which messages are some
//     {"contents": [{"role": "user", "parts": [{"text": "…"}, …]}], "systemInstruction": {"parts": […]}}       Gemini's
//     "content": [{"text": "…"}, {"toolResult": {"toolUseId": "…", "content": [{"text": "…"}]}}]               Bedrock's Converse
//     {"type": "document", "source": {"type": "text", "data": "…"}}                                            Anthropic's documents
//     {"type": "tool-result", "toolCallId": "…", "output": {"type": "text", "value": "…"}}                     the AI SDK's, inside a tool's message
//
// The walk goes down these known forms only, so its depth is fixed and a stranger's nesting cannot exhaust the stack. What it knows, it
// names; fields it does not know, and blocks of a type it does not know, stay byte for byte, their inner white space included.

import PithJSON

struct ConversationParser {
    private var builder: EnvelopeBuilder
    private var messages: [Message] = []
    /// The ids of the tool calls of the message at hand.
    private var toolCallIDs: [String] = []
    private var toolCalls: [ToolCall] = []
    /// The id of the call whose result is at hand.
    private var answeredID: String?

    /// Whether `bytes` begin as a conversation does, and as any array or object.
    static func mayBeConversation(_ bytes: [UInt8]) -> Bool {
        let first = bytes[textRange(of: bytes)].first { !isJSONSpace($0) }
        return first == 0x5B || first == 0x7B
    }

    /// The conversation that `bytes` hold; throws `.notMessages` when they hold none.
    static func parse(_ bytes: [UInt8], threadCount: Int = 1) throws(PromptError) -> Prompt {
        guard mayBeConversation(bytes) else { throw .notMessages(reason: "the input does not begin with [ or {") }
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(bytes, in: textRange(of: bytes)) } catch {
            throw .notMessages(reason: error.description)
        }
        return try parse(bytes, document, threadCount: threadCount)
    }

    /// The same of the document that was read of them.
    static func parse(_ bytes: [UInt8], _ document: JSONDocument, threadCount: Int = 1) throws(PromptError) -> Prompt {
        var parser = ConversationParser(builder: EnvelopeBuilder(bytes))
        try parser.root(document.root)
        // The line end of the file is not a token's neighbour: it stays.
        let end = document.root.range.upperBound
        parser.builder.frame(upTo: end)
        parser.builder.keep(end..<bytes.count, as: .envelope)
        let prompt = Prompt(
            bytes: bytes, format: .messages, views: parser.builder.views,
            segments: parser.builder.allSegments(threadCount: threadCount), messages: parser.messages)
        // Of the raw input only the padding may be changed: texts are reached through their own views.
        let frame = prompt.segments.filter { $0.kind != .padding }.map { prompt.rawRange(of: $0) }
        return prompt.protecting([0: frame])
    }

    private init(builder: EnvelopeBuilder) { self.builder = builder }

    private mutating func root(_ root: JSONValue) throws(PromptError) {
        builder.keep(0..<root.range.lowerBound, as: .envelope)
        if root.kind == .array { return try conversation(root) }
        let lists = Self.requests.lazy.compactMap { name, system in root[name].map { (list: $0, system: system) } }
        guard let (list, name) = lists.first(where: { $0.list.kind == .array || isOnlyText($0.list, of: root) }) else {
            throw .notMessages(reason: "the object has no array named \"messages\", \"input\" or \"contents\"")
        }
        let given = name.lazy.compactMap { root[$0] }.first
        let isOfParts = given?.kind == .object
        let system = isOfParts ? given?["parts"] : given
        // The system text comes first for a reader, wherever in the object it stands.
        if let system, isText(system) { messages.append(Message(role: .system, rawRange: system.range, views: 0..<0)) }
        for (key, value) in root.members {
            if value.position == list.position {
                if value.kind == .string { said(value) } else { try conversation(value) }
            } else if let system, value.position == given?.position, isText(system) {
                let firstView = builder.views.count
                if isOfParts { parts(system, role: .system, message: 0) } else { content(system, role: .system, message: 0) }
                messages[0] = Message(role: .system, rawRange: system.range, views: firstView..<builder.views.count)
            } else if !isKnown(key, Self.knownRequestFields) {
                builder.keep(value.range, as: .envelope)
            }
        }
    }

    private mutating func conversation(_ list: JSONValue) throws(PromptError) {
        var position = 0
        for value in list.elements {
            guard value.kind == .object else { throw .notMessages(reason: "element \(position) of the array is not an object") }
            if let role = value["role"]?.string {
                message(value, role: Self.roles[role])
            } else if let type = value["type"]?.string, Self.itemTypes.contains(type) {
                item(value, type: type)
            } else if value["parts"]?.kind == .array {
                message(value, role: .user)
            } else {
                throw .notMessages(reason: "message \(position) has no \"role\"")
            }
            position += 1
        }
    }

    /// Whether the text is all that a request of Responses says: a record of other fields may have a model and an input, too.
    private func isOnlyText(_ list: JSONValue, of root: JSONValue) -> Bool {
        list.kind == .string && list.position == root["input"]?.position && root["model"]?.kind == .string
            && root.members.allSatisfy { isKnown($0.key, Self.responsesFields) }
    }

    /// A text that stands for the only message, which is the user's.
    private mutating func said(_ text: JSONValue) {
        let firstView = builder.views.count
        builder.text(text, role: .user, message: messages.count)
        messages.append(Message(role: .user, rawRange: text.range, views: firstView..<builder.views.count))
    }

    /// An item of OpenAI's Responses that is no message: calls, their results, reasoning. Of them only the results of functions are read.
    private mutating func item(_ value: JSONValue, type: String) {
        let firstView = builder.views.count
        (toolCallIDs, toolCalls, answeredID) = ([], [], nil)
        noteID(value["call_id"])
        var role = Role.assistant
        switch type {
        case "function_call", "custom_tool_call":
            if let id = value["call_id"]?.string { note(value, id: id) }
            builder.keep(value.range, as: .envelope)
        case "function_call_output", "custom_tool_call_output":
            role = .tool
            answeredID = value["call_id"]?.string
            fields(of: value) { parser, key, field in
                guard parser.isKnown(key, ["output"]) else { return false }
                parser.content(field, role: .tool, message: parser.messages.count)
                return true
            }
        default:
            if type.hasSuffix("_output") { role = .tool }
            builder.keep(value.range, as: .opaque)
        }
        var message = Message(role: role, rawRange: value.range, views: firstView..<builder.views.count, toolCallIDs: toolCallIDs)
        message.toolCalls = toolCalls
        messages.append(message)
    }

    private mutating func message(_ value: JSONValue, role: Role?) {
        let firstView = builder.views.count
        (toolCallIDs, toolCalls, answeredID) = ([], [], nil)
        // The content may stand before the id of the call.
        if role == .tool { answeredID = value["tool_call_id"]?.string ?? value["name"]?.string.map(Self.id(ofFunction:)) }
        for (key, field) in value.members {
            // A speaker that is not known may follow rules that are not known.
            if role == nil, isKnown(key, ["content", "parts"]) {
                builder.keep(field.range, as: .opaque)
            } else if let role, isKnown(key, ["content"]) {
                content(field, role: role, message: messages.count)
            } else if let role, isKnown(key, ["parts"]) {
                parts(field, role: role, message: messages.count)
            } else if isKnown(key, ["tool_calls"]) {
                for call in field.elements {
                    noteID(call["id"])
                    if let id = call["id"]?.string, let function = call["function"] { note(function, id: id) }
                }
            } else if isKnown(key, ["tool_call_id"]) {
                noteID(field)
            } else if isKnown(key, ["function_call"]) {
                if let name = field["name"]?.string { note(field, id: Self.id(ofFunction: name)) }
                builder.keep(field.range, as: .envelope)
            } else if !isKnown(key, ["role", "name"]) {
                builder.keep(field.range, as: .envelope)
            }
        }
        var message = Message(role: role ?? .none, rawRange: value.range, views: firstView..<builder.views.count, toolCallIDs: toolCallIDs)
        message.toolCalls = toolCalls
        messages.append(message)
    }

    /// A message's or a tool result's content: a string, or a list of blocks.
    private mutating func content(_ value: JSONValue, role: Role, message: Int) {
        switch value.kind {
        case .string: builder.text(value, role: role, message: message, toolCallID: answeredID)
        case .array:
            for block in value.elements { self.block(block, role: role, message: message) }
        case .null: break
        default: builder.keep(value.range, as: .opaque)
        }
    }

    private mutating func block(_ value: JSONValue, role: Role, message: Int) {
        switch value["type"]?.string {
        case "tool_use": toolUse(value, id: value["id"])
        case "tool-call": toolUse(value, id: value["toolCallId"])
        case "tool_result": toolResult(value, id: value["tool_use_id"], content: ["content"], message: message)
        case "tool-result": toolResult(value, id: value["toolCallId"], content: ["output", "value"], message: message)
        case "document", "search_result": source(value, message: message)
        case nil: part(value, role: role, message: message)
        default: textBlock(value, role: role, message: message)
        }
    }

    /// A document of Anthropic's that is a text, or what a search found: it speaks for itself, whoever sends it. Where citations are asked for,
    /// places in it are told, and it stays as it is.
    private mutating func source(_ value: JSONValue, message: Int) {
        let isCited = value["citations"]?["enabled"].map { builder.bytes[$0.range].elementsEqual("false".utf8) } == false
        let path: ArraySlice = value["type"]?.string == "document" ? ["source", "data"] : ["content"]
        guard !isCited, path.count == 1 || value["source"]?["type"]?.string == "text" else { return builder.keep(value.range, as: .opaque) }
        returned(value, path, holdsSources: false, message: message)
    }

    /// A block that is a text; one of any other type stays as it is.
    private mutating func textBlock(_ value: JSONValue, role: Role, message: Int) {
        let isText: Bool
        switch value["type"]?.string {
        // What is said of places in a text holds for the text as it is.
        case "text", "input_text", "output_text": isText = value["annotations"]?.elements.contains { _ in true } != true
        // A text with a signature, or of a thought, is not only a text.
        case nil: isText = value.members.map(\.key.string) == ["text"]
        default: isText = false
        }
        guard isText else { return builder.keep(value.range, as: .opaque) }
        fields(of: value) { parser, key, field in
            guard parser.isKnown(key, ["text"]) else { return false }
            parser.builder.text(field, role: role, message: message, toolCallID: parser.answeredID)
            return true
        }
    }

    private mutating func parts(_ value: JSONValue, role: Role, message: Int) {
        guard value.kind == .array else { return builder.keep(value.range, as: .opaque) }
        for part in value.elements { self.part(part, role: role, message: message) }
    }

    /// A part of Gemini's or a block of Bedrock's, which says by its fields what it is.
    private mutating func part(_ value: JSONValue, role: Role, message: Int) {
        if let call = value["functionCall"], let name = call["name"]?.string {
            note(call, id: call["id"]?.string ?? Self.id(ofFunction: name))
        }
        switch value.members.map(\.key.string) {
        case ["functionResponse"]:
            guard let answer = value["functionResponse"] else { break }
            answeredID = answer["id"]?.string ?? answer["name"]?.string.map(Self.id(ofFunction:))
            defer { answeredID = nil }
            fields(of: answer) { parser, key, field in
                guard parser.isKnown(key, ["response"]), field.kind == .object else { return false }
                parser.fields(of: field) { parser, _, text in
                    guard text.kind == .string else { return false }
                    parser.builder.text(text, role: .tool, message: message, toolCallID: parser.answeredID)
                    return true
                }
                return true
            }
        case ["toolUse"]:
            if let use = value["toolUse"] { toolUse(use, id: use["toolUseId"]) }
        case ["toolResult"]:
            if let result = value["toolResult"] { toolResult(result, id: result["toolUseId"], content: ["content"], message: message) }
        default: textBlock(value, role: role, message: message)
        }
    }

    /// A call of a tool. What the tool is given is frame: it loses its padding at most.
    private mutating func toolUse(_ value: JSONValue, id: JSONValue?) {
        noteID(id)
        if let id = id?.string { note(value, id: id) }
        fields(of: value) { _, _, _ in false }
    }

    /// The result of a tool call: it speaks for the tool, whoever sends the message. `content` names the fields that lead to what was returned,
    /// a string or a list of blocks. No result lies in a result, and no source in a source: the depth of the walk is fixed.
    private mutating func toolResult(_ value: JSONValue, id: JSONValue?, content path: [String], message: Int) {
        noteID(id)
        answeredID = id?.string
        defer { answeredID = nil }
        returned(value, path[...], holdsSources: true, message: message)
    }

    private mutating func returned(_ value: JSONValue, _ path: ArraySlice<String>, holdsSources: Bool, message: Int) {
        guard let name = path.first else {
            switch value.kind {
            case .array:
                for block in value.elements {
                    if holdsSources, let type = block["type"]?.string, ["document", "search_result"].contains(type) {
                        source(block, message: message)
                    } else {
                        textBlock(block, role: .tool, message: message)
                    }
                }
            case .string: builder.text(value, role: .tool, message: message, toolCallID: answeredID)
            case .null: break
            default: builder.keep(value.range, as: .opaque)
            }
            return
        }
        guard value.kind == .object else { return builder.keep(value.range, as: .opaque) }
        fields(of: value) { parser, key, field in
            guard parser.isKnown(key, [name]) else { return false }
            parser.returned(field, path.dropFirst(), holdsSources: holdsSources, message: message)
            return true
        }
    }

    /// Goes through a block's fields: those that `visit` does not take and that are not known are kept byte for byte.
    private mutating func fields(of block: JSONValue, visit: (inout ConversationParser, JSONValue, JSONValue) -> Bool) {
        for (key, field) in block.members where !visit(&self, key, field) {
            if !isKnown(key, Self.knownBlockFields) { builder.keep(field.range, as: .envelope) }
        }
    }

    private mutating func noteID(_ value: JSONValue?) {
        if let id = value?.string { toolCallIDs.append(id) }
    }

    /// Notes a call: its name, and its arguments, which are an object or the text of one.
    private mutating func note(_ call: JSONValue, id: String) {
        guard let name = (call["name"] ?? call["toolName"])?.string else { return }
        let input = (call["args"] ?? call["input"]).map { Array(builder.bytes[$0.range]) } ?? call["arguments"]?.decodedString?.bytes ?? []
        toolCalls.append(ToolCall(id: id, name: name, input: input))
    }

    /// Calls of old have no id: their results name the function.
    private static func id(ofFunction name: String) -> String { "function \(name)" }

    private func isText(_ value: JSONValue) -> Bool { value.kind == .string || value.kind == .array }

    private func isKnown(_ key: JSONValue, _ names: [String]) -> Bool {
        let text = builder.bytes[key.contentRange]
        // A key may be written with escapes; it is the same key.
        if text.contains(0x5C), let name = key.string { return names.contains(name) }
        return names.contains { text.elementsEqual($0.utf8) }
    }

    /// What a request calls its messages, and what the system text beside them.
    private static let requests: [(list: String, system: [String])] = [
        ("messages", ["system"]), ("input", ["instructions"]), ("contents", ["systemInstruction", "system_instruction"]),
    ]
    private static let responsesFields = [
        "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "max_tool_calls", "store", "stream", "temperature",
        "top_p", "max_output_tokens", "reasoning", "text", "metadata", "previous_response_id", "conversation", "include", "truncation",
        "user",
        "background", "service_tier", "prompt_cache_key", "safety_identifier",
    ]
    private static let itemTypes: Set<String> = [
        "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output", "reasoning", "item_reference", "compaction",
        "web_search_call", "file_search_call", "image_generation_call", "code_interpreter_call", "computer_call", "computer_call_output",
        "local_shell_call", "local_shell_call_output", "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output",
        "mcp_call", "mcp_list_tools", "mcp_approval_request", "mcp_approval_response",
    ]
    private static let knownRequestFields = [
        "messages", "system", "model", "tools", "functions", "max_tokens", "tool_choice", "stream", "input", "instructions", "contents",
    ]
    private static let knownBlockFields = [
        "type", "id", "name", "input", "tool_use_id", "call_id", "cache_control", "is_error", "toolUseId", "toolCallId",
        "toolName", "status",
    ]
    private static let roles: [String: Role] = [
        "system": .system, "developer": .developer, "user": .user, "human": .user, "assistant": .assistant, "model": .assistant,
        "tool": .tool, "function": .tool,
    ]
}
