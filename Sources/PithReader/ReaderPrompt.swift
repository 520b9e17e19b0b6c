// One question that a reader is to be asked: a line of what `pith eval --write-outputs` wrote, with the context as some contestant left it.
//
//     {"suite": "registers", "id": "r-7", "contestant": "pith-budget", "setting": "0.1", "query": "Who keeps the key?",
//      "answers": ["Ann"], "tokenCount": 12, "score": 1, "output": "Ann keeps the key."}
//
// Any program can write such lines: readers need nothing of Pith's but this form.

import PithEvaluation
import PithJSON
import PithSystem

/// A context as one contestant left it, and the question about it.
package struct ReaderPrompt: Sendable {
    package let suite: String
    package let id: String
    package let arm: Arm
    package let query: String
    /// Any one of them is right.
    package let answers: [String]
    package let context: String
    /// The context's tokens, as the one who wrote the line counted them.
    package let tokenCount: Int
    /// What the task's own expectations gave the context: above 0, the answer is visible in it.
    package let score: Double

    /// What a context was made by: a column of the report.
    package struct Arm: Hashable, Sendable, CustomStringConvertible {
        package let contestant: String
        package let setting: String

        package init(contestant: String, setting: String) { (self.contestant, self.setting) = (contestant, setting) }

        /// The whole context, which all others are measured against.
        package static let full = Arm(contestant: "full", setting: "all")

        package var description: String { setting.isEmpty || self == .full ? contestant : "\(contestant) \(setting)" }
    }

    package init(
        suite: String, id: String, arm: Arm, query: String, answers: [String], context: String, tokenCount: Int = 0, score: Double = 0
    ) {
        (self.suite, self.id, self.arm, self.query, self.answers) = (suite, id, arm, query, answers)
        (self.context, self.tokenCount, self.score) = (context, tokenCount, score)
    }

    /// The prompts of the file at `path` ("-": standard input), in order. Lines without a question or without answers are counted, not read:
    /// there is nothing to ask, or nothing to hold a reply against.
    package static func prompts(at path: String) throws(ReaderError) -> (prompts: [ReaderPrompt], skippedLineCount: Int) {
        let bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        var prompts: [ReaderPrompt] = []
        var skipped = 0
        for (line, range) in TaskReader.lines(of: bytes) {
            guard let root = try? JSONDocument(bytes, in: range).root, let id = root["id"]?.string,
                let context = root["output"]?.string
            else { throw .badPrompt(path: path, line: line) }
            let answers = root["answers"].map { $0.kind == .array ? $0.elements.compactMap(\.string) : [] } ?? []
            guard let query = root["query"]?.string, !answers.isEmpty else {
                skipped += 1
                continue
            }
            let setting = root["setting"].map { $0.string ?? String(decoding: bytes[$0.range], as: UTF8.self) } ?? ""
            let arm = Arm(contestant: root["contestant"]?.string ?? path, setting: setting)
            prompts.append(
                ReaderPrompt(
                    suite: root["suite"]?.string ?? "", id: id, arm: arm, query: query, answers: answers, context: context,
                    tokenCount: root["tokenCount"]?.integer ?? 0, score: root["score"]?.number ?? .nan))
        }
        if prompts.isEmpty { throw .noPrompts(path: path) }
        return (prompts, skipped)
    }
}
