import Foundation
import PithJSON
import Testing

@testable import PithReader

@Suite struct ReaderSummaryTests {
    private let small = ReaderPrompt.Arm(contestant: "small", setting: "0.1")

    private func answer(_ id: Int, _ arm: ReaderPrompt.Arm, _ reply: String?, score: Double = 1) -> AnsweredPrompt {
        let prompt = ReaderPrompt(
            suite: "s", id: "t\(id)", arm: arm, query: "?", answers: ["yes"], context: "", tokenCount: arm == .full ? 100 : 10, score: score
        )
        guard let reply else { return AnsweredPrompt(prompt: prompt, outcome: .failed("no")) }
        let chat = ChatReply(text: reply, inputTokenCount: 20, outputTokenCount: 2, milliseconds: 5)
        return AnsweredPrompt(prompt: prompt, outcome: .reply(chat, score: AnswerScore(of: reply, answers: ["yes"]), wasCached: id > 0))
    }

    @Test func contextsAreComparedOnTheTasksThatAllHave() throws {
        let answered = (0..<20).flatMap { [answer($0, .full, $0 < 10 ? "yes" : "no"), answer($0, small, $0 < 5 ? "yes" : "no")] }
        let incomplete = [answer(20, .full, "yes"), answer(20, small, nil)]
        let summary = ReaderSummary(of: answered + incomplete)
        let suite = try #require(summary.suites.first)
        #expect(suite.taskCount == 20 && suite.incompleteTaskCount == 1)
        #expect(suite.arms[0].mean.f1 == 0.5 && suite.arms[0].fidelity == 1 && suite.arms[0].difference == nil)
        #expect(suite.arms[1].mean.f1 == 0.25 && suite.arms[1].fidelity == 0.5)
        #expect(suite.arms[1].difference?.difference == -0.25 && suite.arms[1].difference?.verdict == .inferior)
        #expect(suite.arms[1].meanTokenCount == 10 && suite.arms[1].meanOutputTokenCount == 2)
        #expect(summary.failureCount == 1 && summary.firstFailure == "t20, small 0.1: no")
        #expect(summary.paidCallCount == 2)
    }

    @Test func betterThanFullIsDistractionAndNeverMoreThanAll() throws {
        let answered = (0..<40).flatMap { [answer($0, .full, $0 < 20 ? "yes" : "no"), answer($0, small, $0 < 30 ? "yes" : "no")] }
        let summary = ReaderSummary(of: answered)
        let arm = try #require(summary.suites.first?.arms.last)
        #expect(arm.fidelity == 1 && arm.fidelityInterval?.high == 1 && arm.showsDistraction)
        let text = ReaderReport.text(of: summary, model: "m")
        #expect(text.contains("small 0.1: the reader is distracted by what this context leaves out (F1 +0.25); fidelity counts as 1"))
        #expect(!text.contains("1.50"))
    }

    @Test func rightRepliesAreCountedWhereTheAnswerIsVisibleAndWhereNot() throws {
        let answered = [
            answer(0, small, "yes"), answer(1, small, "no"), answer(2, small, "no", score: 0), answer(3, small, "yes", score: 0),
        ]
        let arm = try #require(ReaderSummary(of: answered).suites.first?.arms.first)
        #expect(arm.visibleTaskCount == 2 && arm.rightWhereVisibleCount == 1 && arm.rightWhereNotVisibleCount == 1)
        #expect(arm.fidelity == nil && arm.difference == nil, "nothing to compare with")
    }

    @Test func theReportForProgramsIsJSON() throws {
        let summary = ReaderSummary(of: [answer(0, .full, "yes"), answer(0, small, "no")])
        let root = try JSONDocument(ReaderReport.bytes(of: summary, model: "m\"", version: "0")).root
        #expect(root["schema"]?.string == "pith-reader/1" && root["model"]?.string == "m\"")
        let contexts = try #require(root["suites"]).elements.flatMap { Array($0["contexts"]!.elements) }
        #expect(contexts.count == 2 && contexts[1]["f1"]?.number == 0 && contexts[1]["verdict"]?.string != nil)
        #expect(!ReaderReport.text(of: ReaderSummary(of: []), model: "m").isEmpty)
    }
}
