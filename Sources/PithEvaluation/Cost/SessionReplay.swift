// Replays a conversation as an agent sends it: before each answer of the assistant, everything so far. Each request goes through the contestant
// anew, as it would in a proxy, and is billed by what it shares with the request before it.

import PithJSON
import PithSystem
import PithTokenizer

/// What a contestant made of one or several replayed conversations.
package struct SessionMeasurement: Sendable {
    package var requestCount = 0
    /// Requests in which a message that was sent before is no longer what it was.
    package var prefixBreakCount = 0
    package var sentTokenCount = 0
    package var billedTokens = 0.0
    package var milliseconds = 0.0
    package var failureCount = 0
    package var firstFailure: String?
    /// The sum over the conversations of score(last output) ÷ score(last request).
    package var fidelitySum = 0.0
    package var conversationCount = 0

    package var fidelity: Double { conversationCount == 0 ? .nan : fidelitySum / Double(conversationCount) }

    mutating func add(_ other: SessionMeasurement) {
        requestCount += other.requestCount
        prefixBreakCount += other.prefixBreakCount
        sentTokenCount += other.sentTokenCount
        billedTokens += other.billedTokens
        milliseconds += other.milliseconds
        failureCount += other.failureCount
        firstFailure = firstFailure ?? other.firstFailure
        fidelitySum += other.fidelitySum
        conversationCount += other.conversationCount
    }
}

/// Replays conversations through one contestant.
package struct SessionReplay: Sendable {
    package let costModel: CostModel
    package let encoding: Encoding

    package init(costModel: CostModel, encoding: Encoding) { (self.costModel, self.encoding) = (costModel, encoding) }

    /// The contexts of the requests in which the conversation was sent, each the beginning of the next; empty when the context is no array of messages.
    static func requests(of context: [UInt8]) -> [[UInt8]] {
        guard let document = try? JSONDocument(context) else { return [] }
        var root = document.root
        // Chat Completions and Anthropic, Responses, Gemini.
        if let inner = ["messages", "input", "contents"].lazy.compactMap({ document.root[$0] }).first(where: { $0.kind == .array }) {
            root = inner
        }
        guard root.kind == .array else { return [] }
        let messages = Array(root.elements)
        guard let first = messages.first, messages.allSatisfy({ $0.kind == .object }) else { return [] }
        // What the assistant answers may be several items: reasoning, calls.
        let isAnswer = messages.map(Self.isAnswer)
        var ends = messages.indices.filter { $0 > 0 && isAnswer[$0] && !isAnswer[$0 - 1] }
        if ends.last != messages.count { ends.append(messages.count) }
        return ends.map { end in
            Array(context[root.range.lowerBound..<first.range.lowerBound])
                + context[first.range.lowerBound..<messages[end - 1].range.upperBound] + [0x5D]
        }
    }

    /// Whether the assistant says the message or item: all items without a speaker are its own but for results.
    private static func isAnswer(_ message: JSONValue) -> Bool {
        if let role = message["role"]?.string { return role == "assistant" || role == "model" }
        return message["type"]?.string?.hasSuffix("_output") == false
    }

    /// Replays the task's conversation at one setting. A request that the contestant fails on is sent as it is.
    package func replay(_ task: EvaluationTask, through contestant: any Contestant, at setting: Setting, scorer: Scorer)
        -> SessionMeasurement
    {
        var measurement = SessionMeasurement()
        var previousTokens: [Int] = []
        var previousMessages: [[UInt8]] = []
        var last: [UInt8] = []
        let requests = Self.requests(of: task.context)
        for request in requests {
            let step = EvaluationTask(
                id: task.id, suite: task.suite, format: .messages, query: nil, context: request, expectations: task.expectations)
            let watch = Stopwatch()
            do {
                let output = try contestant.output(for: TaskInput(step, encoding: encoding), at: setting)
                measurement.milliseconds += output.milliseconds ?? watch.milliseconds
                last = output.bytes
            } catch {
                measurement.failureCount += 1
                measurement.firstFailure = measurement.firstFailure ?? error.description
                last = request
            }
            let tokens = encoding.encode(last)
            let shared = zip(tokens, previousTokens).prefix { $0 == $1 }.count
            let messages = Self.messages(of: last)
            if !messages.starts(with: previousMessages) { measurement.prefixBreakCount += 1 }
            measurement.requestCount += 1
            measurement.sentTokenCount += tokens.count
            measurement.billedTokens += costModel.billedTokens(promptTokenCount: tokens.count, sharedTokenCount: shared)
            (previousTokens, previousMessages) = (tokens, messages)
        }
        if let whole = requests.last, case let full = scorer.score(whole), full > 0 {
            measurement.conversationCount = 1
            measurement.fidelitySum = min(1, scorer.score(last) / full)
        }
        return measurement
    }

    /// The bytes of each message; an output that is no array is one message.
    private static func messages(of output: [UInt8]) -> [[UInt8]] {
        guard let root = try? JSONDocument(output).root, root.kind == .array else { return [output] }
        return root.elements.map { Array(output[$0.range]) }
    }
}
