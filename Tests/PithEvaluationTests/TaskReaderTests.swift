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
