import Foundation
import Testing

@testable import PithFacts

/// How well the extractor does on the labelled cases.
struct FactCasesTests {
    static let files = ["English.cases", "Languages.cases", "Machine.cases", "Mixed.cases"]

    /// The shares that the extractor reached when the floors were set. They may rise; a change that lowers them has to say why.
    private static let precisionFloor = 0.99, recallFloor = 0.99

    @Test func precisionAndRecallStayAboveTheirFloors() throws {
        var report = ""
        var found = 0, right = 0, expected = 0, met = 0, caseCount = 0
        for one in try Self.files.flatMap(CaseFile.read) {
            caseCount += 1
            let facts = one.found, hard = Array(Set(facts.filter { $0.kind.isHard }))
            let missed = Set(one.expected).filter { label in !facts.contains { $0.meets(label) } }
            let surplus = hard.filter { fact in !one.expected.contains { fact.meets($0) } }
            (found, right) = (found + hard.count, right + hard.count - surplus.count)
            (expected, met) = (expected + Set(one.expected).count, met + Set(one.expected).count - missed.count)
            for label in missed { report += "\n\(one.place) missed  \(label.kind.rawValue): \(label.text)" }
            for fact in surplus { report += "\n\(one.place) surplus \(fact.kind.rawValue): \(fact.text)" }
        }
        let precision = Double(right) / Double(found), recall = Double(met) / Double(expected)
        print("\(caseCount) cases: precision \(right)/\(found), recall \(met)/\(expected)\(report)")
        #expect(caseCount >= 150)
        #expect(precision >= Self.precisionFloor, "precision \(precision)\(report)")
        #expect(recall >= Self.recallFloor, "recall \(recall)\(report)")
    }
}

extension LabelledFact {
    /// Whether this fact, found, is the one that `label` asks for. A label for a negation or an error names its heart; the rest of its
    /// text may stand around it. Other facts must agree to the byte.
    fileprivate func meets(_ label: LabelledFact) -> Bool {
        guard kind == label.kind else { return false }
        return kind == .negation || kind == .error ? text.contains(label.text) || label.text.contains(text) : text == label.text
    }
}
