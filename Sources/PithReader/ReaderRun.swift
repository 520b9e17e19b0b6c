// Asks a model every question once: from the cache where it was asked before, else from the endpoint, with patience where that is busy.
//
// Prompts that make the same request (a contestant that left the context as it is) share one call. Calls are begun in the order of the prompts, task by
// task, so that a run which ends early has whole tasks. When it is cancelled, no call is begun any more, and those under way are waited for and kept.

import PithJSON
import PithSystem

/// A question with what became of it.
package struct AnsweredPrompt: Sendable {
    package enum Outcome: Sendable {
        case reply(ChatReply, score: AnswerScore, wasCached: Bool)
        /// The endpoint did not answer, and said why.
        case failed(String)
        /// The run ended before: it was cancelled, or the spending cap was reached.
        case notAsked
    }
    package let prompt: ReaderPrompt
    package let outcome: Outcome

    package init(prompt: ReaderPrompt, outcome: Outcome) { (self.prompt, self.outcome) = (prompt, outcome) }
}

/// What is to be asked, of whom, and how hard to try.
package struct ReaderRun: Sendable {
    package let endpoint: any ChatEndpoint
    package let request: ChatRequest
    package let cache: ReplyCache
    package var spending = Spending(prices: Prices(input: 0, output: 0))
    package var callsPerMinute: Double?
    package var concurrentCallCount = 1
    package var clock: any ReaderClock = MachineClock()

    package init(endpoint: any ChatEndpoint, request: ChatRequest, cache: ReplyCache) {
        (self.endpoint, self.request, self.cache) = (endpoint, request, cache)
    }

    private enum CallOutcome: Sendable {
        case reply(ChatReply, wasCached: Bool)
        case failed(String)
        case notAsked
    }

    private struct Call: Sendable {
        let key: String
        let body: [UInt8]
    }

    /// The prompts with their replies, in order. `progress` is told of each call that ended. Throws when the endpoint refuses the key, or the cache
    /// cannot be written: going on would ask in vain, or pay for what is lost.
    package func run(
        _ prompts: [ReaderPrompt], progress: @escaping @Sendable () -> Void = {}, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) async throws -> [AnsweredPrompt] {
        var calls: [Call] = []
        var placeOfKey: [String: Int] = [:]
        let placeOfPrompt = prompts.map { prompt in
            let body = request.body(for: prompt)
            let key = ChatRequest.cacheKey(endpoint: endpoint.name, body: body)
            if let place = placeOfKey[key] { return place }
            placeOfKey[key] = calls.count
            calls.append(Call(key: key, body: body))
            return calls.count - 1
        }
        let outcomes = try await outcomes(of: calls, progress: progress, isCancelled: isCancelled)
        return zip(prompts, placeOfPrompt).map { prompt, place in
            switch outcomes[place] {
            case .reply(let reply, let wasCached):
                let score = AnswerScore(of: reply.text, answers: prompt.answers)
                return AnsweredPrompt(prompt: prompt, outcome: .reply(reply, score: score, wasCached: wasCached))
            case .failed(let reason): return AnsweredPrompt(prompt: prompt, outcome: .failed(reason))
            case .notAsked: return AnsweredPrompt(prompt: prompt, outcome: .notAsked)
            }
        }
    }

    private func outcomes(
        of calls: [Call], progress: @escaping @Sendable () -> Void, isCancelled: @escaping @Sendable () -> Bool
    ) async throws -> [CallOutcome] {
        var outcomes = [CallOutcome](repeating: .notAsked, count: calls.count)
        let pacer = Pacer(callsPerMinute: callsPerMinute, clock: clock)
        try await withThrowingTaskGroup(of: (Int, CallOutcome).self) { group in
            var next = 0
            func begin() {
                guard next < calls.count else { return }
                let place = next
                next += 1
                group.addTask {
                    let outcome = try await outcome(of: calls[place], pacer: pacer, isCancelled: isCancelled)
                    progress()
                    return (place, outcome)
                }
            }
            for _ in 0..<max(1, concurrentCallCount) { begin() }
            do {
                while let (place, outcome) = try await group.next() {
                    outcomes[place] = outcome
                    begin()
                }
            } catch {
                // What is under way was paid for: let it end and be kept.
                while let result = await group.nextResult() { _ = result }
                throw error
            }
        }
        return outcomes
    }

    private func outcome(of call: Call, pacer: Pacer, isCancelled: @Sendable () -> Bool) async throws -> CallOutcome {
        if let kept = await cache.reply(for: call.key) { return .reply(kept, wasCached: true) }
        var complaint = ""
        for attempt in 0..<RetryRule.attemptCount {
            if isCancelled() { return .notAsked }
            await pacer.wait()
            if isCancelled() { return .notAsked }
            guard let reserved = await spending.reserve(bodyByteCount: call.body.count, maxReplyTokenCount: request.maxReplyTokenCount)
            else { return .notAsked }
            let start = clock.seconds
            let answer = await endpoint.send(call.body)
            let milliseconds = (clock.seconds - start) * 1000
            var asked: Double?
            switch answer {
            case .response(let status, let body, let retryAfter):
                if (200..<300).contains(status), let reply = ChatReply(responseBody: body, milliseconds: milliseconds) {
                    await spending.settle(reserved, inputTokenCount: reply.inputTokenCount, outputTokenCount: reply.outputTokenCount)
                    try await cache.keep(reply, for: call.key)
                    return .reply(reply, wasCached: false)
                }
                await spending.settle(reserved, inputTokenCount: 0, outputTokenCount: 0)
                complaint = "HTTP \(status): \(Self.message(in: body))"
                if status == 401 || status == 403 { throw ReaderError.refused(status: status, message: Self.message(in: body)) }
                // A response that is no reply, though its status says all is well, may be a proxy's.
                guard RetryRule.isWorthRepeating(status: status) || (200..<300).contains(status) else { return .failed(complaint) }
                asked = retryAfter
            case .unreachable(let reason):
                await spending.settle(reserved, inputTokenCount: 0, outputTokenCount: 0)
                complaint = reason
            }
            guard attempt + 1 < RetryRule.attemptCount else { break }
            await patience(RetryRule.waitSeconds(attempt: attempt, asked: asked, key: call.key), isCancelled: isCancelled)
        }
        return .failed("\(complaint) (\(RetryRule.attemptCount) attempts)")
    }

    /// Waits, and stops waiting soon after the run is cancelled.
    private func patience(_ seconds: Double, isCancelled: @Sendable () -> Bool) async {
        var left = seconds
        while left > 0, !isCancelled() {
            await clock.sleep(seconds: min(left, 0.25))
            left -= 0.25
        }
    }

    /// What an error response says, cut to one short line.
    private static func message(in body: [UInt8]) -> String {
        let root = (try? JSONDocument(body))?.root
        let text =
            root?["error"]?["message"]?.string ?? root?["error"]?.string ?? root?["message"]?.string
            ?? String(decoding: body, as: UTF8.self)
        return String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))
    }
}
