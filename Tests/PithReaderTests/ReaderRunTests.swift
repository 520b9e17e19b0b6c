import Foundation
import Synchronization
import Testing

@testable import PithReader

@Suite struct ReaderRunTests {
    @Test func aBusyEndpointIsAskedAgainAfterTheTimeItNames() async throws {
        let endpoint = StubEndpoint([.status(429, retryAfter: 7), .unreachable, .status(503), .reply("Yes.")])
        let clock = StubClock()
        let answered = try await reader(endpoint, cache: try ReplyCache(path: nil), clock: clock).run(prompts(1))
        #expect(answered[0].reply == "Yes.")
        #expect(endpoint.bodies.count == 4 && Set(endpoint.bodies).count == 1)
        // 7, then 2 and 4 seconds spread by half to each side.
        #expect(clock.seconds >= 10 && clock.seconds <= 16)
    }

    @Test func patienceEnds() async throws {
        let endpoint = StubEndpoint(Array(repeating: .status(500), count: 50))
        let answered = try await reader(endpoint, cache: try ReplyCache(path: nil)).run(prompts(1))
        #expect(answered[0].failure == "HTTP 500: no (6 attempts)")
        #expect(endpoint.bodies.count == RetryRule.attemptCount)
    }

    @Test func whatCannotBeMendedIsNotRepeated() async throws {
        let endpoint = StubEndpoint([.status(400)])
        let answered = try await reader(endpoint, cache: try ReplyCache(path: nil)).run(prompts(2))
        #expect(answered[0].failure == "HTTP 400: no" && answered[1].reply == "yes")
        #expect(endpoint.bodies.count == 2)
    }

    @Test func aRefusedKeyEndsTheRun() async throws {
        let endpoint = StubEndpoint([.reply("yes"), .status(401)])
        let cache = try ReplyCache(path: nil)
        await #expect(throws: ReaderError.refused(status: 401, message: "no")) {
            try await reader(endpoint, cache: cache).run(prompts(9))
        }
        #expect(endpoint.bodies.count == 2, "nobody else is asked in vain")
    }

    @Test func equalRequestsShareOneCall() async throws {
        let endpoint = StubEndpoint()
        let twice = prompts(3) + prompts(3, arm: ReaderPrompt.Arm(contestant: "same", setting: "1"))
        let answered = try await reader(endpoint, cache: try ReplyCache(path: nil)).run(twice)
        #expect(answered.count == 6 && answered.allSatisfy { $0.reply == "yes" })
        #expect(endpoint.bodies.count == 3)
    }

    @Test func callsKeepTheirPace() async throws {
        let clock = StubClock()
        var run = reader(StubEndpoint(), cache: try ReplyCache(path: nil), clock: clock)
        run.callsPerMinute = 30
        _ = try await run.run(prompts(5))
        #expect(clock.seconds == 8, "the first at once, four more two seconds apart")
    }

    @Test(arguments: [1, 4]) func theCapHoldsHoweverManyCallsAreUnderWay(_ concurrency: Int) async throws {
        let endpoint = StubEndpoint()
        var run = reader(endpoint, cache: try ReplyCache(path: nil))
        run.concurrentCallCount = concurrency
        // A call costs 110 × 10⁻³; its body and 8 tokens, which are set aside for it, some four times that.
        run.spending = Spending(prices: Prices(input: 1000, output: 1000), limit: 2, spentBefore: 0.5)
        let answered = try await run.run(prompts(100))
        let spent = await run.spending.spent
        let replyCount = answered.filter { $0.reply != nil }.count
        #expect(abs(spent - 0.5 - 0.11 * Double(replyCount)) < 1e-9)
        #expect(spent <= 2 && replyCount > 4 && replyCount < 14)
        #expect(endpoint.bodies.count == replyCount)
    }

    @Test func aCancelledRunBeginsNoCall() async throws {
        let endpoint = StubEndpoint()
        let done = Mutex(0)
        let answered = try await reader(endpoint, cache: try ReplyCache(path: nil)).run(
            prompts(9), progress: { done.withLock { $0 += 1 } }, isCancelled: { done.withLock { $0 >= 4 } })
        #expect(endpoint.bodies.count == 4)
        #expect(answered.map { $0.reply != nil } == [true, true, true, true, false, false, false, false, false])
    }

    @Test func thoughtsAreNotTheAnswer() {
        let reply = ChatReply(responseBody: StubEndpoint.response("<think>no, or</think> yes"), milliseconds: 1)
        #expect(reply?.text == "yes")
        #expect(ChatReply(responseBody: Array("{}".utf8), milliseconds: 1) == nil)
        #expect(ChatReply(responseBody: Array("<html>".utf8), milliseconds: 1) == nil)
    }

    @Test func aTemplateNeedsBothPlacesAndFillsThemOnce() throws {
        #expect(throws: ReaderError.badTemplate(missing: "{query}")) { try ChatRequest.Template("{context}") }
        let template = try ChatRequest.Template("{x} {query} | {context}")
        #expect(template.filled(context: "{query} \"c\"", query: "{context}?") == "{x} {context}? | {query} \"c\"")
    }
}
