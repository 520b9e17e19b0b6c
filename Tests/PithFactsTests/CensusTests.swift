import Foundation
import PithPrompt
import PithTestSupport
import Testing

@testable import PithFacts

/// The census finds what is gone and nothing else.
struct CensusTests {
    private struct Case {
        var title: String
        var original: [Substring] = []
        var output: [Substring] = []
        var lost: Set<String> = []
    }

    @Test func whatIsLostIsToldClassByClass() throws {
        let cases = try readCases()
        #expect(cases.count >= 20)
        for one in cases {
            let original = try Prompt(parsing: Array(one.original.joined(separator: "\n").utf8))
            let output = try Prompt(parsing: Array(one.output.joined(separator: "\n").utf8))
            let census = Census(original: original, output: output)
            let lost = Set(census.lostItems.filter(\.kind.isHard).map { "\($0.kind.rawValue): \($0.text)" })
            #expect(lost == one.lost, "\(one.title)")
            #expect(census.hardLost == lost.count, "\(one.title)")
        }
    }

    private func readCases() throws -> [Case] {
        var cases: [Case] = []
        var part = 0
        let text = try String(contentsOf: CaseFile.folder.appending(path: "Census.cases"), encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            switch (part, line) {
            case (0, _) where line.hasPrefix("= "), (3, _) where line.hasPrefix("= "):
                cases.append(Case(title: String(line.dropFirst(2))))
                part = 1
            case (1, ">"): part = 2
            case (2, "-"): part = 3
            case (1, _): cases[cases.count - 1].original.append(line)
            case (2, _): cases[cases.count - 1].output.append(line)
            case (3, _) where !line.isEmpty:
                let colon = try #require(line.firstIndex(of: ":"), "\(line)")
                for fact in line[line.index(after: colon)...].components(separatedBy: " | ") {
                    cases[cases.count - 1].lost.insert("\(line[..<colon]): \(CaseFile.folded(fact))")
                }
            default: break
            }
        }
        return cases
    }

    @Test func nothingIsLostInThePromptItself() throws {
        for seed in 0..<40 {
            var random = SplitMix64(seed: UInt64(seed))
            let prompt = try Prompt(parsing: Array(randomText(count: 2000, using: &random).utf8))
            let census = Census(original: prompt, output: prompt)
            #expect(census.lostItems.isEmpty, "seed \(seed)")
            #expect(census.rows.map(\.kind) == FactClass.allCases)
        }
    }

    @Test func anyTwoTextsCanBeCompared() throws {
        for seed in 0..<60 {
            var random = SplitMix64(seed: UInt64(seed))
            let texts = (0..<2).map { _ in randomBytes(count: random.number(0...600), using: &random) }
            let census = Census(original: try Prompt(parsing: texts[0]), output: try Prompt(parsing: texts[1]))
            #expect(census.rows.allSatisfy { $0.lost >= 0 && $0.lost <= $0.total }, "seed \(seed)")
            #expect(census.lostItems.count == census.rows.reduce(0) { $0 + $1.lost }, "seed \(seed)")
            #expect(census.lostItems.allSatisfy { $0.byteOffset < texts[0].count && $0.line > 0 }, "seed \(seed)")
        }
    }

    @Test func everythingIsLostInAnEmptyOutput() throws {
        let original = try Prompt(parsing: Array("Do not pay $5 to Ada Lovelace. See src/a/b.py.".utf8))
        let census = Census(original: original, output: try Prompt(parsing: []))
        #expect(census.rows.allSatisfy { $0.visible == 0 })
        #expect(census.hardLost == 4)
        #expect(census.lostItems.first?.kind == .negation)
    }

    @Test func lostFactsTellWhereTheyStood() throws {
        let original = try Prompt(parsing: Array("One line.\nThe code is PAY-7731.\n".utf8))
        let census = Census(original: original, output: try Prompt(parsing: Array("One line.\n".utf8)))
        let lost = try #require(census.lostItems.first { $0.kind == .id })
        #expect(lost.line == 2 && lost.byteOffset == 22 && lost.text == "PAY-7731")
    }

    @Test func factsInsideConversationsAreComparedDecoded() throws {
        let messages = #"[{"role":"user","content":"Say \"amber heron\" to Ren\u00e9 in C:\\temp\\x.txt, not \n 7 times."}]"#
        let original = try Prompt(parsing: Array(messages.utf8))
        let output = try Prompt(parsing: Array("Say \"amber heron\" to René in C:\\temp\\x.txt, not 7 times.".utf8))
        #expect(Census(original: original, output: output).hardLost == 0)
    }

    @Test func limitsAreReadAndHeld() throws {
        let original = try Prompt(parsing: Array("Do not pay $5 to Ada Lovelace.".utf8))
        let census = Census(original: original, output: try Prompt(parsing: Array("Pay $5.".utf8)))
        #expect(try CensusLimits(parsing: []).verdict(on: census).isPassed)
        #expect(try CensusLimits(parsing: ["negation=1", "number=0"]).verdict(on: census).isPassed)
        let verdict = try CensusLimits(parsing: ["negation=0", "hard=1"]).verdict(on: census)
        #expect(verdict.description == "negation: 1 lost, at most 0 allowed\nhard: 2 lost, at most 1 allowed")
        #expect(throws: FactsError.notALimit("negation")) { try CensusLimits(parsing: ["negation"]) }
        #expect(throws: FactsError.unknownClass("negations", nearest: "negation")) { try CensusLimits(parsing: ["negations=1"]) }
        #expect(throws: FactsError.notACount("-1", kind: "number")) { try CensusLimits(parsing: ["number=-1"]) }
    }

    @Test func weightsFallWithRepetitionAndRiseWithTheSpeaker() throws {
        let bytes = Array("It needs 12 retries. Always 12 retries. Also 7 nodes.".utf8)
        let facts = FactExtractor().facts(in: bytes, range: 0..<bytes.count, kind: .prose)
        let weights = FactWeights(counting: facts)
        let numbers = facts.filter { $0.kind == .number }
        try #require(numbers.count == 3)
        #expect(weights.weight(of: numbers[0]) < weights.weight(of: numbers[2]))
        #expect(weights.weight(of: numbers[2], role: .tool) < weights.weight(of: numbers[2], role: .system))
        #expect(abs(weights.rarity(of: numbers[2]) - 1) < 1e-12)
    }
}
