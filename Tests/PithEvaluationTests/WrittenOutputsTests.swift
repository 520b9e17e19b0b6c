import Foundation
import PithJSON
import PithSystem
import Testing

@testable import PithEvaluation

/// Outputs as files, the gold passage alone, and what a contestant costs as a program.
@Suite struct WrittenOutputsTests {
    private func tasks(_ suite: String) -> [EvaluationTask] {
        (0..<6).map { number in
            EvaluationTask(
                id: "t\(number)", suite: suite, format: .text, query: "Who keeps key \(number)?",
                context: Array("The hall.\nIt is wide.\n\nAnn keeps key \(number)0. She is kind.\n\nBob keeps nothing.\n".utf8),
                expectations: [.any(["key \(number)0"], support: ["keeps"], minimum: 0.5)], answers: ["Ann"])
        }
    }

    private func temporaryPath() -> String { FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString)").path }

    @Test func goldOnlyIsTheParagraphThatSatisfiesTheTask() throws {
        let task = tasks("s")[3]
        let output = try GoldOnly().output(for: TaskInput(task, encoding: .o200kBase), at: .own("gold"))
        #expect(String(decoding: output.bytes, as: UTF8.self) == "Ann keeps key 30. She is kind.\n\n")
        let elsewhere = EvaluationTask(
            id: "t", suite: "s", format: .log, context: Array("a 1\nb 2\nc 3\n".utf8),
            expectations: [.near([["a"], ["c"]], within: 50)])
        let lines = try GoldOnly().output(for: TaskInput(elsewhere, encoding: .o200kBase), at: .own("gold"))
        #expect(String(decoding: lines.bytes, as: UTF8.self) == "a 1\nc 3\n", "no line holds both, so each that holds one")
    }

    @Test(arguments: [1, 3]) func outputsAreWrittenInTheOrderOfTheTasksAndReadAgain(_ threadCount: Int) throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var run = EvaluationRun(contestants: try ["truncate-head", "gold-only"].map { try contestant(named: $0, seed: 1) })
        (run.shares, run.threadCount) = ([0.5], threadCount)
        let writer = try OutputWriter(path: path, columns: run.columns)
        run.record = { writer.add($2, of: $1, at: $0) }
        let suites = [("one", tasks("one")), ("two", tasks("two"))]
        let first = run.run(suites)
        try writer.finish()
        let lines = try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { try JSONDocument(Array($0)).root }
        #expect(lines.count == 24)
        #expect(
            lines.map { $0["suite"]!.string! + $0["id"]!.string! }
                == suites.flatMap { $0.1 }.flatMap { [$0.suite + $0.id, $0.suite + $0.id] })
        #expect(
            first.suites.allSatisfy {
                $0.tasks.allSatisfy { $0.task == nil && $0.measurements.allSatisfy { $0.allSatisfy { $0.output == nil } } }
            })
        let again = EvaluationRun(contestants: [try recordedContestant("gold-only=\(path)")]).run(suites)
        let scores = again.suites.flatMap(\.tasks).map { $0.measurements[0][0].score }
        #expect(scores == [Double](repeating: 1, count: 12), "ids are the same in both suites, and are kept apart")
        #expect(throws: EvaluationError.self) { try recordedContestant("nobody=\(path)") }
    }

    @Test func aCommandIsStartedOnceMoreToSeeWhatThatCosts() throws {
        var run = EvaluationRun(contestants: [try contestant(named: "cmd:cat", seed: 1), try contestant(named: "empty", seed: 1)])
        run.measuresProcesses = true
        run.costModel = try CostModel.named("tenth")
        let summary = EvaluationSummary(of: run.run([("one", tasks("one"))]), resampleCount: 10)
        let contestants = try #require(summary.suites.first).contestants
        #expect(try #require(contestants[0].startUpMilliseconds) > 0 && #require(contestants[0].peakMemoryByteCount) > 100_000)
        #expect(contestants[1].startUpMilliseconds == nil && contestants[1].peakMemoryByteCount == nil)
        #expect(contestants[0].points[0].billedTokens == summary.suites[0].contextBilledTokens)
        #expect(contestants[1].points[0].billedTokens == 0)
        let table = TableReport.text(of: summary)
        #expect(["start ms", "MB", "billed"].allSatisfy { table.contains($0) })
    }

    @Test func theSessionPageNeedsNothingElseAndDescribesItsFigure() throws {
        let context =
            #"[{"role":"user","content":"Book 12 crates."},{"role":"assistant","content":"Booked."},{"role":"user","content":"And 7 more."}]"#
        let task = EvaluationTask(
            id: "<c>", suite: "<chat>", format: .messages, context: Array(context.utf8), expectations: [.any(["7 more"])])
        let model = try CostModel.named("tenth")
        let run = SessionRun(
            contestants: [try contestant(named: "truncate-tail", seed: 1), try contestant(named: "empty", seed: 1)], shares: [0.5],
            replay: SessionReplay(costModel: model, encoding: .o200kBase))
        let page = String(
            decoding: SessionPage.page(
                of: run.run([("<chat>", [task]), ("none", [])]), costModel: model, encodingName: "o200k_base", version: "0"),
            as: UTF8.self)
        #expect(page.firstMatch(of: #/<script|<link|<img|<iframe|@import|url\(|https?:|\son[a-z]+=/#) == nil)
        #expect(page.contains("&lt;chat&gt;") && !page.contains("<chat>"))
        #expect(page.contains("full: 100% of the tokens sent, 100% of the bill."))
        #expect(page.matches(of: #/<table/#).count == page.matches(of: #/<table><caption>/#).count)
    }
}
