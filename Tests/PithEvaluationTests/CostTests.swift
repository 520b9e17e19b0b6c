import Foundation
import PithJSON
import PithPrompt
import Testing

@testable import PithEvaluation

@Suite struct CostTests {
    @Test func cachedPrefixesAreBilledByTheProvidersRules() throws {
        let sonnet = try CostModel.named("anthropic-sonnet"), gpt = try CostModel.named("openai-gpt-5"),
            tenth = try CostModel.named("tenth")
        #expect(sonnet.billedTokens(promptTokenCount: 1000, sharedTokenCount: 900) == 1000, "too short to be cached: no write, no read")
        #expect(sonnet.billedTokens(promptTokenCount: 2000, sharedTokenCount: 0) == 2500)
        #expect(sonnet.billedTokens(promptTokenCount: 3000, sharedTokenCount: 2000) == 200 + 1250)
        #expect(sonnet.billedTokens(promptTokenCount: 3000, sharedTokenCount: 1000) == 3750, "a shared part too short is read fresh")
        #expect(gpt.billedTokens(promptTokenCount: 3000, sharedTokenCount: 2000) == 1920 * 0.1 + 1080, "cached in steps of 128")
        #expect(tenth.billedTokens(promptTokenCount: 30, sharedTokenCount: 20) == 12)
        #expect(throws: EvaluationError.self) { try CostModel.named("sonnet") }
    }

    @Test func theTableOfCostModelsIsSound() {
        #expect(Set(allCostModels.map(\.name)).count == allCostModels.count)
        for model in allCostModels {
            #expect(
                model.cacheRead > 0 && model.cacheRead <= 1 && model.cacheWrite >= 1 && model.cacheWriteHour >= model.cacheWrite,
                "\(model.name)")
            #expect(model.granularityTokenCount >= 1 && model.readInMonth.wholeMatch(of: #/20\d\d-\d\d/#) != nil, "\(model.name)")
        }
    }

    @Test(arguments: [
        (#"{"prompt_tokens":2006,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":1920}}"#, [86, 0, 0, 1920, 300]),
        (
            #"{"id":"r","usage":{"input_tokens":2006,"output_tokens":300,"input_tokens_details":{"cached_tokens":1920}}}"#,
            [86, 0, 0, 1920, 300]
        ),
        (#"{"prompt_tokens":20,"completion_tokens":3}"#, [20, 0, 0, 0, 3]),
        (#"{"prompt_tokens":20,"completion_tokens":3,"prompt_tokens_details":null}"#, [20, 0, 0, 0, 3]),
        (
            #"{"input_tokens":86,"output_tokens":300,"cache_creation_input_tokens":50,"cache_read_input_tokens":1920}"#,
            [86, 50, 0, 1920, 300]
        ),
        (
            #"{"usage":{"input_tokens":8,"output_tokens":3,"cache_creation_input_tokens":50,"cache_read_input_tokens":null,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30}}}"#,
            [8, 20, 30, 0, 3]
        ),
    ])
    func bothProvidersUsageIsReadIntoOneForm(_ text: String, _ counts: [Int]) throws {
        let usage = try #require(UsageRecord(JSONDocument(Array(text.utf8)).root))
        let found = [
            usage.freshTokenCount, usage.cacheWriteTokenCount, usage.cacheWriteHourTokenCount, usage.cacheReadTokenCount,
            usage.outputTokenCount,
        ]
        #expect(found == counts)
    }

    @Test func whatIsNoUsageIsNotRead() throws {
        for text in [#"{}"#, #"[]"#, #"{"usage":null}"#, #"{"tokens":3}"#, #"{"input_tokens":-3}"#, #"{"input_tokens":"3"}"#] {
            #expect(try UsageRecord(JSONDocument(Array(text.utf8)).root) == nil, "\(text)")
        }
    }

    private let conversation = """
        [{"role": "system", "content": "You keep the ledger."}, {"role": "user", "content": "Book 12 crates."}, {"role": "assistant", "content": "Booked 12 crates."}, \
        {"role": "user", "content": "And 7 more."}, {"role": "assistant", "content": "19 crates."}]
        """

    @Test func aConversationIsSentBeforeEachAnswerAndOnceWhole() throws {
        let requests = SessionReplay.requests(of: Array(conversation.utf8))
        #expect(try requests.map { try Array(JSONDocument($0).root.elements).count } == [2, 4, 5])
        #expect(requests.last == Array(conversation.utf8))
        let object = Array(#"{"model": "m", "messages": \#(conversation)}"#.utf8)
        #expect(SessionReplay.requests(of: object) == requests)
        #expect(SessionReplay.requests(of: Array("text".utf8)).isEmpty)
        #expect(SessionReplay.requests(of: Array("[]".utf8)).isEmpty)
        #expect(SessionReplay.requests(of: Array("[1]".utf8)).isEmpty)
    }

    @Test func requestsOfOtherProvidersAreReplayedToo() throws {
        let items = #"""
            [{"role": "user", "content": "Book 12 crates."}, {"type": "reasoning", "summary": []}, {"type": "function_call", "call_id": "c", "name": "book", "arguments": "{}"}, \
            {"type": "function_call_output", "call_id": "c", "output": "booked"}, {"type": "message", "role": "assistant", "content": "Booked."}, {"role": "user", "content": "And 7 more."}]
            """#.replacingOccurrences(of: "\\\n", with: "")
        let responses = SessionReplay.requests(of: Array(#"{"model": "m", "instructions": "Be kind.", "input": \#(items)}"#.utf8))
        #expect(
            try responses.map { try Array(JSONDocument($0).root.elements).count } == [1, 4, 6], "a call and its reasoning are one answer")
        let contents =
            #"[{"role": "user", "parts": [{"text": "Go."}]}, {"role": "model", "parts": [{"text": "So."}]}, {"parts": [{"text": "On."}]}]"#
        let gemini = SessionReplay.requests(of: Array(#"{"contents": \#(contents)}"#.utf8))
        #expect(try gemini.map { try Array(JSONDocument($0).root.elements).count } == [1, 3])
        for request in responses + gemini { #expect(try Prompt(parsing: request).format == .messages) }
    }

    @Test func aReplayCountsWhatIsSentBilledAndBroken() throws {
        let task = EvaluationTask(
            id: "c", suite: "s", format: .messages, context: Array(conversation.utf8),
            expectations: [.any(["19 crates"]), .any(["ledger"])])
        let replay = SessionReplay(costModel: try .named("tenth"), encoding: .o200kBase)
        let suites = SessionRun(contestants: [FromTheEnd()], shares: [1], replay: replay).run([("s", [task, task])])
        let plain = suites[0].rows[0].measurement, shortened = suites[0].rows[1].measurement
        let tokens = SessionReplay.requests(of: task.context).map { replay.encoding.encode($0) }
        #expect(plain.requestCount == 6 && plain.conversationCount == 2)
        #expect(plain.sentTokenCount == 2 * tokens.reduce(0) { $0 + $1.count })
        #expect(plain.prefixBreakCount == 0 && plain.fidelity == 1)
        var billed = 0.0
        for (place, request) in tokens.enumerated() {
            let shared = place == 0 ? 0 : zip(request, tokens[place - 1]).prefix { $0 == $1 }.count
            billed += Double(request.count - shared) + 0.1 * Double(shared)
        }
        #expect(abs(plain.billedTokens - 2 * billed) < 1e-9)
        #expect(shortened.prefixBreakCount == 4, "two of three requests begin elsewhere than the one before")
        #expect(shortened.fidelity == 0.5)
        #expect(SessionReport.text(of: suites, costModel: replay.costModel).contains("from-the-end"))
        #expect(
            try JSONDocument(SessionReport.bytes(of: suites, costModel: replay.costModel, encodingName: "e", version: "0")).root.kind
                == .object)
    }

    /// Keeps the last two messages.
    private struct FromTheEnd: Contestant {
        let name = "from-the-end"
        func settings(for shares: [Double]) -> [Setting] { [.own("2 messages")] }
        func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
            let units = ContextUnits(of: input.task)
            return ContestantOutput(units.text(of: Array(units.ranges.indices.suffix(2))))
        }
    }

    @Test func usageIsAddedUpByTag() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString).jsonl").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try """
        {"input_tokens": 10, "output_tokens": 1, "tags": {"team": "b"}}
        {"usage": {"input_tokens": 20, "output_tokens": 2}, "tags": {"team": "a"}, "model": "x"}
        nonsense
        {"input_tokens": 30, "output_tokens": 3, "tags": {"team": 7}}
        {"input_tokens": 40, "output_tokens": 4, "team": "b"}
        {"input_tokens": 50, "output_tokens": 5}
        """.write(toFile: path, atomically: true, encoding: .utf8)
        let bill = try Bill(path: path, by: "team")
        #expect(bill.rows.map(\.value) == ["", "7", "a", "b"])
        #expect(bill.rows.map(\.usage.freshTokenCount) == [50, 30, 20, 50])
        #expect(bill.total.callCount == 5 && bill.total.outputTokenCount == 15)
        #expect(bill.skippedLines == [3])
        #expect(bill.total.billedTokens(under: try .named("anthropic-sonnet")) == 150 + 15 * 5)
    }
}
