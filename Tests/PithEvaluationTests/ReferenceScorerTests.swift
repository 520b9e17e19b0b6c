import Foundation
import PithJSON
import Testing

@testable import PithEvaluation

/// The scorer against the reference scorer itself, where that and the task suites lie beside the project.
@Suite struct ReferenceScorerTests {
    @Test func agreesWithTheReferenceOnMangledOutputsOfRealTasks() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var lines: [UInt8] = []
        var scores: [Double] = []
        // Most outputs score 0 or 1: draw more of them until the scores differ enough to mean something.
        for _ in 0..<10 where Set(scores).count <= 10 {
            for suite in ["agent", "ifeval", "kv", "logs", "multihop", "nq20", "squad", "tools"] {
                guard let url = Cases.shared("corpora/tasks/\(suite).jsonl.gz") else { return expectNothingScored(scores) }
                let bytes = try Gzip.unpacked(Array(Data(contentsOf: url)), path: url.path)
                let ranges = TaskReader.lines(of: bytes).map(\.range)
                for range in ranges.shuffled(using: &generator).prefix(suite == "logs" ? 1 : 3) {
                    let task = try TaskReader.task(from: bytes, in: range, defaultSuite: suite)
                    let scorer = Scorer(for: task)
                    for _ in 0..<3 {
                        let output = mangled(task.context, &generator)
                        scores.append(scorer.score(output))
                        var line = JSONWriter()
                        line.object {
                            $0.key("task")
                            $0.raw(Array(bytes[range]))
                            $0.member("output", String(decoding: output, as: UTF8.self))
                        }
                        lines += line.bytes + [0x0A]
                    }
                }
            }
        }
        let expected = try referenceScores(of: lines)
        #expect(scores.count == expected.count)
        #expect(scores == expected, "seed \(seed)")
        #expect(Set(scores).count > 10, "the outputs tell tasks apart")
    }

    private func expectNothingScored(_ scores: [Double]) { #expect(scores.isEmpty) }

    /// Parts of a context, in order, some of them changed in ways that a scorer must see through, or must not.
    private func mangled(_ context: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var output: [UInt8] = []
        var at = 0
        let pieceLength = max(1, context.count / Int.random(in: 2...40, using: &generator))
        while at < context.count {
            let end = min(context.count, at + Int.random(in: 1...2 * pieceLength, using: &generator))
            let piece = Array(context[at..<end])
            switch Int.random(in: 0..<12, using: &generator) {
            case 0..<3: break
            case 3: JSONWriter.escape(piece[...], into: &output)
            case 4: output += String(decoding: piece, as: UTF8.self).uppercased().utf8
            case 5: output += String(decoding: piece, as: UTF8.self).decomposedStringWithCanonicalMapping.utf8
            case 6:
                output +=
                    String(decoding: piece, as: UTF8.self).unicodeScalars.map { $0.value > 126 ? escaped($0) : String($0) }.joined().utf8
            case 7: output += String(decoding: piece, as: UTF8.self).replacing(" ", with: "\u{3000}\n ").replacing("'", with: "’").utf8
            default: output += piece
            }
            at = end
        }
        return output
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { "\\u" + String(format: "%04x", $0) }.joined()
    }

    private func referenceScores(of lines: [UInt8]) throws -> [Double] {
        let file = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString).jsonl")
        try Data(lines).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", Cases.folder.appending(path: "reference_scores.py").path, Cases.shared("tools/score.py")?.path ?? "", file.path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let printed = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self).split(separator: "\n").compactMap { Double($0) }
    }
}
