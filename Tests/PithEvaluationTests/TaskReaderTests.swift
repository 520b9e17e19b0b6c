import Foundation
import PithPrompt
import Testing

@testable import PithEvaluation

@Suite struct TaskReaderTests {
    private static let task =
        #"{"id": "a", "suite": "s", "format": "text", "query": "Who?", "context": "Ann \u00e9", "expect": [{"any": ["Ann"]}], "answers": ["Ann"]}"#

    @Test func eachBadLineIsRefusedWithWhatIsWrongAndWhere() throws {
        for row in try Cases.lines(of: "bad-tasks.jsonl") {
            let line = try #require(row["line"]?.string)
            let path = try write("\(Self.task)\n\n\(line)\n")
            defer { try? FileManager.default.removeItem(atPath: path) }
            let message = message { _ = try TaskReader.tasks(at: path) }
            #expect(message.hasPrefix("\(path):3: "), "\(line)")
            #expect(try message.contains(#require(row["says"]?.string)), "\(line): \(message)")
            #expect(message.hasSuffix("pith tasks check \(path)"))
        }
    }

    @Test func readsEveryFieldAndNamesTheSuiteAfterTheFileWhereTheTaskDoesNot() throws {
        let path = try write(Self.task + "\r\n" + Self.task.replacing(#""suite": "s", "#, with: ""))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let tasks = try TaskReader.tasks(at: path)
        #expect(tasks.map(\.suite) == ["s", String(path.split(separator: "/").last!.split(separator: ".").first!)])
        #expect(tasks[0].query == "Who?")
        #expect(tasks[0].context == Array("Ann é".utf8))
        #expect(tasks[0].expectations == [.any(["Ann"])])
        #expect(tasks[0].answers == ["Ann"])
        #expect(TaskReader.suiteName(of: "folder/nq20.jsonl.gz") == "nq20")
    }

    @Test func aFileWithoutTasksIsRefused() throws {
        let path = try write("\n \n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(message { _ = try TaskReader.tasks(at: path) }.contains("no tasks in it"))
    }

    @Test func gzipIsReadWholeInSeveralMembersAndRefusedWhenDamaged() throws {
        // gzip of "ab\n" and of "c\n", made by gzip -n.
        let first: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76, 226, 2, 0, 62, 152, 74, 1, 3, 0, 0, 0]
        let second: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 230, 2, 0, 133, 195, 220, 239, 2, 0, 0, 0]
        #expect(try Gzip.unpacked(first, path: "x") == Array("ab\n".utf8))
        #expect(try Gzip.unpacked(first + second, path: "x") == Array("ab\nc\n".utf8))
        for length in 1..<first.count {
            #expect(
                message { _ = try Gzip.unpacked(Array(first[..<length]), path: "x") }.hasPrefix("x: damaged gzip data"), "\(length) bytes")
        }
        var damaged = first
        damaged[15] ^= 1
        #expect(message { _ = try Gzip.unpacked(damaged, path: "x") }.hasPrefix("x: damaged gzip data"))
    }

    @Test func aCheckNamesEveryLineThatMeasuresSomethingElse() throws {
        let path = try write(
            """
            {"id": "a", "format": "text", "context": "x", "expect": [{"any": ["x"]}]}
            {"id": "a", "format": "text", "context": "x", "expect": [{"any": ["x"]}]}

            {"id": "b", "format": "text", "context": "x", "expect": [{"any": ["x"]}, {"any": ["y"]}, {"all": []}]}
            {"id": "c", "format": "messages", "context": "x", "expect": [{"any": ["x"]}]}
            {"id": "d", "format": "text", "context": "x", "expect": [{"together": [["x"]]}]}
            {"id": "e", "format": "text", "context": "x", "expect": [{"any": ["x"], "support": ["x"], "min": 50}]}
            nonsense
            """)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let check = try TaskChecker.check(path)
        #expect(check.taskCount == 7)
        #expect(check.groupCount == 8)
        let found = check.problems.map { "\($0.line) \($0.message)" }
        let expected = [
            "2 the id \"a\" is that of line 1", "4 group 2 of \"expect\" does not hold in the context",
            "4 group 3 of \"expect\" holds in an empty output",
            "5 the format is \"messages\"", "6 group 1 of \"expect\" is \"together\"", "7 group 1 of \"expect\" does not hold",
            "7 group 1 of \"expect\": \"min\"", "8 not JSON",
        ]
        #expect(found.count == expected.count)
        for (problem, start) in zip(found, expected) { #expect(problem.hasPrefix(start)) }
    }

    @Test func theProjectsOwnTasksAreClean() throws {
        let folder = Cases.projectRoot.appending(path: "corpora/tasks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".jsonl") }
        #expect(!files.isEmpty)
        for file in files.sorted() { #expect(try TaskChecker.check(folder.appending(path: file).path).problems == [], "\(file)") }
    }

    private func write(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString).jsonl").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch { return "\(error)" }
    }
}
