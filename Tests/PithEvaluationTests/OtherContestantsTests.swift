import Foundation
import PithJSON
import PithPrompt
import PithSystem
import Testing

@testable import PithEvaluation

/// Contestants that are not ours: commands, and outputs made elsewhere.
@Suite struct OtherContestantsTests {
    private let task = EvaluationTask(
        id: "t", suite: "s", format: .text, query: "Who's \"there\"? $(echo no) {rate}",
        context: Array("one two three four five six seven eight".utf8),
        expectations: [.any(["one"]), .any(["eight"])])

    private func output(_ command: String, _ setting: Setting = .share(0.25), limit: Double = 20) throws -> ContestantOutput {
        let contestant = try contestant(named: "cmd:\(command)", seed: 1, commandTimeLimitSeconds: limit)
        return try contestant.output(for: TaskInput(task, encoding: .o200kBase), at: setting)
    }

    private func failure(_ command: String, limit: Double = 20) -> String {
        do {
            _ = try output(command, limit: limit)
            return "no failure"
        } catch { return "\(error)" }
    }

    @Test func aCommandGetsTheContextAndItsPlaceholdersFilledIn() throws {
        #expect(try output("cat").bytes == task.context)
        #expect(try output("cat; printf ' %s' {budget} {rate} {format}").bytes.suffix(12) == Array(" 2 0.25 text".utf8)[...])
        #expect(
            try output("printf %s {query}").bytes == Array(task.query!.utf8), "the shell sees the query as one word, and braces in it stay")
        #expect(try output("printf '{x} {'").bytes == Array("{x} {".utf8))
        #expect(try output("true").bytes.isEmpty, "an empty output is an output")
        let ran = try output("cat > /dev/null; printf done")
        #expect(try #require(ran.milliseconds) > 0 && #require(ran.peakMemoryByteCount) > 100_000)
    }

    @Test func aCommandThatFailsSaysHow() {
        #expect(failure("echo first >&2; echo last >&2; exit 3") == "exit code 3: last")
        #expect(failure("kill -9 $$") == "ended by signal 9")
        #expect(failure("no-such-program-here").hasPrefix("exit code 127: "))
    }

    @Test func aCommandThatTakesTooLongIsEndedWithItsChildren() throws {
        let marker = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString)").path
        #expect(failure("(sleep 1; touch \(marker)) & sleep 30", limit: 0.2) == "not done in 0.2 seconds")
        Thread.sleep(forTimeInterval: 1.2)
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test func aCommandThatWritesWithoutEndIsEnded() throws {
        let result = try Subprocess.run("yes", input: [], timeLimitSeconds: 20, outputLimitByteCount: 1 << 16)
        #expect(result.end == .wroteTooMuch)
        #expect(result.output.count <= 1 << 16)
    }

    @Test func aLargeInputThatIsNotReadDoesNoHarm() throws {
        let result = try Subprocess.run("exit 0", input: [UInt8](repeating: 0x61, count: 3_000_000), timeLimitSeconds: 20)
        #expect(result.end == .exited(0))
    }

    @Test func onlyACommandWithABudgetIsSwept() throws {
        let shares = [0.5, 0.25]
        #expect(try contestant(named: "cmd:x {rate}", seed: 1).settings(for: shares) == [.share(0.5), .share(0.25)])
        #expect(try contestant(named: "cmd:x {budget}", seed: 1).settings(for: shares) == [.share(0.5), .share(0.25)])
        #expect(try contestant(named: "cmd:x {query}", seed: 1).settings(for: shares) == [.own("default")])
    }

    @Test func outputsMadeElsewhereAreScoredAtTheirOwnSettings() throws {
        let path = try write(
            """
            {"id": "t", "output": "one", "setting": 0.25, "milliseconds": 12.5}
            {"id": "t", "output": "one eight", "setting": 0.5}
            {"id": "t", "output": "gone", "setting": "aggressive"}
            {"id": "other", "output": "one", "setting": "aggressive"}

            """)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let run = EvaluationRun(contestants: [try recordedContestant("theirs=\(path)")])
        let result = run.run([("s", [task])])
        #expect(result.columns[0].settings == [.share(0.5), .share(0.25), .own("aggressive")])
        #expect(result.suites[0].tasks[0].measurements[0].map(\.score) == [1, 0.5, 0])
        #expect(result.suites[0].tasks[0].measurements[0][1].milliseconds == 12.5)
        var other = run
        other.contestants = [try recordedContestant("theirs=\(path)")]
        let missing = EvaluationTask(id: "u", suite: "s", format: .text, context: task.context, expectations: task.expectations)
        #expect(other.run([("s", [missing])]).suites[0].tasks[0].measurements[0][0].failure == "no output for task 'u'")
    }

    @Test func outputsThatCannotBeReadAreRefused() throws {
        let path = try write("{\"id\": \"t\", \"output\": \"x\"}\n{\"id\": \"t\"}\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        for (option, says) in [
            ("theirs=\(path)", ":2: expected a line like"), ("theirs", "Try --outputs NAME=FILE"), ("=x", "Try"), ("x=", "Try"),
            ("x=/none", "no such file"),
        ] {
            do {
                _ = try recordedContestant(option)
                Issue.record("\(option) was taken")
            } catch { #expect(error.description.contains(says), "\(option)") }
        }
    }

    @Test func contestantsAreComparedSettingBySetting() throws {
        let tasks = (0..<40).map { number in
            EvaluationTask(
                id: "t\(number)", suite: "s", format: .text, context: Array("alpha beta \(number + 100) gamma delta".utf8),
                expectations: [.any(["\(number + 100)"])])
        }
        var run = EvaluationRun(
            contestants: try ["full", "empty", "truncate-head", "truncate-tail"].map { try contestant(named: $0, seed: 1) })
        run.shares = [1, 0.2]
        let result = run.run([("s", tasks)])
        let summary = EvaluationSummary(of: result, resampleCount: 200, comparing: ComparisonWish(reference: "full", margin: 0.1))
        let verdicts = summary.suites[0].comparisons.map { "\($0.name) \($0.setting.label) \($0.result.verdict.rawValue)" }
        #expect(
            verdicts == [
                "empty none inferior", "truncate-head 1 non-inferior", "truncate-head 0.2 inferior", "truncate-tail 1 non-inferior",
                "truncate-tail 0.2 inferior",
            ])
        let report = try JSONDocument(JSONReport.bytes(of: summary, version: "0")).root
        #expect(report["suites"]?[0]?["comparison"]?["differences"]?[1]?["verdict"]?.string == "non-inferior")
        #expect(TableReport.text(of: summary).contains("fidelity less that of full"))
    }

    private func write(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString).jsonl").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
