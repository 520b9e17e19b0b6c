import Foundation
import PithJSON
import PithReader
import Testing

@Suite struct AnswerScoreTests {
    @Test func scoresAreThoseOfSQuAD() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/squad-scores.jsonl")
        let lines = try Data(contentsOf: url).split(separator: 0x0A)
        #expect(lines.count > 10)
        for line in lines {
            let root = try JSONDocument(Array(line)).root
            let answers = try #require(root["answers"]).elements.compactMap(\.string)
            let score = AnswerScore(of: try #require(root["reply"]?.string), answers: answers)
            let comment = Comment(rawValue: String(decoding: line, as: UTF8.self))
            #expect(score.exactMatch == root["exact"]?.number, comment)
            #expect(abs(score.f1 - (root["f1"]?.number ?? -1)) < 1e-9, comment)
            #expect(score.contained == root["contained"]?.number, comment)
        }
    }

    @Test func withoutAnswersNothingIsRight() {
        #expect(AnswerScore(of: "Ann", answers: []) == AnswerScore(exactMatch: 0, f1: 0, contained: 0))
    }
}
