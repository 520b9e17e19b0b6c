// What a conversation comes to as a model gets it. A provider reads the JSON and hands its model the texts: escapes, brackets and the names of
// fields are no tokens.
//
// Source of the rule: OpenAI's Cookbook, "How to count tokens with Tiktoken": three tokens a message and those of its role and its texts, for a
// name one more than its own, three for the beginning of the answer. Other providers publish none; what they add a message is as little.

import PithJSON
import PithPrompt
import PithTokenizer

/// The tokens of a conversation as a model gets it.
public struct MessageTokens: Sendable {
    /// Tokens of the texts, the calls of tools (their names and arguments) and what begins each message.
    public let count: Int
    /// How many blocks hold no text that Pith knows, such as pictures and reasoning. They are not in the count, nor are the tools of a request.
    public let uncountedBlockCount: Int

    /// Counts in `encoding`; nil when the prompt is no conversation. Cost: that of counting the input.
    public init?(_ prompt: Prompt, encoding: Encoding) {
        guard prompt.format == .messages else { return nil }
        var count = 3
        for message in prompt.messages {
            count += 3 + encoding.count(message.role.rawValue)
            for view in message.views { count += encoding.count(prompt.views[view].bytes) }
            for call in message.toolCalls { count += encoding.count(call.name) + encoding.count(call.input) }
            if let name = Self.speaker(prompt, message) { count += 1 + encoding.count(name) }
        }
        self.count = count
        uncountedBlockCount = prompt.segments.count { $0.kind == .opaque }
    }

    /// The name that OpenAI's form gives a speaker beside its role.
    private static func speaker(_ prompt: Prompt, _ message: Message) -> String? {
        let root = try? JSONDocument(prompt.bytes, in: message.rawRange).root
        return root?["role"] == nil ? nil : root?["name"]?.string
    }
}
