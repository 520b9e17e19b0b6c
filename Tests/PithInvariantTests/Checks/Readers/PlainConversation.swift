// A conversation as a provider reads it, taken apart by the plain JSON reader: messages with their roles, the texts in them, and what must
// stay byte for byte.

/// A string of a conversation that a model reads as text.
struct PlainText: Equatable {
    /// The index of the element of the messages array, or -1 for Anthropic's top-level `system`.
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
        let list = root.isArray ? root : root["messages"]
        guard let list, list.isArray, !list.elements.isEmpty,
            list.elements.allSatisfy({ $0.isObject && $0["role"]?.string != nil })
        else { return nil }
        (self.bytes, self.root, messages) = (bytes, root, list.elements)
        if root.isObject, let system = root["system"] { content(system, role: "system", message: -1) }
        for (index, message) in messages.enumerated() {
            let role = message["role"]?.text ?? ""
            for member in message.members {
                let key = String(decoding: member.key, as: UTF8.self)
                if key == "content" {
                    if Self.roles.contains(role) {
                        content(member.value, role: role, message: index)
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
        if let id = messages[message]["tool_call_id"]?.text { ids.append(id) }
        for block in messages[message]["content"]?.elements ?? [] {
            if block["type"]?.text == "tool_use", let id = block["id"]?.text { ids.append(id) }
            if block["type"]?.text == "tool_result", let id = block["tool_use_id"]?.text { ids.append(id) }
        }
        return ids
    }

    /// Whether a message of the assistant stands before `message`.
    func assistantSpeaks(before message: Int) -> Bool {
        messages[..<max(0, message)].contains { ["assistant", "model"].contains($0["role"]?.text) }
    }

    /// The index of the newest message in which a user says something, or nil; of what users send tools' results with, that is none of these.
    func newestUserMessage(amongResults: Bool) -> Int? {
        texts.last {
            ["user", "human"].contains($0.role) && !(amongResults && assistantSpeaks(before: $0.message))
                && $0.bytes.contains { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } && !$0.isUnreadable
        }?.message
    }

    private mutating func content(_ value: PlainJSON, role: String, message: Int) {
        if value.string != nil { return text(value, role: role, message: message) }
        for block in value.elements {
            switch block["type"]?.text {
            case "text", "input_text", "output_text": textBlock(block, role: role, message: message)
            case "tool_use": unknownFields(block, except: [])
            case "tool_result":
                unknownFields(block, except: ["content"])
                if let inner = block["content"] {
                    if inner.string != nil { text(inner, role: "tool", message: message) }
                    for part in inner.elements {
                        if ["text", "input_text", "output_text"].contains(part["type"]?.text ?? "") {
                            textBlock(part, role: "tool", message: message)
                        } else {
                            opaque.append(part.range)
                        }
                    }
                }
            default: opaque.append(block.range)
            }
        }
    }

    private mutating func textBlock(_ block: PlainJSON, role: String, message: Int) {
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
