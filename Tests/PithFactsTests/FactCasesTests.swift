import Foundation
import Testing

@testable import PithFacts

/// How well the extractor does on the labelled cases.
struct FactCasesTests {
    static let files = ["English.cases", "Languages.cases", "Machine.cases"]

    @Test(arguments: files) func everyCaseHasExactlyItsFacts(_ file: String) throws {
        let cases = try CaseFile.read(file)
        #expect(!cases.isEmpty)
        for one in cases {
            let found = one.found
            let hard = Set(found.filter { $0.kind.isHard })
            let expected = Set(one.expected)
            let missed = expected.subtracting(found), surplus = hard.subtracting(expected)
            #expect(missed.isEmpty && surplus.isEmpty, "\(one.place) missed: \(show(missed)); surplus: \(show(surplus))")
        }
    }

    private func show(_ facts: Set<LabelledFact>) -> String {
        facts.map { "\($0.kind.rawValue): \($0.text)" }.sorted().joined(separator: " | ")
    }
}
