// A conversation as a provider reads it, taken apart by the plain JSON reader: messages with their roles, the texts in them, and what must
// stay byte for byte.

/// A string of a conversation that a model reads as text.
struct PlainText: Equatable {
    /// The index of the element of the messages array, or -1 for the system text beside it.
    let message: Int
    /// Who speaks: a tool's result speaks for the tool.
    let role: String
    /// Where the string literal stands, quotes with it.
    let literal: Range<Int>
    let bytes: [UInt8]
    /// Whether the literal holds a surrogate that no UTF-8 can hold: then it is kept as it is.
    let isUnreadable: Bool
}

struct PlainConversation {
    let bytes: [UInt8]
    let root: PlainJSON
    let messages: [PlainJSON]
    /// In the order in which a model reads them: `system` first.
    private(set) var texts: [PlainText] = []
    /// What no one may touch: blocks and fields of unknown type.
    private(set) var opaque: [Range<Int>] = []

    static let roles: Set<String> = ["system", "developer", "user", "human", "assistant", "model", "tool", "function"]

    /// Nil when the bytes hold no conversation, or one that is nested too deep for this reader.
    init?(_ bytes: [UInt8]) {
        guard let root = PlainJSON(bytes) else { return nil }
        // What the request calls its messages, and what the system text beside them.
        let requests = [("messages", ["system"]), ("input", ["instructions"]), ("contents", ["systemInstruction", "system_instruction"])]
        let known = requests.filter { root[$0.0]?.isArray == true }.first
        let list = root.isArray ? root : known.flatMap { root[$0.0] }
        guard let list, list.isArray, !list.elements.isEmpty,
            list.elements.allSatisfy({ $0.isObject && (($0["role"] ?? $0["type"])?.string != nil || $0["parts"]?.isArray == true) })
        else { return nil }
        (self.bytes, self.root, messages) = (bytes, root, list.elements)
        if let system = known?.1.compactMap({ root[$0] }).first {
            if system.isObject {
                for part in system["parts"]?.elements ?? [] { self.part(part, role: "system", message: -1) }
            } else {
                content(system, role: "system", message: -1)
            }
        }
        for (index, message) in messages.enumerated() {
            guard message["role"]?.string != nil || message["parts"] != nil else {
                item(message, index)
                continue
            }
            let role = message["role"]?.text ?? "user"
            for member in message.members {
                let key = String(decoding: member.key, as: UTF8.self)
                if key == "content" {
                    if Self.roles.contains(role) {
                        content(member.value, role: role, message: index)
                    } else {
                        opaque.append(member.value.range)
                    }
                } else if key == "parts" {
                    if Self.roles.contains(role) {
                        for part in member.value.elements { self.part(part, role: role, message: index) }
                    } else {
                        opaque.append(member.value.range)
                    }
                } else if !["role", "name", "tool_calls", "tool_call_id"].contains(key) {
                    opaque.append(member.value.range)
                }
            }
        }
    }

    /// The ids of the tool calls a message makes or answers, in order.
    func toolIDs(_ message: Int) -> [String] {
        var ids = (messages[message]["tool_calls"]?.elements ?? []).compactMap { $0["id"]?.text }
        if let id = (messages[message]["tool_call_id"] ?? messages[message]["call_id"])?.text { ids.append(id) }
        for part in messages[message]["parts"]?.elements ?? [] {
            if let id = (part["functionCall"] ?? part["functionResponse"])?["id"]?.text { ids.append(id) }
        }
        for block in messages[message]["content"]?.elements ?? [] {
            if block["type"]?.text == "tool_use", let id = block["id"]?.text { ids.append(id) }
            if block["type"]?.text == "tool_result", let id = block["tool_use_id"]?.text { ids.append(id) }
            if ["tool-call", "tool-result"].contains(block["type"]?.text), let id = block["toolCallId"]?.text { ids.append(id) }
            if let id = (block["toolUse"] ?? block["toolResult"])?["toolUseId"]?.text { ids.append(id) }
        }
        return ids
    }

    /// Whether a message of the assistant stands before `message`.
    func assistantSpeaks(before message: Int) -> Bool {
        messages[..<max(0, message)].contains {
            if let role = $0["role"]?.text { return ["assistant", "model"].contains(role) }
            return $0["type"]?.text?.hasSuffix("_output") == false
        }
    }

    /// The index of the newest message in which a user says something, or nil; of what users send tools' results with, that is none of these.
    func newestUserMessage(amongResults: Bool) -> Int? {
        texts.last {
            ["user", "human"].contains($0.role) && !(amongResults && assistantSpeaks(before: $0.message))
                && $0.bytes.contains { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } && !$0.isUnreadable
        }?.message
    }

    /// An item of Responses that is no message: only what functions returned is a text to read.
    private mutating func item(_ value: PlainJSON, _ message: Int) {
        guard ["function_call_output", "custom_tool_call_output"].contains(value["type"]?.text) else { return opaque.append(value.range) }
        unknownFields(value, except: ["output", "call_id"])
        if let output = value["output"] { content(output, role: "tool", message: message) }
    }

    /// A part of Gemini's, or a block of Bedrock's: what a tool returned, the call of one, or a text and nothing else.
    private mutating func part(_ value: PlainJSON, role: String, message: Int) {
        guard value.members.count == 1 else { return textBlock(value, role: role, message: message) }
        if let answer = value["functionResponse"] {
            unknownFields(answer, except: ["response"])
            guard let response = answer["response"] else { return }
            guard response.isObject else { return opaque.append(response.range) }
            for member in response.members {
                guard member.value.string == nil else {
                    text(member.value, role: "tool", message: message)
                    continue
                }
                opaque.append(member.value.range)
            }
        } else if let use = value["toolUse"] {
            unknownFields(use, except: ["toolUseId"])
        } else if let result = value["toolResult"] {
            unknownFields(result, except: ["toolUseId", "status", "content"])
            if let inner = result["content"] { returned(inner, message: message) }
        } else {
            textBlock(value, role: role, message: message)
        }
    }

    private mutating func content(_ value: PlainJSON, role: String, message: Int) {
        if value.string != nil { return text(value, role: role, message: message) }
        for block in value.elements {
            switch block["type"]?.text {
            case nil: part(block, role: role, message: message)
            case "document", "search_result": source(block, message: message)
            case "tool_use": unknownFields(block, except: [])
            case "tool-call": unknownFields(block, except: ["toolCallId", "toolName"])
            case "tool_result":
                unknownFields(block, except: ["content"])
                if let inner = block["content"] { returned(inner, message: message) }
            case "tool-result":
                unknownFields(block, except: ["toolCallId", "toolName", "output"])
                guard let output = block["output"] else { continue }
                guard output.isObject else {
                    opaque.append(output.range)
                    continue
                }
                unknownFields(output, except: ["value"])
                if let inner = output["value"] { returned(inner, message: message) }
            default: textBlock(block, role: role, message: message)
            }
        }
    }

    /// What a tool returned: a text, or blocks of which texts are read.
    private mutating func returned(_ value: PlainJSON, message: Int) {
        if value.string != nil { return text(value, role: "tool", message: message) }
        guard value.isArray else { return opaque.append(value.range) }
        for block in value.elements {
            if ["document", "search_result"].contains(block["type"]?.text) {
                source(block, message: message)
            } else {
                textBlock(block, role: "tool", message: message)
            }
        }
    }

    /// A document that is a text, or what a search found; where citations are asked for, nobody touches it.
    private mutating func source(_ block: PlainJSON, message: Int) {
        let isFree = block["citations"]?["enabled"].map { bytes[$0.range].elementsEqual("false".utf8) } ?? true
        if isFree, block["type"]?.text == "search_result" {
            unknownFields(block, except: ["content"])
            for part in block["content"]?.elements ?? [] { textBlock(part, role: "tool", message: message) }
        } else if isFree, let source = block["source"], source["type"]?.text == "text" {
            unknownFields(block, except: ["source"])
            unknownFields(source, except: ["data"])
            if let data = source["data"] {
                if data.string != nil { text(data, role: "tool", message: message) } else { opaque.append(data.range) }
            }
        } else {
            opaque.append(block.range)
        }
    }

    /// A text, by its type or because it says nothing else; any other block is not touched.
    private mutating func textBlock(_ block: PlainJSON, role: String, message: Int) {
        let type = block["type"]?.text
        let saysOnlyText = type == nil && block.members.count == 1 && block["text"]?.string != nil
        guard ["text", "input_text", "output_text"].contains(type) || saysOnlyText else { return opaque.append(block.range) }
        unknownFields(block, except: ["text"])
        if let value = block["text"], value.string != nil { text(value, role: role, message: message) }
    }

    private mutating func unknownFields(_ block: PlainJSON, except names: [String]) {
        let known = ["type", "id", "name", "input", "tool_use_id", "cache_control", "is_error"] + names
        for member in block.members where !known.contains(String(decoding: member.key, as: UTF8.self)) { opaque.append(member.value.range) }
    }

    private mutating func text(_ value: PlainJSON, role: String, message: Int) {
        let decoded = value.string ?? []
        // Three bytes that begin ED A0…BF stand for a surrogate: the plain reader writes lone ones so. The input may hold them raw, too.
        let surrogate = zip(decoded, decoded.dropFirst()).contains { $0 == 0xED && $1 >= 0xA0 }
        let raw = bytes[value.range]
        let isUnreadable = surrogate && !zip(raw, raw.dropFirst()).contains { $0 == 0xED && $1 >= 0xA0 }
        texts.append(PlainText(message: message, role: role, literal: value.range, bytes: decoded, isUnreadable: isUnreadable))
    }
}
