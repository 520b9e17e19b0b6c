// What a model answered, and what the endpoint says it used.

import PithEvaluation
import PithJSON

/// A reply that was paid for.
package struct ChatReply: Sendable, Equatable {
    package let text: String
    package let inputTokenCount: Int
    package let outputTokenCount: Int
    package let milliseconds: Double

    package init(text: String, inputTokenCount: Int, outputTokenCount: Int, milliseconds: Double) {
        (self.text, self.inputTokenCount) = (text, inputTokenCount)
        (self.outputTokenCount, self.milliseconds) = (outputTokenCount, milliseconds)
    }

    /// The reply in the body of a response; nil when it is none. A refusal or an empty message is a reply without words.
    package init?(responseBody: [UInt8], milliseconds: Double) {
        guard let root = try? JSONDocument(responseBody).root, let choices = root["choices"], choices.kind == .array,
            let message = Array(choices.elements).first?["message"]
        else { return nil }
        let usage = UsageRecord(root)
        self.init(
            text: Self.withoutThoughts(message["content"]?.string ?? ""),
            inputTokenCount: usage.map { $0.freshTokenCount + $0.cacheReadTokenCount } ?? 0,
            outputTokenCount: usage?.outputTokenCount ?? 0, milliseconds: milliseconds)
    }

    /// The line of the cache that keeps it under `key`.
    func line(key: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("key", key)
            $0.member("reply", text)
            $0.member("inputTokens", inputTokenCount)
            $0.member("outputTokens", outputTokenCount)
            $0.member("milliseconds", number: milliseconds, decimals: 3)
        }
        return writer.bytes
    }

    /// The key and the reply of a line that `line(key:)` wrote.
    static func kept(in line: JSONValue) -> (key: String, reply: ChatReply)? {
        guard let key = line["key"]?.string, let text = line["reply"]?.string, let input = line["inputTokens"]?.integer,
            let output = line["outputTokens"]?.integer, let milliseconds = line["milliseconds"]?.number
        else { return nil }
        return (key, ChatReply(text: text, inputTokenCount: input, outputTokenCount: output, milliseconds: milliseconds))
    }

    /// Models that think aloud do so between <think> tags before they answer.
    private static func withoutThoughts(_ text: String) -> String {
        let trimmed = text.drop(while: \.isWhitespace)
        guard trimmed.hasPrefix("<think>"), let end = trimmed.firstRange(of: "</think>") else { return text }
        return String(trimmed[end.upperBound...].drop(while: \.isWhitespace))
    }
}
