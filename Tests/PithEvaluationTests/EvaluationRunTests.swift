import Foundation
import PithJSON
import PithPrompt
import Synchronization
import Testing

@testable import PithEvaluation

@Suite struct EvaluationRunTests {
    /// A text of numbered sentences, of which a task asks for one.
    private func task(_ number: Int, sentenceCount: Int = 40) -> EvaluationTask {
        let sentences = (0..<sentenceCount).map { "The value of item \($0) in register \(number) is \(1000 * number + 5000 + $0)." }
        return EvaluationTask(
            id: "t\(number)", suite: "registers", format: .text, query: "What is the value of item \(number % sentenceCount)?",
            context: Array(sentences.joined(separator: " ").utf8),
            expectations: [.any(["\(1000 * number + 5000 + number % sentenceCount)"])])
    }

    private func run(_ names: [String], _ tasks: [EvaluationTask], shares: [Double] = [1, 0.5, 0.25], threadCount: Int = 1) throws
        -> EvaluationResult
    {
        var run = EvaluationRun(contestants: try names.map { try contestant(named: $0, seed: 3) })
        run.shares = shares
        run.threadCount = threadCount
        return run.run([("registers", tasks)])
    }

    @Test func baselinesKeepWhatTheirNamesSayWithinTheirBudget() throws {
        let names = ["truncate-head", "truncate-tail", "random-sentences"]
        var run = EvaluationRun(contestants: try names.map { try contestant(named: $0, seed: 3) })
        run.shares = [1, 0.5, 0.25, 0.01]
        run.keptOutputTaskCount = 1
        let task = task(7)
        let suite = run.run([("registers", [task])]).suites[0].tasks[0]
        for (name, measurements) in zip(names, suite.measurements) {
            for (share, measurement) in zip(run.shares, measurements) {
                let output = try #require(measurement.output)
                #expect(Double(measurement.outputTokenCount) <= share * Double(suite.contextTokenCount) + 1, "\(name) at \(share)")
                if share == 1 { #expect(output == task.context) }
                if name == "truncate-head" { #expect(task.context.starts(with: output)) }
                if name == "truncate-tail" { #expect(task.context.reversed().starts(with: output.reversed())) }
                if name == "random-sentences", share == 0.5 {
                    #expect(output.count { $0 == 0x2E } > 15, "whole sentences fill the budget")
                    #expect(!task.context.starts(with: output))
                }
            }
        }
    }

    @Test func truncatedConversationsStayConversations() throws {
        let messages = (0..<20).map { #"{"role": "user", "content": "message number \#($0)"}"# }.joined(separator: ", ")
        let task = EvaluationTask(
            id: "c", suite: "s", format: .messages, context: Array("[\(messages)]".utf8), expectations: [.together([["number", "19"]])])
        for (name, first) in [("truncate-head", "number 0"), ("truncate-tail", "number 19"), ("random-sentences", "number")] {
            let input = TaskInput(task, encoding: .o200kBase)
            let output = try contestant(named: name, seed: 1).output(for: input, at: .share(0.4)).bytes
            let root = try JSONDocument(output).root
            #expect(root.elements.allSatisfy { $0.kind == .object } && (5...8).contains(Array(root.elements).count), "\(name)")
            #expect(String(decoding: output, as: UTF8.self).contains(first), "\(name)")
            #expect(input.encoding.count(output) <= input.budget(at: .share(0.4)))
        }
    }

    @Test func textIsCutAtCharacters() throws {
        let text = String(repeating: "😀日é𝄞", count: 30)
        let task = EvaluationTask(id: "u", suite: "s", format: .text, context: Array(text.utf8), expectations: [.any(["x"])])
        let input = TaskInput(task, encoding: .o200kBase)
        for name in ["truncate-head", "truncate-tail"] {
            for part in 1..<40 {
                let output = try contestant(named: name, seed: 1).output(for: input, at: .share(Double(part) / 40)).bytes
                #expect(String(validating: output, as: UTF8.self) != nil, "\(name) at \(part)/40")
            }
        }
    }

    @Test func controlsStandAtTheEnds() throws {
        let summary = EvaluationSummary(of: try run(["full", "empty", "gold-removed"], (0..<6).map { task($0) }))
        let fidelities = summary.suites[0].contestants.map { $0.points[0].fidelity }
        #expect(fidelities == [1, 0, 0])
        #expect(summary.suites[0].contestants[0].r90 == .atMost(1))
        #expect(summary.suites[0].contestants[2].points[0].share > 0.9, "only the sentence that answers is gone")
    }

    @Test func theReportIsTheSameWhateverTheNumberOfThreads() throws {
        let names = ["truncate-head", "random-sentences", "gold-removed"]
        func report(_ threadCount: Int) throws -> String {
            let summary = EvaluationSummary(of: try run(names, (0..<12).map { task($0) }, threadCount: threadCount), resampleCount: 100)
            let text = String(decoding: JSONReport.bytes(of: summary, version: "0"), as: UTF8.self)
            return text.replacing(#/"millisecondsPerTask":[0-9.e-]+/#, with: "")
        }
        #expect(try report(1) == report(3))
    }

    @Test func anInterruptedRunReportsTheTasksThatWereDone() throws {
        let done = Atomic<Int>(0)
        let run = EvaluationRun(contestants: [try contestant(named: "full", seed: 1)])
        let result = run.run(
            [("registers", (0..<9).map { task($0) })], progress: { done.add(1, ordering: .relaxed) },
            isCancelled: { done.load(ordering: .relaxed) >= 4 })
        let summary = EvaluationSummary(of: result)
        #expect(summary.suites[0].taskIDs == ["t0", "t1", "t2", "t3"])
        #expect(summary.suites[0].leftOutTaskCount == 5)
        #expect(TableReport.text(of: summary).contains("registers: 4 tasks"))
        #expect(try JSONDocument(JSONReport.bytes(of: summary, version: "0")).root["complete"]?.bool == false)
    }

    @Test func aFailureIsARowAndCountsAsNothingKept() throws {
        struct Broken: Contestant {
            let name = "broken"
            func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
                if input.task.id == "t1" { throw ContestantFailure("it broke") }
                return ContestantOutput(input.task.context)
            }
        }
        var run = EvaluationRun(contestants: [Broken()])
        run.shares = [1]
        let summary = EvaluationSummary(of: run.run([("registers", (0..<4).map { task($0) })]))
        let point = summary.suites[0].contestants[0].points[0]
        #expect(point.fidelities == [1, 0, 1, 1] && point.failureCount == 1 && point.firstFailure == "it broke")
        #expect(TableReport.text(of: summary).contains("! broken at 1: 1 of 4 tasks failed: it broke"))
    }

    @Test func aSuiteWhoseTasksCannotBeScoredHasNoFigures() throws {
        let unusable = EvaluationTask(id: "x", suite: "s", format: .text, context: Array("abc".utf8), expectations: [.any(["zzz"])])
        let summary = EvaluationSummary(of: try run(["full", "truncate-head"], [unusable]))
        #expect(summary.suites[0].unusableTaskCount == 1)
        #expect(TableReport.text(of: summary).contains("1 tasks left out, their own context scores 0"))
        #expect(try JSONDocument(JSONReport.bytes(of: summary, version: "0")).root.kind == .object)
    }

    @Test func theCensusCountsFactsByClass() throws {
        var run = EvaluationRun(contestants: try ["full", "empty", "truncate-head"].map { try contestant(named: $0, seed: 3) })
        run.shares = [0.5]
        run.takesCensus = true
        let summary = EvaluationSummary(of: run.run([("registers", [task(1), task(2)])]), resampleCount: 10)
        let counts = try summary.suites[0].contestants.map { try #require($0.points[0].facts) }
        #expect(counts[0].hardTotal > 40 && counts[0].hardVisible == counts[0].hardTotal)
        #expect(counts[1].hardVisible == 0 && counts[1].totals == counts[0].totals)
        #expect((1..<counts[0].hardTotal).contains(counts[2].hardVisible))
        #expect(TableReport.text(of: summary).contains("facts visible, of"))
        let facts = try JSONDocument(JSONReport.bytes(of: summary, version: "0")).root["suites"]?[0]?["contestants"]?[0]?["points"]?[0]?[
            "facts"]
        #expect(try #require(facts?["number"]?["total"]?.integer) > 40)
    }

    @Test func anUnknownContestantIsToldItsNearestName() {
        #expect(throws: EvaluationError.self) { try contestant(named: "trunkate-head", seed: 1) }
        #expect(EvaluationError.unknownContestant("x", nearest: "y").description.contains("Did you mean 'y'?"))
    }
}
