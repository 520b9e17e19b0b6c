// What a conversation costs when it is sent as an agent sends it: before each answer of the assistant, everything so far. A provider bills the part
// that it saw in the request before at a fraction. Where each request's messages are the beginning of the next one's, as they are in the
// input and in what --session makes of it, all requests can be read off the last: one pass over it.

import Pith
import PithEvaluation

struct SessionBill {
    private(set) var requestCount = 0
    /// In tokens of fresh input, under the cost model.
    private(set) var billedTokens = 0.0

    /// The bill for `prompt`, sent request by request; nil when it is no conversation.
    init?(_ prompt: Prompt, encoding: Encoding, costModel: CostModel) {
        let messages = prompt.messages.sorted { $0.rawRange.lowerBound < $1.rawRange.lowerBound }
        guard let last = messages.last else { return nil }
        // What follows the messages, at least a bracket, is sent with each request.
        let tailTokenCount = encoding.count(prompt.bytes[last.rawRange.upperBound...])
        var counter = TokenCounter(encoding)
        var appendedByteCount = 0, sharedTokenCount = 0
        for (index, message) in messages.enumerated() {
            counter.append(Array(prompt.bytes[appendedByteCount..<message.rawRange.upperBound]))
            appendedByteCount = message.rawRange.upperBound
            // What the assistant answers may be several items: calls, reasoning.
            guard index + 1 == messages.count || (messages[index + 1].role == .assistant && message.role != .assistant) else { continue }
            let tokenCount = counter.count
            billedTokens += costModel.billedTokens(
                promptTokenCount: tokenCount + tailTokenCount, sharedTokenCount: sharedTokenCount)
            requestCount += 1
            sharedTokenCount = tokenCount
        }
    }
}
